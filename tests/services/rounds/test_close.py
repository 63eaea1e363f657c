"""The end of a run."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import homes
from course.adapters.store import Store
from course.adapters.store.people import hashed
from course.core.errors import CourseError
from course.core.model import (
    Claim,
    Confidence,
    Evidence,
    HandInWay,
    Handle,
    Post,
    PostKey,
    RuleId,
    SelfReport,
    Words,
)
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.core.progress import hand_ins
from course.core.progress.topic_claims import TopicCredit
from course.formats.terminal import closing as render
from course.services import course_home as desk_home
from course.services.rounds import close

NOW = datetime(2027, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    root = homes.make(tmp_path / "home", extra="", roster=homes.ROSTER)
    (root / "outbox" / "2026-W47").mkdir(parents=True)
    (root / "outbox" / "2026-W47" / "this-week-nightjar.eml").write_text("To: nightjar@example.org")
    with Store(desk_home.open_home(root).database) as store:
        store.confirm("link", NOW, {"name": "Ann", "email": "ann@example.org"}, NOW)
        store.save_link("secret", Handle("nightjar"), NOW)
        store.save_hand_in(Handle("nightjar"), 6, NOW, "https://padlet.example/6", HandInWay.PAGE, hand_ins.same)
        for thing in range(1, 10):
            store.save_self_report(SelfReport(Handle("nightjar"), thing, date(2026, 12, 1), "Zoë"))
    return root


def test_emails_letters_sign_ups_and_links_go_and_the_list_stays(home: Path) -> None:
    close.apply(home, close.plan(home, NOW, listed=home / "finished.csv"), NOW)
    for path in home.rglob("*"):
        if path.is_file() and path.name != "course.toml":
            assert b"@example.org" not in path.read_bytes(), path
    text = (home / "participants.toml").read_text()
    assert text == homes.ROSTER.replace('email = "nightjar@example.org"\n', "")
    assert not (home / "outbox").exists()
    assert "Nightjar," in (home / "finished.csv").read_text(encoding="utf-8-sig")
    with Store(desk_home.open_home(home).database) as store:
        assert store.waiting() == {}
        assert store.link_holder(hashed("secret")) is None
        assert len(store.self_reports()) == 9
        assert len(store.hand_ins()) == 1


def test_posts_and_decisions_go_when_that_is_asked(home: Path) -> None:
    close.apply(home, close.plan(home, NOW, posts=True), NOW)
    with Store(desk_home.open_home(home).database) as store:
        assert store.self_reports() == ()
        assert store.hand_ins() == ()
    for path in (home / ".course").rglob("*"):
        assert not path.is_file() or b"padlet.example" not in path.read_bytes()


def test_a_plan_clears_nothing(home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file() and path.suffix != ".db-shm"}
    planned = close.plan(home, datetime(2027, 1, 1, tzinfo=UTC))
    assert planned.early
    assert "It's too early for that." in render.render_plan(planned)
    assert "1 email address in" in render.render_plan(planned)
    assert {path: path.read_bytes() for path in before if path.exists()} == before


def test_nothing_is_cleared_when_something_has_changed_since_it_was_shown(home: Path) -> None:
    planned = close.plan(home, NOW)
    with Store(desk_home.open_home(home).database) as store:
        store.confirm("another", NOW, {"name": "Bea", "email": "bea@example.org"}, NOW)
    with pytest.raises(CourseError, match="Something has changed"):
        close.apply(home, planned, NOW)
    assert "nightjar@example.org" in (home / "participants.toml").read_text()


def test_credits_by_topic_stay_until_the_posts_go(home: Path) -> None:
    """They are credits; what was learned goes with the posts it was learned from."""
    who, at = Handle("nightjar"), datetime(2026, 10, 20, 12, tzinfo=UTC)
    said = Words("My rook notes", text="A rook, and again zephyrquill.")
    data = post_content.joined(said)
    post = Post(
        PostKey("k"), who, "https://nightjar.blogspot.com/", "", said.title, at, at, post_content.hash_of(data, who)
    )
    reason = (Evidence("topic", "zephyrquill"),)
    credit = TopicCredit(post.key, 3, at.date(), post.words, 0.99, reason)
    root = desk_home.open_home(home)
    with Store(root.database) as store:
        store.save(
            [VisitResult(who, post.blog, at, good=True, keeping=(PostChange(post, "id", said, data, new=True),))]
        )
        store.save_topic_credits([credit])
        store.save_topic_claims("of all", {post.key: (Claim(3, Confidence.LIKELY, reason, RuleId.LEARNED_TOPIC, 0.9),)})
    close.apply(home, close.plan(home, NOW), NOW)
    with Store(root.database) as store:
        assert store.topic_credits() == (credit,)
    close.apply(home, close.plan(home, NOW, posts=True), NOW)
    with Store(root.database) as store:
        assert store.topic_credits() == ()
        assert not store.has_learned()
    for path in (home / ".course").rglob("*"):
        assert not path.is_file() or b"zephyrquill" not in path.read_bytes()
