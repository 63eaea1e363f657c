"""The commands of joining as they are typed: what goes to stdout, what is said, and the exit code."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import black_box
import homes
import platforms

PROJECT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with platforms.served({**platforms.TROUBLED, **platforms.WORDPRESS}) as address:
        yield address


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return homes.make(tmp_path / "home")


def run(home: Path, site: str, *words: str) -> subprocess.CompletedProcess[str]:
    """One command, on 22 November 2026, with nobody to ask."""
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1795338000",
        "CPD23_ALLOW_PRIVATE": platforms.pair(site),
    }
    return black_box.said(words, folder=home, environment=environment)


def test_try_answers_in_json_and_tells_by_its_code_whether_the_blog_can_be_followed(home: Path, site: str) -> None:
    good = run(home, site, "try", site, "--json")
    assert (good.returncode, json.loads(good.stdout)["feed"]) == (0, f"{site}/feed/")
    bad = run(home, site, "try", f"{site}/gone/", "--json")
    assert (bad.returncode, json.loads(bad.stdout)["trouble"]["kind"]) == (1, "gone")
    assert bad.stderr == ""


def test_register_shows_the_blog_and_names_the_next_command(home: Path, site: str) -> None:
    done = run(home, site, "register", site, "--name", "Ann B.", "--email", "ann@example.org", "--group", "law")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "Thing 6: online networks" in done.stderr
    assert "3 new posts on 1 blog" in done.stderr
    assert done.stderr.endswith("Next: cpd23 report\n")
    assert 'groups = ["law"]' in (home / "participants.toml").read_text()
    again = run(home, site, "register", f"{site}/feed/", "--name", "Ben", "--yes")
    assert again.returncode == 1
    assert "Ann B." in again.stderr


def test_a_blog_that_cannot_be_read_is_registered_only_with_yes(home: Path, site: str) -> None:
    words = ("register", f"{site}/private-wp/", "--name", "Ann")
    stopped = run(home, site, *words)
    assert stopped.returncode == 1
    assert "Site visibility" in stopped.stderr
    assert "--yes" in stopped.stderr
    assert (home / "participants.toml").read_text() == homes.ROSTER
    assert run(home, site, *words, "--yes").returncode == 0


def test_import_ends_with_4_when_rows_were_left_out(home: Path, site: str) -> None:
    (home / "answers.csv").write_text(f"Name,Blog\nAnn,{site}/\nBen,ben.blogpsot.com\n")
    asked = run(home, site, "people", "import", "answers.csv")
    assert asked.returncode == 1
    assert "--yes" in asked.stderr
    done = run(home, site, "people", "import", "answers.csv", "-y")
    assert done.returncode == 4
    assert "row 3  Ben" in done.stderr
    assert "3 new posts on 1 blog" in done.stderr


def test_one_person_s_record_and_the_list_are_json_on_stdout(home: Path, site: str) -> None:
    shown = json.loads(run(home, site, "people", "show", "night", "--json").stdout)
    assert shown["roster"]["handle"] == "nightjar"
    listed = json.loads(run(home, site, "people", "list", "--json").stdout)
    assert [person["handle"] for person in listed["people"]] == ["bo", "nightjar"]
    run(home, site, "people", "list", "-o", "people.json")
    assert json.loads((home / "people.json").read_text()) == listed


@pytest.mark.parametrize("words", [("people", "forget", "nightjar"), ("close",)])
def test_what_cannot_be_undone_is_not_done_without_a_yes(home: Path, site: str, words: tuple[str, ...]) -> None:
    stopped = run(home, site, *words)
    assert stopped.returncode == 1
    assert "--yes" in stopped.stderr
    assert (home / "participants.toml").read_text() == homes.ROSTER
    assert run(home, site, *words, "--yes").returncode == 0
    assert "nightjar@example.org" not in (home / "participants.toml").read_text()


def test_serve_says_what_is_missing(home: Path, site: str) -> None:
    stopped = run(home, site, "serve")
    assert stopped.returncode == 1
    assert "no mail server" in stopped.stderr


def test_wrong_words_end_with_2(home: Path, site: str) -> None:
    assert run(home, site, "people", "change", "nightjar", "emial=x").returncode == 2
    assert run(home, site, "people", "pause", "nightjar", "--until", "03/04/2027").returncode == 2
    assert run(home, site, "people", "show", "nobody").returncode == 2
