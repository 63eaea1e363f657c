"""Words that put a Thing off: each rule decides its example."""

import pytest

from core.detection.deciding import AnyRule, decides
from course.core.detection import put_off
from course.core.model import Words


@pytest.mark.parametrize("rule", [*put_off.RULES], ids=lambda rule: rule.name)
def test_a_rule_decides_its_example(rule: AnyRule) -> None:
    assert decides(rule, Words(rule.example))
