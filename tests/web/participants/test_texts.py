"""The words of the participants' pages: every case has some, and each is a whole sentence."""

from datetime import date

import pytest

from course.core.model import Claim, Confidence, Evidence, RuleId, Show
from course.core.people.joining import NameTrouble
from course.core.progress.hand_ins import HandInState
from course.core.progress.overview import Mark
from course.web.participants import texts


def claim(thing: int, confidence: Confidence) -> Claim:
    return Claim(thing, confidence, (Evidence("title", "Thing"),), RuleId.NUMBER_IN_TITLE)


def test_every_case_has_its_words() -> None:
    assert set(texts.NAMES) == set(NameTrouble)
    assert set(texts.SEEN_FROM_NOW) == set(Show) == {Show(value) for value, _, _ in texts.SHOWS}
    assert set(texts.HAND_IN_STATES) == set(HandInState)
    assert set(texts.MARKS) == set(Mark)
    assert len({sign for sign, _ in texts.MARKS.values()}) == len(Mark)  # they differ without colour


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ((), "Doesn't mention a Thing."),
        (
            (claim(7, Confidence.SURE), claim(6, Confidence.SURE), claim(1, Confidence.LIKELY)),
            'Counts for Thing 6: we found "Thing" in the title. Counts for Thing 7: we found "Thing" in the title.',
        ),
        (
            tuple(claim(n, Confidence.LIKELY) for n in (4, 3, 2, 1)),
            "May count for Thing 1, 2 or 3: the organiser will decide.",
        ),
        ((claim(9, Confidence.WEAK),), 'Only mentions a Thing: we found "Thing" in the title.'),
    ],
)
def test_what_a_post_would_count_for(claims: tuple[Claim, ...], words: str) -> None:
    assert texts.counts_for(claims) == words


def test_when_a_cohort_takes_part() -> None:
    starts, ends = date(2026, 10, 5), date(2026, 12, 20)
    assert texts.taking_part(None, None) == "At my own pace, starting when I like"
    assert texts.taking_part(starts, None) == "Together with others, from 5 October 2026"
    assert texts.taking_part(starts, ends) == "Together with others, from 5 October 2026 to 20 December 2026"


def test_something_handed_in_counts_or_waits() -> None:
    assert texts.handed_in(3, "") == "You've handed in Thing 3. It counts."
    assert texts.handed_in(3, "Zoe") == "You've handed in Thing 3. Zoe will look at it."
