"""Who gets what: one row a situation, then what must hold for everybody."""

# ruff: noqa: E501

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.core.letters import decide_letters, reminder_context
from course.core.letters.decide_letters import Background
from course.core.letters.model import LetterState, Mailing, Nudge, NudgeKind, Sent
from course.core.model import PostRow, Progress, Report, Standing, ToReview

MONDAY = date(2026, 11, 23)  # week 8 of the course, ISO week 48
LAST_MONDAY = MONDAY - timedelta(days=7)
AGO = {days: MONDAY - timedelta(days=days) for days in range(120)}
TROUBLE = (make.health(AGO[10], AGO[1], 4),)
BROKEN = {"blogs": TROUBLE}
REFUSED = make.sent(
    "2026-W47.ada", LAST_MONDAY, state="refused", code=550, address=reminder_context.digest("ada@example.org")
)


def decided(
    row: Progress, sent: tuple[Sent, ...] = (), review: tuple[ToReview, ...] = (), plan: Any = None, **more: Any
) -> Mailing:
    report = Report(plan or make.course(), MONDAY, (row,), review, **more)
    return decide_letters.mailing(report, sent, MONDAY)


def ada(standing: str, **changes: Any) -> Progress:
    return make.standing_of("ada", standing, **changes)


def gets(kind: str, *things: int) -> tuple[str, tuple[int, ...]]:
    return kind, things


def told(*days: int) -> tuple[Sent, ...]:
    """ "We miss you" letters that were sent so many days ago."""
    return tuple(make.sent(f"miss-you.{number}.ada", AGO[ago], "miss-you") for number, ago in enumerate(days, 1))


def asked(*days: int) -> tuple[Sent, ...]:
    """Letters that asked for a blog so many days ago."""
    return tuple(make.sent(f"{number}.ada", AGO[ago], "no-blog") for number, ago in enumerate(days, 1))


