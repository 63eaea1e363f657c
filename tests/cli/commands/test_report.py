"""The doors of the report, the figures and of cpd23 alone, as they are typed."""

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import black_box
import make
from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.detection.detect import Detector
from course.core.model import Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.services import course_home as homes

SETTINGS = """title = "Twelve Things"
zone = "Europe/London"
organiser = { name = "Z", email = "z@x.example" }
[cohorts.autumn]
starts = 2026-10-05
"""
THING = '+++\nnumber = {n}\ntitle = "Thing of {n}"\nweek = {n}\ndone_when = "A post."\n+++\n1. Write.\n'
PERSON = """[participants.{h}]
name = "{n}"
cohort = "autumn"
joined = 2026-10-01
blogs = ["https://{h}.example/"]
email = "{h}@mail.example"
groups = ["{g}"]
show = "{s}"
"""
PEOPLE = (("ada", "Ada", "small", "public"), ("bo", "Bo", "small", "course"), ("cy", "Cy", "other", "public"))
DONE = {"ada": {1: 1, 2: 8, 3: 15}, "bo": {1: 2}}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people; Ada goes on, Bo stopped after one post."""
    root = tmp_path_factory.mktemp("home")
    write(root, people="\n".join(PERSON.format(h=h, n=n, g=g, s=s) for h, n, g, s in PEOPLE))
    with Store(homes.open_home(root).database) as store:
        for handle, things in DONE.items():
            kept = []
            for thing, day in things.items():
                said = Words(f"Thing {thing}", f"https://{handle}.example/{thing}")
                post = make.post(make.day(day), handle, f"{handle}-{thing}", title=said.title, words=f"{handle}{thing}")
                kept.append(PostChange(post, post.url, said, post_content.joined(said), True))
            where = (kept[0].post.author, f"https://{handle}.example/", make.at(make.day(30)))
            store.save([VisitResult(*where, good=True, keeping=tuple(kept))])
    return root


def write(root: Path, settings: str = SETTINGS, people: str = "") -> Path:
    (root / "things").mkdir(parents=True, exist_ok=True)
    (root / "things" / "course.toml").write_text(settings, encoding="utf-8")
    for n in range(1, 5):
        (root / "things" / f"0{n}-a.md").write_text(THING.format(n=n), encoding="utf-8")
    (root / "participants.toml").write_text(people, encoding="utf-8")
    return root


def run(root: Path | None, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    where = ["-C", str(root)] if root else []
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1793880000", "COLUMNS": "80"}
    return black_box.said([*words, *where], folder=cwd, environment=environment)


def report(root: Path, *words: str) -> dict[str, Any]:
    answer = run(root, "report", "-f", "json", *words)
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def test_the_report_says_where_everybody_stands(home: Path) -> None:
    found = report(home, "--as-of", "2026-11-01")
    assert [(p["handle"], p["standing"], p["owed"]) for p in found["participants"]] == [
        ("ada", "on-schedule", []),
        ("bo", "stalled", [2]),
        ("cy", "not-started", [1, 2]),
    ]
    assert [credit["thing"] for credit in found["participants"][0]["credits"]] == [1, 2, 3]
    assert found["participants"][0]["credits"][0]["evidence"] == [{"kind": "title", "quote": "Thing 1"}]


def test_it_is_the_same_byte_for_byte_and_writes_nothing(home: Path) -> None:
    before = sorted((path.name, path.stat().st_mtime_ns) for path in home.rglob("*") if path.is_file())
    first, second = (run(home, "report", "-f", "json", "--long", "--as-of", "2026-10-20") for _ in range(2))
    assert first.stdout == second.stdout
    assert first.stderr == ""
    assert sorted((path.name, path.stat().st_mtime_ns) for path in home.rglob("*") if path.is_file()) == before


def test_the_memory_of_claims_never_changes_an_answer(home: Path) -> None:
    forgetful = report(home, "--long", "--as-of", "2026-11-01")
    found = homes.open_home(home)
    with Store(found.database) as store:
        fingerprint = rules_version.fingerprint(found.course)
        assert not store.claims(fingerprint)
        detector = Detector(found.course)
        said = store.contents([post.words for post in store.posts()])
        store.save_claims(fingerprint, {hash_: detector.claims(one) for hash_, one in said.items()})
        assert len(store.claims(fingerprint)) == 4
    assert report(home, "--long", "--as-of", "2026-11-01") == forgetful


@pytest.mark.parametrize(
    ("words", "handles"),
    [
        (["ada"], ["ada"]),
        (["ada", "CY"], ["ada", "cy"]),
        (["bo@mail.example"], ["bo"]),
        (["--group", "small"], ["ada", "bo"]),
        (["--standing", "on schedule"], ["ada"]),
        (["--standing", "stalled", "--group", "small"], ["bo"]),
        (["--standing", "paused"], []),
    ],
)
def test_parts_of_it_are_asked_for_by_name_group_and_standing(home: Path, words: list[str], handles: list[str]) -> None:
    found = report(home, *words, "--as-of", "2026-11-01")
    assert [person["handle"] for person in found["participants"]] == handles


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--since", "2030-01-01"], "The first day, Tuesday 1 January 2030, is after"),
        (["nobody"], "Nobody on the roster is called 'nobody'"),
        (["--group", "none"], "There is no group 'none'. hint: Groups: other, small."),
        (["--standing", "late"], "There is no standing 'late'"),
        (["--thing", "99"], "There is no Thing 99"),
        (["-f", "docx"], "There is no format 'docx'"),
        (["--as-of", "03/04/2026"], "could be two different dates"),
        (["--public", "--standing", "stalled"], "A public report doesn't show standings"),
        (["--public", "--group", "small"], "fewer than 5 people"),
    ],
)
def test_words_that_do_not_fit_are_told_with_code_2(home: Path, words: list[str], says: str) -> None:
    answer = run(home, "report", *words)
    assert answer.returncode == 2
    assert says in " ".join(answer.stderr.split())
    assert answer.stdout == ""


def test_the_ending_of_the_file_picks_the_format(home: Path, tmp_path: Path) -> None:
    for name, begins in (("a.html", b"<!doctype html>"), ("a.csv", b"\xef\xbb\xbfName,"), ("a.json", b'{"schema"')):
        answer = run(home, "report", "--as-of", "2026-11-01", "-o", str(tmp_path / name))
        assert (answer.returncode, answer.stdout) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_one_thing_and_the_public_and_one_row_a_post(home: Path) -> None:
    thing = report(home, "--thing", "2", "--as-of", "2026-11-01")
    assert [one["name"] for one in thing["done"]] == ["Ada"]
    assert [one["handle"] for one in thing["not_yet"]] == ["bo", "cy"]
    public = report(home, "--public", "--as-of", "2026-11-01")
    assert [one["name"] for one in public["participants"]] == ["Ada", "Cy"]
    assert public["totals"] is None  # three people would be recognised
    sheet = run(home, "report", "--long", "-f", "csv", "--as-of", "2026-11-01").stdout
    assert [row["Post"] for row in csv.DictReader(io.StringIO(sheet))] == ["ada-1", "ada-2", "ada-3", "bo-1"]


def test_what_changed_is_counted_from_the_day_that_is_named(home: Path) -> None:
    found = report(home, "--as-of", "2026-10-21", "--since", "2026-10-12")["changes"]
    assert found["since"] == "2026-10-12"
    assert [(one["handle"], one["thing"]) for one in found["credited"]] == [("ada", 2), ("ada", 3)]


def test_a_mistake_in_one_person_s_table_leaves_the_others_and_ends_with_4(tmp_path: Path) -> None:
    people = PERSON.format(h="ada", n="Ada", g="a", s="public") + '[participants.bo]\nname = "Bo"\n'
    answer = run(write(tmp_path, people=people), "report", "-f", "json")
    assert answer.returncode == 4
    assert [person["handle"] for person in json.loads(answer.stdout)["participants"]] == ["ada"]
    assert "participants.toml:9" in answer.stderr


def test_figures_are_counted_and_an_unknown_format_is_told(home: Path) -> None:
    answer = run(home, "figures", "-f", "json", "--as-of", "2026-11-01")
    assert json.loads(answer.stdout)["started"] == 2
    assert run(home, "figures", "-f", "markdown").returncode == 2


# cpd23 alone -------------------------------------------------------------------------------------


def alone(root: Path, *words: str) -> tuple[int, str, list[str]]:
    """Exit code, state, and the lines for people."""
    data, shown = run(root, "--json", *words), run(root, *words)
    return data.returncode, json.loads(data.stdout)["state"], shown.stdout.splitlines()


def test_alone_it_says_that_nothing_is_here(tmp_path: Path) -> None:
    answer = run(None, cwd=tmp_path)
    assert answer.returncode == 0
    assert answer.stdout.startswith("There is no course in this folder.")
    assert answer.stdout.endswith("Next: cpd23 init\n")
    assert json.loads(run(None, "--json", cwd=tmp_path).stdout)["state"] == "empty"


def test_alone_it_says_that_nobody_is_here(tmp_path: Path) -> None:
    code, state, lines = alone(write(tmp_path))
    assert (code, state, lines[-1]) == (0, "no-people", "Next: cpd23 register")


def test_alone_it_says_that_the_course_has_not_started(home: Path) -> None:
    code, state, lines = alone(home, "--as-of", "2026-10-01")
    assert (code, state, lines[1]) == (0, "not-started", "Not started yet, Thursday 1 October 2026")
    assert lines[2] == "Week 1 begins on Monday 5 October 2026"
    assert not [line for line in lines if line.endswith("?.")]
    assert "quiet" not in "\n".join(lines)


def test_alone_it_does_not_call_a_course_under_way_that_nobody_has_joined_yet(tmp_path: Path) -> None:
    _, state, lines = alone(write(tmp_path), "--as-of", "2026-10-01")
    assert (state, lines[1]) == ("no-people", "Not started yet, Thursday 1 October 2026")
    assert lines[2] == "Week 1 begins on Monday 5 October 2026"


def test_who_has_a_blog_that_nobody_has_read_is_not_said_to_be_quiet(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "handed over"
    shutil.copytree(home, other, ignore=shutil.ignore_patterns(".course"))
    _, state, lines = alone(other, "--as-of", "2026-10-30")
    assert state == "running"
    assert "quiet" not in "\n".join(lines)
    shown = run(other, "report", "--as-of", "2026-10-30").stdout
    assert "3 blogs have not been read yet, so some of these people may have posted already: cpd23 track" in " ".join(
        shown.split()
    )


def test_a_report_without_any_blog_does_not_say_that_every_blog_can_be_read(tmp_path: Path) -> None:
    shown = run(write(tmp_path), "report").stdout
    assert "BLOGS THAT NEED ATTENTION\nThere are no blogs yet.\n" in shown


def test_alone_it_says_where_a_running_course_stands(home: Path) -> None:
    code, state, lines = alone(home, "--as-of", "2026-10-20")
    assert (code, state) == (0, "running")
    assert lines[:3] == ["Twelve Things", "Week 3 of 4, Tuesday 20 October 2026", "This week: Thing 3, Thing of 3"]
    assert lines[-1].startswith("Next: cpd23 ")


def test_alone_it_says_that_the_run_is_over(home: Path) -> None:
    code, state, lines = alone(home, "--as-of", "2027-06-01")
    assert (code, state, lines[-1]) == (0, "finished", "Next: cpd23 certificate --all")


def test_alone_it_says_that_the_course_is_broken(tmp_path: Path) -> None:
    code, state, lines = alone(write(tmp_path, settings='title = "'))
    assert (code, state, lines[-1]) == (1, "broken", "Next: cpd23 check")
