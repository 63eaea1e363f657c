"""Colour and weight for answers on a terminal. Shapes and words say the same, so nothing is lost without it."""

from rich.console import Console
from rich.highlighter import RegexHighlighter
from rich.theme import Theme

STYLES = Theme(
    {
        "cpd23.heading": "bold",
        "cpd23.good": "green",
        "cpd23.owed": "yellow",
        "cpd23.bad": "bold red",
        "cpd23.quiet": "dim",
        "cpd23.command": "bold cyan",
    },
    inherit=False,
)


class AnswerHighlighter(RegexHighlighter):
    """Headings, standings, the marks of the matrix, and commands to type."""

    base_style = "cpd23."
    highlights = (
        r"(?m)^(?P<heading>[A-Z][A-Z ',]{4,})$",
        r"(?<=  )(?P<good>on schedule|ahead|finished)(?=  |$)",
        r"(?<=  )(?P<owed>behind|stalled)(?=  |$)",
        r"(?<=  )(?P<bad>cannot read)(?=  |$)",
        r"(?<=  )(?P<quiet>not started|paused|withdrawn)(?=  |$)",
        r"(?<=[ #!.])(?P<good>#+)(?=[#!.]*  )",
        r"(?<=[ #!.])(?P<owed>!+)(?=[#!.]*  )",
        r"(?P<command>\bcpd23 [a-z]+(?: (?:[a-z]+|-{1,2}[a-z-]+))*)",
    )


def put(text: str) -> None:
    """Write an answer that has been cleaned to stdout, in colour and not wrapped."""
    console = Console(theme=STYLES, highlighter=AnswerHighlighter(), soft_wrap=True)
    console.print(text, markup=False, emoji=False, end="")
