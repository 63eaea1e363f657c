"""Words and paths as they were typed. Typer would load pydantic for them, which takes longer than most commands.

Typer 0.29 has no public way around it: it makes the parameters itself, and sends even the values of a `parser` through pydantic.
"""

import functools
import os
from pathlib import Path
from typing import Any

_USUAL_PATH = {"exists": False, "file_okay": True, "dir_okay": True, "writable": False, "readable": True,
               "resolve_path": False, "allow_dash": False, "path_type": None}  # fmt: skip


def let_plain_values(parameter: Any) -> Any:
    """The parameter, which takes nothing, and plain values of a usual kind, as they are; Typer judges all others."""
    if not isinstance(parameter.process_value, functools.partial):
        info = parameter.type_descriptor.parameter_info
        usual = info.parser is None and _is_usual(parameter.type_descriptor.annotation, info)
        parameter.process_value = functools.partial(_value, parameter, parameter.process_value, usual)
    return parameter


def _is_usual(kind: Any, info: Any) -> bool:
    if kind is Path:
        return all(getattr(info, name) == value for name, value in _USUAL_PATH.items())
    return kind in (str, bool, int) or kind == list[str]


def _value(parameter: Any, judged: Any, usual: bool, context: Any, value: Any) -> Any:
    """What Typer would make of it, where that is plain."""
    kind = parameter.type_descriptor.annotation
    many = parameter.multiple or parameter.nargs != 1
    if parameter.required and parameter.value_is_missing(value):
        return judged(context, value)
    if value is None:
        plainly: Any = () if many else None
    elif not usual:
        return judged(context, value)
    elif many and kind == list[str] and isinstance(value, tuple | list) and all(isinstance(one, str) for one in value):
        plainly = list(value)
    elif not many and kind in (str, bool, int) and isinstance(value, kind):
        plainly = value
    elif (
        not many
        and kind is Path
        and isinstance(value, str)
        and (not os.path.exists(value) or os.access(value, os.R_OK))
    ):
        plainly = Path(value)
    else:
        return judged(context, value)
    return plainly if parameter.callback is None else parameter.callback(context, parameter, plainly)
