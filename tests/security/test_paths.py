"""A course folder made by somebody else: links and names that lead out of it. Nothing outside is read, written or deleted.

Red on 0c9b0d2: a link as public/ or outbox/ was written through, and a planted published.json deleted a file outside.
"""

import json
import shutil
from pathlib import Path

import pytest

import broken_machine
import faults
from course.adapters import disk, home_files, letter_files, secret_keys
from course.adapters.store import Store
from course.core.errors import CourseError

pytestmark = pytest.mark.slow
COMMANDS = (["weekly"], ["certificate", "--all"], ["people", "forget", "nightjar", "--yes"], ["close", "--yes"])


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = faults.prepared(tmp_path_factory.mktemp("paths") / "model")
    for command in (["publish"], ["remind", "draft"], ["certificate", "--all"]):
        broken_machine.told(broken_machine.run(home, command))
    return home


def _planted(model: Path, tmp_path: Path, where: str) -> tuple[Path, Path]:
    """A copy of the home in which one folder or file is a link to a place outside with the same content."""
    home, outside = tmp_path / "home", tmp_path / "outside"
    shutil.copytree(model, home)
    place = home / where
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        shutil.move(place, outside)
    elif place.suffix:
        outside.write_text("mine")
    else:
        outside.mkdir()
        (outside / "mine.txt").write_text("Nightjar nightjar@example.org")
    place.symlink_to(outside)
    return home, outside


def _state(place: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a place with its content and its permissions."""
    paths = [place, *place.rglob("*")] if place.is_dir() else [place]
    return {
        str(path): (path.read_bytes() if path.is_file() else b"", path.stat().st_mode)
        for path in paths
        if path.exists()
    }


@pytest.mark.parametrize(
    "where",
    [
        "public", "public/things", "public/index.html", "outbox", "outbox/2026-W47", "outbox/2026-W47/merge.csv",
        "certificates", ".course", ".course/course.db", ".course/published.json", ".course/weekly.log", ".course/lock",
    ],
)  # fmt: skip
def test_no_command_follows_a_link_out_of_the_home(where: str, model: Path, tmp_path: Path) -> None:
    home, outside = _planted(model, tmp_path, where)
    before = _state(outside)
    for command in COMMANDS:
        words = broken_machine.told(broken_machine.run(home, command))
        assert _state(outside) == before, (command, words)


@pytest.mark.parametrize(
    "name",
    ["../outside.txt", "/outside.txt", "..\\outside.txt", "a/../../outside.txt", "C:\\outside.txt", "a//b", "", "."],
)
def test_a_planted_list_of_published_files_deletes_nothing_outside(name: str, model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(model, home)
    (tmp_path / "outside.txt").write_text("mine")
    (home / "outside.txt").write_text("mine, too")
    (home / ".course" / "published.json").write_text(json.dumps(["index.html", name]))
    broken_machine.told(broken_machine.run(home, ["publish"]))
    assert (tmp_path / "outside.txt").exists()
    assert (home / "outside.txt").exists()


def test_a_listed_link_is_not_followed_by_the_deletion(model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(model, home)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "mine.txt").write_text("mine")
    (home / "public" / "old").symlink_to(tmp_path / "outside")
    (home / ".course" / "published.json").write_text(json.dumps(["old/mine.txt", "old"]))
    broken_machine.told(broken_machine.run(home, ["publish"]))
    assert (tmp_path / "outside" / "mine.txt").exists()


def test_a_planted_list_of_drafts_deletes_nothing_outside(model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(model, home)
    (tmp_path / "outside.eml").write_text("mine")
    manifest = next(home.glob("outbox/*/letters.json"))
    listed = json.loads(manifest.read_text())
    for entry in listed["letters"]:
        entry["file"] = "../../../outside.eml"
    manifest.write_text(json.dumps(listed))
    for command in (["people", "forget", "nightjar", "--yes"], ["remind", "draft"], ["close", "--yes"]):
        broken_machine.told(broken_machine.run(home, command))
    assert (tmp_path / "outside.eml").read_text() == "mine"


@pytest.mark.parametrize(
    "where", ["things/course.toml", "things/06-online-networks.md", "templates/mail/this-week.txt"]
)
def test_no_file_outside_is_read_as_one_of_the_course(where: str, model: Path, tmp_path: Path) -> None:
    home, _ = _planted(model, tmp_path, where)
    for command in (["report"], ["publish"], ["remind", "draft"]):
        done = broken_machine.run(home, command)
        if done.returncode:
            assert "is a link to a place outside" in broken_machine.told(done)
    done = broken_machine.run(home, ["remind", "draft"])
    assert done.returncode == 1


def test_the_roster_may_be_a_link(model: Path, tmp_path: Path) -> None:
    home, outside = _planted(model, tmp_path, "participants.toml")
    done = broken_machine.run(home, ["people", "change", "nightjar", "show=public"])
    broken_machine.told(done)
    assert done.returncode == 0
    assert (home / "participants.toml").is_symlink()
    assert 'show = "public"' in outside.read_text()


def test_a_place_that_was_typed_may_be_anywhere(model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(model, home)
    (tmp_path / "web").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "web")
    done = broken_machine.run(home, ["publish", "-o", str(tmp_path / "link")])
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "web" / "index.html").is_file()


@pytest.mark.parametrize("name", ["../x", "a/../x", "/x", "a\\..\\x", "c:x", "a/./x", "a//x", "x\0", ""])
def test_names_that_lead_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="not the name of a file"):
        home_files.write(tmp_path, name, b"1")
    with pytest.raises(CourseError, match="not the name of a file"):
        home_files.remove(tmp_path, name)
    assert list(tmp_path.rglob("*")) == []


def test_secrets_drafts_and_stores_behind_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.eml").write_text("secret")
    (tmp_path / "home" / ".course").symlink_to(tmp_path / "outside")
    (tmp_path / "home" / "outbox").symlink_to(tmp_path / "outside")
    with pytest.raises(CourseError, match="is a link"):
        secret_keys.kept(tmp_path / "home", ".course/web.key")
    with pytest.raises(CourseError, match="is a link"):
        Store(tmp_path / "home" / ".course" / "course.db")
    with pytest.raises(CourseError, match="is a link"), disk.lock(tmp_path / "home"):
        pass
    assert letter_files.read_outbox(tmp_path / "home" / "outbox") == {}
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["a.eml"]
