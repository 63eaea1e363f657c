"""Forgetting somebody: no byte of name, email or blog is left in anything the program wrote."""

import json
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import homes
import platforms
from course.adapters import disk
from course.adapters.store import Store
from course.cli import import_dialogue
from course.core.errors import CourseError
from course.core.model import HandInWay, Handle, Post, Ruling, SelfReport
from course.core.progress import hand_ins
from course.formats.report import RENDERERS
from course.formats.terminal import erasing
from course.services import course_home as desk_home
from course.services.letters import drafts
from course.services.people import exporting
from course.services.people import forgetting as people_forget
from course.services.people.importing import ImportRequest
from course.services.publishing import publish
from course.services.reporting import report
from course.services.tracking import track

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRETS = ("Quillfeather", "quill@post.example", "127.0.0.1:{port}", "quillfeather")


def others(site: str) -> platforms.Site:
    """The blog of somebody who writes about Quillfeather."""
    posts = (("Thing 6: after Quillfeather", "2026-11-18"), ("Thing 5 in peace", "2026-11-04"))
    feed = str(platforms.rss("Bo's notes", posts=posts).body).replace(
        "A few words about it.", f'See <a href="{site}/2026/11/post/">Quillfeather</a> or write to quill@post.example'
    )
    return {
        "/": platforms.page('<link rel="alternate" type="application/rss+xml" href="{root}/feed/">'),
        "/feed/": platforms.Reply(feed, "application/rss+xml"),
    }


