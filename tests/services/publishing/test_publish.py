"""Publishing a real home: everything written once, nothing rewritten, nothing stale left, only our own taken away."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.model import HandInWay, Show
from course.core.progress import hand_ins
from course.formats.terminal.publishing import Published
from course.services.course_home import Home, open_home
from course.services.publishing import certificates, publish
from course.services.rounds import start
from course.services.tracking import track

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The example course, its blogs read."""
    start.begin_example(tmp_path / "home", TODAY, lambda blogger: blogger.file)
    opened = open_home(tmp_path / "home")
    with Store(opened.database) as store:
        track.track(opened, store, NOW)
    return opened


def published(home: Home, *, dry_run: bool = False) -> Published:
    with Store(home.database) as store:
        return publish.publish(home, store, TODAY, dry_run=dry_run)


def test_a_dry_run_writes_nothing(home: Home) -> None:
    done = published(home, dry_run=True)
    assert len(done.written) == done.files > 50
    assert not (home.root / "public").exists()


def test_a_second_run_writes_nothing(home: Home) -> None:
    assert len(published(home).written) > 50
    before = {path: path.stat().st_mtime_ns for path in (home.root / "public").rglob("*")}
    assert published(home).written == ()
    assert {path: path.stat().st_mtime_ns for path in (home.root / "public").rglob("*")} == before


def test_the_weeks_note_is_on_the_home_page_and_another_weeks_is_not(home: Home) -> None:
    (home.root / "notes").mkdir()
    (home.root / "notes" / "week-09.md").write_text("Well done, *all*.", encoding="utf-8")
    (home.root / "notes" / "week-10.md").write_text("Not yet.", encoding="utf-8")
    published(open_home(home.root))
    page = (home.root / "public" / "index.html").read_text(encoding="utf-8")
    assert "Well done, <em>all</em>." in page
    assert "Not yet." not in page


def test_every_link_of_the_example_leads_somewhere_without_a_network(home: Home) -> None:
    published(home)
    folder = home.root / "public"
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    links = [(name, link) for name, text in pages.items() for link in re.findall(r'href="([^"]*)"', text)]
    posts = [link for _, link in links if link.startswith("posts-") and "#" in link]
    assert len(set(posts)) > 20
    for name, link in links:
        if urlsplit(link).scheme:
            assert "blog.example" not in link  # the invented blogs are nowhere
            continue
        page, _, place = link.partition("#")
        assert not page or (folder / page.partition("?")[0]).is_file(), (name, link)
        assert not place or f'id="{place}"' in pages[page or name], (name, link)
    assert "Nightjar" in pages["people.html"]
    assert "<outline" in (folder / "blogs.opml").read_text(encoding="utf-8")


def test_who_leaves_is_taken_off_and_foreign_files_stay(home: Home) -> None:
    path = home.root / "participants.toml"
    text = path.read_text(encoding="utf-8").replace("blogs/index-finger.xml", "https://index-finger.blog.example/")
    path.write_text(text, encoding="utf-8")
    published(open_home(home.root))
    own = home.root / "public" / "own-page.html"
    own.write_text("mine", encoding="utf-8")
    assert "Index Finger" in (home.root / "public" / "people.html").read_text(encoding="utf-8")
    path.write_text(text.replace('groups = ["indexers"]\nshow = "public"', 'groups = ["indexers"]'), encoding="utf-8")
    done = published(open_home(home.root))
    assert done.removed == ("blogs-indexers.opml",)
    whole = "".join(file.read_text(encoding="utf-8") for file in (home.root / "public").rglob("*.*"))
    assert "Index Finger" not in whole
    assert own.read_text(encoding="utf-8") == "mine"


def test_who_has_just_asked_not_to_be_shown_is_not_shown_any_more(home: Home) -> None:
    shown = next(person for person in home.roster.values() if person.show is Show.PUBLIC)
    with Store(home.database) as store:
        store.save_wish(shown.handle, {"show": "private"}, NOW)
    published(home)
    assert shown.name not in (home.root / "public" / "people.html").read_text(encoding="utf-8")


def test_no_byte_of_public_is_about_who_did_not_agree_to_be_public(home: Home) -> None:
    hidden = [person for person in home.roster.values() if person.show is not Show.PUBLIC]
    assert len(hidden) > 2
    with Store(home.database) as store:
        for person in home.roster.values():
            url = f"https://padlet.example/{person.handle}"
            assert store.save_hand_in(person.handle, 1, NOW, url, HandInWay.PAGE, hand_ins.same)
    settings = home.root / "things" / "course.toml"
    text = settings.read_text(encoding="utf-8").replace('hand_in = "ask"', 'hand_in = "credit"')
    settings.write_text(text, encoding="utf-8")
    path = home.root / "participants.toml"
    roster = path.read_text(encoding="utf-8")
    for person in hidden:  # a Thing may have a word that is a pen name as well
        assert f'name = "{person.name}"' in roster
        roster = roster.replace(f'name = "{person.name}"', f'name = "{person.name} Unseen"')
    path.write_text(roster, encoding="utf-8")
    published(open_home(home.root))
    whole = b"".join(file.read_bytes() for file in (home.root / "public").rglob("*") if file.is_file())
    for person in home.roster.values():
        assert person.email is None or person.email.encode() not in whole
    assert not [blog for person in hidden for blog in person.blogs if blog.encode() in whole]
    assert b"Unseen" not in whole
    assert b"padlet.example" not in whole


def test_a_list_of_files_that_was_tampered_with_removes_nothing_outside(home: Home, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("keep", encoding="utf-8")
    published(home)
    disk.write_bytes(home.root / ".course" / publish.LIST, json.dumps(["../../precious.txt", str(precious)]).encode())
    published(home)
    assert precious.exists()


def test_a_certificate_is_made_kept_confirmed_and_published(home: Home) -> None:
    settings = home.root / "things" / "course.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("{ all = true }", "{ at_least = 8 }"), encoding="utf-8")
    opened = open_home(home.root)
    with Store(opened.database) as store:
        made = certificates.certify(opened, store, TODAY, ["Nightjar"], "html")
        (code,) = store.issued()
        assert [name for name, _ in made] == ["nightjar.html"]
        assert code in made[0][1].decode()
        assert certificates.certify(opened, store, TODAY, ["Nightjar"], "html") == made
        assert "8 Things of" in certificates.verify(store, code.lower().replace("-", " "))
        with pytest.raises(CourseError, match="no certificate"):
            certificates.verify(store, "AAAA-BBBB-CCCC-DDDD")
        publish.publish(opened, store, TODAY)
    page = (home.root / "public" / "certificates" / f"{code}.html").read_text(encoding="utf-8")
    assert "Nightjar" not in page
    assert (home.root / ".course" / "certificate.key").stat().st_mode & 0o777 == 0o600


def test_nobody_gets_a_certificate_before_the_time(home: Home) -> None:
    with Store(home.database) as store, pytest.raises(CourseError, match="Nightjar hasn't finished yet"):
        certificates.certify(home, store, TODAY, ["Nightjar"], "html")
