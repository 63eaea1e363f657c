"""The pages of --help: the commands in the order of a course, and the examples at the end, one on each line."""

import re
from collections.abc import Mapping
from typing import Any

GROUPS: Mapping[str, tuple[str, ...]] = {  # the commands as the first page of help shows them, in the order of a course
    "Begin": ("demo", "init", "open", "check", "things", "trust"),
    "People": ("try", "register", "people", "serve"),
    "Every week": ("weekly", "track", "review", "mark", "report", "figures", "remind", "mail", "schedule"),
    "Show and celebrate": ("publish", "buddies", "certificate"),
    "At the end": ("close",),
}
EXAMPLES = {
    (): (
        "cpd23 demo",
        'cpd23 init my-course --organiser "Zoë Marsh" --email zoe@library.example',
        "cpd23 report --help",
    ),
    ("people",): ("cpd23 people list", "cpd23 people show nightjar"),
    ("things",): ("cpd23 things list", "cpd23 things show 6"),
}
KINDS: Mapping[type, str] = {int: "N"}  # how the kind of a value is called for people; TEXT otherwise


def arranged(command: Any, path: tuple[str, ...] = ()) -> Any:
    """A command or a group with its page of help put in order; `path` is how it is typed, without cpd23."""
    words, _, tail = (command.help or "").partition("Examples:")
    examples = EXAMPLES.get(path) or [f"cpd23 {one.strip()}" for one in re.split(r"\s*\bcpd23 ", tail) if one.strip()]
    command.help = words.strip()
    command.epilog = "\n".join(("\b", "Examples:", *(f"  {example}" for example in examples)))
    for parameter in command.params:
        _name(parameter)
    if not path:
        command.groups = GROUPS
    return command


def _name(parameter: Any) -> None:
    """Call a value by a word in capitals: neither `<list[str]>` nor `{who}` says anything to somebody new."""
    kind = KINDS.get(parameter.type_descriptor.annotation, "TEXT")
    if parameter.param_type_name == "argument":
        parameter.metavar = parameter.metavar or parameter.name.upper()
        parameter.display_type_rich = lambda ctx: None  # noqa: ARG005 - called by name
        shown = parameter.metavar if parameter.required else f"[{parameter.metavar}]"
        parameter.get_usage_pieces = lambda ctx: [shown]  # noqa: ARG005 - called by name
    elif not getattr(parameter, "is_flag", False):
        parameter.metavar = parameter.metavar or kind
