"""Figures as tables: their rows tally."""

from dataclasses import replace

import pytest

import make
import stage
from course.core.progress import figures
from course.formats.report import tables
from course.formats.report.tables import Table

FOUND = figures.figures(stage.report())


def table(name: str, found: figures.Figures = FOUND) -> Table:
    (only,) = (one for one in tables.tables(found) if one.name == name)
    return only


@pytest.mark.parametrize(("part", "whole", "words"), [(1, 4, "25 %"), (0, 4, "0 %"), (3, 3, "100 %"), (0, 0, "–")])
def test_a_share_of_nothing_is_nothing(part: int, whole: int, words: str) -> None:
    assert tables.share(part, whole) == words


def test_the_funnel_goes_from_registered_to_finished() -> None:
    assert table("funnel").rows[0] == ("registered", 12, "100 %")
    assert [row[1] for row in table("funnel").rows] == [12, 0, 9, 4, 1, 0]
    assert table("funnel").note == "1 person has finished: 1 on time and 0 late."


@pytest.mark.parametrize(
    ("credits", "median", "note"),
    [
        (0, 0.0, "0 Things completed in total."),
        (1, -3.0, "1 Thing completed in total."),
        (9, 1.0, "9 Things completed in total, half of them at most 1 day after they opened."),
        (9, 2.5, "9 Things completed in total, half of them at most 2.5 days after they opened."),
    ],
)
def test_the_notes_count_in_whole_sentences(credits: int, median: float, note: str) -> None:
    found = replace(
        FOUND, lateness=(("late", credits),), days_after=replace(FOUND.days_after, median=median), on_time=0, late=0
    )
    assert table("lateness", found).note == note
    assert table("funnel", found).note == "Nobody has finished yet."


def test_standings_and_posts_add_up_to_everybody() -> None:
    for name in ("standings", "posts"):
        numbers = [row[1] for row in table(name).rows]
        assert sum(number for number in numbers if isinstance(number, int)) == 12
    assert table("standings").note == "Each of the 12 people is counted once."


def test_who_went_no_further_is_a_column_only_where_somebody_did() -> None:
    assert "Went no further" in table("things").heads
    alone = figures.figures(make.report(make.ledger({1: 3}), 9))
    assert "Went no further" not in table("things", alone).heads
    assert table("things", alone).rows[0] == ("Thing 1", "Thing of 1", 1, "100 %", 0, 0, 3)
    assert table("things", alone).rows[11][-1] == "–"


def test_a_course_without_groups_says_so() -> None:
    none = replace(FOUND, groups=())
    assert table("groups", none).note == "No group is large enough to be shown."
    assert [row[0] for row in table("groups").rows] == ["large", "small"]
