"""What finishing takes, where of some Things either is enough."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

import make
from course.core.model import Course, Standing
from course.core.progress import requirements


def course(either: Mapping[int, tuple[int, ...]], **changes: Any) -> Course:
    plan = make.course(**changes)
    return replace(plan, things=tuple(replace(t, either=either.get(t.number, ())) for t in plan.things))


@pytest.mark.parametrize(
    ("either", "optional", "sets"),
    [
        ({}, (), [{n} for n in range(1, 13)]),
        ({4: (5,)}, (), [{1}, {2}, {3}, {4, 5}, *({n} for n in range(6, 13))]),
        ({5: (4,)}, (), [{1}, {2}, {3}, {4, 5}, *({n} for n in range(6, 13))]),
        ({4: (5,), 6: (5,)}, (), [{1}, {2}, {3}, {4, 5, 6}, *({n} for n in range(7, 13))]),
        ({4: (5, 99)}, (), [{1}, {2}, {3}, {4, 5}, *({n} for n in range(6, 13))]),
        ({1: (2,)}, tuple(range(2, 13)), [{1, 2}]),
        ({1: (2,)}, tuple(range(1, 13)), [{1, 2}, *({n} for n in range(3, 13))]),
    ],
)
def test_things_that_replace_each_other_are_one_choice(
    either: Mapping[int, tuple[int, ...]], optional: tuple[int, ...], sets: list[set[int]]
) -> None:
    assert [set(choice) for choice in requirements.of(course(either, optional=optional)).choices] == sets


@pytest.mark.parametrize("done_one", [4, 5])
def test_who_has_done_one_of_a_set_owes_none_of_it_and_finishes(done_one: int) -> None:
    plan = course({4: (5,)})
    others = {n: 7 * n for n in range(1, 13) if n not in (4, 5)}
    without = make.row(make.ledger(others), 85, plan=plan)
    assert without.owed == (4,)
    row = make.row(make.ledger(others | {done_one: 80}), 85, plan=plan)
    assert (row.standing, row.owed, row.finished_on) == (Standing.FINISHED, (), make.day(84))


def test_the_first_of_a_set_is_owed_when_the_last_is_past_due() -> None:
    plan = course({1: (4,)})
    due_of_one, due_of_four = 13, 34
    assert 1 not in make.row(make.ledger(), due_of_one + 1, plan=plan).owed
    assert 1 in make.row(make.ledger(), due_of_four + 1, plan=plan).owed
    assert 4 not in make.row(make.ledger(), due_of_four + 60, plan=plan).owed


def test_a_second_one_of_a_set_never_hurts() -> None:
    plan = course({4: (5,)})
    one = make.row(make.ledger({4: 20}), 60, plan=plan)
    both = make.row(make.ledger({4: 20, 5: 30}), 60, plan=plan)
    assert one.owed == both.owed
    needs = requirements.of(plan)
    assert needs.alternatives(4) == {5}
    assert [thing.number for thing in needs.left({5})] == [n for n in range(1, 13) if n not in (4, 5)]
