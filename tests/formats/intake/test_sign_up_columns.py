"""Which column holds what, where questions say little and answers say more."""

import pytest

from course.core.errors import UsageError
from course.formats.intake import sign_up_columns
from course.formats.intake.sign_up_files import Sheet


def sheet(header: tuple[str, ...], *rows: tuple[str, ...]) -> Sheet:
    return Sheet(header, tuple(enumerate(rows, 2)))


@pytest.mark.parametrize(
    ("header", "row", "field", "at"),
    [
        (("Name", "Blog"), ("Ann", "a.example"), "blogs", (1,)),
        (("Name", "Your website"), ("Ann", "https://a.example/"), "blogs", (1,)),
        (("First name", "Last name", "Blog"), ("Ann", "Berry", "a.example"), "name", (0, 1)),
        (("Name", "Email", "Blog"), ("Ann", "ann@x.example", "a.example"), "email", (1,)),
    ],
)
def test_questions_and_answers_tell_the_column(
    header: tuple[str, ...], row: tuple[str, ...], field: str, at: tuple[int, ...]
) -> None:
    assert sign_up_columns.guess(sheet(header, row))[field] == at


def test_an_answer_that_is_no_address_is_no_blog() -> None:
    assert "email" not in sign_up_columns.guess(sheet(("Name", "Email"), ("Ann", "none yet")))


def test_a_column_is_given_away_once() -> None:
    found = sign_up_columns.guess(sheet(("Name", "Name of blog", "Blog"), ("Ann", "Notes", "a.example")))
    given = [at for places in found.values() for at in places]
    assert len(given) == len(set(given))


def test_a_mapping_by_hand_wins_and_a_question_that_isn_t_there_is_refused() -> None:
    table = sheet(("Who", "Where"), ("Ann", "a.example"))
    assert sign_up_columns.mapped(table, {"name": (1,)}, ["Who=name"])["name"] == (0,)
    with pytest.raises(UsageError):
        sign_up_columns.mapped(table, {}, ["Nobody=name"])
