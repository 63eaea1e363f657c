"""The words of the public pages: singular and plural, and what a certificate says."""

import pytest

import make
from course.core.model import Credit, Source, WeekKind
from course.core.publishing.certificates import Award, Kind
from course.formats.site import texts


@pytest.mark.parametrize(
    ("number", "kind", "name"),
    [
        (1, WeekKind.CATCH_UP, "Catch-up week"),
        (2, WeekKind.CATCH_UP, "2 catch-up weeks"),
        (1, WeekKind.ORDINARY, "Ordinary week"),
        (3, None, "3 quiet weeks"),
    ],
)
def test_weeks_without_things_have_a_name(number: int, kind: WeekKind | None, name: str) -> None:
    assert texts.quiet_weeks(number, kind) == name


def test_every_kind_of_week_has_a_name() -> None:
    assert all(texts.quiet_weeks(1, kind) for kind in WeekKind)


def test_the_bookcase_counts_in_singular_and_plural() -> None:
    assert texts.bookcase(1, [], 0) == "A bookcase with 1 numbered book, one for each Thing."
    assert texts.bookcase(3, [2], 2).endswith("Book 2 has a bookmark: it's this week's. 2 books are still to come.")


def test_the_shelf_counts_in_singular_and_plural() -> None:
    assert texts.shelf(1, 1, 1, 1) == "A shelf with 1 book. The book with a bookmark is from this week."
    assert texts.shelf(2, 90, 3, 2) == (
        "2 shelves with 90 books. There is one book for every 3 Things. The books with a bookmark are from this week."
    )


def award(kind: Kind, *, late: bool = False) -> Award:
    credits = tuple(Credit(number, make.day(number), Source.POST) for number in (1, 2))
    return Award(make.ADA, "Ada", kind, "Tools" if kind is Kind.SECTION else "", make.day(2), late, credits, "autumn")


@pytest.mark.parametrize(
    ("earned", "completed", "confirmed"),
    [
        (
            award(Kind.ALL),
            "completed the course on 7 October 2026, finishing all 2 Things on time",
            "All 2 Things of Twelve Things, finished on time.",
        ),
        (
            award(Kind.ALL, late=True),
            "completed the course on 7 October 2026, finishing all 2 Things",
            "All 2 Things of Twelve Things, finished after its last day.",
        ),
        (
            award(Kind.PART),
            "completed this course with 2 Things on 7 October 2026",
            "2 Things of Twelve Things, finished on time.",
        ),
        (
            award(Kind.SECTION),
            "completed the section Tools with 2 Things on 7 October 2026",
            "The section Tools of Twelve Things: 2 Things.",
        ),
    ],
)
def test_a_certificate_says_what_was_done_and_its_code_confirms_it_without_the_person(
    earned: Award, completed: str, confirmed: str
) -> None:
    assert texts.completed(earned) == completed
    assert texts.confirmed(earned, "Twelve Things") == confirmed
