"""Which Things does a post claim to be about? Whole posts, the evidence they show, and what never changes."""

import dataclasses

import pytest

from core.detection import bodies
from core.detection.bodies import Told
from core.detection.test_title_cues import COURSE, claims, likely, rules, sure
from course.core.model import Confidence, RuleId, Words


def words(told: Told) -> Words:
    text = "\n".join((told.text, *told.headings))
    return Words(told.title, told.url, told.tags, told.headings, (), text)


@pytest.mark.parametrize("told", bodies.COMPLETED, ids=lambda told: told.about)
def test_post_completes(told: Told) -> None:
    assert sure(words(told)) == told.sure
    if told.rule:
        assert rules(words(told), told.sure) == {told.rule}


@pytest.mark.parametrize("told", bodies.TRAPS, ids=lambda told: told.about)
def test_post_completes_nothing(told: Told) -> None:
    assert sure(words(told)) == set()


@pytest.mark.parametrize("told", bodies.ASKED, ids=lambda told: told.about)
def test_post_is_asked_about(told: Told) -> None:
    assert (sure(words(told)), likely(words(told))) == (told.sure, told.asked)
    assert rules(words(told), told.asked) == {told.rule}


@pytest.mark.parametrize("told", bodies.TRAPS, ids=lambda told: told.about)
def test_number_in_the_title_is_believed_whatever_the_text_names(told: Told) -> None:
    assert sure(words(dataclasses.replace(told, title="Thing 16"))) >= {16}
    assert sure(words(dataclasses.replace(told, title="Thing 16"))) <= {16}


@pytest.mark.parametrize("told", [*bodies.COMPLETED, *bodies.ASKED], ids=lambda told: told.about)
def test_every_claim_quotes_the_post_and_names_its_rule(told: Told) -> None:
    said = " ".join((told.title, told.text, told.url, *told.tags, *told.headings)).casefold()
    for claim in claims(words(told)):
        assert claim.rule
        assert claim.evidence
        for evidence in claim.evidence:
            first = evidence.quote.casefold().split()[0].strip("#(")
            assert first in said.replace("-", " ")
        if claim.confidence is Confidence.SURE:
            assert any(evidence.quote for evidence in claim.evidence)


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("learning20", "Learning 2.0 #9"),
        ("hive23-2011", "Bees for Hive23: Exercise 9"),
        ("learning20", "learning20 (9)"),
        ("hive23-2011", "Hive23: 9"),
        ("hive23-2011", "Hive 23 2011 - #9"),
    ],
)
def test_a_tag_is_known_as_people_write_it(tag: str, title: str) -> None:
    assert sure(Words(title), dataclasses.replace(COURSE, tags=(tag,))) == {9}
    assert sure(Words(title), dataclasses.replace(COURSE, tags=("other",))) == set()


@pytest.mark.parametrize(
    ("noun", "title"), [("ding", "Opdracht 9: feeds"), ("ting", "Oppgave 9: RSS"), ("ting", "Opgave 9 - wikis")]
)
def test_words_for_a_task_in_the_language_of_the_course(noun: str, title: str) -> None:
    assert sure(Words(title), dataclasses.replace(COURSE, nouns=("thing", noun))) == {9}
    assert sure(Words(title), dataclasses.replace(COURSE, nouns=("thing",))) == set()


@pytest.mark.parametrize("told", bodies.COMPLETED, ids=lambda told: told.about)
def test_a_reblog_is_asked_about_and_never_credited(told: Told) -> None:
    reblog = dataclasses.replace(words(told), reblog=True)
    assert sure(reblog) == set()
    assert likely(reblog) == sure(words(told)) | likely(words(told))
    assert {claim.rule for claim in claims(reblog) if claim.confidence is Confidence.LIKELY} == {RuleId.REBLOG}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("honey " * 19, {5: (Confidence.LIKELY, RuleId.TOO_SHORT)}),
        ("honey " * 20, {5: (Confidence.SURE, RuleId.NUMBER_IN_TITLE)}),
        ("", {5: (Confidence.LIKELY, RuleId.TOO_SHORT)}),
        ("蜂蜜はとてもおいしいです。毎日食べます。ありがとう", {5: (Confidence.SURE, RuleId.NUMBER_IN_TITLE)}),
    ],
)
def test_a_post_that_is_shorter_than_asked_for_is_asked_about_and_never_refused(
    text: str, outcome: dict[int, tuple[Confidence, RuleId]]
) -> None:
    things = tuple(dataclasses.replace(t, words_at_least=20 if t.number == 5 else 0) for t in COURSE.things)
    asked = dataclasses.replace(COURSE, things=things)
    assert {c.thing: (c.confidence, c.rule) for c in claims(Words("Thing 5", text=text), asked)} == outcome
    assert sure(Words("Thing 6", text="Done."), asked) == {6}


@pytest.mark.parametrize(
    ("text", "done", "asked"),
    [
        ("Thing 16 for #cpd23: I tried two tools.", {16}, set()),
        ("#cpd23 Thing 16 done!\nMore below.", {16}, set()),
        ("Looking forward to Thing 16 next week #cpd23", set(), {16}),
        ("@bo Thing 16 sounds hard! #cpd23", set(), set()),
        ("RT @bo: Thing 16 is done! #cpd23", set(), set()),
        ("♻️ @bo@glam.example Thing 16 is done! #cpd23", set(), set()),
        ("@cpd23 Thing 16 is done!", {16}, set()),
        ("My weekend with the cat", set(), set()),
    ],
)
def test_a_short_message_without_a_title_is_read_by_its_first_line(text: str, done: set[int], asked: set[int]) -> None:
    message = Words("", "https://glam.example/@nightjar/1", text=text)
    assert (sure(message), likely(message)) == (done, asked)
    assert all(one.kind != "title" for claim in claims(message) for one in claim.evidence)


def test_a_long_post_without_a_title_is_no_message() -> None:
    assert sure(Words("", text="@bo wrote well.\nThing 16\n" + "Slow tea. " * 150)) == {16}
