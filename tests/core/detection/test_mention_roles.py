"""The part of a mention in its sentence: each rule decides its example."""

import pytest

from core.detection.deciding import AnyRule, decides
from course.core.detection import mention_roles
from course.core.model import Words


@pytest.mark.parametrize("rule", mention_roles.ROLES, ids=lambda rule: rule.name)
def test_a_rule_decides_its_example(rule: AnyRule) -> None:
    assert decides(rule, Words("A pun", text=rule.example))
