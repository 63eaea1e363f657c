"""Emails that the organiser writes: whom they reach, and that they are that week's email unless they are extra."""

from collections.abc import Iterable

import pytest

import make
from course.core.errors import UsageError
from course.core.letters import decide_letters, one_offs
from course.core.letters.decide_letters import Background
from course.core.letters.model import Audience, Nudge, OneOff, Sent
from course.core.model import Progress, Report, Standing

MONDAY = make.START.fromordinal(make.START.toordinal() + 49)
COURSE = make.course()
PEOPLE = [make.person("ada", groups=("Archives", "behind")), make.person("bo", groups=("autumn",))]
TEA = OneOff("Tea", "Come to tea.", Audience())


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("everybody", Audience()),
        ("Everyone", Audience()),
        ("archives", Audience(group="Archives")),
        ("own-pace", Audience(cohort="own-pace")),
        ("not started", Audience(standing=Standing.NOT_STARTED)),
        ("stalled", Audience(standing=Standing.STALLED)),
        ("standing:behind", Audience(standing=Standing.BEHIND)),
        ("group:behind", Audience(group="behind")),
        ("cohort: autumn", Audience(cohort="autumn")),
    ],
)
def test_everybody_a_group_a_cohort_or_a_standing(words: str, meant: Audience) -> None:
    assert one_offs.audience(words, COURSE, PEOPLE) == meant
    assert one_offs.audience(one_offs.written(meant), COURSE, PEOPLE) == meant


@pytest.mark.parametrize(
    ("words", "told"), [("behind", "group:behind or standing:behind"), ("nobody", "Known: everybody, Archives")]
)
def test_what_is_not_clear_is_asked(words: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        one_offs.audience(words, COURSE, PEOPLE)
    assert told in str(error.value.hint)


def decided(rows: Iterable[Progress], *written: OneOff, sent: tuple[Sent, ...] = ()) -> list[tuple[str, str]]:
    report = Report(COURSE, MONDAY, tuple(rows))
    answer = decide_letters.mailing(report, sent, MONDAY, Background(one_offs=written))
    return [(letter.handle, letter.kind) for letter in answer.letters]


def test_it_takes_the_place_of_this_week_s_email_for_those_it_is_meant_for() -> None:
    rows = [make.standing_of("ada", done=(1,)), make.standing_of("bo", "behind", owed=(2,))]
    only_behind = OneOff("Tea", "Come to tea.", Audience(standing=Standing.BEHIND))
    assert decided(rows, only_behind) == [("ada", "this-week"), ("bo", "written")]
    assert decided(rows, TEA) == [("ada", "written"), ("bo", "written")]
    assert decided(rows, TEA, sent=(make.sent("2026-W48.ada", MONDAY),)) == [("bo", "written")]


@pytest.mark.parametrize(
    "who",
    [{"reminders": False}, {"email": None}, {"joined": make.day(400)}],
)
def test_who_may_not_be_written_to_does_not_get_it(who: dict[str, object]) -> None:
    assert decided([make.standing_of("ada", who=who)], TEA) == []
    assert decided([make.standing_of("ada", "paused")], TEA) == []
    assert extras([make.standing_of("ada", who=who)]) == ([], ["ada"])
    assert extras([make.standing_of("ada", "paused")]) == ([], ["ada"])


def extras(rows: list[Progress], sent: tuple[Sent, ...] = (), number: int = 1) -> tuple[list[Nudge], list[str]]:
    extra = OneOff(TEA.subject, TEA.text, TEA.to, extra=True)
    answer = decide_letters.extra_mailing(
        Report(COURSE, MONDAY, tuple(rows)), sent, MONDAY, extra, f"2026-W48-extra-{number}"
    )
    return list(answer.letters), [skip.handle for skip in answer.skipped]


def test_an_extra_email_comes_beside_that_of_the_week_and_never_twice() -> None:
    row = make.standing_of("ada", done=(1,))
    weekly = make.sent("2026-W48.ada", MONDAY)
    ((letter,), _) = extras([row], (weekly,))
    gone = make.sent(letter.key, MONDAY, "extra", week=letter.week)
    assert extras([row], (weekly, gone)) == ([], ["ada"])
    assert extras([row], (weekly, gone), number=2) == ([], ["ada"])  # the same text under another number
    assert decided([row], sent=(gone,)) == [("ada", "this-week")]


def test_an_extra_email_reaches_a_mailbox_once() -> None:
    rows = [make.standing_of(handle, who={"email": "one@example.org"}) for handle in ("ada", "bo")]
    letters, skipped = extras(rows)
    assert (len(letters), len(skipped)) == (1, 1)
