"""The figures: what is counted, and that every table's rows tally."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
import stage
from course.core.model import Standing
from course.core.progress import figures
from course.formats.report import tables
from course.formats.report.figures import RENDERERS
from course.formats.report.view_options import View

FOUND = figures.figures(stage.report())


def test_from_registered_to_finished() -> None:
    assert (FOUND.registered, FOUND.readable, FOUND.started, FOUND.up_to_date) == (12, 0, 9, 4)
    assert (FOUND.on_time, FOUND.late, FOUND.finished) == (1, 0, 1)
    assert FOUND.standings[Standing.STALLED] == 2


def test_things_one_by_one() -> None:
    done = {one.number: one.done for one in FOUND.things}
    assert (done[1], done[3], done[12]) == (9, 6, 1)
    assert (FOUND.things[0].owed, FOUND.things[0].open) == (sum(1 in row.owed for row in stage.report().rows), 1)
    assert FOUND.things[0].days_after == 3


def test_nobody_went_no_further_while_the_run_is_on() -> None:
    assert {one.number: one.stopped for one in FOUND.things if one.stopped} == {1: 1}  # the one who left


def test_after_the_end_each_person_without_the_last_thing_stopped_somewhere() -> None:
    cohort = make.course({1: 1, 2: 2}).cohorts["autumn"]
    last = cohort.late_until or cohort.ends
    assert last
    over = (last - make.START).days + 1
    posts = [
        make.post(make.day(1), "ada", "a1"),
        make.post(make.day(2), "bo", "b1"),
        make.post(make.day(9), "bo", "b2"),
    ]
    told = make.ledger(posts=posts, claims={"a1": (make.claim(1),), "b1": (make.claim(1),), "b2": (make.claim(2),)})
    people = [make.person("ada"), make.person("bo"), make.person("cy")]
    for day, stopped in ((over - 1, {}), (over, {1: 1})):
        found = figures.figures(make.report(told, day, *people, plan=make.course({1: 1, 2: 2})))
        assert {one.number: one.stopped for one in found.things if one.stopped} == stopped
        assert found.finished == 1


def test_weeks_count_those_who_have_reached_them() -> None:
    people = {week.week: week.people for week in FOUND.weeks}
    assert (people[1], people[6], people[7], people[9]) == (12, 12, 11, 11)
    assert {week.week: (week.out, week.due) for week in FOUND.weeks if week.week in (1, 2, 9)} == {
        1: (1, 0),
        2: (2, 1),
        9: (9, 8),
    }
    assert [week.done for week in FOUND.weeks] == sorted(week.done for week in FOUND.weeks)


def test_small_groups_are_not_shown_to_the_public() -> None:
    assert [group.name for group in FOUND.groups] == ["large", "small"]
    assert [group.name for group in figures.figures(stage.report(), public=True).groups] == ["large"]


@pytest.mark.parametrize(
    ("numbers", "median", "mean"), [([], 0, 0), ([1], 1, 1), ([1, 2], 1.5, 1.5), ([0, 0, 7], 0, 2.3)]
)
def test_average(numbers: list[int], median: float, mean: float) -> None:
    assert figures.average(numbers) == figures.Average(median, mean)


histories = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(6)]),
    st.dictionaries(st.integers(1, 12), st.integers(-10, 150), max_size=12),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(histories, st.integers(-10, 170), st.booleans())
def test_every_table_tallies(histories: dict[str, dict[int, int]], day: int, own_pace: bool) -> None:
    cohort = "own-pace" if own_pace else "autumn"
    people = [make.person(handle, cohort=cohort) for handle in histories]
    posts = [make.post(make.day(on), who, f"{who}-{n}") for who, done in histories.items() for n, on in done.items()]
    claims = {f"{who}-{n}": (make.claim(n),) for who, done in histories.items() for n in done}
    report = make.report(make.ledger(posts=posts, claims=claims), day, *people)
    found = figures.figures(report)
    assert sum(found.standings.values()) == found.registered == len(report.rows)
    assert sum(number for _, number in found.posts) == found.registered
    assert found.finished == found.on_time + found.late == found.standings[Standing.FINISHED]
    assert sum(one.stopped for one in found.things) <= found.started - found.finished
    for one in found.things:
        assert one.owed == sum(one.number in row.owed for row in report.rows)
        assert one.done + one.owed + one.open <= found.registered
    assert sum(one.done for one in found.things) == found.credits == sum(len(row.credits) for row in report.rows)
    assert found.done.mean * found.registered == pytest.approx(found.credits, abs=found.registered * 0.06)
    assert [week.people for week in found.weeks] == sorted((week.people for week in found.weeks), reverse=True)


def test_tables_and_formats_show_the_same_numbers() -> None:
    for table in tables.tables(FOUND):
        assert all(len(row) == len(table.heads) for row in table.rows)
    plain = RENDERERS["table"](stage.report(), View(plain=True))
    assert "registered: people 12, share 100 %." in plain
    sheet = RENDERERS["csv"](stage.report(), View())
    assert "From registered to finished,started,People,9\r\n" in sheet
    assert "Share" not in sheet
    assert '"started": 9' in RENDERERS["json"](stage.report(), View())
    page = RENDERERS["html"](stage.report(), View())
    assert '<th scope="row">started</th><td class="n">9</td>' in page
    assert "mail.example" not in page + plain + sheet


def test_nobody_has_figures_too() -> None:
    nobody = replace(stage.report(), rows=(), to_review=())
    assert figures.figures(nobody).registered == 0
    for render in RENDERERS.values():
        assert render(nobody, View())
