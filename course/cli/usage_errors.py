"""Words that are no command, or do not fit one: what is wrong, and what to type instead. Typer would say it in its own way."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import typer

from course.core.errors import UsageError

MISFIT: Any = typer.BadParameter.__base__  # the class of all words that do not fit; Typer gives it no name
FORMATS = ("table", "html", "csv", "json", "markdown", "pdf", "badge")


def check_command(group: Any, context: Any, name: str) -> None:
    """UsageError where a group has no command of this name, with what may have been meant."""
    if name in group.commands or name.startswith("-") or context.resilient_parsing:
        return
    root, path = context.find_root().command, context.command_path
    close = [f"{path} {one}" for one in get_close_matches(name, group.commands)]
    elsewhere = [
        f"{path} {other} {name}" for other, one in root.commands.items() if name in getattr(one, "commands", ())
    ]
    meant = close if group is not root else elsewhere or close
    hint = f"Did you mean {' or '.join(meant)}? More: {path} --help" if meant else f"See all commands: {path} --help"
    raise UsageError(f"There is no command {name!r} in {path}.", hint)


def misfit(command: Any, wrong: Exception, context: Any, given: Sequence[str]) -> Exception:
    """The error to raise for words that don't fit a command; the page of help where none were given to a group."""
    if command.no_args_is_help and not given:
        return wrong
    what, hint = _said(command, wrong, context.command_path)
    return UsageError(f"{context.command_path}: {what}", f"{hint} More: {context.command_path} --help".strip())


def _said(command: Any, wrong: Any, path: str) -> tuple[str, str]:
    """What is wrong, and what to do about it where there is more to say than the page of help."""
    parameter, option = getattr(wrong, "param", None), getattr(wrong, "option_name", "")
    if parameter is not None and not wrong.message:
        return f"{_name(parameter)} is missing: {_lowered(parameter.help)}.", _example(command, path)
    if parameter is not None:
        return f"{_name(parameter)}: {wrong.message}", ""
    if option in (known := _options(command)):
        one = known[option]
        if one.is_flag:
            return f"{option} doesn't take a value: {_lowered(one.help)}.", f"Write {option} without a value."
        return f"{option} needs {one.metavar} after it: {_lowered(one.help)}.", ""
    if option:
        return f"there is no option {option}.", _like(option, command, path)
    more = wrong.message.partition("argument(s) (")[2].removesuffix(")")
    if more:
        return (
            f"this command doesn't expect the extra word {more!r}.",
            "If it's part of a name, put the whole name in quotes.",
        )
    return str(wrong.message), ""


def _name(parameter: Any) -> str:
    return str(parameter.metavar if parameter.param_type_name == "argument" else max(parameter.opts, key=len))


def _options(command: Any) -> Mapping[str, Any]:
    return {name: one for one in command.params for name in (*one.opts, *one.secondary_opts) if name.startswith("-")}


def _like(option: str, command: Any, path: str) -> str:
    """Which option may have been meant: one that looks like it, a format, or one of a command of this group."""
    known = _options(command)
    bare = {name.lstrip("-"): name for name in known if name.startswith("--")}
    typed = option.lstrip("-")
    meant = [bare[name] for name in get_close_matches(typed, bare)]
    if "--format" in known and typed in FORMATS:
        meant = [f"-f {typed}"]
    if not meant:
        inner = getattr(command, "commands", {})
        meant = [f"{path} {name} {option}" for name, one in inner.items() if option in _options(one)]
    return f"Did you mean {' or '.join(meant)}?" if 0 < len(meant) <= 3 else ""


def _example(command: Any, path: str) -> str:
    """How it is typed: the first of its examples that has anything behind the name."""
    lines = [line.strip() for line in (command.epilog or "").splitlines()]
    return next((f"For example: {line}." for line in lines if line.startswith(f"{path} ")), "")


def _lowered(sentence: str) -> str:
    """A sentence of help, to stand within another one."""
    first, rest = sentence[:1], sentence[1:].rstrip(".")
    return sentence.rstrip(".") if rest[:1].isupper() else first.lower() + rest
