"""All cases, by name. Those that the door calls `hidden` are only steps of others."""

from hostile import contents, framing, refusals
from hostile.case import HEALTHY, Case

CASES: dict[str, Case] = {case.name: case for case in (HEALTHY, *refusals.ALL, *framing.ALL, *contents.ALL)}
VISIBLE = tuple(case for case in CASES.values() if case.door != "hidden")
