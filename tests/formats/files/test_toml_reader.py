"""TOML files that people write: every mistake with its line and its cure."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.errors import Problem
from course.formats.files import toml_reader
from course.formats.files.toml_reader import Field, TomlFile

PAGE = """title = "T"
organiser = { name = "Zoë", email = "z@x.example" }

[participants.ada]
name = "Ada"
"joined" = 2026-10-05
[ participants . "bo" ]
name = "Bo"
[[participants.bo.pauses]]
start = 2026-10-05
"""


@pytest.mark.parametrize(
    ("header", "key", "line"),
    [
        ("", "title", 1),
        ("", "organiser", 2),
        ("", "email", 2),  # within an inline table
        ("organiser", "email", 2),
        ("participants.ada", "", 4),
        ("participants.ada", "joined", 6),
        ("participants.ada", "nothing", 4),
        ("participants.bo", "name", 8),
        ("participants.bo.pauses", "start", 10),
        ("participants.eve", "name", 1),
    ],
)
def test_the_line_of_a_setting(header: str, key: str, line: int) -> None:
    assert TomlFile("p.toml", PAGE).line(header, key) == line
    assert TomlFile("p.toml", PAGE, first_line=11).line(header, key) == line + 10


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (toml_reader.text(), ["x"], ["", "  ", 1, None, ["x"]]),
        (toml_reader.texts(), [[], ["x", "y"]], ["x", [""], [1]]),
        (toml_reader.number(1, 3), [1, 3], [0, 4, 1.5, "1", True]),
        (toml_reader.numbers(), [[], [1, 2]], [1, [True], ["1"]]),
        (toml_reader.day(), [date(2026, 10, 5)], ["2026-10-05", datetime(2026, 10, 5, tzinfo=UTC), date(206, 10, 5)]),
        (toml_reader.days(), [[], [date(2026, 10, 5)]], [date(2026, 10, 5), [1]]),
        (toml_reader.switch(), [True, False], [0, "true"]),
        (toml_reader.choice("a", "b"), ["a"], ["c", 1, ["a"]]),
        (toml_reader.table(), [{}, {"a": 1}], [[], "x"]),
        (toml_reader.tables(), [[], [{}]], [{}, [1]]),
    ],
)
def test_what_each_setting_may_be(field: Field, good: list[object], bad: list[object]) -> None:
    assert [field.good(value) for value in good] == [True] * len(good)
    assert [field.good(value) for value in bad] == [False] * len(bad)


FIELDS = {"name": toml_reader.text(required=True), "week": toml_reader.number(1, 60)}


@pytest.mark.parametrize(
    ("text", "good", "problems"),
    [
        ('name = "A"\nweek = 2\n', {"name": "A", "week": 2}, []),
        ('name = "A"\nweek = "2"\n', {"name": "A"}, ['t.toml:2: week = "2" isn\'t valid. It must be a whole number']),
        ('name = "A"\nweeks = 2\n', {"name": "A"}, ['t.toml:2: "weeks" isn\'t a setting. Did you mean "week"?']),
        ('name = "A"\nq = 2\n', {"name": "A"}, ['t.toml:2: "q" isn\'t a setting. Settings: name, week.']),
        ("week = 2\n", {"week": 2}, ["t.toml:1: name is missing. Add a line: name = ..."]),
    ],
)
def test_the_good_values_are_taken_and_every_other_is_told(
    text: str, good: dict[str, object], problems: list[str]
) -> None:
    page = TomlFile("t.toml", text)
    values = toml_reader.load(page)
    assert values is not None
    assert toml_reader.take(page, "", values, FIELDS) == good
    assert len(page.problems) == len(problems)
    assert all(str(one).startswith(start) for one, start in zip(page.problems, problems, strict=True))


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        ("a = 1\nname = “Ann”\n", 2, "curly quotes", 'Write: name = "Ann"'),
        ("day = 2026-02-30\n", 1, "the date 2026-02-30 doesn't exist", "2026-11-30"),
        ("[a]\n[b]\n[a]\n", 3, "[a] is in this file twice", "Rename one"),
        ("a = 1\na = 2\n", 2, "a = 2 is in this file twice", "Rename one"),
        ("reminders = no\n", 1, "can't be read", "Write true or false."),
        ("week = 07\n", 1, "can't be read", "without a zero at the beginning"),
        ("day = 5.10.2026\n", 1, "can't be read", "year first"),
        ("name = Ann\n", 1, "can't be read", "Text needs quotes"),
        ("a = [1,\n", 2, "can't be read", ""),
    ],
)
def test_what_is_no_toml_is_told_with_its_cure(text: str, line: int, what: str, hint: str) -> None:
    page = TomlFile("t.toml", text)
    assert toml_reader.load(page) is None
    (problem,) = page.problems
    assert problem.line == line
    assert what in problem.what
    assert hint in str(problem.hint)


@given(st.text(st.sampled_from("ab=[]{}\"'\n# 0-:.“"), max_size=60))
def test_any_text_is_read_or_told_at_a_line_that_there_is(text: str) -> None:
    page = TomlFile("t.toml", text)
    values = toml_reader.load(page)
    assert (values is None) == bool(page.problems)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in page.problems)


def test_bytes_become_text_or_the_line_that_is_not_utf_8() -> None:
    assert toml_reader.decode(b"\xef\xbb\xbfa = 1", "t.toml") == ("a = 1", None)
    text, problem = toml_reader.decode(b"a = 1\nname = 'Zo\xeb'", "t.toml")
    assert (text, problem) == (
        "",
        Problem("t.toml", 2, "this isn't UTF-8 text.", "Save the file again with the encoding UTF-8."),
    )
