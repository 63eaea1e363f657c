"""The command cpd23: one Typer app, one module per group of commands, which is loaded when one of them is asked for."""

import gc
from collections.abc import Iterable, Iterator, Mapping
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


class CommandsOnDemand(Mapping[str, Any]):
    """Every command by its name, in the order of the help page."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._load([MODULES[name]])
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in MODULES

    def __iter__(self) -> Iterator[str]:
        self._load(
            dict.fromkeys(MODULES.values())
        )  # all at once, for the page of help and the advice about a wrong word
        return (name for names in help.GROUPS.values() for name in names)

    def __len__(self) -> int:
        return len(MODULES)

    def _load(self, modules: Iterable[str]) -> None:
        if len(self._loaded) < len(MODULES):
            self._loaded = {**help.arranged(built(modules)).commands, **self._loaded}


def built(modules: Iterable[str] | None = None) -> typer.Typer:
    """The app with the commands of these modules; of all where None is given."""
    made = CommandApp(
        name="cpd23",
        help="A self-paced course engine for 23 Things programmes.",
        add_completion=True,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    next_step.add(made)
    for module in dict.fromkeys(MODULES.values()) if modules is None else modules:
        import_module(f"course.cli.commands.{module}").add(made)
    return made


def __getattr__(name: str) -> Any:
    """`app`: the whole one."""
    if name == "app":
        return built()
    raise AttributeError(name)


def main() -> None:
    """Run one command; tell a CourseError in two lines and end with its code. A machine that fails is told likewise."""
    gc.set_threshold(*_COLLECTED_AFTER)
    screen.prepare()
    try:
        try:
            _tree()(prog_name="cpd23")
        finally:
            screen.flush()
    except CourseError as error:
        screen.end(error, tuple(_hints(error)), error.code)
    except BrokenPipeError:
        screen.end()
    except OSError as error:
        what, hint = machine_faults.sentence(error)
        screen.end(what, [hint])
    except MemoryError:
        screen.end("There is not enough memory for this.", ["Close other programs, or raise the limit (ulimit -v)."])


def _hints(error: CourseError) -> Iterator[str]:
    """What to do about an error, one line each."""
    if isinstance(error, ExtraMissing):
        from course.adapters import installation

        yield f"Install what is missing: {installation.adding(error.extra)}"
    if error.hint:
        yield error.hint


def _tree() -> Any:
    """The tree of commands."""
    root = help.arranged(built([]))
    root.commands = CommandsOnDemand()
    return root