UPTO7 = range(1, 8)
SITUATIONS: list[tuple[str, Progress, tuple[Sent, ...], tuple[ToReview, ...], tuple[str, tuple[int, ...]] | str]] = [
    # nothing at all
    ("left", ada("withdrawn", who={"withdrawn": AGO[3]}), (), (), "left the course"),
    ("left, and owes", ada("withdrawn", owed=(3,)), (), (), "left the course"),
    ("no email", ada("on-schedule", who={"email": None}), (), (), "no email"),
    ("an empty email", ada("behind", owed=(3,), who={"email": ""}), (), (), "no email"),
    ("finished without an email", ada("finished", who={"email": None}), (), (), "no email"),
    ("asked for none", ada("on-schedule", who={"reminders": False}), (), (), "asked not to get emails"),
    ("asked for none, and is quiet", ada("stalled", stalled_on=AGO[7], who={"reminders": False}), (), (), "asked not to"),
    ("asked for none, and finished", ada("finished", who={"reminders": False}), (), (), "asked not to"),
    ("asked for none, blog broken", ada("cannot-read", who={"reminders": False}, **BROKEN), (), (), "asked not to"),
    ("paused", ada("paused"), (), (), "on a pause"),
    ("paused, and owes", ada("paused", owed=(2, 3)), (), (), "on a pause"),
    ("already has this week's email", ada("on-schedule", done=UPTO7), (make.sent("2026-W48.ada", MONDAY),), (), "already"),
    ("may have this week's letter", ada("on-schedule"), (make.sent("2026-W48.ada", MONDAY, state="unknown"),), (), "unknown"),
    ("a letter is on its way", ada("on-schedule"), (make.sent("2026-W48.ada", MONDAY, state="claimed"),), (), "claimed"),
    ("refused this address", ada("on-schedule"), (REFUSED,), (), "refused"),
    ("joins later", ada("not-started", who={"joined": MONDAY + timedelta(days=1)}), (), (), "joins on"),
    ("course has not begun", ada("not-started", week=None), (), (), "the course begins on 5 October 2026"),
    # welcome
    ("joined three days ago", ada("not-started", who={"joined": AGO[3]}), (), (), gets("welcome", 1)),
    ("joined three days ago, the course begins later", ada("not-started", week=None, who={"joined": AGO[3]}), (), (), gets("welcome", 1)),
    ("joined and has begun", ada("on-schedule", done=(1,), who={"joined": AGO[3]}), (), (), gets("welcome")),
    ("joined, no blog", ada("not-started", blogs=(), who={"blogs": (), "joined": AGO[3]}), (), (), gets("welcome", 1)),
    ("joined, and was written to", ada("not-started", who={"joined": AGO[13]}), (make.sent("2026-W47.ada", LAST_MONDAY),), (), gets("this-week", 1)),
    ("joined, and the email was refused for now", ada("not-started", who={"joined": AGO[3]}), (make.sent("2026-W48.ada", MONDAY, state="refused", code=451),), (), gets("welcome", 1)),
    ("joined two weeks ago", ada("not-started", who={"joined": AGO[14]}), (), (), gets("this-week", 1)),
    ("joined three days ago, asked for none", ada("not-started", who={"joined": AGO[3], "reminders": False}), (), (), "asked not to"),
    ("joined three days ago, on a pause", ada("paused", who={"joined": AGO[3]}), (), (), "on a pause"),
    # this week
    ("on schedule", ada("on-schedule", done=UPTO7), (), (), gets("this-week", 8)),
    ("on schedule, letter last week", ada("on-schedule", done=UPTO7), (make.sent("2026-W47.ada", LAST_MONDAY),), (), gets("this-week", 8)),
    ("on schedule, just posted", ada("on-schedule", done=UPTO7, last_post=MONDAY), (), (), gets("this-week", 8)),
    ("on schedule, done this week's", ada("on-schedule", done=range(1, 9)), (), (), "has done this week's Thing 8"),
    ("ahead", ada("ahead", done=range(1, 9)), (), (), "has done this week's Thing 8"),
    ("ahead, not with this one", ada("ahead", done=(*UPTO7, 9)), (), (), gets("this-week", 8)),
    ("started yesterday", ada("not-started", week=1), (), (), gets("this-week", 1)),
    ("week without a Thing", ada("on-schedule", week=13), (), (), "nothing is due in week 13"),
    ("letter refused for the moment", ada("on-schedule"), (make.sent("2026-W48.ada", MONDAY, state="refused", code=451),), (), gets("this-week", 8)),
    ("letter only planned", ada("on-schedule"), (make.sent("2026-W48.ada", MONDAY, state="planned"),), (), gets("this-week", 8)),
    ("refused at another address", ada("on-schedule", who={"email": "new@example.org"}), (REFUSED,), (), gets("this-week", 8)),
    # catching up
    ("owes one", ada("behind", owed=(5,)), (), (), gets("catching-up", 5)),
    ("owes four, three are named", ada("behind", owed=(3, 4, 5, 6)), (), (), gets("catching-up", 3, 4, 5)),
    ("owes, and posted today", ada("behind", owed=(5,), last_post=MONDAY), (), (), gets("this-week", 8)),
    ("owes, posted within the week", ada("behind", owed=(5,), last_post=AGO[6]), (), (), gets("this-week", 8)),
    ("owes, posted since a letter long ago", ada("behind", owed=(5,), last_post=AGO[12]), (make.sent("2026-W46.ada", AGO[14]),), (), gets("this-week", 8)),
    ("owes, posted before the last letter", ada("behind", owed=(5,), last_post=AGO[12]), (make.sent("2026-W47.ada", AGO[7]),), (), gets("catching-up", 5)),
    ("owes, posted, has done this week's", ada("behind", owed=(5,), done=(8,), last_post=MONDAY), (), (), "has just posted"),
    ("owes, blog failed once", ada("behind", owed=(5,), blogs=(make.health(AGO[1], AGO[1], 1),)), (), (), gets("this-week", 8)),
    ("owes, blog failed, has done this week's", ada("behind", owed=(5,), done=(8,), blogs=(make.health(AGO[1], AGO[1], 1),)), (), (), "could not be read"),
    ("owes, blog never read", ada("behind", owed=(5,), blogs=()), (), (), gets("this-week", 8)),
    ("owes, no blog at all", ada("behind", owed=(5,), blogs=(), who={"blogs": ()}), (), (), gets("catching-up", 5)),
    ("owes, has not started", ada("not-started", owed=(1, 2, 3)), (), (), gets("catching-up", 1, 2, 3)),
    ("has not started in week 8, owes nothing yet", ada("not-started"), (), (), gets("this-week", 1)),
    ("has not started, a post waits", ada("not-started"), (), (make.waiting("ada", 9, AGO[40]),), gets("this-week", 8)),
    ("has not started, no blog", ada("not-started", owed=(1, 2), blogs=(), who={"blogs": ()}), (), (), gets("no-blog")),
    ("no blog, in the first week", ada("not-started", week=1, blogs=(), who={"blogs": ()}), (), (), gets("no-blog")),
    ("no blog, before week 1", ada("not-started", week=None, blogs=(), who={"blogs": ()}), (), (), "the course begins on"),
    ("no blog, asked twice", ada("not-started", blogs=(), who={"blogs": ()}), asked(14, 7), (), gets("no-blog")),
    ("no blog, asked thrice", ada("not-started", owed=(1,), blogs=(), who={"blogs": ()}), asked(21, 14, 7), (), "we asked 3 times"),
    ("no blog, and takes part by hand", ada("on-schedule", done=(1,), blogs=(), who={"blogs": ()}), (), (), gets("this-week", 8)),
    ("in another run now", ada("behind", owed=(3,), who={"next_run": MONDAY}), (), (), "takes part in another run now"),
    ("in another run soon", ada("behind", owed=(3,), who={"next_run": MONDAY + timedelta(days=1)}), (), (), gets("catching-up", 3)),
    ("has not started, three letters", ada("not-started", owed=(1, 2)), tuple(make.sent(f"2026-W{w}.ada", AGO[d], "catching-up") for w, d in ((45, 21), (46, 14), (47, 7))), (), "the most we send"),
    # a post waits to be looked at
    ("owes what waits for review, old", ada("behind", owed=(2,), done=(8,)), (), (make.waiting("ada", 2, AGO[40]),), "waiting for your decision (Thing 2)"),
    ("owes two, one waits, old", ada("behind", owed=(2, 3)), (), (make.waiting("ada", 2, AGO[40]),), gets("catching-up", 3)),
    ("owes what waits for review, fresh", ada("behind", owed=(6,)), (), (make.waiting("ada", 6, AGO[9]),), gets("not-sure", 6)),
    ("owes another as well", ada("behind", owed=(5, 6)), (), (make.waiting("ada", 6, AGO[9]),), gets("catching-up", 5)),
    ("on schedule, a post is doubtful", ada("on-schedule", done=UPTO7), (), (make.waiting("ada", 8, AGO[1]),), gets("not-sure", 8)),
    ("asked about it already", ada("on-schedule", done=UPTO7), (make.sent(f"{decide_letters.doubt(f'ada-{AGO[8]}')}.ada", AGO[7], "not-sure"),), (make.waiting("ada", 7, AGO[8]),), gets("this-week", 8)),
    ("doubtful is this week's, asked already", ada("on-schedule", done=UPTO7), (make.sent(f"{decide_letters.doubt(f'ada-{AGO[8]}')}.ada", AGO[7], "not-sure"),), (make.waiting("ada", 8, AGO[8]),), "has done"),
    ("doubtful about what is credited", ada("on-schedule", done=UPTO7), (), (make.waiting("ada", 7, AGO[1]),), gets("this-week", 8)),
    # we miss you
    ("quiet since yesterday", ada("stalled", owed=(4,), stalled_on=AGO[1]), (), (), "the next email is due on"),
    ("quiet for 6 days", ada("stalled", owed=(4,), stalled_on=AGO[6]), (), (), "the next email is due on 24 November 2026"),
    ("quiet for 7 days", ada("stalled", owed=(4,), stalled_on=AGO[7]), (), (), gets("miss-you", 4)),
    ("quiet for 13 days, told", ada("stalled", owed=(4,), stalled_on=AGO[13]), (make.sent(f"miss-you.{AGO[13]}.7.ada", AGO[6], "miss-you", week="2026-W47"),), (), "due on 24 November 2026"),
    ("quiet for 14 days, told once", ada("stalled", owed=(4,), stalled_on=AGO[14]), (make.sent(f"miss-you.{AGO[14]}.7.ada", AGO[7], "miss-you"),), (), gets("miss-you", 4)),
    ("quiet for 21 days, told twice", ada("stalled", owed=(4,), stalled_on=AGO[21]), told(14, 7), (), "due on 30 November 2026"),
    ("quiet for 28 days", ada("stalled", owed=(4,), stalled_on=AGO[28]), (), (), gets("miss-you", 4)),
    ("quiet for 30 days, told thrice", ada("stalled", owed=(4,), stalled_on=AGO[30]), told(23, 16, 2), (), "we stop after 3 emails"),
    ("quiet for 35 days, never told", ada("stalled", owed=(4,), stalled_on=AGO[35]), (), (), gets("miss-you", 4)),
    ("quiet for 35 days, told once", ada("stalled", owed=(4,), stalled_on=AGO[35]), told(20), (), gets("miss-you", 4)),
    ("quiet for 35 days, told twice", ada("stalled", owed=(4,), stalled_on=AGO[35]), told(28, 14), (), gets("miss-you", 4)),
    ("quiet for 35 days, told twice, the last time 13 days ago", ada("stalled", owed=(4,), stalled_on=AGO[35]), told(28, 13), (), "due on 24 November 2026"),
    ("quiet for 35 days, told twice, one planned", ada("stalled", owed=(4,), stalled_on=AGO[35]), (*told(28, 14), make.sent("x.ada", AGO[9], "miss-you", state="planned")), (), gets("miss-you", 4)),
    ("quiet for 35 days, told twice, one refused for the moment", ada("stalled", owed=(4,), stalled_on=AGO[35]), (*told(28, 14), make.sent("x.ada", AGO[9], "miss-you", state="refused", code=451)), (), gets("miss-you", 4)),
    ("quiet for 35 days, told twice, one unknown", ada("stalled", owed=(4,), stalled_on=AGO[35]), (*told(28, 14), make.sent("x.ada", AGO[9], "miss-you", state="unknown")), (), "we stop after"),
    ("quiet again, told thrice in an earlier silence", ada("stalled", owed=(4,), stalled_on=AGO[7]), told(60, 53, 39), (), gets("miss-you", 4)),
    ("quiet for 7 days, another email 6 days ago", ada("stalled", owed=(4,), stalled_on=AGO[7]), (make.sent("2026-W47.ada", AGO[6]),), (), "due on 24 November 2026"),
    ("quiet for 7 days, another email 7 days ago", ada("stalled", owed=(4,), stalled_on=AGO[7]), (make.sent("2026-W47.ada", AGO[7]),), (), gets("miss-you", 4)),
    ("quiet for 100 days, told thrice", ada("stalled", owed=(4,), stalled_on=AGO[100]), told(93, 86, 72), (), "we stop after"),
    ("quiet for 100 days, never told", ada("stalled", owed=(4,), stalled_on=AGO[100]), (), (), gets("miss-you", 4)),
    ("quiet, and posts again", ada("stalled", owed=(4,), stalled_on=AGO[7], last_post=AGO[2]), (), (), gets("this-week", 8)),
    ("quiet, blog fails", ada("stalled", owed=(4,), stalled_on=AGO[7], blogs=(make.health(AGO[2], AGO[1], 2),)), (), (), "could not be read"),
    ("quiet, but a post waits", ada("stalled", owed=(4,), stalled_on=AGO[7]), (), (make.waiting("ada", 4, AGO[40]),), "waiting for your decision"),
    # the blog
    ("blog broken", ada("cannot-read", **BROKEN), (), (), gets("cannot-read")),
    ("blog broken, and owes", ada("cannot-read", owed=(2, 3), **BROKEN), (), (), gets("cannot-read")),
    ("blog broken, told last week", ada("cannot-read", **BROKEN), (make.sent(f"cannot-read.{AGO[10]}.1.ada", AGO[7], "cannot-read"),), (), "had an email about the blog"),
    ("blog broken, a letter last week was only planned", ada("cannot-read", **BROKEN), (make.sent(f"cannot-read.{AGO[10]}.1.ada", AGO[7], "cannot-read", state="planned"),), (), gets("cannot-read")),
    ("blog broken, told a fortnight ago", ada("cannot-read", blogs=(make.health(AGO[20], AGO[1], 9),)), (make.sent(f"cannot-read.{AGO[20]}.1.ada", AGO[14], "cannot-read"),), (), gets("cannot-read")),
    ("blog broken, told thrice", ada("cannot-read", blogs=(make.health(AGO[90], AGO[1], 9),)), tuple(make.sent(f"cannot-read.{AGO[90]}.{n}.ada", AGO[90 - 20 * n], "cannot-read") for n in (1, 2, 3)), (), "had an email about the blog"),
    # the end
    ("finished", ada("finished", done=range(1, 13)), (), (), gets("well-done")),
    ("finished, congratulated", ada("finished", done=range(1, 13)), (make.sent("well-done.autumn.ada", AGO[7], "well-done"),), (), "an email to say well done"),
    ("finished, the letter was refused, the address is another now", ada("finished", done=range(1, 13)), (make.sent("well-done.autumn.ada", AGO[7], "well-done", state="refused", code=550, address="old"),), (), gets("well-done")),
    ("finished, just posted", ada("finished", done=range(1, 13), last_post=MONDAY), (), (), gets("well-done")),
    ("three left, no end in sight", ada("behind", owed=(2,), done=(1, *range(3, 11)), days_left=60), (), (), gets("finish-line", 2, 11, 12)),
    ("three left, told", ada("behind", owed=(2,), done=(1, *range(3, 11)), days_left=60), (make.sent("finish-line.autumn.near.ada", AGO[7], "finish-line"),), (), gets("catching-up", 2)),
    ("half-way, four weeks left", ada("on-schedule", done=range(1, 8), days_left=28), (), (), gets("finish-line", 8, 9, 10)),
    ("half-way, five weeks left", ada("on-schedule", done=range(1, 8), days_left=35), (), (), gets("this-week", 8)),
    ("not half-way, four weeks left", ada("behind", owed=(6,), done=range(1, 6), days_left=28), (), (), gets("catching-up", 6)),
    ("quiet, but nearly there", ada("stalled", owed=(4,), stalled_on=AGO[7], done=(1, 2, 3, *range(5, 12)), days_left=10), (), (), gets("finish-line", 4, 12)),
    ("quiet for long, nearly there", ada("stalled", owed=(4,), stalled_on=AGO[50], done=(1, 2, 3, *range(5, 12)), days_left=10), (), (), gets("finish-line", 4, 12)),
    ("quiet for long, told thrice, nearly there", ada("stalled", owed=(4,), stalled_on=AGO[50], done=(1, 2, 3, *range(5, 12)), days_left=10), told(43, 36, 22), (), "we stop after"),
    ("last one waits for review", ada("on-schedule", done=range(1, 12)), (), (make.waiting("ada", 12, AGO[40]),), "has done"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sent", "review", "want"), [case[1:] for case in SITUATIONS], ids=[c[0] for c in SITUATIONS]
)
def test_who_gets_what(
    row: Progress, sent: tuple[Sent, ...], review: tuple[ToReview, ...], want: tuple[str, tuple[int, ...]] | str
) -> None:
    answer = decided(row, sent, review)
    if isinstance(want, str):
        assert answer.letters == ()
        assert want in str(answer.skipped[0].why)
    else:
        assert answer.skipped == ()
        assert (answer.letters[0].kind, answer.letters[0].things) == want


def test_the_table_is_large_enough_to_trust() -> None:
    assert len(SITUATIONS) >= 50
    assert {case[4][0] for case in SITUATIONS if not isinstance(case[4], str)} == {str(kind) for kind in NudgeKind} - {
        "written",
        "extra",
    }  # those are in test_one_offs.py


def test_everybody_gets_one_letter_or_one_reason() -> None:
    rows = tuple(
        replace(row, participant=make.person(f"p{n:02}", email=f"p{n}@example.org"))
        for n, (_, row, *_) in enumerate(SITUATIONS)
    )
    answer = decide_letters.mailing(Report(make.course(), MONDAY, rows), (), MONDAY)
    told = [letter.handle for letter in answer.letters] + [skip.handle for skip in answer.skipped]
    assert sorted(told) == sorted(row.participant.handle for row in rows)
    assert all(skip.why for skip in answer.skipped)
    assert len({letter.key for letter in answer.letters}) == len(answer.letters)


@given(st.permutations(range(len(SITUATIONS))))
def test_order_never_matters(order: list[int]) -> None:
    rows = [
        replace(case[1], participant=make.person(f"p{n:02}", email=f"p{n}@x.org")) for n, case in enumerate(SITUATIONS)
    ]
    first = decide_letters.mailing(Report(make.course(), MONDAY, tuple(rows)), (), MONDAY)
    assert decide_letters.mailing(Report(make.course(), MONDAY, tuple(rows[n] for n in order)), (), MONDAY) == first


def test_a_break_week_asks_nothing() -> None:
    resting = make.course(special={8: "break"}, plan={n: n + (n > 7) for n in range(1, 13)})
    assert "break week" in str(decided(ada("behind", owed=(5,)), plan=resting).skipped[0].why)
    assert "break week" in str(decided(ada("stalled", owed=(5,), stalled_on=AGO[7]), plan=resting).skipped[0].why)
    assert "break week" in str(decided(ada("not-started", blogs=(), who={"blogs": ()}), plan=resting).skipped[0].why)
    assert decided(ada("finished"), plan=resting).letters[0].kind is NudgeKind.WELL_DONE


@pytest.mark.parametrize(("kind", "noted"), [("catch-up", True), ("reflection", True), ("break", False)])
def test_a_week_with_a_note_and_no_thing_has_a_letter_with_the_note(kind: str, noted: bool) -> None:
    from course.core.model import Week, WeekKind

    plan = make.course(special={8: kind}, plan={n: n + (n > 7) for n in range(1, 13)})
    weeks = {8: Week(8, WeekKind(kind), "Look back and choose the post you like best.")}
    answer = decided(ada("on-schedule", done=UPTO7), plan=replace(plan, weeks=weeks))
    assert [(letter.kind, letter.things) for letter in answer.letters] == [("this-week", ())] * noted


def test_the_third_letter_of_a_silence_says_that_it_is_the_last() -> None:
    row = ada("stalled", owed=(4,), stalled_on=AGO[35])
    assert [decided(row, told(*days)).letters[0].last for days in ((), (28,), (28, 14))] == [False, False, True]


def test_after_the_run_nobody_is_asked_for_anything() -> None:
    over = make.course(starts=date(2026, 1, 5))
    assert decided(ada("behind", owed=(5,), week=47), plan=over).skipped[0].why == "the run is over"
    assert decided(ada("finished", week=47), plan=over).letters[0].kind is NudgeKind.WELL_DONE


def test_a_post_that_was_seen_after_the_last_letter_is_a_post_since_then_whatever_its_date() -> None:
    old_date = make.post(AGO[20], first_seen=make.at(AGO[2]))
    seen = (PostRow(old_date, True, (), frozenset()),)
    letter = (make.sent("2026-W47.ada", LAST_MONDAY),)
    row = ada("behind", owed=(5,), last_post=AGO[20])
    assert decided(row, letter).letters[0].kind is NudgeKind.CATCHING_UP
    assert decided(row, letter, posts=seen).letters[0].kind is NudgeKind.THIS_WEEK


def test_the_easiest_things_come_first() -> None:
    plan = make.course()
    minutes = {3: 90, 4: 30, 5: 60}
    things = tuple(replace(thing, minutes=minutes.get(thing.number, 60)) for thing in plan.things)
    answer = decided(ada("behind", owed=(3, 4, 5)), plan=replace(plan, things=things))
    assert answer.letters[0].things == (4, 5, 3)


def test_who_was_here_before_there_was_a_welcome_gets_none() -> None:
    row = ada("not-started", who={"joined": AGO[3]})
    before = Background(known_before=frozenset({row.participant.handle}))
    answer = decide_letters.mailing(Report(make.course(), MONDAY, (row,)), (), MONDAY, before)
    assert [letter.kind for letter in answer.letters] == ["this-week"]


@pytest.mark.parametrize("cohort", ["autumn", ""])
def test_a_note_of_the_organiser_s_reaches_everybody_who_is_on_the_way(cohort: str) -> None:
    """Also who has done this week's Things; nobody who has finished or left."""
    rows = (
        ada("ahead", done=range(1, 9)),
        make.standing_of("bo", "finished"),
        make.standing_of("cy", "withdrawn"),
        make.standing_of("dee", "ahead", done=range(1, 9), who={"cohort": "own-pace", "joined": AGO[60]}, week=7),
    )
    noted = Background(noted=frozenset({(cohort, 8)}))
    sent = tuple(make.sent(f"well-done.autumn.{handle}", AGO[20], "well-done") for handle in ("bo",))
    answer = decide_letters.mailing(Report(make.course(), MONDAY, rows), sent, MONDAY, noted)
    assert [letter.handle for letter in answer.letters] == ["ada"]


def test_part_credit_counts_what_is_still_missing() -> None:
    from course.core.model import Finish

    row = ada("on-schedule", done=(1, 2, 3))
    assert decide_letters.left(row, make.course(finish=Finish(at_least=5))) == (4, 5)
    assert decide_letters.left(row, make.course(optional=(4,))) == tuple(range(5, 13))
    assert decide_letters.left(row, make.course(optional=tuple(range(1, 13)))) == tuple(range(4, 13))


WEEKS = [make.START + timedelta(weeks=week) for week in range(40)]


@given(
    st.lists(st.sampled_from(list(Standing)), min_size=40, max_size=40),
    st.lists(st.booleans(), min_size=40, max_size=40),
)
def test_nobody_ever_gets_two_letters_a_week_or_more_than_three_in_one_silence(
    standings: list[Standing], posted: list[bool]
) -> None:
    history: list[Sent] = []
    for monday, standing, wrote in zip(WEEKS, standings, posted, strict=True):
        row = ada(
            standing, owed=(4,), week=8, stalled_on=make.START if standing is Standing.STALLED else None,
            last_post=monday if wrote else None, blogs=TROUBLE if standing is Standing.CANNOT_READ else ada("behind").blogs,
        )  # fmt: skip
        for day in (monday, monday + timedelta(days=3)):
            answer = decide_letters.mailing(Report(make.course(), day, (row,)), history, day)
            history += [_went(letter, day) for letter in answer.letters]
    assert len({item.week for item in history}) == len(history)
    assert len({item.key for item in history}) == len(history)
    for kind, most in ((NudgeKind.MISS_YOU, 3), (NudgeKind.WELL_DONE, 1), (NudgeKind.CANNOT_READ, 3)):
        assert sum(item.kind is kind for item in history) <= most


def _went(letter: Nudge, day: date) -> Sent:
    return Sent(letter.key, letter.handle, letter.kind, letter.week, LetterState.SENT, make.at(day, 8))


@given(st.sets(st.integers(0, 150), max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_whole_run_week_by_week_with_standings_as_the_report_has_them(wrote: set[int]) -> None:
    """One Thing a post, in order; a letter every Monday; nobody is nagged who wrote, and three letters end a silence."""
    who = make.person("ada", email="ada@example.org")
    done = dict(enumerate(sorted(wrote), 1))
    history: list[Sent] = []
    silences: Counter[date] = Counter()
    for week in range(30):
        day = make.START + timedelta(weeks=week)
        health = make.health(last=day, good_at=make.at(day, 6))
        report = make.report(make.ledger(done, health=(health,)), 7 * week, who)
        answer = decide_letters.mailing(report, history, day)
        (row,) = report.rows
        for letter in answer.letters:
            recent = any(0 <= 7 * week - posted <= 7 for posted in wrote)
            if letter.kind in (NudgeKind.CATCHING_UP, NudgeKind.MISS_YOU):
                assert not recent
                assert set(letter.things) <= set(row.owed)
            if row.standing is Standing.FINISHED:
                assert letter.kind is NudgeKind.WELL_DONE
            if letter.kind is NudgeKind.MISS_YOU:
                assert row.stalled_on is not None
                silences[row.stalled_on] += 1
            history.append(_went(letter, day))
    assert len({item.week for item in history}) == len(history)
    assert all(count <= 3 for count in silences.values())
    assert sum(item.kind is NudgeKind.WELL_DONE for item in history) == (len(wrote) == 12)
