"""The few others whom a welcome names."""

from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.letters import meeting
from course.core.model import Show

ADA = make.person("ada")


def met(*people: object, group: tuple[object, ...] = ()) -> list[str]:
    return [one.handle for one in meeting.people_to_meet(ADA, [ADA, *people], group)]  # type: ignore[list-item, arg-type]  # people


def test_nobody_is_named_who_may_not_be_shown_has_no_blog_or_has_left() -> None:
    hidden = make.person("bo", show=Show.PRIVATE)
    without = make.person("cy", blogs=())
    left = make.person("dee", withdrawn=make.START)
    earlier = make.person("old-ada", next_run=make.START)
    assert met(hidden, without, left, earlier) == []


def test_the_group_comes_first_then_the_cohort_then_everybody() -> None:
    far = make.person("far", cohort="own-pace")
    near = make.person("near")
    friend = make.person("zed", cohort="own-pace")
    assert met(far, near, friend, group=(friend,)) == ["zed", "near", "far"]


def test_one_s_own_earlier_entry_is_not_somebody_to_meet() -> None:
    reader = make.person("ada-2", earlier="ada")
    assert meeting.people_to_meet(reader, [ADA, reader], ()) == ()


@given(st.sets(st.integers(0, 99), min_size=8, max_size=30))
def test_at_most_five_always_the_same_and_not_the_same_for_everybody(numbers: set[int]) -> None:
    people = [make.person(f"p{number}") for number in numbers]
    once = {who.handle: meeting.people_to_meet(who, people) for who in people}
    assert once == {who.handle: meeting.people_to_meet(who, reversed(people)) for who in people}
    assert all(
        len(found) == meeting.AT_MOST and who not in {one.handle for one in found} for who, found in once.items()
    )
    assert len({tuple(one.handle for one in found) for found in once.values()}) > 1
