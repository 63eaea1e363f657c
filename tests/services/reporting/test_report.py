"""The desk's report: the memory of claims never changes an answer; better rules and edits show."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.detection.detect import Detector
from course.core.model import Course, PostKey, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.services.course_home import Home
from course.services.reporting import report

COURSE = make.course(tags=("cpd23",))
WHO = make.person()
titles = st.sampled_from(
    [
        "Thing 1",
        "Things 2 & 3",
        "cpd23 Thing Four",
        "Lemon drizzle",
        "Thing of 5",
        "#Thing6",
        "23 Things",
        "Thing 7, almost",
    ]
)
texts = st.sampled_from(["", "Thing 8 is about maps.", "everyone else is on thing 9", "Sorry I missed Thing 10."])
said = st.builds(lambda title, text: Words(title, "https://ada.example/x", ("cpd23",), (), (), text), titles, texts)


def home(course: Course = COURSE) -> Home:
    return Home(Path("nowhere"), course, {WHO.handle: WHO})


def kept(number: int, what: Words, new: bool = True) -> PostChange:
    found = make.post(
        make.day(number), key=f"k{number}", title=what.title, words=f"w{number}{'' if new else ' edited'}"
    )
    return PostChange(found, found.url, what, post_content.joined(what), new)


def save(store: Store, *posts: PostChange, day: int = 40) -> None:
    store.save([VisitResult(make.ADA, make.BLOG, make.at(make.day(day)), good=True, keeping=posts)])


@settings(max_examples=40, deadline=None)
@given(st.lists(said, max_size=6), st.sets(st.integers(0, 5)))
def test_the_memory_of_claims_never_changes_an_answer(posts: list[Words], remembered: set[int]) -> None:
    with Store(None) as store:
        save(store, *(kept(number, what) for number, what in enumerate(posts)))
        before = report.report(home(), store, make.day(60), with_posts=True)
        some = {f"w{n}": Detector(COURSE).claims(what) for n, what in enumerate(posts) if n in remembered}
        store.save_claims(rules_version.fingerprint(COURSE), some)
        assert report.report(home(), store, make.day(60), with_posts=True) == before
        other = replace(COURSE, tags=("other",))  # judged by other rules: what is remembered does not hold
        fresh = {f"w{n}": Detector(other).claims(what) for n, what in enumerate(posts)}
        assert dict(report.claims(other, store, store.posts(), {})) == fresh


def test_a_post_that_no_longer_says_so_keeps_its_credit_and_is_marked() -> None:
    with Store(None) as store:
        save(store, kept(3, Words("Thing 1")))
        save(store, kept(3, Words("A week at the sea"), new=False), day=41)
        (row,) = report.report(home(), store, make.day(60)).rows
        assert [(credit.thing, credit.words_gone) for credit in row.credits] == [(1, True)]


def test_a_report_since_a_day_shows_what_better_rules_have_found_since() -> None:
    with Store(None) as store:
        save(store, kept(3, Words("Thing 1")), kept(4, Words("Thing 2")))
        known = {PostKey("k3"): ("w3", Detector(COURSE).claims(Words("Thing 1"))), PostKey("k4"): ("w4", ())}
        store.save_judgements("older rules", make.at(make.day(45)), known)
        changes = report.report(home(), store, make.day(60), make.day(50)).changes
        assert changes
        assert [credit.thing for _, credit in changes.credited] == [2]
        earlier = report.report(home(), store, make.day(44), make.day(37)).changes
        assert earlier
        assert earlier.credited == ()  # no log reaches back so far: days alone count


def test_a_store_that_is_not_there_is_an_empty_one(tmp_path: Path) -> None:
    with Store(tmp_path / "none.db", write=False) as store:
        found = report.report(home(), store, make.day(60), make.day(53))
        assert report.report(home(), store, make.day(60)).changes is None
    assert [row.standing.value for row in found.rows] == ["not-started"]
    assert list(tmp_path.iterdir()) == []
    assert found.changes
    assert found.changes.since == make.day(53)
