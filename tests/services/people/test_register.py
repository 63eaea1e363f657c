"""Registering with a look at the blog first."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import homes
import platforms
from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.model import Handle
from course.core.people.joining import SignUp
from course.formats.terminal import inspect_blog as words
from course.services import course_home as desk_home
from course.services.people import register
from course.services.tracking import track

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def home_allowing(root: Path, *addresses: str) -> Path:
    allowed = ", ".join(f'"{platforms.pair(address)}"' for address in addresses)
    return homes.make(root / "home", extra=f"[fetch]\nallow_private = [{allowed}]\n")


def test_the_blog_is_looked_at_and_kept_under_the_address_that_answered(tmp_path: Path) -> None:
    with platforms.served(platforms.WORDPRESS) as site:
        home = home_allowing(tmp_path, site)
        told = SignUp("Ann B.", (f"{platforms.pair(site)}/wp-admin/edit.php",))
        found = register.consider(desk_home.open_home(home), told, NOW)
        person = register.add(home, found.told, TODAY)
    assert not found.doubtful
    assert "Thing 6" in words.words(found.seen[0], found.zone)
    assert person.blogs == (f"{site}/",)
    assert "/feed/" not in (home / "participants.toml").read_text()


def test_a_blog_that_cannot_be_read_is_doubtful_and_says_what_to_do(tmp_path: Path) -> None:
    with platforms.served(platforms.TROUBLED) as site:
        home = home_allowing(tmp_path, site)
        found = register.consider(desk_home.open_home(home), SignUp("Ann", (f"{site}/private-wp/",)), NOW)
    assert found.doubtful
    assert "Site visibility" in words.words(found.seen[0], found.zone)


def test_the_same_feed_under_another_address_is_refused_with_the_name(tmp_path: Path) -> None:
    with platforms.served(platforms.GHOST) as site:
        home = home_allowing(tmp_path, site)
        register.add(home, SignUp("Ann", (f"{site}/thing-6/",)), TODAY)
        opened = desk_home.open_home(home)
        with disk.lock(home), Store(opened.database) as store:
            track.track(opened, store, NOW, people=[Handle("ann")])
        with pytest.raises(CourseError, match=r"feed of Ann \(ann\)"):
            register.consider(opened, SignUp("Ben", (f"{site}/",)), NOW)


def test_offline_nobody_is_visited(tmp_path: Path) -> None:
    home = home_allowing(tmp_path)
    found = register.consider(desk_home.open_home(home), SignUp("Ann", ("nowhere.invalid",)), NOW, offline=True)
    assert found.seen == ()
    assert not found.doubtful


def test_who_was_forgotten_is_not_registered_unawares(tmp_path: Path) -> None:
    home = home_allowing(tmp_path)
    opened = desk_home.open_home(home)
    with Store(opened.database) as store:
        store.forget_words(["ann.example"], b"salt" * 4)
    found = register.consider(opened, SignUp("Ann", ("https://ann.example/2026/11/x/",)), NOW, offline=True)
    assert any("asked to be forgotten" in warning for warning in found.warnings)