@pytest.fixture
def tracked(tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A home in which everything has happened to Quillfeather that can."""
    with platforms.served(platforms.WORDPRESS) as mine, platforms.served(others(mine)) as theirs:
        allowed = ", ".join(f'"{platforms.pair(one)}"' for one in (mine, theirs))
        roster = homes.ROSTER.replace("https://library.example/bo/", theirs) + (
            '\n[participants.quillfeather]\nname = "Quillfeather"\ncohort = "autumn"\njoined = 2026-10-01\n'
            f'blogs = ["{mine}/"]\nemail = "quill@post.example"\nshow = "public"\n'
        )
        home = homes.make(tmp_path / "home", roster, f"[fetch]\nallow_private = [{allowed}]\n")
        opened = desk_home.open_home(home)
        with disk.lock(home), Store(opened.database) as store:
            track.track(opened, store, NOW)
    key = next(post.key for post in store_posts(home) if post.author == "quillfeather")
    with Store(opened.database) as store:
        who = Handle("quillfeather")
        store.save_ruling(Ruling(who, key, 6, True, "Zoë", date(2026, 11, 20), "Quillfeather asked"))
        store.save_self_report(
            SelfReport(Handle("bo"), 3, date(2026, 11, 20), "Zoë", mine + "/x", "as Quillfeather said")
        )
        store.save_hand_in(who, 3, NOW, mine + "/y", HandInWay.PAGE, hand_ins.same)
        store.save_hand_in(Handle("bo"), 3, NOW, mine + "/x", HandInWay.PAGE, hand_ins.same)
        store.save_link("secret", who, NOW)
        store.confirm("link", NOW, {"name": "Quillfeather", "email": "quill@post.example", "blogs": [mine]}, NOW)
        publish.publish(opened, store, opened.today(NOW))
        drafts.write(opened, store, drafts.plan(opened, store, opened.today(NOW)))
    (home / ".course" / "weekly.log").write_text("read 3 blogs\nQuillfeather: not found\nend\n")
    return home, tuple(word.format(port=platforms.pair(mine).rpartition(":")[2]) for word in SECRETS)


def store_posts(home: Path) -> tuple[Post, ...]:
    with Store(desk_home.open_home(home).database) as store:
        return store.posts()


def forgotten(home: Path, word: str = "quillfeather", *, forgets: bool = True) -> tuple[str, str]:
    """Erase somebody; what is shown before and after."""
    planned = people_forget.plan(home, word, forgets=forgets)
    return erasing.render_plan(planned), erasing.render_erased(people_forget.apply(home, planned, NOW))


def bytes_of(home: Path) -> dict[str, bytes]:
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def holding(home: Path, words: tuple[str, ...]) -> set[str]:
    """The files in which one of the words stands: by bytes, and inside the compressed words of posts."""
    found = {name for name, data in bytes_of(home).items() if any(w.lower().encode() in data.lower() for w in words)}
    with Store(desk_home.open_home(home).database, write=False) as store:
        for (data,) in store.db.execute("SELECT data FROM texts"):
            if any(word.lower().encode() in zlib.decompress(data).lower() for word in words):
                found.add("a version")
    return found


def test_no_byte_is_left_and_nobody_else_is_harmed(tracked: tuple[Path, tuple[str, ...]]) -> None:
    home, words = tracked
    before = holding(home, words)
    assert {".course/course.db", "a version", "participants.toml", ".course/weekly.log"} <= before
    assert any(name.startswith("outbox/") for name in before)
    assert any(name.startswith("public/") for name in before)
    forgotten(home)
    assert holding(home, words) == {"things/course.toml"}  # the organiser's own: the port stands in allow_private
    opened = desk_home.open_home(home)
    assert list(opened.roster) == ["nightjar", "bo"]
    with Store(opened.database) as store:
        assert len(store.posts([Handle("bo")])) == 2
        assert store.integrity() == ()
        assert store.forgotten(["quill@post.example", "bo@library.example"]) == {"quill@post.example"}
    assert (home / "participants.toml").read_text().startswith("# Our people; keep this line.")


def test_the_form_does_not_bring_the_person_back(tracked: tuple[Path, tuple[str, ...]]) -> None:
    home, _ = tracked
    forgotten(home)
    form = home / "answers.csv"
    form.write_text("Name,Email,Blog\nQuillfeather,QUILL@post.example,quill.example\n")
    said: list[str] = []
    import_dialogue.take_in(home, ImportRequest(form, offline=True), NOW, say=said.append, agree=None)
    assert list(desk_home.open_home(home).roster) == ["nightjar", "bo"]


def test_files_of_the_organiser_are_listed_with_what_to_do(tracked: tuple[Path, tuple[str, ...]]) -> None:
    home, _ = tracked
    (home / "answers.csv").write_text("Quillfeather,quill@post.example\n")
    (home / ".git").mkdir()
    _, after = forgotten(home)
    assert "  answers.csv" in after
    assert "git log" in after
    assert (home / "answers.csv").exists()


def test_reports_that_the_program_wrote_go_and_are_named(tracked: tuple[Path, tuple[str, ...]]) -> None:
    home, words = tracked
    opened = desk_home.open_home(home)
    with Store(opened.database) as store:
        answer = report.report(opened, store, opened.today(NOW), with_posts=True)
    for shape, ending in (("html", "html"), ("csv", "csv"), ("json", "json"), ("markdown", "md")):
        (home / f"monday.{ending}").write_bytes(RENDERERS[shape](answer).encode())
    exporting.export(home, "quillfeather", str(home / "for-quill"), NOW)
    said = forgotten(home)
    assert holding(home, words) == {"things/course.toml"}
    for name in ("monday.html", "monday.csv", "monday.json", "monday.md", "for-quill/everything.html"):
        assert name in said[0]
        assert name in said[-1]


def test_a_dry_run_shows_what_goes_and_erases_nothing(tracked: tuple[Path, tuple[str, ...]]) -> None:
    home, words = tracked
    before = holding(home, words)
    shown = erasing.render_plan(people_forget.plan(home, "quillfeather"))
    assert holding(home, words) == before
    assert "3 posts with their text" in shown
    assert "      1 decision\n" in shown


def test_nothing_goes_when_something_has_changed_since_it_was_shown(tracked: tuple[Path, tuple[str, ...]]) -> None:
    home, words = tracked
    planned = people_forget.plan(home, "quillfeather")
    with Store(desk_home.open_home(home).database) as store:
        store.save_self_report(SelfReport(Handle("quillfeather"), 3, date(2026, 11, 20), "Zoë"))
    before = holding(home, words)
    with pytest.raises(CourseError, match="Something has changed"):
        people_forget.apply(home, planned, NOW)
    assert holding(home, words) == before


def test_somebody_who_was_removed_leaves_no_byte_and_may_come_back(tracked: tuple[Path, tuple[str, ...]]) -> None:
    home, words = tracked
    before, after = forgotten(home, forgets=False)
    assert before.startswith("Removing Quillfeather (quillfeather) erases the block")
    assert after.startswith("Quillfeather is removed. The next import or sign-up may add them again.")
    assert holding(home, words) == {"things/course.toml"}
    with Store(desk_home.open_home(home).database) as store:
        assert store.forgotten(["quill@post.example"]) == frozenset()
    form = home / "answers.csv"
    form.write_text("Name,Email,Blog\nQuillfeather,quill@post.example,quill.example\n")
    said: list[str] = []
    import_dialogue.take_in(home, ImportRequest(form, offline=True), NOW, say=said.append, agree=None)
    assert "quillfeather" in desk_home.open_home(home).roster


def test_one_run_is_removed_and_all_runs_are_forgotten(tmp_path: Path) -> None:
    later = 'name = "Nightjar"\ncohort = "own-pace"\nblogs = ["https://nightjar.blogspot.com/"]\nemail = "nightjar@example.org"\n'
    second = f'\n[participants.nightjar-2]\n{later}joined = 2026-11-20\nearlier = "nightjar"\n'
    for word, forgets, left in (
        ("nightjar", False, ["bo", "nightjar-2"]),
        ("nightjar-2", False, ["bo", "nightjar"]),
        ("nightjar", True, ["bo"]),
    ):
        home = homes.make(tmp_path / f"{word}-{forgets}", roster=homes.ROSTER + second)
        (home / "note.txt").write_text("nightjar@example.org asked")
        _, after = forgotten(home, word, forgets=forgets)
        opened = desk_home.open_home(home)
        assert sorted(opened.roster) == left
        assert opened.problems == ()
        assert ("note.txt" in after) == forgets  # the mailbox is still that of the other entry


def test_an_export_holds_everything_and_escapes_it(tracked: tuple[Path, tuple[str, ...]], tmp_path: Path) -> None:
    home, _ = tracked
    exporting.export(home, "quillfeather", str(tmp_path / "out"), NOW)
    values = json.loads((tmp_path / "out" / "everything.json").read_text())
    assert values["roster"]["email"] == "quill@post.example"
    assert len(values["posts"]) == 3
    assert "A few words about it." in values["posts"][0]["words"]["text"]
    assert values["posts"][0]["claims"][0]["rule"]
    assert values["rulings"][0]["why"] == "Quillfeather asked"
    assert values["reads"][0]["posts"] == 3
    page = (tmp_path / "out" / "everything.html").read_text()
    assert "Thing 6: online networks" in page
    assert "nightjar" not in page.replace("Nightjar Notes", "").lower()
