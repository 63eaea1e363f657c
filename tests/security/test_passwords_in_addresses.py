"""A password in a blog's address reaches no page. Red on 0c9b0d2: people.html and blogs.opml showed it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import homes
from course.adapters.store import Store
from course.core.errors import CourseError
from course.formats.files import roster
from course.services import course_home, roster_transaction
from course.services.publishing import publish
from course.services.reporting import check

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRET = "https://ann:hunter2@nightjar.blogspot.com/"


def test_the_roster_names_it_and_no_page_shows_it(tmp_path: Path) -> None:
    text = homes.ROSTER.replace("https://nightjar.blogspot.com/", SECRET).replace(
        'email = "n', 'show = "public"\nemail = "n'
    )
    root = homes.make(tmp_path / "home", text)
    (mistake,) = check.look(root, NOW).mistakes
    assert "user name or a password" in mistake.what
    assert "hunter2" not in str(mistake)
    home = course_home.open_home(root)
    with Store(home.database) as store:
        publish.publish(home, store, NOW.date())
    assert not any(b"hunter2" in path.read_bytes() for path in (root / "public").rglob("*") if path.is_file())


def test_no_edit_puts_one_into_the_roster(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home")
    with pytest.raises(CourseError, match="user name or a password"):
        roster_transaction.edit(root, lambda _home, old: roster.change(old, "bo", "blogs", [SECRET]))
    assert (root / "participants.toml").read_text() == homes.ROSTER
