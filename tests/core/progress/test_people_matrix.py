"""Everybody and every Thing: who is shown, in which order, and what each Thing is for each of them."""

from datetime import timedelta

import pytest

import make
import stage
from course.core.model import Standing
from course.core.progress import people_matrix
from course.core.progress.overview import Mark
from course.core.progress.people_matrix import PeopleChoice, SortBy

REPORT = stage.report()


def shown(**how: object) -> list[str]:
    return [str(row.progress.participant.handle) for row in people_matrix.rows(REPORT, PeopleChoice(**how))]  # type: ignore[arg-type] # one of its fields each


def test_everybody_is_shown_once_by_name() -> None:
    names = [row.progress.participant.name.casefold() for row in people_matrix.rows(REPORT, PeopleChoice())]
    assert names == sorted(names)
    assert len(names) == len(REPORT.rows)
    assert shown(turned=True) == shown()[::-1]


def test_a_choice_leaves_the_others_out() -> None:
    assert shown(standing=Standing.BEHIND) == ["behind"]
    assert len(shown(group="large")) == 7
    assert shown(trouble=True) == ["broken"]
    assert shown(find="nobody is called so") == []


@pytest.mark.parametrize("find", ["zoe", "ZOË", "marsh zoe", "zm@library", "marsh.example", "zoe-m"])
def test_a_person_is_found_by_name_handle_email_or_blog(find: str) -> None:
    person = make.person("zoe-m", name="Zoë Marsh", email="zm@library.example", blogs=("https://marsh.example/",))
    report = make.report(make.ledger(), 3, person, make.person("other", name="Ann"))
    (found,) = people_matrix.rows(report, PeopleChoice(find=find))
    assert found.progress.participant is person


def test_orders_put_first_what_their_name_says() -> None:
    by_done = [len(row.progress.credits) for row in people_matrix.rows(REPORT, PeopleChoice(sort=SortBy.DONE))]
    assert by_done == sorted(by_done, reverse=True)
    last = [row.progress.last_post for row in people_matrix.rows(REPORT, PeopleChoice(sort=SortBy.LAST))]
    dated = [day for day in last if day]
    assert dated == sorted(dated, reverse=True)
    assert last[len(dated) :] == [None] * (len(last) - len(dated))
    assert shown(sort=SortBy.STANDING)[0] == "broken"
    assert next(iter(people_matrix.standings(REPORT))) is Standing.CANNOT_READ


def test_a_cell_has_its_day_and_says_what_came_late() -> None:
    report = make.report(make.ledger({1: 2, 2: 40}), 41)
    cells = people_matrix.row(report, report.rows[0]).cells
    assert (cells[0].mark, cells[0].on, cells[0].late) == (Mark.DONE, make.day(2), False)
    assert (cells[1].mark, cells[1].on, cells[1].late) == (Mark.DONE, make.day(40), True)
    owed = next(cell for cell in cells if cell.mark is Mark.OWED)
    assert owed.on is not None
    assert owed.on < make.day(41)
    shut = next(cell for cell in cells if cell.mark is Mark.NOT_OPEN)
    assert shut.on is not None
    assert shut.on >= make.day(41)
    assert cells[-1].on == make.day(0) + timedelta(weeks=11)


def test_what_waits_for_a_decision_is_marked_so() -> None:
    waiting = people_matrix.waiting_things(REPORT)
    for row in people_matrix.rows(REPORT, PeopleChoice()):
        marked = {cell.thing.number for cell in row.cells if cell.mark is Mark.WAITING}
        assert marked == waiting.get(row.progress.participant.handle, set())
    assert any(waiting.values())
