"""What every command shares: the same five options, and the ways in which answers and words leave."""

import functools
import inspect
import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from course.cli import screen
from course.core.errors import CourseError, UsageError
from course.core.hints import Hint


@dataclass(frozen=True, slots=True)
class Here:
    """The options that every command takes."""

    home: Path | None = None
    quiet: bool = False
    verbose: bool = False
    plain: bool = False
    no_input: bool = False

    @property
    def asks(self) -> bool:
        """Whether a question may be put: there is a terminal, and nobody said --no-input."""
        return not self.no_input and sys.stdin.isatty()

    def say(self, words: str | Hint) -> None:
        """Tell a person something, on stderr."""
        if not self.quiet:
            screen.tell(words if isinstance(words, str) else screen.worded(words))

    def root(self) -> Path:
        """The home that is meant: the named one, the current folder, or the nearest one above."""
        from course.adapters import disk

        return disk.find_home(Path.cwd(), self.home)


_SHARED = {
    "home": Annotated[Path | None, typer.Option("--home", "-C", help="The folder of the course.", metavar="DIR")],
    "quiet": Annotated[bool, typer.Option("--quiet", "-q", help="Show errors only.")],
    "verbose": Annotated[bool, typer.Option("--verbose", "-v", help="Show details.")],
    "plain": Annotated[
        bool, typer.Option("--plain", help="Show sentences instead of tables, without colours or bars.")
    ],
    "no_input": Annotated[bool, typer.Option("--no-input", help="Never ask a question.")],
}

AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Show the course as of this day (default: today).", metavar="DATE")
]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for other programs.")]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would happen, without doing it.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask for confirmation.")]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        help="Write to this file. Its ending decides the format. Use - for the screen.",
        metavar="FILE",
    ),
]
Who = Annotated[
    list[str] | None,
    typer.Argument(help="Handles, names or emails. The beginning is enough.", metavar="WHO..."),
]


def manners(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command whose first parameter is a Here the five shared options, and its manners on Ctrl-C."""
    signature = inspect.signature(command, eval_str=True)
    own = list(signature.parameters.values())[1:]

    @functools.wraps(command)
    def polite(**options: Any) -> None:
        here = Here(**{name: options.pop(name) for name in _SHARED})
        if here.plain:
            screen.never_colour()
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(screen.LogFormat("%(message)s"))
        logging.basicConfig(handlers=[handler], level=logging.INFO if here.verbose else logging.ERROR)
        try:
            command(here, **options)
        except KeyboardInterrupt:
            here.say("Stopped. Everything done so far is kept.")
            raise typer.Exit(130) from None
        except typer.Abort:
            here.say("\nStopped at a question.")
            raise typer.Exit(130 if here.asks else 1) from None

    shared = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=None if name == "home" else False, annotation=kind
        )
        for name, kind in _SHARED.items()
    ]
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + shared
    polite.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    polite.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": None}
    return polite


def follows(context: typer.Context, here: Here, lost: bool) -> bool:
    """Whether a command follows the group's name: shared options that stood before it hold for it, too.

    `lost`: an option was given that only the group itself understands; UsageError, since it would go unheard.
    """
    name = context.invoked_subcommand
    if name is None:
        return False
    if lost:
        path = f"{context.command_path} {name}"
        raise UsageError(
            f"That option must come after {name}.", f"For example: {path} --json. See all options: {path} --help"
        )
    given = {shared: getattr(here, shared) for shared in _SHARED if getattr(here, shared)}
    commands: Mapping[str, Any] = getattr(context.command, "commands", {})
    context.default_map = {name: {**given, **dict.fromkeys(getattr(commands.get(name), "commands", ()), given)}}
    return True


def day(text: str | None, today: date) -> date:
    """The day that was meant by --as-of and its like; UsageError with the reason otherwise."""
    from course.formats import human_dates

    return human_dates.parse(text, today) if text else today


def deliver(answer: str | bytes, output: str | None, here: Here | None = None) -> None:
    """Put an answer on stdout, or into the file that -o names, and say where it lies."""
    if output in (None, "-"):
        screen.put(answer)
        return
    from course.adapters import disk

    disk.write_bytes(Path(str(output)), screen.answer(answer))
    if here:
        here.say(f"Wrote {output}.")


def number(text: str) -> int:
    """The number of a Thing, for an argument or option."""
    digits = str(text).strip().casefold().removeprefix("thing").strip()
    if not digits.isdecimal() or len(digits) > 3:
        raise typer.BadParameter(f"{text!r} isn't the number of a Thing. Write a number like 6.")
    return int(digits)


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """How to read a whole number within bounds, for an option."""
    bounds = f"from {least} to {most}" if most else f"of {least} or more"

    def read(text: str) -> int:
        digits = str(text).strip()
        if not (digits.isdecimal() and len(digits) < 10 and least <= int(digits) <= (most or int(digits))):
            raise typer.BadParameter(f"{text!r} isn't valid here. Write a whole number {bounds}.")
        return int(digits)

    return read


def confirm(here: Here, question: str, option: str) -> None:
    """Ask before a deed; CourseError for a no, and without a terminal, where it names the option that says yes."""
    if not here.asks:
        raise CourseError(
            f"{question} This needs an answer, but no terminal is attached. Nothing was done.",
            f"To say yes in advance, add {option}.",
        )
    if not typer.confirm(question, err=True):
        raise CourseError("Stopped. Nothing was done.")


def in_json(json: bool, output: str | None) -> bool:
    """Whether an answer that is words or JSON is wanted in JSON; UsageError for a file that would promise something else."""
    ending = Path(output or "").suffix.lower()
    if ending not in ("", ".txt", ".json"):
        raise UsageError(f"This command can't write a {ending} file.", "End the file's name in .txt or .json.")
    return json or ending == ".json"


def now() -> datetime:
    """This moment: a door reads the clock once and hands it down."""
    from course.adapters import clock

    return clock.now()
