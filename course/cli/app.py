"""The command cpd23: one Typer app, one module per group of commands."""

import sys

import typer

from course.cli import checking, deciding, helping, joining, looking, publishing, reminding, starting, tracking
from course.core.errors import CourseError

app = typer.Typer(
    name="cpd23",
    help="A self-paced course engine for 23 Things programmes.",
    rich_markup_mode=None,
    add_completion=True,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
for group in (looking, starting, checking, joining, tracking, deciding, reminding, publishing):
    group.add(app)


def main() -> None:
    """Run one command; tell a CourseError in two lines and end with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        helping.arranged(app)(prog_name="cpd23")
    except CourseError as error:
        typer.echo(f"error: {error}", err=True)
        if error.hint:
            typer.echo(f" hint: {error.hint}", err=True)
        sys.exit(error.code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
