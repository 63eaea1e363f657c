"""The classes of our commands: they take plain values as they are, and say in our way what doesn't fit."""

import functools
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from course.cli import help, typer_fast_path, usage_errors

Function = TypeVar("Function", bound=Callable[..., Any])


class Command(TyperCommand):
    """A command: what doesn't fit it is a UsageError (exit code 2)."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for parameter in self.params:
            typer_fast_path.let_plain_values(parameter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is left of the words when options and arguments are taken out of them."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except usage_errors.MISFIT as wrong:
            raise usage_errors.misfit(self, wrong, ctx, given) from None

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, which is made when it is asked for."""
        option = super().get_help_option(ctx)
        return option and typer_fast_path.let_plain_values(option)


class CommandGroup(TyperGroup):
    """A group of commands: also a word that is none of them is a UsageError."""

    groups: Mapping[str, tuple[str, ...]] = MappingProxyType(
        {}
    )  # headings of the help page, and the commands under each

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - called by name
        """The names of the commands, none of which is built for it."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands under their headings; without headings in one list."""
        if not self.groups:
            super().format_commands(ctx, formatter)
            return
        widest = max(map(len, self.commands))
        for heading, names in self.groups.items():
            rows = [
                (name.ljust(widest), self.commands[name].get_short_help_str(formatter.width))
                for name in names
                if name in self.commands and not self.commands[name].hidden
            ]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for parameter in self.params:
            typer_fast_path.let_plain_values(parameter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is left of the words when options and arguments are taken out of them."""
        given = list(args)
        for parameter in self.params:  # Typer adds the options of completion after the group was made
            typer_fast_path.let_plain_values(parameter)
        try:
            return super().parse_args(ctx, args)
        except usage_errors.MISFIT as wrong:
            raise usage_errors.misfit(self, wrong, ctx, given) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first of these words names."""
        usage_errors.check_command(self, ctx, args[0])
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, which is made when it is asked for."""
        option = super().get_help_option(ctx)
        return option and typer_fast_path.let_plain_values(option)


class CommandsOnDemand(Mapping[str, Any]):
    """Commands by their names, each built when it is asked for: Typer takes longer over one than most commands run."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        self.makers: dict[str, Callable[[], Any]] = {}  # what builds each, in the order of the help page
        self._built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            self._built[name] = help.arranged(self.makers[name](), (*self.path, name))
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


class CommandApp(typer.Typer):
    """An app, or a group of commands in it, of these classes. `path`: the words before its commands, without cpd23."""

    def __init__(self, *path: str, **settings: Any) -> None:
        commands = self.commands = CommandsOnDemand(path)

        class Group(CommandGroup):
            def __init__(self, **rest: Any) -> None:
                super().__init__(**{**rest, "commands": commands})

        super().__init__(name=path[-1] if path else "cpd23", cls=Group, rich_markup_mode=None, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Function], Function]:
        """What adds a function as a command."""

        def add(function: Function) -> Function:
            self.commands.makers[name or function.__name__] = functools.partial(_command, name, function, settings)
            return function

        return add

    def add_group(self, group: "CommandApp") -> None:
        """Add a group of commands under the last word of its path."""
        self.commands.makers[group.commands.path[-1]] = functools.partial(typer.main.get_group, group)


def _command(name: str | None, function: Callable[..., Any], settings: Mapping[str, Any]) -> Any:
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name, **{"cls": Command, **settings})(function)
    return typer.main.get_command(alone)
