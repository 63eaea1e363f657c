"""The links of the Things: which answer, what is said about the others, and the days that are written."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import trusting
from course.adapters import demo_server
from course.formats.files import things
from course.services.reporting import check
from course.services.rounds import start

NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
THING = """+++
number = 1
title = "One"
week = 1
sample = '''
[a line that looks like a table]
'''

[[resources]]
name = "Good"   # a comment
url = '{base}/good'
why = "Because."

[[resources]]
name = "Gone"
url = "{base}/gone"
checked = 2020-01-01

[[ resources ]]
checked = 2020-01-01
url = "{base}/good"
name = "Again"
+++

1. Do it.

[[resources]]
url = "{base}/good"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    start.begin_example(tmp_path / "home", NOW.date(), lambda blogger: blogger.file)
    for path in (tmp_path / "home" / "things").glob("*.md"):
        path.unlink()
    settings = tmp_path / "home" / "things" / "course.toml"
    kept = settings.read_text(encoding="utf-8").partition("# The parts of the course")[0]
    settings.write_text(kept, encoding="utf-8")
    return tmp_path / "home"


def put(root: Path, base: str, newline: str = "\n") -> Path:
    """One Thing whose links lead to the loopback server, which the course allows."""
    port = base.rpartition(":")[2]
    settings = root / "things" / "course.toml"
    allowed = f'\n[fetch]\nallow_private = ["127.0.0.1:{port}"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + allowed, encoding="utf-8")
    trusting.grant(root)
    path = root / "things" / "01-one.md"
    path.write_bytes(THING.replace("{base}", base).replace("\n", newline).encode())
    return path


def test_a_link_that_does_not_answer_is_advice_and_nothing_is_written(root: Path) -> None:
    with demo_server.shown({"/good": b"<title>Hello</title>"}) as base:
        path = put(root, base)
        before = path.read_bytes()
        found = check.look(root, NOW, online=True)
    told = [item.what for item in found.advice if item.path == "things/01-one.md" and "/" in str(item.what)]
    assert told == [f"Gone ({base}/gone): the page couldn't be opened (not-found). Look for its new address."]
    assert path.read_bytes() == before
    assert found.dated is None


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_day_is_written_beside_the_links_that_answered_and_nowhere_else(root: Path, newline: str) -> None:
    with demo_server.shown({"/good": b"<title>Hello</title>"}) as base:
        path = put(root, base, newline)
        before = path.read_bytes().decode()
        found = check.look(root, NOW, date_links=True)
        after = path.read_bytes().decode()
        again = check.look(root, NOW, date_links=True)
    assert found.dated == again.dated == 2
    assert path.read_bytes().decode() == after
    thing, problems = things.parse_thing(after.encode(), "things/01-one.md")
    assert problems == ()
    assert thing
    # the course's clock: half past eleven in the evening UTC is still the 22nd in London
    assert [one.checked for one in thing.resources] == [date(2026, 11, 22), date(2020, 1, 1), date(2026, 11, 22)]
    new = f"checked = 2026-11-22{newline}"
    first = f"url = '{base}/good'{newline}"
    expected = before.replace(first, first + new, 1)
    at = expected.index("[[ resources ]]")
    expected = expected[:at] + expected[at:].replace(f"checked = 2020-01-01{newline}", new, 1)
    assert after == expected


def test_without_a_network_nothing_is_dated(root: Path) -> None:
    with demo_server.shown({}) as base:
        path = put(root, base)
    before = path.read_bytes()
    found = check.look(root, NOW, date_links=True)
    assert found.dated == 0
    assert path.read_bytes() == before
    assert [item.what for item in found.advice if item.path == "things"] == [
        "None of the 2 links opened. Is this computer online?"
    ]
