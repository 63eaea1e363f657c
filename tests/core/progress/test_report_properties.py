"""What holds for every history: fairness that no table can prove."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.core.model import (
    BlogHealth,
    Claim,
    Confidence,
    Course,
    Evidence,
    Finish,
    Ledger,
    Participant,
    Pause,
    Post,
    PostKey,
    Ruling,
    SelfReport,
    Standing,
)
from course.core.progress import report
from course.core.progress.report import ReportFrame

ORDER = [
    Standing.NOT_STARTED,
    Standing.STALLED,
    Standing.BEHIND,
    Standing.ON_SCHEDULE,
    Standing.AHEAD,
    Standing.FINISHED,
]
KINDS = ["catch-up", "reflection", "break"]
offsets = st.integers(-20, 130)

pauses = st.lists(
    st.tuples(offsets, st.integers(0, 30) | st.none()).map(
        lambda s: Pause(make.day(s[0]), None if s[1] is None else make.day(s[0] + s[1]))
    ),
    max_size=2,
)
people = st.builds(
    lambda cohort, joined, paused: make.person(cohort=cohort, joined=make.day(joined), pauses=tuple(paused)),
    st.sampled_from(["autumn", "own-pace"]),
    st.integers(-20, 60),
    pauses,
)
courses = st.builds(
    lambda special, at_least, optional, grace: make.course(
        special=special, finish=Finish(at_least), optional=optional, grace=grace
    ),
    st.dictionaries(st.integers(1, 13), st.sampled_from(KINDS), max_size=3),
    st.none() | st.integers(1, 12),
    st.sets(st.integers(1, 12), max_size=3).map(tuple),
    st.integers(0, 10),
)
evidence = st.sampled_from(["title", "clue", "link", "mention"])
claims = st.lists(
    st.builds(
        lambda thing, confidence, kind: Claim(thing, confidence, (Evidence(kind, f"Thing {thing}"),), kind),
        st.integers(1, 13),
        st.sampled_from([Confidence.SURE, Confidence.SURE, Confidence.LIKELY, Confidence.WEAK]),
        evidence,
    ),
    max_size=3,
    unique_by=lambda claim: claim.thing,
).map(tuple)


@st.composite
def posts(draw: st.DrawFn) -> tuple[Post, tuple[Claim, ...]]:
    """A post with its claims: dated, undated, dated wrongly, seen early or late."""
    seen = draw(offsets)
    published = draw(st.none() | offsets)
    key = f"post-{draw(st.integers(0, 10_000))}"
    when = None if published is None else make.at(make.day(published), draw(st.integers(0, 23)))
    return make.post(make.day(seen), key=key, published=when, first_seen=make.at(make.day(seen))), draw(claims)


histories = st.lists(posts(), max_size=12, unique_by=lambda item: item[0].key)
rulings = st.lists(
    st.builds(
        lambda thing, post, day, accepted: make.ruling(thing, f"post-{post}", day, accepted),
        *(st.integers(1, 12), st.integers(0, 10_000), offsets, st.booleans()),
    ),
    max_size=2,
)
reports = st.lists(st.builds(make.self_report, st.integers(1, 12), offsets), max_size=2)


def told(
    history: list[tuple[Post, tuple[Claim, ...]]],
    ruled: list[Ruling] | None = None,
    reported: list[SelfReport] | None = None,
    health: tuple[BlogHealth, ...] = (),
) -> Ledger:
    """A ledger; rulings that name no post of the history are about its first one."""
    keys = {post.key for post, _ in history}
    about = [r if r.post in keys or not history else replace(r, post=history[0][0].key) for r in ruled or []]
    found = {post.key: made for post, made in history}
    return Ledger(tuple(post for post, _ in history), found, tuple(about), tuple(reported or ()), health)


@settings(max_examples=40, deadline=None)
@given(courses, people, histories, posts(), rulings, reports, st.integers(-20, 200))
def test_one_more_post_never_moves_anybody_down(
    course: Course,
    who: Participant,
    history: list[tuple[Post, tuple[Claim, ...]]],
    more: tuple[Post, tuple[Claim, ...]],
    ruled: list[Ruling],
    reported: list[SelfReport],
    day: int,
) -> None:
    extra = (replace(more[0], key=PostKey("one more")), more[1])
    ruled = ruled if history else []
    before = make.row(told(history, ruled, reported), day, who, course)
    after = make.row(told([*history, extra], ruled, reported), day, who, course)
    if before.standing in ORDER:
        assert ORDER.index(after.standing) >= ORDER.index(before.standing)
    else:
        assert after.standing in (before.standing, Standing.FINISHED)
    assert {c.thing for c in after.credits} >= {c.thing for c in before.credits}
    assert set(after.owed) <= set(before.owed)
    assert not (after.late and before.finished_on and not before.late)


@settings(max_examples=40, deadline=None)
@given(courses, people, histories, posts(), st.integers(-20, 200))
def test_one_more_post_takes_nothing_out_of_the_review_but_what_is_credited(
    course: Course,
    who: Participant,
    history: list[tuple[Post, tuple[Claim, ...]]],
    more: tuple[Post, tuple[Claim, ...]],
    day: int,
) -> None:
    extra = (replace(more[0], key=PostKey("one more")), more[1])
    before, after = (make.report(told(h), day, who, plan=course) for h in (history, [*history, extra]))
    have = {credit.thing for credit in after.rows[0].credits}
    waiting = {(item.post.key, item.claim.thing) for item in after.to_review}
    assert {(i.post.key, i.claim.thing) for i in before.to_review if i.claim.thing not in have} <= waiting


@settings(max_examples=40, deadline=None)
@given(courses, people, histories, rulings, reports, st.integers(-20, 200), st.randoms())
def test_the_order_of_what_we_are_told_never_matters(
    course: Course,
    who: Participant,
    history: list[tuple[Post, tuple[Claim, ...]]],
    ruled: list[Ruling],
    reported: list[SelfReport],
    day: int,
    random: object,
) -> None:
    ledger = told(history, ruled[:1], reported)
    shuffled = list(history)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(ledger, posts=tuple(post for post, _ in shuffled), self_reports=ledger.self_reports[::-1])
    assert make.report(ledger, day, who, plan=course, with_posts=True) == make.report(
        other, day, who, plan=course, with_posts=True
    )


@settings(max_examples=40, deadline=None)
@given(courses, people, histories, posts(), rulings, reports, st.integers(-20, 200), st.integers(0, 9))
def test_a_report_made_from_the_last_one_is_the_report_made_anew(
    course: Course,
    who: Participant,
    history: list[tuple[Post, tuple[Claim, ...]]],
    more: tuple[Post, tuple[Claim, ...]],
    ruled: list[Ruling],
    reported: list[SelfReport],
    day: int,
    kind: int,
) -> None:
    """Whatever has changed for one of two people: posts, claims, decisions, blogs, settings, what was known, the day."""
    other = make.person("zed")
    theirs = [(replace(post, author=other.handle, key=PostKey(f"zed {post.key}")), made) for post, made in history]
    before = told([*history, *theirs], ruled)
    edited = told([*[(post, more[1]) for post, _ in history], *theirs], ruled)
    after, now, on = (
        (told([*history, (replace(more[0], key=PostKey("one more")), more[1]), *theirs], ruled), who, day),
        (told([*history[1:], *theirs], ruled), who, day),
        (edited, who, day),
        (told([*history, *theirs], ruled[:1]), who, day),
        (replace(before, self_reports=tuple(reported)), who, day),
        (replace(before, health=(make.health(make.day(0), make.day(90), 5),)), who, day),
        (before, replace(who, withdrawn=make.day(40)), day),
        (replace(before, known=frozenset((post.key, 1) for post, _ in history[:2])), who, day),
        (replace(before, former={post.key: edited.claims[post.key] for post, _ in history}), who, day),
        (before, who, day + 8),
    )[kind]
    frame, then = (ReportFrame(course, make.day(one), make.day(one - 7), with_posts=True) for one in (on, day))
    last = report.parts({who.handle: who, other.handle: other}, before, then)
    roster = {now.handle: now, other.handle: other}
    made = report.parts(roster, after, frame, last)
    assert report.together(made) == report.together(report.parts(roster, after, frame))
    assert (made.people[other.handle] is last.people[other.handle]) == (frame == then and after.known == before.known)


@settings(max_examples=40, deadline=None)
@given(courses, people, histories, rulings, reports, st.integers(-20, 150), st.integers(1, 60))
def test_done_only_grows_and_the_future_is_not_counted(
    course: Course,
    who: Participant,
    history: list[tuple[Post, tuple[Claim, ...]]],
    ruled: list[Ruling],
    reported: list[SelfReport],
    day: int,
    later: int,
) -> None:
    accepted = [replace(ruling, accepted=True) for ruling in ruled]
    ledger = told(history, accepted, reported)
    before, after = make.row(ledger, day, who, course), make.row(ledger, day + later, who, course)
    assert {c.thing for c in before.credits} <= {c.thing for c in after.credits}
    assert all(credit.on <= make.day(day) for credit in before.credits)
    report = make.report(ledger, day, who, plan=course, with_posts=True)
    seen = {row.post.key for row in report.posts}
    past = [(post, found if post.key in seen else ()) for post, found in history]
    assert make.row(told(past, accepted, reported), day, who, course).standing is before.standing


@settings(max_examples=40, deadline=None)
@given(courses, people, histories, st.integers(0, 200), st.integers(1, 13), st.integers(0, 13), st.integers(0, 40))
def test_neither_a_catch_up_week_nor_a_pause_adds_to_what_is_owed(
    course: Course,
    who: Participant,
    history: list[tuple[Post, tuple[Claim, ...]]],
    day: int,
    week: int,
    start: int,
    days: int,
) -> None:
    ledger = told(history)
    plain = make.row(ledger, day, who, course)
    special = {number: found.kind.value for number, found in course.weeks.items()} | {week: "catch-up"}
    optional = tuple(thing.number for thing in course.things if not thing.required)
    more = make.course(special=special, finish=course.finish, optional=optional, grace=course.grace)
    paused = replace(who, pauses=(*who.pauses, Pause(make.day(7 * start), make.day(7 * start + days))))
    for later in (make.row(ledger, day, who, more), make.row(ledger, day, paused, course)):
        assert len(later.owed) <= len(plain.owed)
        assert set(later.owed) <= set(plain.owed) or course.finish.at_least is not None


@settings(max_examples=40, deadline=None)
@given(courses, people, histories)
def test_nobody_is_behind_on_the_day_of_joining(
    course: Course, who: Participant, history: list[tuple[Post, tuple[Claim, ...]]]
) -> None:
    row = make.row(told(history), (who.joined - make.START).days, who, course)
    assert row.owed == ()
    assert row.standing not in (Standing.BEHIND, Standing.STALLED)


@settings(max_examples=40, deadline=None)
@given(courses, people, histories, st.integers(0, 150), st.integers(0, 40), st.integers(1, 9))
def test_a_failed_read_changes_nothing_but_to_cannot_read(
    course: Course,
    who: Participant,
    history: list[tuple[Post, tuple[Claim, ...]]],
    failed: int,
    later: int,
    failures: int,
) -> None:
    since, last = make.day(failed), make.day(failed + later)
    ledger = told(history, health=(make.health(since, last, failures),))
    on_the_day = make.row(told(history), failed, who, course)
    judged = make.row(ledger, failed, who, course)
    assert judged.standing is on_the_day.standing
    assert judged.owed == on_the_day.owed
    readable = make.row(told(history), failed + later, who, course)
    unreadable = make.row(ledger, failed + later, who, course)
    assert set(unreadable.owed) <= set(readable.owed)
    if unreadable.standing in ORDER:
        assert readable.standing in ORDER
        assert ORDER.index(unreadable.standing) >= ORDER.index(readable.standing)
    else:
        assert unreadable.standing in (readable.standing, Standing.CANNOT_READ)


@settings(max_examples=40, deadline=None)
@given(courses, people, histories, st.integers(-20, 200))
def test_everybody_stands_in_exactly_one_place_and_the_parts_fit(
    course: Course, who: Participant, history: list[tuple[Post, tuple[Claim, ...]]], day: int
) -> None:
    row = make.row(told(history), day, who, course)
    assert (row.owed_weeks > 0) is bool(row.owed)
    assert not {credit.thing for credit in row.credits} & set(row.owed)
    assert (row.standing is Standing.STALLED) is (row.stalled_on is not None)
    assert row.stalled_on is None or who.joined <= row.stalled_on <= make.day(day)
    assert row.standing is not Standing.NOT_STARTED or not row.credits
    assert row.reason
    assert "\n" not in row.reason
