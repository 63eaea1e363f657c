"""Who reads whom: loads differ by at most one, everybody is in one group, a newcomer moves few."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.model import Participant, Show
from course.core.people import buddies


def people(count: int) -> list[Participant]:
    return [make.person(f"p{n:03d}", joined=date(2026, 1, 1) + timedelta(days=n)) for n in range(count)]


@given(st.integers(0, 80), st.integers(2, 9))
def test_everybody_is_in_one_group_and_loads_differ_by_at_most_one(count: int, size: int) -> None:
    made = buddies.groups(people(count), size)
    assert sorted(p.handle for group in made for p in group) == [p.handle for p in people(count)]
    sizes = [len(group) for group in made]
    assert max(sizes, default=0) - min(sizes, default=0) <= 1
    if count >= size:
        assert min(sizes) >= size


@given(st.permutations(people(17)), st.integers(2, 5))
def test_the_order_of_the_roster_does_not_matter(shuffled: list[Participant], size: int) -> None:
    assert buddies.groups(shuffled, size) == buddies.groups(people(17), size)


@given(st.integers(2, 60), st.integers(2, 5))
def test_one_who_joins_later_moves_fewer_people_than_a_group_holds(count: int, size: int) -> None:
    before, after = buddies.groups(people(count), size), buddies.groups(people(count + 1), size)
    home = {p.handle: number for number, group in enumerate(before) for p in group}
    now = {p.handle: number for number, group in enumerate(after) for p in group}
    assert sum(home[handle] != now[handle] for handle in home) < max(size, count // max(len(before), 1) + 1)


def test_everybody_is_in_one_group_and_people_who_left_or_hide_are_in_none() -> None:
    everybody = [
        *people(5),
        make.person("gone", withdrawn=date(2026, 2, 1)),
        make.person("hidden", show=Show.PRIVATE),
        make.person("blogless", blogs=()),
    ]
    made = buddies.groups(everybody, 3)
    assert sorted(p.handle for group in made for p in group) == sorted(p.handle for p in people(5))


def test_everybody_reads_the_others_of_the_group_and_not_themselves() -> None:
    made = buddies.groups(people(7), 3)
    for group in made:
        for one in group:
            assert set(buddies.readers(made, one)) == set(group) - {one}
    assert buddies.readers(made, make.person("stranger")) == ()


def test_ten_thousand_are_grouped_like_ten() -> None:
    many = buddies.groups(people(10_000), 3)
    assert {len(group) for group in many} == {3, 4}
    assert sum(map(len, many)) == 10_000
