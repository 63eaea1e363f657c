"""One row of a form to a sign-up, or to the reason why it needs a look."""

from datetime import date

import pytest
import tomli

import make
from course.core.model import Show
from course.core.people.joining import SignUp
from course.formats.intake import sign_up_rows
from course.formats.intake.sign_up_files import Sheet
from course.formats.intake.sign_up_rows import Doubt

TODAY = date(2026, 11, 22)


def row(**cells: str) -> SignUp | Doubt:
    """What a row with these cells makes."""
    columns = {field: (at,) for at, field in enumerate(cells)}
    return sign_up_rows.from_row(7, tuple(cells.values()), columns, make.course(), TODAY)


def signed_up(**cells: str) -> SignUp:
    found = row(**{"name": "Ann", **cells})
    assert isinstance(found, SignUp)
    return found


@pytest.mark.parametrize(
    ("cell", "blogs"),
    [
        ("", ()),
        ("not yet!", ()),
        ("N/A", ()),
        ("I don't have one, no", ()),
        ("a.example", ("https://a.example",)),
        ("My blog is at https://a.example/ (new)", ("https://a.example/",)),
        ("a.example, b.example", ("https://a.example", "https://b.example")),
        ("a.example and b.example/feed", ("https://a.example", "https://b.example/feed")),
        ("https://a.example/2026/11/thing-6/", ("https://a.example/2026/11/thing-6/",)),
    ],
)
def test_addresses_are_found_in_a_cell(cell: str, blogs: tuple[str, ...]) -> None:
    assert sign_up_rows.blogs(cell) == blogs


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({0: ""}, "name is missing"),
        ({0: "ann@x.org"}, "email address"),
        ({1: "ann(at)x.org"}, "@-sign"),
        ({1: "ann@gmial.com"}, "gmail.com"),
        ({2: "quietplease.blogpsot.com"}, "quietplease.blogspot.com"),
        ({2: "will tell you"}, "no blog address"),
        ({2: "ann"}, "web address"),
        ({3: "No"}, "agreed to the notice"),
        ({3: ""}, "agreed to the notice"),
        ({0: "x" * 10_000}, "at most 80 characters"),
    ],
)
def test_a_doubtful_row_says_why(change: dict[int, str], why: str) -> None:
    cells = [change.get(at, cell) for at, cell in enumerate(["Ann", "ann@x.org", "a.example", "Yes"])]
    found = sign_up_rows.from_row(
        7, tuple(cells), {"name": (0,), "email": (1,), "blogs": (2,), "agreed": (3,)}, make.course(), TODAY
    )
    assert isinstance(found, Doubt)
    assert found.row == 7
    assert why in str(found.why)


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({}, "show", Show.COURSE),
        ({"show": "People in this course"}, "show", Show.COURSE),
        ({"show": "sometimes"}, "show", Show.PRIVATE),
        ({"joined": "2026-10-07T09:00"}, "joined", date(2026, 10, 7)),
        ({"joined": "10/7/2026"}, "joined", TODAY),  # it could be two days
        ({"joined": "2026-13-40"}, "joined", TODAY),
        ({"joined": "2027-01-01"}, "joined", TODAY),  # not yet
        ({"joined": "2026-10-07", "agreed": "yes"}, "agreed", date(2026, 10, 7)),
        ({"agreed": "2026-10-08"}, "agreed", date(2026, 10, 8)),
        ({"reminders": "No, thanks"}, "reminders", False),
        ({"reminders": ""}, "reminders", True),
        ({"groups": "law; health\nlaw"}, "groups", ("law", "health", "law")),
        ({"feed": "a.example/feed", "blogs": "a.example"}, "blogs", ("https://a.example/feed",)),
        ({"certificate_name": "Ann  Berry"}, "certificate_name", "Ann Berry"),
        ({"certificate_name": "https://x.example"}, "certificate_name", None),
        ({"blogs": "a.example http://b.example"}, "bare", frozenset({"https://a.example"})),
    ],
)
def test_each_cell_is_taken_as_it_was_meant(cells: dict[str, str], field: str, value: object) -> None:
    assert getattr(signed_up(**cells), field) == value


def test_a_sign_up_that_waited_is_checked_again_and_its_handle_tells_nothing() -> None:
    data = {"name": "Ann", "email": "ann@example.org", "blogs": ["https://a.example/"], "link": "k7f3zzzz"}
    found = sign_up_rows.from_waiting(3, data, make.course(), TODAY)
    assert isinstance(found, SignUp)
    assert (found.handle, found.blogs, found.email) == ("ann-k7f3", ("https://a.example/",), "ann@example.org")
    assert sign_up_rows.from_waiting(3, {**data, "cohort": "spring"}, make.course(), TODAY) == Doubt(
        3, "Ann", "There is no cohort 'spring'."
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_newcomers_are_added_behind_what_stands_there(newline: str) -> None:
    text = '# Ours\n\n[participants.zoe]\nname = "Zoë"\n'.replace("\n", newline)
    made = sign_up_rows.added(text, [make.person("ann"), make.person("bo")])
    assert made.startswith(text)
    assert made.count("\n") == made.count(newline)
    assert list(tomli.loads(made)["participants"]) == ["zoe", "ann", "bo"]
    assert sign_up_rows.added(text, []) == text


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('email = "a@b.org"\n', ""),
        ("  email = 'a@b.org'   # home\r\n", ""),
        ('e-mail = "x"\n', 'e-mail = "x"\n'),
    ],
)
def test_only_lines_that_give_an_email_go(line: str, left: str) -> None:
    assert (
        sign_up_rows.without_emails(f'[participants.a]\nname = "A"\n{line}') == f'[participants.a]\nname = "A"\n{left}'
    )


def test_an_email_written_otherwise_is_left_to_the_slower_way() -> None:
    assert sign_up_rows.without_emails('[participants]\na = { name = "A", email = "a@b.org" }\n') is None


def test_the_guess_shows_three_rows_and_no_whole_email() -> None:
    rows = tuple((number, (f"P{number}", f"person{number}@example.org", "?", "Everyone!")) for number in range(2, 7))
    sheet = Sheet(("Name", "Email", "Shoe size", "Who may see"), rows)
    shown = sign_up_rows.guess_words(sheet, {"name": (0,), "email": (1,), "show": (3,)}, remembered=False)
    assert shown.startswith("The file has 5 rows. Its columns are used like this:")
    assert "P2, P3, P4" in shown
    assert "P5" not in shown
    assert "person2@example.org" not in shown
    assert "Everyone! (understood as public)" in shown
    assert shown.endswith("(not used: Shoe size)")
