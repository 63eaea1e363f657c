"""What check looks at beyond the roster and the Things: blogs, the mail server, letters' templates, the store, odd years, the place."""

import re
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

import trusting
from course.adapters import demo_server
from course.core.errors import MistakesFound
from course.services.reporting import check
from course.services.rounds import start

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    start.begin_example(tmp_path / "home", NOW.date(), lambda blogger: blogger.file)
    for path in (tmp_path / "home" / "things").glob("*.md"):  # no links, so that no test asks the network for them
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\[\[resources\]\].*?^\+\+\+$", "+++", text, flags=re.S | re.M), encoding="utf-8")
    return tmp_path / "home"


def told(root: Path, **how: bool) -> list[str]:
    return [str(mistake) for mistake in check.look(root, NOW, **how).mistakes]


def with_mail(root: Path, port: int) -> None:
    path = root / "things" / "course.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[mail]\nserver = "127.0.0.1"\nport = {port}\nsecurity = "none"\n', encoding="utf-8")
    trusting.grant(root)


def test_the_example_has_no_mistakes(root: Path) -> None:
    assert told(root) == []
    check.verdict(check.look(root, NOW))


def test_online_names_each_blog_that_cannot_be_read_with_its_line(root: Path) -> None:
    (only,) = told(root, online=True)
    lines = (root / "participants.toml").read_text(encoding="utf-8").split("\n")
    line = lines.index('blogs = ["blogs/lost-stacks.xml"]') + 1
    assert only.startswith(f"participants.toml:{line}: lost-stacks: ")
    with pytest.raises(MistakesFound):
        check.verdict(check.look(root, NOW, online=True))


def test_mail_says_that_there_is_none(root: Path) -> None:
    (only,) = told(root, mail=True)
    assert "there is no [mail]" in only


def test_mail_names_the_line_of_a_server_that_does_not_answer(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with_mail(root, port)
    (only,) = told(root, mail=True)
    line = (root / "things" / "course.toml").read_text(encoding="utf-8").split("\n").index("[mail]") + 1
    assert only.startswith(f"things/course.toml:{line}: ")
    assert f"127.0.0.1:{port}" in only


def test_a_mistake_in_a_copied_template_is_named_with_its_line(root: Path) -> None:
    path = root / "templates" / "mail" / "this-week.txt"
    path.parent.mkdir(parents=True)
    path.write_text("Subject: Hello\n\n{% if name\n", encoding="utf-8")
    assert any(mistake.startswith("templates/mail/this-week.txt:3: ") for mistake in told(root))


def test_a_damaged_store_is_told(root: Path) -> None:
    (root / ".course").mkdir(exist_ok=True)
    (root / ".course" / "course.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert any(".course/course.db:1: " in mistake for mistake in told(root))


def test_a_year_that_cannot_be_meant_is_told(root: Path) -> None:
    path = root / "participants.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("joined = 2026", "joined = 0226", 1), encoding="utf-8")
    assert any("joined = 0226-" in mistake and "from 1995 to 2100" in mistake for mistake in told(root))


def test_the_place_and_the_repository_are_advised_on(tmp_path: Path) -> None:
    root = tmp_path / "OneDrive" / "home"
    start.begin_example(root, NOW.date(), lambda blogger: blogger.file)
    (root / ".gitignore").unlink()
    (root / ".git").mkdir()
    advice = [item.what for item in check.look(root, NOW).advice]
    assert any("OneDrive syncs this folder" in str(what) for what in advice)
    assert any("Git would store" in str(what) for what in advice)


def test_nothing_is_written(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with demo_server.shown({}):
        check.look(root, NOW, online=True, mail=True)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
