# ruff: noqa: E501 - a mistake to a word; the table is as wide as it is
"""What people type wrong, and homes that are wrong: every command answers with a sentence, never with a traceback."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import black_box
import homes
import trusting

pytestmark = pytest.mark.slow

NO_HOME: tuple[list[str], ...] = (
    [], ["check"], ["track"], ["report"], ["figures"], ["review"], ["mark", "ann", "1"], ["remind"], ["remind", "draft"], ["remind", "send"],
    ["remind", "approve"], ["remind", "test"], ["remind", "status"], ["remind", "words"], ["weekly"], ["schedule"], ["publish"], ["buddies"],
    ["certificate", "ann"], ["things", "list"], ["things", "show", "1"], ["things", "new", "30"], ["people", "list"], ["people", "show", "ann"],
    ["people", "import", "x.csv"], ["people", "change", "ann", "show=public"], ["people", "move", "ann", "x.example"], ["people", "pause", "ann"],
    ["people", "withdraw", "ann"], ["people", "resume", "ann"], ["people", "export", "ann"], ["people", "forget", "ann", "--yes"],
    ["register", "x.example", "--name", "Ann"], ["serve"], ["close", "--yes"],
)  # fmt: skip
USAGE: tuple[list[str], ...] = (
    ["nonsense"], ["--nonsense"], ["report", "--nonsense"], ["reprot"], ["report", "--thing"], ["report", "--thing", "six"],
    ["report", "--thing", "99999999999999999999"], ["report", "--thing", "-1"], ["report", "-f", "docx"], ["report", "-o", "x.docx"],
    ["report", "--as-of", "yesteryear"], ["report", "--as-of", "03/04/2026"], ["report", "--as-of", "2026-13-45"], ["report", "--as-of", ""],
    ["report", "--since", "nonsense"], ["report", "--standing", "lying"], ["report", "--group", "nobody"], ["report", "nobody"],
    ["report", "--as-of", "9999-12-31"], ["report", "--as-of", "0001-01-01"], ["figures", "-f", "markdown"], ["figures", "--group", "nobody"],
    ["track", "nobody"], ["track", ""], ["track", "--json", "extra", "words"], ["check", "extra"], ["things"], ["things", "show"],
    ["things", "show", "99"], ["things", "show", "0"], ["things", "show", "x"], ["things", "new", "1"], ["things", "new", "-5"],
    ["things", "new", "30", "--week", "0"], ["things", "new", "30", "--week", "99999"], ["things", "new", "1000000"], ["people"],
    ["people", "nonsense"], ["people", "show"], ["people", "show", "nobody"], ["people", "show", ""], ["people", "list", "-o", "x.pdf"],
    ["people", "list", "-o", "no/such/folder/\0x.txt"], ["people", "import"], ["people", "import", "missing.csv"], ["people", "import", "things"],
    ["people", "import", "{empty}"], ["people", "import", "participants.toml", "--map", "nonsense"], ["people", "change", "nightjar"],
    ["people", "change", "nightjar", "nonsense"], ["people", "change", "nightjar", "nonsense=1"], ["people", "change", "nightjar", "joined=never"],
    ["people", "change", "nightjar", "blogs=ftp://x"], ["people", "change", "nightjar", "email=nonsense"], ["people", "change", "nightjar", "cohort=none"],
    ["people", "change", "nightjar", "name="], ["people", "change", "nightjar", "pauses=x"], ["people", "change", "nightjar", "show=maybe"],
    ["people", "move", "nightjar"], ["people", "move", "nightjar", "not an address"], ["people", "move", "nightjar", "--there"],
    ["people", "move", "nightjar", "https://library.example/bo/"], ["people", "pause", "nightjar", "--from", "never"],
    ["people", "pause", "nightjar", "--from", "2026-12-01", "--until", "2026-11-01"], ["people", "pause", "nightjar", "--until", "31 Feb"],
    ["people", "withdraw", "nightjar", "--on", "x"], ["people", "resume", "nightjar"], ["people", "export", "nobody"],
    ["people", "export", "nightjar", "-o", "participants.toml/x"], ["people", "forget", "nobody", "--yes"], ["people", "forget", "nightjar"],
    ["register", "--name", ""], ["register", "x.example"], ["register", "x.example", "--name", "ann@example.org", "--offline"],
    ["register", "x.example", "--name", "Ann", "--email", "x", "--offline"], ["register", "http://", "--name", "Ann", "--offline"],
    ["register", "x.example", "--name", "Ann", "--show", "x", "--offline"], ["register", "x.example", "--name", "Ann", "--cohort", "x", "--offline"],
    ["register", "x.example", "--name", "Ann", "--joined", "x", "--offline"], ["register", "x.example", "--name", "A", "--handle", "A b", "--offline"],
    ["register", "x.example", "--name", "Ann", "--handle", "nightjar", "--offline"], ["register", "https://library.example/bo/", "--name", "A", "--offline"],
    ["register", "javascript:alert(1)", "--name", "Ann", "--offline"], ["register", "a@b.example", "--name", "Ann", "--offline"], ["try"], ["try", ""],
    ["try", "not an address"], ["try", "http://127.0.0.1:1/"], ["try", "http://[::1"], ["try", "x" * 3000], ["mark", "nightjar"], ["mark", "nobody", "1"],
    ["mark", "nightjar", "99"], ["mark", "nightjar", "1", "javascript:x"], ["mark", "nightjar", "1", "--undo"], ["mark", "nightjar", "x"],
    ["remind", "nonsense"], ["remind", "send"], ["remind", "send", "--confirm", "x"], ["remind", "send", "--confirm", "999"], ["remind", "send", "--limit", "0"],
    ["remind", "send", "--only", "nobody", "--confirm", "1"], ["remind", "send", "--resend", "nightjar", "--confirm", "1"], ["remind", "test"],
    ["remind", "--as-of", "x"], ["remind", "draft", "--as-of", "x"], ["remind", "approve"], ["remind", "--json", "send"], ["schedule", "--for", "amiga"],
    ["schedule", "--day", "someday"], ["schedule", "--at", "25:00"], ["schedule", "--at", "x"], ["publish", "--as-of", "x"],
    ["publish", "-o", "participants.toml"], ["buddies", "--size", "1"], ["buddies", "--size", "x"], ["buddies", "-o", "x.pdf"], ["certificate"],
    ["certificate", "nobody"], ["certificate", "nightjar", "-f", "docx"], ["certificate", "--verify", "x"], ["certificate", "--verify", ""],
    ["certificate", "nightjar", "-o", "participants.toml/x"], ["close"], ["close", "--list", "no/such/\0", "--yes"], ["init", "{home}", "--title", "x"],
    ["init", "things"], ["init", "new", "--title", "x", "--organiser", "y", "--email", "nonsense", "--start", "2026-10-05"],
    ["init", "new2", "--title", "x", "--organiser", "y", "--email", "a@b.example", "--start", "x"],
    ["init", "new3", "--title", "x", "--organiser", "y", "--email", "a@b.example", "--start", "2026-10-05", "--pace", "warp"],
    ["init", "new4", "--title", "x", "--organiser", "y", "--email", "a@b.example", "--start", "2026-10-05", "--zone", "Mars/Base"],
    ["demo", "{home}"], ["report", "-C", "no such folder"], ["check", "-C", "/dev/null"], ["report", "-o", "things"], ["report", "-o", "/dev/null/x.html"],
)  # fmt: skip
SERVE = (
    (["--port", "{used}"], "Another program is using port"),
    (["--port", "0"], "from 1 to 65535"),
    (["--port", "99999"], "from 1 to 65535"),
    (["--port", "x"], "from 1 to 65535"),
    (["--host", "203.0.113.9", "--port", "{free}"], "isn't an address of this computer"),
    (["--host", "no-such-host.invalid", "--port", "{free}"], "isn't an address of this computer"),
    (["--host", "not a host", "--port", "{free}"], "isn't"),
    (["--host", "x" * 300, "--port", "{free}"], "isn't"),
    (["--host", "0.0.0.0", "--port", "{free}"], "--address"),
    (["--host", "::", "--port", "{free}"], "--address"),
    (["--host", "*", "--port", "{free}"], "--address"),
    (["--host", "", "--port", "{free}"], "--address"),
    (["--address", "join.library.example"], "isn't a web address"),
    (["--address", "ftp://join.library.example"], "isn't a web address"),
    (["--address", "https://"], "isn't a web address"),
    (["--address", "https://[::1"], "isn't a web address"),
    (["--address", "https://user:pw@join.example"], "isn't a web address"),
    (["--address", "https://join.example/form"], "their own host name"),
    (["--address", "https://join.example?x=1"], "their own host name"),
    (["--address", "https://join.example:x"], "isn't a web address"),
)
FILES: tuple[tuple[str, bytes | None], ...] = (  # a file of the home, and what is in it; None: a folder in its place
    ("things/course.toml", b"title = ["), ("things/course.toml", b""), ("things/course.toml", b"\xff\xfe\x00"), ("things/course.toml", None),
    ("things/course.toml", b'title = 3\nzone = "Mars"\n'), ("things/01-matter.md", b"no front matter"), ("things/01-matter.md", b"\xff"),
    ("things/01-matter.md", b"+++\nnumber = 2\n+++\n"), ("participants.toml", b"[participants.x"), ("participants.toml", b"\xff\xfe"),
    ("participants.toml", b"[participants.x]\nname = 3\n"), ("participants.toml", None), ("participants.toml", b'[participants."a b"]\nname = "x"\n'),
    (".course", b"a file where a folder should be"), ("outbox", b"a file"), ("public", b"a file"), ("templates/mail/this-week.txt", b"{{ nonsense"),
    ("templates/mail/this-week.txt", b"\xff"), ("templates/mail/this-week.txt", b"Subject: x\n{{ 1/0 }}"),
)  # fmt: skip
AFTER_A_FILE: tuple[list[str], ...] = (
    ["check"],
    ["track"],
    ["report"],
    ["remind", "draft"],
    ["publish"],
    [],
    ["people", "list"],
    ["weekly"],
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = homes.make(tmp_path / "home", homes.ROSTER.replace("https://nightjar.blogspot.com/", "blogs/n.xml"))
    (made / "blogs").mkdir()
    (made / "blogs" / "n.xml").write_text(
        "<rss version='2.0'><channel><title>x</title></channel></rss>", encoding="utf-8"
    )
    return made


@pytest.fixture
def used_port() -> Iterator[int]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield int(one.getsockname()[1])


def objection(words: list[str], done: black_box.Done, *, must_fail: bool = True) -> str:
    """What is wrong with how a mistake was answered; "" when nothing is."""
    if "Traceback" in done.stderr or done.code < 0 or done.code > 5:
        return f"{words}: code {done.code}: {done.stderr[-900:]}"
    if must_fail and done.code == 0:
        return f"{words}: was taken: {done.stdout[:200]}{done.stderr[:200]}"
    if (
        done.code
        and "error: " not in done.stderr
        and "Usage: " not in done.stderr
        and "can't be followed" not in done.stdout
    ):
        return f"{words}: code {done.code} without a sentence: {done.stdout[:200]}{done.stderr[:200]}"
    return ""


def test_there_are_enough_of_them() -> None:
    assert len(NO_HOME) + len(USAGE) + len(SERVE) + len(FILES) * len(AFTER_A_FILE) > 150
    assert len({tuple(words) for words in USAGE}) >= 130


def test_where_there_is_no_home(tmp_path: Path) -> None:
    found = [objection(words, black_box.run(*words, folder=tmp_path), must_fail=bool(words)) for words in NO_HOME]
    assert list(filter(None, found)) == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_typed_wrong(home: Path) -> None:
    found, empty = [], home.parent / "empty.csv"
    empty.touch()
    for words in USAGE:
        filled = [word.replace("{home}", str(home)).replace("{empty}", str(empty)) for word in words]
        if any("\0" in word for word in filled):
            continue  # no shell can pass it
        fine = (
            filled[:2] in (["report", "--as-of"], ["certificate", "nightjar"], ["track", "--json"])
            or filled[0] == "remind"
        )
        found.append(objection(filled, black_box.run(*filled, folder=home), must_fail=not fine))
    assert list(filter(None, found)) == []


def test_serving_where_it_cannot(home: Path, used_port: int) -> None:
    with (home / "things" / "course.toml").open("a", encoding="utf-8") as file:
        file.write('[mail]\nserver = "127.0.0.1"\nport = 1\nsecurity = "none"\n')
    trusting.grant(home)
    for options, said in SERVE:
        words = ["serve", *(word.format(used=used_port, free=used_port + 1) for word in options)]
        done = black_box.run(*words, home=home)
        assert objection(words, done) == ""
        assert said in done.stderr, (words, done.stderr)
        assert "The registration pages are at" not in done.stderr
    assert not (home / ".course" / "web-address").exists()


@pytest.mark.parametrize(("name", "content"), FILES)
def test_a_file_that_is_wrong(home: Path, name: str, content: bytes | None) -> None:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    found = [objection(words, black_box.run(*words, home=home), must_fail=False) for words in AFTER_A_FILE]
    assert list(filter(None, found)) == []
