"""Which rules decided anything while a post was judged?"""

import sys
from types import FrameType
from typing import Any

from core.detection.test_title_cues import claims
from course.core.detection import rules
from course.core.detection.rules import Rule
from course.core.model import Words

AnyRule = Rule[Any, Any, Any]


def decides(rule: AnyRule, words: Words) -> bool:
    """Whether this rule decided anything about the post."""
    decided: list[AnyRule] = []

    def watch(frame: FrameType, event: str, result: object) -> None:
        if event == "return" and frame.f_code is rules.decide.__code__ and isinstance(result, Rule):
            decided.append(result)

    sys.setprofile(watch)
    try:
        claims(words)
    finally:
        sys.setprofile(None)
    return any(one is rule for one in decided)
