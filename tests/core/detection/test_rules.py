"""A table of rules: the first that applies decides. The rules for titles decide their examples."""

import pytest

from core.detection.deciding import AnyRule, decides
from course.core.detection import title_cues
from course.core.detection.rules import Rule, decide
from course.core.model import Words

EVEN: Rule[str, int, str] = Rule("even", "2", "even", lambda number: number % 2 == 0)
SMALL: Rule[str, int, str] = Rule("small", "1", "small", lambda number: number < 10)


@pytest.mark.parametrize(("number", "rule"), [(2, EVEN), (1, SMALL), (12, EVEN), (11, None)])
def test_the_first_rule_that_applies_decides(number: int, rule: AnyRule | None) -> None:
    assert decide((EVEN, SMALL), number) is rule


@pytest.mark.parametrize(
    "rule", [*title_cues.OWN_NOUN, *title_cues.BORROWED_NOUN, *title_cues.BESIDE_OTHERS], ids=lambda rule: rule.name
)
def test_a_rule_for_titles_decides_its_example(rule: AnyRule) -> None:
    assert decides(rule, Words(rule.example))
