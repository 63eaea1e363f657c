"""Numbers with their noun: each form has an example."""

import pytest

from core.detection.deciding import AnyRule, decides
from course.core.detection import numbers_with_noun
from course.core.model import Words


@pytest.mark.parametrize("rule", [*numbers_with_noun.FORMS], ids=lambda rule: rule.name)
def test_a_rule_decides_its_example(rule: AnyRule) -> None:
    assert decides(rule, Words(rule.example))
