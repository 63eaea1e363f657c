"""Which posts belong to the run?"""

from dataclasses import replace

import pytest

import make
from course.core.model import Participant
from course.core.progress.run_window import RunWindow


def window(*people: Participant) -> RunWindow:
    return RunWindow(make.course(), {who.handle: who for who in people})


@pytest.mark.parametrize(
    ("day", "inside"),
    [(-15, False), (-14, True), (0, True), (83 + 90, True), (83 + 91, False)],
)
def test_a_run_takes_posts_from_two_weeks_before_until_ninety_days_after(day: int, inside: bool) -> None:
    assert window(make.person()).contains(make.post(make.day(day))) is inside


def test_a_post_without_a_usable_date_counts_from_its_first_sight() -> None:
    early = make.post(None, published=None, first_seen=make.at(make.day(-20)))
    assert not window(make.person()).contains(early)
    assert window(make.person()).contains(replace(early, first_seen=make.at(make.day(3))))


def test_a_post_of_nobody_or_of_somebody_without_a_cohort_belongs_to_no_run() -> None:
    assert not window().contains(make.post(make.day(3)))
    assert not window(make.person(cohort="nowhere")).contains(make.post(make.day(3)))


def test_the_scope_has_another_name_when_anybody_s_days_change() -> None:
    ada, bob = make.person(), make.person("bob", cohort="own-pace")
    assert window(ada, bob).scope() == window(bob, ada).scope()
    assert window(ada, bob).scope() == window(ada, replace(bob, name="Robert", email="bob@example.org")).scope()
    others = [window(ada), window(ada, replace(bob, joined=make.day(9))), window(ada, replace(bob, cohort="autumn"))]
    assert len({window(ada, bob).scope(), *(one.scope() for one in others)}) == 4
