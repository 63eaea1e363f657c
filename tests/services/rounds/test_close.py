"""The end of a run."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import homes
from course.adapters.store import Store
from course.adapters.store.people import hashed
from course.core.errors import CourseError
from course.core.model import HandInWay, Handle, SelfReport
from course.core.progress import hand_ins
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
    assert "That day hasn't come yet" in render.render_plan(planned)
    assert "1 email address in" in render.render_plan(planned)
    assert {path: path.read_bytes() for path in before if path.exists()} == before


def test_nothing_is_cleared_when_something_has_changed_since_it_was_shown(home: Path) -> None:
    planned = close.plan(home, NOW)
    with Store(desk_home.open_home(home).database) as store:
        store.confirm("another", NOW, {"name": "Bea", "email": "bea@example.org"}, NOW)
    with pytest.raises(CourseError, match="Something has changed"):
        close.apply(home, planned, NOW)
    assert "nightjar@example.org" in (home / "participants.toml").read_text()
