"""A store on a machine that fails: only what is damaged is called so, and what can still be read is read."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import broken_machine
import faults
from course.adapters.store import Store, errors

pytestmark = pytest.mark.slow
pytest.importorskip("resource", reason="no limits on this system")

NEW = ["register", "https://new.example/", "--name", "Newcomer", "--offline", "--yes"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faults.prepared(tmp_path_factory.mktemp("errors") / "model")


@pytest.fixture
def home(model: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "home"
    shutil.copytree(model, copy)
    return copy


def _error(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("words that say nothing")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("SQLITE_BUSY", "in use by another program"),
        ("SQLITE_BUSY_SNAPSHOT", "in use by another program"),
        ("SQLITE_LOCKED_SHAREDCACHE", "in use by another program"),
        ("SQLITE_FULL", "is full"),
        ("SQLITE_IOERR", "is full"),
        ("SQLITE_IOERR_WRITE", "is full"),
        ("SQLITE_IOERR_SHMSIZE", "is full"),
        ("SQLITE_IOERR_FSYNC", "is full"),
        ("SQLITE_IOERR_READ", "could not read"),
        ("SQLITE_IOERR_SHORT_READ", "could not read"),
        ("SQLITE_IOERR_NOMEM", "not enough memory"),
        ("SQLITE_NOMEM", "not enough memory"),
        ("SQLITE_READONLY_DBMOVED", "can't be written"),
        ("SQLITE_CANTOPEN_ISDIR", "can't be written"),
        ("SQLITE_PERM", "can't be written"),
        ("SQLITE_CORRUPT_VTAB", "is damaged"),
        ("SQLITE_NOTADB", "is damaged"),
    ],
)
def test_an_error_is_told_by_its_name(name: str, what: str) -> None:
    told = errors.translated(_error(name), Path("course.db"))
    assert what in str(told)
    assert ("move it out" in str(told.hint)) == (what == "is damaged")


@pytest.mark.parametrize("largest", [0, 2048])
@pytest.mark.parametrize(
    "command", [["track", "--all"], ["mark", "nightjar", "9"], NEW, ["publish"], ["remind", "draft"]]
)
def test_a_limit_on_the_size_of_files_is_no_damage(command: list[str], largest: int, home: Path) -> None:
    roster, store = (home / "participants.toml").read_bytes(), (home / ".course/course.db").read_bytes()
    done = broken_machine.run(home, command, before=broken_machine.small_files(largest))
    words = broken_machine.told(done)
    assert done.returncode == 1
    assert "damaged" not in words
    assert "move" not in words
    assert (home / "participants.toml").read_bytes() == roster
    assert (home / ".course/course.db").read_bytes() == store


@pytest.mark.parametrize("largest", [0, 4096])
@pytest.mark.parametrize("command", [["report"], ["check"], ["figures"], ["remind"], []])
def test_on_a_full_disk_everything_can_still_be_looked_at(command: list[str], largest: int, home: Path) -> None:
    usual = broken_machine.run(home, command)
    done = broken_machine.run(home, command, before=broken_machine.small_files(largest))
    broken_machine.told(done)
    assert (done.returncode, done.stdout) == (usual.returncode, usual.stdout)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE posts SET first_seen = 'yesterday'",
        "UPDATE posts SET published = '2026-99-99'",
        "UPDATE posts SET first_seen = '2026-10-01T10:00:00'",
        "UPDATE blogs SET read_at = 'x'",
        "UPDATE blogs SET good_at = ''",
        "UPDATE texts SET data = X'00'",
        "UPDATE texts SET data = substr(data, 1, 40)",
        "UPDATE claims SET data = '[['",
        "UPDATE claims SET data = '[1, 2]'",
        "INSERT INTO wishes VALUES (1, 'x', 'nightjar', '[')",
        "INSERT INTO waiting VALUES (1, 'x', '{')",
        "INSERT INTO certificates VALUES ('c', 'w', 'never')",
        "INSERT INTO rulings VALUES (1, 'nightjar', '', 3, 1, 'me', 'a day', '', NULL, NULL)",
        "INSERT INTO letter (key, handle, kind, week, state, at) VALUES ('k', 'nightjar', 'this-week', '2026-W47', 'sent', 'never')",
    ],
)
def test_a_value_that_cannot_be_read_is_told_by_check_and_never_a_traceback(damage: str, home: Path) -> None:
    with closing(sqlite3.connect(home / ".course/course.db")) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(damage)
    done = broken_machine.run(home, ["check"])
    assert done.returncode == 3
    assert b"can't be read" in done.stdout
    for command in (["report"], ["track", "--all"], ["weekly"], ["remind"]):
        broken_machine.told(broken_machine.run(home, command))


def test_damaged_schema_text_is_told(home: Path) -> None:
    with closing(sqlite3.connect(home / ".course/course.db")) as db, db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = CAST(X'fffe00' AS TEXT) WHERE name = 'posts'")
    for command, code in ((["report"], 1), (["track", "--all"], 1), (["check"], 3)):
        done = broken_machine.run(home, command)
        broken_machine.told(done)
        assert done.returncode == code
    with pytest.raises(errors.DamagedStore):
        Store(home / ".course/course.db", write=False)
