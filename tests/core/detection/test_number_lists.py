"""Several numbers: each rule that ends a list decides its example."""

import pytest

from core.detection.deciding import AnyRule, decides
from course.core.detection import number_lists
from course.core.model import Words


@pytest.mark.parametrize("rule", [*number_lists.NO_ITEM, *number_lists.LIST_ENDS], ids=lambda rule: rule.name)
def test_a_rule_decides_its_example(rule: AnyRule) -> None:
    assert decides(rule, Words(rule.example))
