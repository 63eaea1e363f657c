"""Every rule of detection has words of its own."""

from course.core.model import RuleId
from course.formats import rule_texts


def test_every_rule_has_words_and_no_two_the_same() -> None:
    assert set(rule_texts.TEXTS) == set(RuleId)
    assert len(set(rule_texts.TEXTS.values())) == len(RuleId)


def test_an_identifier_is_no_prose() -> None:
    assert all(rule.value.replace("-", "").isalpha() and rule.value.islower() for rule in RuleId)
    assert all(" " in rule_texts.text(rule) or rule is RuleId.MENTIONED for rule in RuleId)
