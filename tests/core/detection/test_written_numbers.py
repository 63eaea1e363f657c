"""One number, as written: each rule decides its example."""

import pytest

from core.detection.deciding import AnyRule, decides
from course.core.detection import written_numbers
from course.core.model import Words


@pytest.mark.parametrize(
    "rule", [*written_numbers.NO_THING, *written_numbers.TAILS, *written_numbers.FRACTIONS], ids=lambda rule: rule.name
)
def test_a_rule_decides_its_example(rule: AnyRule) -> None:
    assert decides(rule, Words(rule.example))
