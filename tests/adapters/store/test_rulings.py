"""Decisions and judgements in the store."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from course.adapters.store import Store
from course.core.model import Claim, Confidence, Handle, Post, PostKey, RuleId, Ruling, SelfReport, Words
from course.core.posts import post_content as words_of
from course.core.posts.feed_state import PostChange, VisitResult

LONDON = ZoneInfo("Europe/London")
ADA = Handle("ada")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(None) as opened:
        save(opened, "k1", "w1")
        save(opened, "k2", "w2")
        yield opened


def save(store: Store, key: str, words: str, *, new: bool = True) -> None:
    at = datetime(2026, 10, 1, tzinfo=UTC)
    post = Post(PostKey(key), ADA, "https://ada.example/", f"https://ada.example/{key}", "Title", at, at, words)
    said = Words(f"Title {words}")
    visit = VisitResult(
        ADA, post.blog, at, good=True, keeping=(PostChange(post, key, said, words_of.joined(said), new),)
    )
    store.save([visit])


def ruling(thing: int, post: str = "k1", *, accepted: bool = True, on: date = date(2026, 11, 1)) -> Ruling:
    return Ruling(ADA, PostKey(post), thing, accepted, "Zoë Marsh", on, "why not")


def sure(*things: int) -> tuple[Claim, ...]:
    return tuple(Claim(thing, Confidence.SURE, (), RuleId.NUMBER_IN_TITLE) for thing in things)


def test_rulings_come_back_in_the_order_in_which_they_were_made(store: Store) -> None:
    store.save_ruling(ruling(6), ruling(7, accepted=False))
    store.save_ruling(ruling(6, accepted=False))
    assert store.rulings() == (ruling(6), ruling(7, accepted=False), ruling(6, accepted=False))


def test_self_reports_come_back(store: Store) -> None:
    report = SelfReport(ADA, 9, date(2026, 11, 2), "Zoë Marsh", "https://elsewhere.example/9", "seen")
    store.save_self_report(report)
    assert store.self_reports() == (report,)


def test_undone_counts_no_more_and_is_kept(store: Store) -> None:
    store.save_ruling(ruling(6), ruling(6, "k2"), ruling(7))
    undone = store.undo(ADA, 6, "Ann", date(2026, 11, 9), post=PostKey("k1"))
    assert [decision.what for decision in undone] == [ruling(6)]
    assert store.rulings() == (ruling(6, "k2"), ruling(7))
    assert len(store.decisions(ADA)) == 3
    assert store.undo(ADA, 6, "Ann", date(2026, 11, 9), post=PostKey("k1")) == ()


def test_undo_of_a_thing_takes_back_rulings_and_marks(store: Store) -> None:
    store.save_ruling(ruling(6))
    store.save_self_report(SelfReport(ADA, 6, date(2026, 11, 2), "Ann"))
    assert len(store.undo(ADA, 6, "Ann", date(2026, 11, 9))) == 2
    assert store.rulings() == ()
    assert store.self_reports() == ()


def test_undo_with_a_link_takes_back_that_mark_only(store: Store) -> None:
    store.save_ruling(ruling(6))
    store.save_self_report(SelfReport(ADA, 6, date(2026, 11, 2), "Ann", "https://a.example/"))
    store.save_self_report(SelfReport(ADA, 6, date(2026, 11, 2), "Ann", "https://b.example/"))
    (undone,) = store.undo(ADA, 6, "Ann", date(2026, 11, 9), url="https://b.example/")
    assert isinstance(undone.what, SelfReport)
    assert len(store.rulings()) == len(store.self_reports()) == 1


def test_log_of_judgements_grows_only_when_something_changes(store: Store) -> None:
    first, second = datetime(2026, 10, 2, tzinfo=UTC), datetime(2026, 10, 9, tzinfo=UTC)
    assert store.save_judgements("a", first, {PostKey("k1"): ("w1", sure(6, 7))}) == 2
    assert store.save_judgements("a", second, {PostKey("k1"): ("w1", sure(6, 7))}) == 0
    assert store.save_judgements("b", second, {PostKey("k1"): ("w1", sure(6))}) == 1
    assert [(j.thing, j.confidence, j.fingerprint) for j in store.judgements(ADA)] == [
        (6, Confidence.SURE, "a"),
        (7, Confidence.SURE, "a"),
        (7, None, "b"),
    ]


def test_weak_claims_are_no_judgement(store: Store) -> None:
    claim = Claim(6, Confidence.WEAK, (), RuleId.MENTIONED)
    assert store.save_judgements("a", datetime(2026, 10, 2, tzinfo=UTC), {PostKey("k1"): ("w1", (claim,))}) == 0


def test_what_was_sure_at_the_end_of_a_day(store: Store) -> None:
    store.save_judgements("a", datetime(2026, 7, 2, 22, 30, tzinfo=UTC), {PostKey("k1"): ("w1", sure(6))})
    store.save_judgements("b", datetime(2026, 7, 9, 12, tzinfo=UTC), {PostKey("k1"): ("w1", sure(7))})
    assert store.judged_by_day(date(2026, 7, 1), LONDON) is None
    assert store.judged_by_day(date(2026, 7, 2), LONDON) == frozenset({(PostKey("k1"), 6)})
    assert store.judged_by_day(date(2026, 7, 8), LONDON) == frozenset({(PostKey("k1"), 6)})
    assert store.judged_by_day(date(2026, 7, 9), LONDON) == frozenset({(PostKey("k1"), 7)})


def test_older_words_of_edited_posts_only(store: Store) -> None:
    save(store, "k1", "w1b", new=False)
    assert store.older() == {"k1": ("w1",)}


def test_nothing_of_a_person_is_left_after_erasing(store: Store) -> None:
    store.save_ruling(ruling(6))
    store.save_self_report(SelfReport(ADA, 9, date(2026, 11, 2), "Ann"))
    store.save_judgements("a", datetime(2026, 10, 2, tzinfo=UTC), {PostKey("k1"): ("w1", sure(6))})
    assert store.erase_rulings(ADA) == 2
    store.erase_posts(ADA)
    for table in ("rulings", "self_reports", "judgements"):
        assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
