"""Others' posts in the emails: on one's own Things, fair, and nobody who isn't to be seen."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.core.letters import recommend
from course.core.letters.model import Nudge, NudgeKind
from course.core.model import Handle, PostRow, Progress, Report, Show

DAY = make.day(49)
WEEK = "2026-W48"


def reader(handle: str, *done: int, week: int = 20, **who: Any) -> Progress:
    return make.standing_of(handle, done=done, week=week, who=who)


def kept(author: str, thing: int, day: int = 40, **changes: Any) -> PostRow:
    post = make.post(make.day(day), author, f"{author}-{thing}", **changes)
    return PostRow(post, True, (make.claim(thing),), frozenset({thing}))


def recommended(
    rows: list[Progress],
    posts: list[PostRow],
    before: Mapping[str, set[Handle]] | None = None,
    kinds: Mapping[str, NudgeKind] | None = None,
    things: tuple[int, ...] = (),
    on: date = DAY,
) -> dict[str, list[str]]:
    report = Report(make.course(), on, tuple(rows), posts=tuple(posts))
    nudges = [
        Nudge(
            row.participant.handle,
            (kinds or {}).get(row.participant.handle, NudgeKind.THIS_WEEK),
            f"{WEEK}.{row.participant.handle}",
            WEEK,
            things,
        )
        for row in rows
    ]
    found = recommend.recommendations(report, nudges, before or {})
    return {handle: [post.key for post in posts] for handle, posts in found.items()}


def test_a_post_is_on_what_the_reader_has_done_or_is_to_do_now() -> None:
    rows = [reader("ada", 1), reader("bo", 1, 5, 6, 7)]
    posts = [kept("bo", 1), kept("bo", 5)]
    assert recommended(rows, posts)["ada"] == ["bo-1"]
    assert recommended(rows, posts[1:]) == {}
    assert recommended(rows, [kept("bo", 5, day=30)])["ada"] == ["bo-5"]  # two weeks old, and nobody has got it
    assert recommended([reader("ada", 1, week=4), rows[1]], [kept("bo", 5, day=30)]) == {}  # not open to her yet
    assert recommended([reader("ada", week=5), rows[1]], posts[1:])["ada"] == ["bo-5"]
    assert recommended(rows, posts[1:], things=(5,))["ada"] == ["bo-5"]


def test_nobody_is_shown_who_may_not_be_and_nobody_reads_themselves() -> None:
    others: dict[str, dict[str, Any]] = {
        "private": {"show": Show.PRIVATE},
        "left": {"withdrawn": make.START},
        "ada-2": {"earlier": "ada"},
    }
    rows = [reader("ada", 1), *(reader(handle, 1, **who) for handle, who in others.items())]
    posts = [kept(handle, 1) for handle in ("ada", *others)]
    assert set(recommended(rows, posts)) == {"left", "private"}
    assert set(recommended(rows, posts)["private"]) <= {"ada-1", "ada-2-1"}
    assert recommended([rows[0], reader("bo", 1)], [kept("bo", 1, gone=make.at(DAY))]) == {}
    assert recommended([rows[0], reader("bo", 1)], [kept("bo", 1, url="javascript:alert(1)")]) == {}


def test_some_emails_have_one_subject_only() -> None:
    rows = [reader(str(kind), 1) for kind in NudgeKind] + [reader("bo", 1)]
    got = recommended(rows, [kept("bo", 1)], kinds={str(kind): kind for kind in NudgeKind})
    assert set(got) == {"well-done", "finish-line", "miss-you", "catching-up", "this-week"}


def test_posts_without_a_comment_come_first() -> None:
    rows = [reader("ada", 1), *(reader(f"p{n}", 1) for n in range(6))]
    posts = [kept(f"p{n}", 1, comments=(0, None, 4)[n % 3]) for n in range(6)]
    (got,) = recommended(rows, posts, kinds={f"p{n}": NudgeKind.NO_BLOG for n in range(6)}).values()
    assert len(got) == 3
    assert not {"p2-1", "p5-1"} & set(got)


def test_nobody_gets_a_post_twice_and_the_least_recommended_goes_first() -> None:
    rows = [reader("ada", 1), *(reader(f"p{n}", 1) for n in range(4))]
    silent = {f"p{n}": NudgeKind.NO_BLOG for n in range(4)}
    posts = [kept(f"p{n}", 1) for n in range(4)]
    bo = Handle("bo")
    assert recommended(rows, posts, {"p0-1": {bo}}, silent)["ada"].count("p0-1") == 0
    assert recommended(rows, posts, {post.post.key: {make.ADA} for post in posts}, silent) == {}


def test_one_author_has_one_post_in_an_email_and_readers_get_different_ones() -> None:
    rows = [reader(f"p{n:02}", *range(1, 13)) for n in range(30)]
    posts = [kept(f"p{n:02}", thing, 3 * thing) for n in range(30) for thing in range(1, 13)]
    got = recommended(rows, posts)
    assert {len(keys) for keys in got.values()} == {3}
    assert all(len({key.partition("-")[0] for key in keys}) == 3 for keys in got.values())
    assert max(Counter(key for keys in got.values() for key in keys).values()) == 1
    assert recommended(rows[::-1], posts[::-1]) == got


PEOPLE = 12


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 3), st.booleans()), min_size=PEOPLE, max_size=PEOPLE))
@settings(max_examples=25, deadline=None)
def test_in_a_whole_course_every_post_of_somebody_who_may_be_seen_is_recommended(
    habits: list[tuple[int, int, bool]],
) -> None:
    """Everybody stops at some Thing, writes so many weeks late, and is private or not; somebody else has to do the Thing."""
    history: defaultdict[str, set[Handle]] = defaultdict(set)
    shown: set[str] = set()
    for week in range(1, 21):
        rows, posts = [], []
        for number, (stops, late, private) in enumerate(habits):
            done = range(1, min(stops, max(0, week - late)) + 1)
            handle = f"p{number:02}"
            rows.append(reader(handle, *done, week=week, show=Show.PRIVATE if private else Show.COURSE))
            posts += [kept(handle, thing, 7 * (thing + late)) for thing in done]
            shown |= set() if private else {f"{handle}-{thing}" for thing in done}
        for handle, keys in recommended(rows, posts, history, on=make.day(7 * week)).items():
            for key in keys:
                assert handle not in history[key]
                history[key].add(Handle(handle))
    assert shown == {key for key, readers in history.items() if readers}
    assert all(key.partition("-")[0] not in readers for key, readers in history.items())


def test_many_readers_keep_their_posts_when_somebody_leaves() -> None:
    rows = [reader(f"reader-{number}", 1) for number in range(60)]
    posts = [kept(f"author-{number}", 1) for number in range(60)]
    authors = [reader(f"author-{number}", 5) for number in range(60)]
    before, after = (recommended([*some, *authors], posts) for some in (rows, rows[1:]))
    assert sum(before[handle] == after[handle] for handle in after if handle in before) > len(after) / 4
