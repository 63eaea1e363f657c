"""README and docs grow old with the program or not at all: every command shown is run, every command there is is shown."""

import os
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

import black_box
from course.adapters import demo_server
from course.adapters.store import Store
from course.cli.app import MODULES
from course.formats.files import example
from course.services.course_home import open_home
from course.services.rounds import start
from course.services.tracking import track

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "forms").glob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
INSTALLING = re.compile(r"\b(?:pip|pipx|uv tool|uv pip) install ([^`|&\n]+)|\buv run ((?:--extra \w+ )*\w+)")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORM = "Name to show,Your email,Blog address,I agree\r\nHeron,heron@example.org,{blog},Yes\r\n"
ASKS = {  # commands that ask before a deed: without a terminal they stop with 1 and name the option that says yes
    "people import",
    "people forget",
    "review",
    "remind send",
    "remind approve",
    "remind test",
    "close",
}


def shown() -> Iterator[tuple[str, str]]:
    """Every line of every code block that is a cpd23 command, with the page on which it stands."""
    for page in PAGES:
        if page.name in ("INTERFACE.md", "HOUSE.md"):
            continue  # a grammar, not examples: held to the program by the test of the table below
        for line in re.findall(r"^    (cpd23\b[^\n]*)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            yield page.name, line.split("  #")[0].strip()


COMMANDS = sorted(set(shown()))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example course with its blogs read, and a form's file beside it."""
    home = tmp_path_factory.mktemp("docs") / "home"
    start.begin_example(home, NOW.date(), lambda blogger: blogger.file)
    settings = home / "things" / "course.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("{ all = true }", "{ at_least = 8 }"), encoding="utf-8"
    )
    opened = open_home(home)
    with Store(opened.database) as store:
        track.track(opened, store, NOW)
    return home


@pytest.mark.slow
@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{page}: {line}" for page, line in COMMANDS])
def test_a_command_shown_works(page: str, line: str, model: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(model, home)
    roster = home / "participants.toml"
    if "--email nightjar@example.org" in line:  # nobody has the address of somebody who is yet to join
        roster.write_text(roster.read_text(encoding="utf-8").replace('email = "nightjar@example.org"\n', ""))
    if "resume" in line:
        roster.write_text(
            f"{roster.read_text(encoding='utf-8')}".replace(
                'name = "Nightjar"', 'name = "Nightjar"\nwithdrawn = 2026-11-20'
            )
        )
    feed = next(b.feed for b in example.bloggers(NOW.date(), "") if b.feed)
    with demo_server.shown({"/": feed, "/form": feed}) as address:
        shutil.copytree(ROOT / "docs" / "forms", tmp_path / "docs" / "forms")  # a course made in a copy of this folder
        (home / "answers.csv").write_text(FORM.format(blog=f"{address}/form"), encoding="utf-8")
        (home / "tea.md").write_text("Subject: Tea\n\nCome and have tea with us.\n", encoding="utf-8")
        words = [f"{address}/" if word.startswith("https://") else word for word in shlex.split(line)]
        if words[1:2] in (["serve"], ["open"]):
            words.append("--help")  # it would not end by itself
        fresh = words[1:2] in (["init"], ["demo"])
        env = os.environ | {
            "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()) + 7200),
            "CPD23_ALLOW_PRIVATE": address.removeprefix("http://"),
        }
        run = black_box.said([*words[1:], "--no-input"], folder=tmp_path if fresh else home, environment=env)
    asks = any(f"cpd23 {name}" in line for name in ASKS)
    assert run.returncode in ((0, 1, 4) if asks else (0, 4)), run.stderr
    assert "Traceback" not in run.stderr
    if run.returncode == 1:
        assert "hint:" in run.stderr


def test_the_readme_has_every_command_there_is() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `cpd23 ([a-z]+)` \|", text, re.MULTILINE))
    assert rows == set(MODULES)


def test_the_interface_has_every_command_there_is() -> None:
    text = (ROOT / "docs" / "INTERFACE.md").read_text(encoding="utf-8")
    lines = set(re.findall(r"^cpd23 ([a-z]+)", text, re.MULTILINE))
    assert lines == set(MODULES)


@pytest.mark.parametrize(
    "words",
    [
        "pip install . && cpd23 demo",
        "pip install '.[test]' && pytest",
        "uv run cpd23 demo",
        "uv run --extra test pytest",
    ],
)
def test_the_first_commands_stand_in_the_readme(words: str) -> None:
    assert words in (ROOT / "README.md").read_text(encoding="utf-8")


def installs() -> Iterator[tuple[str, str]]:
    """What every line about installing names, with the page on which it stands: `'.[web]'`, `sudo apt` aside."""
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        for found in INSTALLING.finditer(page.read_text(encoding="utf-8")):
            yield page.name, (found[1] or found[2]).strip()


INSTALLS = sorted(set(installs()))


@pytest.mark.parametrize(("page", "line"), INSTALLS, ids=[f"{page}: {line}" for page, line in INSTALLS])
def test_an_install_line_names_what_there_is(page: str, line: str) -> None:
    """The package is on no index: only this folder, its wheel and its repository can be installed (tests/installs.py does it)."""
    words = shlex.split(line)
    if words[0] == "--extra" or words[-1] in ("cpd23", "pytest"):  # uv run: from this folder
        assert words[-1] in {*PROJECT["scripts"], "pytest", "python", "ruff", "mypy"}
        assert {extra for flag, extra in pairwise(words) if flag == "--extra"} <= set(PROJECT["optional-dependencies"])
        return
    (source,) = [word for word in words if not word.startswith("-")]
    path, _, extras = source.partition("[")
    assert set(filter(None, extras.rstrip("]").split(","))) <= set(PROJECT["optional-dependencies"])
    assert path == "." or path.startswith("git+https://") or path == f"cpd23-{PROJECT['version']}-py3-none-any.whl"


def test_pages_name_the_wheel_of_this_version() -> None:
    for page in PAGES:
        wheels = set(re.findall(r"cpd23-[\w.]+\.whl", page.read_text(encoding="utf-8")))
        assert wheels <= {f"cpd23-{PROJECT['version']}-py3-none-any.whl"}, page.name


def test_the_sample_of_a_form_has_every_question_and_every_row_is_taken(tmp_path: Path) -> None:
    questions = re.findall(
        r"^\| ([A-Z][^|]+?) \|", (ROOT / "docs" / "forms" / "README.md").read_text("utf-8"), re.MULTILINE
    )
    sample = (ROOT / "docs" / "forms" / "answers.csv").read_text("utf-8")
    assert sorted(sample.splitlines()[0].split(",")) == sorted(["Timestamp", *questions])
    script = (ROOT / "docs" / "forms" / "google-form.gs").read_text("utf-8")
    assert [question for question in questions if f"'{question}'" not in script] == []
    start.begin_example(tmp_path / "home", NOW.date(), lambda blogger: blogger.file)
    words = ["people", "import", str(ROOT / "docs/forms/answers.csv"), "--offline", "-y"]
    done = black_box.said(words, folder=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    new = {person.name: person for person in open_home(tmp_path / "home").roster.values()}
    assert {"Heron on the Hill", "Small Wren", "Owl after Hours", "Rook"} <= new.keys()
    heron, owl = new["Heron on the Hill"], new["Owl after Hours"]
    assert (heron.show, heron.groups, heron.certificate_name) == ("public", ("public libraries",), "Hanna Reiher")
    assert (owl.show, owl.reminders, owl.email) == ("private", False, "owl@example.org")


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [*PAGES, *sorted((ROOT / "docs" / "decisions").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+\.md)[)#]", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
