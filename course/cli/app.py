"""The command cpd23: one Typer app, one module per group of commands, which is loaded when one of them is asked for."""

import gc
from collections.abc import Iterator, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import Any

import typer

from course.adapters import machine_faults
from course.cli import help, screen
from course.cli.command_classes import CommandApp
from course.cli.commands import next_step
from course.core.errors import CourseError, ExtraMissing

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "report": "report", "figures": "report",
        "init": "init", "demo": "init",
        "check": "check", "things": "check",
        "try": "people", "register": "people", "people": "people", "close": "people",
        "serve": "serve", "open": "open",
        "track": "track", "trust": "trust",
        "review": "review", "mark": "review",
        "mail": "mail",
        "remind": "remind", "weekly": "remind", "schedule": "remind",
        "publish": "publish", "buddies": "publish", "certificate": "publish",
    }
)  # fmt: skip
_COLLECTED_AFTER = (50_000, 20, 20)  # things made; our own end without the collector, and start-up makes many that stay


def built() -> CommandApp:
    """The app. A module is loaded when one of its commands is asked for."""
    made = CommandApp(
        help="A self-paced course engine for 23 Things programmes.",
        add_completion=True,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    next_step.add(made)
    made.commands.makers |= {name: partial(_loaded, name) for names in help.GROUPS.values() for name in names}
    return made


def _loaded(name: str) -> Any:
    """The command of this name, from its module."""
    module = CommandApp()
    import_module(f"course.cli.commands.{MODULES[name]}").add(module)
    return module.commands.makers[name]()


_NO_ROOM = "failed to map segment"  # what glibc says of a library that finds no memory


def main() -> None:
    """Run one command; tell a CourseError in two lines and end with its code. A machine that fails is told likewise."""
    gc.set_threshold(*_COLLECTED_AFTER)
    screen.prepare()
    try:
        try:
            help.arranged(typer.main.get_command(built()))(prog_name="cpd23")
        finally:
            screen.flush()
    except CourseError as error:
        screen.end(error, tuple(_hints(error)), error.code)
    except BrokenPipeError:
        screen.end()
    except OSError as error:
        what, hint = machine_faults.sentence(error)
        screen.end(what, [hint])
    except (MemoryError, ImportError) as error:
        if isinstance(error, ImportError) and _NO_ROOM not in str(error):
            raise
        screen.end("There isn't enough memory for this.", ["Close other programs, or raise the limit (ulimit -v)."])


def _hints(error: CourseError) -> Iterator[str]:
    """What to do about an error, one line each."""
    if isinstance(error, ExtraMissing):
        from course.adapters import installation

        yield f"Install what is missing: {installation.adding(error.extra)}"
    if error.hint:
        yield screen.worded(error.hint)
