"""Who sees whom among the participants. Day 0 is Monday 5 October 2026."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.model import Cohort, Confidence, Handle, Participant, Report, Show
from course.core.publishing import circle, public_view

ANN, CY = Handle("ann"), Handle("cy")


def report(*people: Participant, day: int = 60) -> Report:
    """Each has done Things 1 and 2, and has a post that only may be about Thing 3."""
    posts, claims = [], {}
    for who in people:
        for thing in (1, 2, 3):
            key = f"{who.handle}-{thing}"
            posts.append(make.post(make.day(7 * thing), who.handle, key))
            claims[key] = (make.claim(thing, Confidence.LIKELY if thing == 3 else Confidence.SURE),)
    return make.report(make.ledger(posts=posts, claims=claims), day, *people, with_posts=True)


def seen(reader: str, *people: Participant, day: int = 60) -> set[str]:
    """Whose name or posts the reader finds."""
    site = circle.visible_to(Handle(reader), report(*people, day=day))
    assert {post.author for post in site.posts} == {person.handle for person in site.people}
    return {person.handle for person in site.people}


def person(handle: str, show: Show = Show.COURSE, **changes: Any) -> Participant:
    return make.person(handle, show=show, **changes)


@pytest.mark.parametrize("reader", [Show.PUBLIC, Show.COURSE, Show.PRIVATE])
def test_everybody_in_the_course_sees_those_who_did_not_choose_private(reader: Show) -> None:
    people = [person("ann", reader), person("bo"), person("cy", Show.PUBLIC), person("dee", Show.PRIVATE)]
    assert seen("ann", *people) == {"bo", "cy"}


def test_of_the_posts_only_those_that_count_are_seen_newest_first() -> None:
    site = circle.visible_to(ANN, report(person("ann"), person("bo")))
    assert [(post.key, post.things) for post in site.posts] == [("bo-2", (2,)), ("bo-1", (1,))]
    assert [post.key for post in site.on_thing(1)] == ["bo-1"]


def test_who_has_left_or_whose_run_is_over_is_seen_no_more() -> None:
    left, later = person("bo", withdrawn=make.day(30)), person("cy", withdrawn=make.day(90))
    assert seen("ann", person("ann"), left, later) == {"cy"}


def test_who_takes_part_may_read_and_nobody_after_their_run() -> None:
    run = Cohort("autumn", make.START, make.day(80), make.day(170))
    for day, here in ((60, True), (170, True), (171, False)):
        assert circle.may_read(person("bo"), run, make.day(day)) is here
        assert circle.is_shown(person("bo"), run, make.day(day)) is here
    assert circle.may_read(person("bo", Show.PRIVATE), Cohort("own-pace"), make.day(999))
    assert not circle.is_shown(person("bo", Show.PRIVATE), Cohort("own-pace"), make.day(9))
    assert not circle.may_read(person("bo", withdrawn=make.day(9)), run, make.day(9))


def test_the_same_person_s_other_run_is_not_somebody_else() -> None:
    again = person("ann-2", earlier=ANN, cohort="own-pace")
    assert seen("ann-2", person("ann"), again, person("bo")) == {"bo"}


def test_nothing_of_this_is_in_what_is_published() -> None:
    people = [person("ann"), person("bo", Show.PRIVATE), person("cy", Show.PUBLIC)]
    site = public_view.site(report(*people))
    assert {one.handle for one in site.people} == {post.author for post in site.posts} == {CY}


@given(st.lists(st.sampled_from(Show), min_size=1, max_size=5), st.lists(st.booleans(), min_size=5, max_size=5))
def test_no_reader_finds_a_byte_of_who_is_private(shows: list[Show], gone: list[bool]) -> None:
    people = [
        make.person(f"p{n}", name=f"Secret{n}", show=show, withdrawn=make.day(20) if gone[n] else None)
        for n, show in enumerate(shows)
    ]
    made = report(*people)
    for reader in people:
        found = repr(circle.visible_to(reader.handle, made)).replace(repr(made.course), "")
        for n, who in enumerate(people):
            hidden = who.show is Show.PRIVATE or gone[n] or who is reader
            assert (f"Secret{n}" in found) is not hidden
            assert (f"'p{n}-1'" in found) is not hidden
