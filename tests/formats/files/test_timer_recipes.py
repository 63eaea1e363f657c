"""Recipes for every kind of computer, with names that would break a careless one."""

import plistlib
import re
import shlex
import xml.etree.ElementTree as Xml
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.errors import UsageError
from course.formats.files import timer_recipes
from course.formats.files.timer_recipes import Job

PLAIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f\x85"), min_size=1, max_size=30
)


def job(home: str = "/home/zoe/my course", send: bool = False, at: time = time(8), zone: str = "Europe/London") -> Job:
    first = date(2026, 11, 24)  # a Tuesday
    return Job(("/usr/bin/cpd23",), home, f"{home}/.course/weekly.log", first, at, ZoneInfo(zone), send)


@given(PLAIN)
def test_cron_gives_the_shell_exactly_these_words(home: str) -> None:
    line = next(line for line in timer_recipes.cron(job(home)).splitlines() if line.startswith("0 8 * * 2 "))
    command = re.sub(r"\\%", "%", line.removeprefix("0 8 * * 2 "))
    assert "%" not in line.replace(r"\%", "")
    assert shlex.split(command) == ["/usr/bin/cpd23", "-C", home, "weekly", ">>", f"{home}/.course/weekly.log", "2>&1"]


def systemd_words(line: str) -> list[str]:
    """What systemd takes from ExecStart, as systemd.service(5) has it."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%").replace("$$", "$") for word in found]


@given(PLAIN)
def test_systemd_gets_exactly_these_words(home: str) -> None:
    line = next(line for line in timer_recipes.systemd(job(home)).splitlines() if line.startswith("ExecStart="))
    assert systemd_words(line) == ["/usr/bin/cpd23", "-C", home, "weekly"]


@given(PLAIN)
def test_launchd_gets_exactly_these_words(home: str) -> None:
    page = re.search(r"<\?xml.*</plist>", timer_recipes.mac(job(home, send=True)), re.DOTALL)
    assert page
    settings = plistlib.loads(page.group().encode())
    assert settings["ProgramArguments"] == ["/usr/bin/cpd23", "-C", home, "weekly", "--send"]
    assert settings["StartCalendarInterval"] == {"Weekday": 2, "Hour": 8, "Minute": 0}


def windows_words(line: str) -> list[str]:
    """What a Windows program takes from its command line, by Microsoft's rules."""
    words: list[str] = []
    word, quoted, some, at = "", False, False, 0
    while at < len(line):
        slashes = len(line[at:]) - len(line[at:].lstrip("\\"))
        if slashes and line[at + slashes : at + slashes + 1] == '"':
            word, at = word + "\\" * (slashes // 2), at + slashes
            if slashes % 2:
                word, at = word + '"', at + 1
                continue
        elif slashes:
            word, at, some = word + "\\" * slashes, at + slashes, True
            continue
        if at < len(line) and line[at] == '"':
            quoted, some = not quoted, True
        elif line[at] == " " and not quoted:
            words, word, some = [*words, word] if some else words, "", False
        else:
            word, some = word + line[at], True
        at += 1
    return [*words, word] if some else words


@given(PLAIN)
def test_windows_gets_exactly_these_words(home: str) -> None:
    page = re.search(r"<Task.*</Task>", timer_recipes.windows(job(home)), re.DOTALL)
    assert page
    task = Xml.fromstring(page.group())
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert task.findtext(".//t:Command", None, space) == "/usr/bin/cpd23"
    assert windows_words(task.findtext(".//t:Arguments", "", space)) == ["-C", home, "weekly"]
    assert task.findtext(".//t:StartBoundary", None, space) == "2026-11-24T08:00:00"
    assert task.find(".//t:DaysOfWeek/t:Tuesday", space) is not None
    assert task.findtext(".//t:StartWhenAvailable", None, space) == "true"


@pytest.mark.parametrize(
    ("at", "zone", "line"),
    [
        (time(8), "Europe/London", "0 8 * * 2"),
        (time(8), "Pacific/Auckland", "0 19 * * 1"),
        (time(23, 30), "America/New_York", "30 4 * * 3"),
    ],
)
def test_github_counts_in_utc(at: time, zone: str, line: str) -> None:
    recipe = timer_recipes.github(job(at=at, zone=zone))
    assert f'- cron: "{line}" ' in recipe
    assert "weekly --send" not in recipe
    assert "PRIVATE" in recipe


@pytest.mark.parametrize("words", ["mon", "Monday", "MO"])
def test_days_are_understood_by_their_beginnings(words: str) -> None:
    assert timer_recipes.weekday(words) == 0


@pytest.mark.parametrize("words", ["", "t", "s", "m", "someday", "1"])
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="n't a day of the week"):
        timer_recipes.weekday(words)


@pytest.mark.parametrize("words", ["8", "24:00", "8.30", "08:60", "", "٠٨:٠٠"])
def test_what_is_no_time_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="n't a time of day"):
        timer_recipes.hour(words)


def test_the_next_such_day_is_never_today() -> None:
    tuesday = date(2026, 11, 24)
    assert [timer_recipes.next_day(tuesday, n).day for n in range(7)] == [30, 1, 25, 26, 27, 28, 29]


def test_the_github_recipe_installs_one_version_names_actions_by_commit_and_keeps_the_record_of_emails() -> None:
    recipe = timer_recipes.github(replace(job(), version="0.1.0"))
    assert "pipx install ./cpd23-0.1.0-py3-none-any.whl" in recipe
    assert re.findall(r"uses: \S+@([0-9a-f]{40}) # v\d", recipe)
    assert not re.findall(r"uses: \S+@v\d", recipe)
    assert "sent.jsonl" in recipe
    assert "must be PRIVATE" in recipe


def test_the_recipe_uses_the_same_checkout_as_our_own_workflows() -> None:
    ours = (Path(__file__).parents[3] / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert f"actions/checkout@{timer_recipes.CHECKOUT}" in ours
