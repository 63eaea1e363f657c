"""Figures as pictures: the finding in words, and a drawing that says the same."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
import stage
from course.core.progress import figures
from course.core.progress.figures import Figures
from course.formats.report import charts

FOUND = figures.figures(stage.report())
NOBODY = figures.figures(replace(stage.report(), rows=()))


def of(done: dict[int, int], day: int) -> Figures:
    return figures.figures(make.report(make.ledger(done), day))


@pytest.mark.parametrize("name", ["funnel", "weeks", "things", "lateness"])
def test_each_picture_is_well_formed_and_says_what_it_shows(name: str) -> None:
    chart = charts.charts(FOUND)[name]
    large, small = ET.fromstring(f"<p>{chart.drawing}</p>")
    for root, css in ((large, "large"), (small, "small")):
        assert (root.tag, root.get("class"), root.get("role")) == ("svg", css, "img")
        assert root.get("aria-labelledby") == f"finding-{name} svg-{name}-{css}"
        described = root.find("desc")
        assert described is not None
        assert described.text
    assert chart.finding


def test_where_there_is_nothing_there_is_no_drawing() -> None:
    for name, chart in charts.charts(NOBODY).items():
        assert str(chart.drawing) == ""
        assert re.match("Nobody|No Thing", chart.finding), name


@pytest.mark.parametrize(
    ("done", "day", "finding"),
    [
        ({}, 5, "Nobody has completed a Thing yet"),
        ({1: 3}, 10, "Nobody owes a Thing"),
        ({1: 3}, 30, "Fewer than half of those who started have done Thing 2: 0 of 1"),
    ],
)
def test_where_it_thins_out_is_told(done: dict[int, int], day: int, finding: str) -> None:
    assert charts.thing_by_thing(of(done, day)).finding == finding


@pytest.mark.parametrize(
    ("done", "day", "finding"),
    [
        ({1: 3}, 6, "In week 1, people have completed 1 Thing on average, and nothing is due by the end of the week"),
        (
            {1: 3, 2: 8},
            20,
            "In week 3, people have completed 2 Things on average, at least as many as are due by the end of the week (2)",
        ),
        ({1: 3}, 27, "In week 4, people have completed 1 Thing on average, and 3 are due by the end of the week"),
    ],
)
def test_the_average_is_held_against_the_plan(done: dict[int, int], day: int, finding: str) -> None:
    assert charts.progress(of(done, day)).finding == finding


def test_when_things_were_completed_is_counted() -> None:
    assert (
        charts.lateness(of({1: 3, 2: 8, 3: 40}, 50)).finding
        == "Most Things were completed in the week of opening: 2 of 3"
    )


def test_the_funnel_says_who_started_and_who_finished() -> None:
    assert charts.funnel(of({1: 3}, 9)).finding == "1 of 1 person has started, and 1 is up to date"
    assert charts.funnel(FOUND).finding == "1 of 12 people has finished, and 9 have started"
    assert "Finished" not in charts.funnel(of({1: 3}, 9)).drawing
    assert ">0" not in charts.funnel(of({}, 9)).drawing.replace('text-anchor="middle">0<', "")


def test_a_title_from_a_stranger_is_escaped_and_short() -> None:
    hostile = replace(FOUND.things[0], title="<script>alert(1)</script> and a title that is far too long")
    drawing = charts.thing_by_thing(replace(FOUND, things=(hostile,))).drawing
    assert "<script>" not in drawing
    assert re.search(r"&lt;script&gt;alert\(1\)&lt;/script&gt; and a title[^<]*…<", drawing)


@given(st.integers(1, 50_000))
def test_an_axis_has_at_most_six_round_numbers_from_zero(most: int) -> None:
    found = replace(FOUND, registered=most, things=(replace(FOUND.things[0], done=most, owed=0, open=0),))
    large, _ = charts.thing_by_thing(found).drawing.split("</svg>", 1)
    marks = [int(one) for one in re.findall(r'text-anchor="middle">(\d+)<', large)]
    assert marks[0] == 0
    assert 2 <= len(marks) <= 6
    assert marks[-1] <= most
    assert {later - earlier for earlier, later in pairwise(marks)} == {marks[1]}


@pytest.mark.parametrize("weeks", [1, 12, 24, 26])
def test_the_label_of_the_line_is_inside_the_picture_in_every_week(weeks: int) -> None:
    found = of({1: 3, 2: 8}, 7 * weeks - 1)
    for svg in ET.fromstring(f"<p>{charts.progress(found).drawing}</p>"):
        _, _, wide, high = map(float, svg.attrib["viewBox"].split())
        for label in svg.iterfind("text[@class='value']"):
            assert float(label.attrib["x"]) + charts.LETTER * len(label.text or "") <= wide
            assert float(label.attrib["y"]) < high - charts.BOTTOM
