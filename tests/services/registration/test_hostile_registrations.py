# ruff: noqa: E501 - what strangers write is as wide as it is
"""Sixty and more registrations that nobody should have to see: no crash, nobody else harmed, no file outside the home."""

import contextlib
import csv
import io
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import homes
from course.adapters.store import Store
from course.cli import import_dialogue
from course.core.errors import CourseError, PartlyDone
from course.core.model import Handle, Show
from course.core.people.joining import SignUp
from course.formats.files import roster as rosters
from course.formats.report import RENDERERS
from course.formats.terminal import people_list as words
from course.services import course_home as desk_home
from course.services.people import register
from course.services.people.importing import ImportRequest
from course.services.publishing import publish
from course.services.reporting import report

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
FINE = ("Ann", "https://ann.example/", "ann@example.org")

NAMES = [
    "Ann\x00B", "Ann\x07\x08\x1b[2J", "Ann\r\nBcc: all@example.org", "Ann\nB", "\x9b31mAnn", "Ann\u2028B", "\ufeffAnn",
    "Ann\u202egpj.exe", "\u202dAnn", "\u2066Ann\u2069", "Ann\u200b", "Ann\u00adB", "A\u0301" * 40, "\u0301" * 200, "Ann\ud800",
    "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\con", "con", "nul", "index", "~root", "$(reboot)", "`reboot`",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7*7 }}", "{% raw %}", "${7*7}", "%s%n%x", "{0.__class__}",
    "=1+1", "=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "'=1",
    "x" * 10_000, "", " ", "...", "💩" * 30, "Nіghtjar", "NIGHTJAR", "Nightjar\u200b", "N1ghtjar", "Bo Larss0n",
    '"]\n[participants.evil]\nname = "x', "]] x = 1", 'Ann" # comment', "Ann \\", "'''", '"""', "\\u0000", "Robert'); DROP TABLE posts;--",
    "ann@example.org", "https://evil.example/", "null", "None", "true", "participants.nightjar",
]  # fmt: skip
BLOGS = [
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://x.example/", "gopher://x.example/", "//x.example", "http://",
    "http://[::1]/", "http://127.0.0.1/", "http://169.254.169.254/", "http://user:pass@x.example/", "http://x.example:99999/",
    "../../etc/passwd", "/etc/passwd", "participants.toml", ".course/course.db", "things/../participants.toml", "http://x.example/\r\nHost: y",
    "http://x.example/" + "a" * 10_000, "http://\u202ex.example/", "http://x.example/\x00", "http://пример.example/", "http://1.1.1.1.1.1/",
    "https://nightjar.blogspot.com/", "http://www.nightjar.blogspot.co.uk/feeds/posts/default", "https://library.example/bo/index.html",
    'https://x.example/"]\n[participants.evil]', "https://x.example/' or 1=1", "https://x.example/{{7*7}}", "=1+1",
]  # fmt: skip
EMAILS = [
    "ann@example.org\r\nBcc: all@example.org", "ann@example.org, all@example.org", "ann@example.org;b@example.org", "<ann@example.org>",
    '"Ann" <ann@example.org>', "ann(at)example.org", "@example.org", "ann@", "a@b@example.org", "ann@exam ple.org", "ann\u202e@example.org",
    "x" * 300 + "@example.org", "ann@[127.0.0.1]", "nightjar@example.org", "NIGHTJAR@EXAMPLE.ORG", '=1+1@example.org',
]  # fmt: skip
CASES = [
    *((name, FINE[1], FINE[2]) for name in NAMES),
    *((FINE[0], blog, FINE[2]) for blog in BLOGS),
    *((FINE[0], FINE[1], email) for email in EMAILS),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return homes.make(tmp_path / "around" / "home")


def nobody_is_harmed(home: Path) -> None:
    """The roster still reads, those who were there are as they were, and nothing lies outside the home."""
    text = (home / "participants.toml").read_bytes()
    assert text.decode().startswith(homes.ROSTER)
    people, problems = rosters.parse(text, "participants.toml", desk_home.open_home(home).course)
    assert problems == ()
    assert people is not None
    before, _ = rosters.parse(homes.ROSTER.encode(), "participants.toml", None)
    assert before is not None
    assert {handle: people[handle] for handle in before} == before
    assert len(people) <= len(before) + 1
    for handle, person in people.items():
        assert rosters.HANDLE.fullmatch(handle)
        for shown in (person.name, *person.blogs, person.email or ""):
            assert not [
                letter
                for letter in shown
                if unicodedata.category(letter) in {"Cc", "Cs"} or letter in "\u202e\u202d\u2066"
            ]
        assert all(blog.startswith(("http://", "https://")) for blog in person.blogs)
    assert [path.name for path in home.parent.iterdir()] == ["home"]
    assert {path.name for path in home.iterdir()} <= {"things", "participants.toml", ".course", "answers.csv", "public"}


@pytest.mark.parametrize(("name", "blog", "email"), CASES)
def test_registering_harms_nobody(home: Path, name: str, blog: str, email: str) -> None:
    try:
        register.add(home, SignUp(name, (blog,), email), TODAY)
    except CourseError:
        assert (home / "participants.toml").read_text() == homes.ROSTER
    nobody_is_harmed(home)


@pytest.mark.parametrize(("name", "blog", "email"), CASES)
def test_importing_harms_nobody(home: Path, name: str, blog: str, email: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [["Name", "Blog", "Email"], [name, blog, email], ["Good Neighbour", "good.example", "good@example.org"]]
    )
    (home / "answers.csv").write_bytes(out.getvalue().encode("utf-8", "replace"))
    with contextlib.suppress(PartlyDone):
        import_dialogue.take_in(
            home, ImportRequest(home / "answers.csv", offline=True), NOW, say=lambda _: None, agree=None
        )
    people = desk_home.open_home(home).roster
    assert "Good Neighbour" in [person.name for person in people.values()]
    (home / "participants.toml").write_bytes(without_the_neighbour((home / "participants.toml").read_text()).encode())
    nobody_is_harmed(home)


def without_the_neighbour(text: str) -> str:
    return rosters.remove(text, "good-neighbour")


def test_whoever_got_in_shows_as_words_everywhere(home: Path) -> None:
    for number, name in enumerate(NAMES):
        try:
            register.add(home, SignUp(name, (f"https://b{number}.example/",), show=Show.PUBLIC), TODAY)
        except CourseError:
            continue
    opened = desk_home.open_home(home)
    assert len(opened.roster) > 30
    with Store(opened.database) as store:
        answer = report.report(opened, store, TODAY, with_posts=True)
        texts = {shape: render(answer) for shape, render in RENDERERS.items()}
        publish.publish(opened, store, TODAY)
    pages = [path.read_text(encoding="utf-8") for path in (home / "public").rglob("*.html")]
    for page in [texts["html"], *pages]:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    listing = words.listing(opened.roster, TODAY)
    assert listing.count("\n") == len(opened.roster)
    assert all(letter.isprintable() or letter == "\n" for letter in listing)
    assert not [line for line in texts["csv"].splitlines() if line.startswith(("=", "+", "-", "@", "＝"))]
    assert all(len(handle) <= 63 for handle in opened.roster)
    assert Handle("con") not in opened.roster


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60
