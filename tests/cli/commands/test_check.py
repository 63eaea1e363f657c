"""What `cpd23 check` tells a librarian: golden texts, read as she would read them."""

import os
import subprocess
from pathlib import Path

import pytest

import black_box
from conftest import Golden

SETTINGS = 'title = "T"\nzone = "Europe/London"\norganiser = { name = "Z", email = "z@x.example" }\n[cohorts.autumn]\nstarts = 2026-10-05\n'
THING = '+++\nnumber = {n}\ntitle = "Maps"\nweek = 1\ndone_when = "A map."\n[clues]\nstrong = ["map"]\n+++\n1. Draw.\n'
PERSON = '[participants.{h}]\nname = "{h}"\ncohort = "autumn"\njoined = 2026-10-01\nblogs = ["https://{h}.example/"]\n'
CASES = {
    "no-number": {"things/02-b.md": '+++\ntitle = "Maps"\nweek = 2\n+++\n1. Draw.\n'},
    "one-number-twice": {"things/02-b.md": THING.format(n=1)},
    "mistyped-key": {"participants.toml": PERSON.format(h="ada") + 'emial = "a@b.example"\n'},
    "curly-quotes": {"participants.toml": PERSON.format(h="ada").replace('"ada"', "“ada”")},
    "byte-order-mark": {"participants.toml": "\ufeff" + PERSON.format(h="ada") + "reminders = no\n"},
    "no-such-date": {"participants.toml": PERSON.format(h="ada").replace("2026-10-01", "2026-11-31")},
    "one-blog-twice": {
        "participants.toml": PERSON.format(h="ada")
        + PERSON.format(h="bo").replace("https://bo.example/", "http://www.ada.example")
    },
    "unknown-cohort": {"participants.toml": PERSON.format(h="ada").replace('"autumn"', '"spring"')},
    "no-at-sign": {"participants.toml": PERSON.format(h="ada") + 'email = "ann(at)example.org"\n'},
    "capital-handle": {"participants.toml": PERSON.format(h="Ada")},
    "one-handle-twice": {"participants.toml": PERSON.format(h="ada") * 2},
    "pause-backwards": {
        "participants.toml": PERSON.format(h="ada") + "pauses = [{ from = 2026-12-21, until = 2026-12-01 }]\n"
    },
    "unknown-table": {"participants.toml": '[people.ada]\nname = "Ada"\n'},
    "all-at-once": {
        "participants.toml": PERSON.format(h="ada").replace("joined", "joind")
        + 'show = "everyone"\n'
        + PERSON.format(h="bo").replace('["https://bo.example/"]', '"https://bo.example/"'),
        "things/course.toml": SETTINGS + 'colour = "red"\n',
    },
}


def home(root: Path, changes: dict[str, str]) -> Path:
    files = {
        "things/course.toml": SETTINGS,
        "things/01-a.md": THING.format(n=1),
        "participants.toml": PERSON.format(h="ada"),
    }
    for name, text in {**files, **changes}.items():
        (root / name).parent.mkdir(exist_ok=True, parents=True)
        (root / name).write_bytes(text.encode())
    (root / "participants.toml").chmod(0o600)
    return root


def check(root: Path, *more: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1795996800"}
    return black_box.command(["check", "-C", str(root), *more], environment=environment)


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_one_sentence_with_file_and_line(name: str, tmp_path: Path, golden: Golden) -> None:
    root = home(tmp_path, CASES[name])
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    told = check(root)
    assert told.returncode == 3, told.stderr.decode()
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    golden(Path(__file__).parents[2] / "errors" / "cases" / f"{name}.txt", told.stdout.decode())


def test_a_home_without_mistakes_ends_with_0(tmp_path: Path) -> None:
    told = check(home(tmp_path, {}))
    assert (told.returncode, told.stderr) == (0, b"")
    assert b"No mistakes. 1 person on the roster." in told.stdout


def test_a_folder_without_a_course_says_how_to_begin(tmp_path: Path) -> None:
    told = check(tmp_path)
    assert told.returncode == 1
    assert b"hint: Start one: cpd23 init" in told.stderr
