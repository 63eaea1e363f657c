"""What does not go together between the tables of the roster, and what a Thing or the plan lacks."""

from dataclasses import replace

import pytest

import make
from course.core.model import Clues, Course, Handle, Participant, Roster, Thing
from course.core.people import roster_conflicts
from course.formats.command_lines import worded


def roster(*people: Participant) -> Roster:
    return {person.handle: person for person in people}


ANN, BO = Handle("ann"), Handle("bo")
WHOLE = Thing(1, "One", 1, done_when="You posted.", clues=Clues(strong=("one",)), body="Do it.\n\n1. Look\n2. Write")


def with_thing(**changes: object) -> Course:
    return make.course(things=(replace(WHOLE, path="things/01.md", **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://ann.example/", "http://www.ann.example", True),
        ("https://ann.example/", "https://ann.example/?utm_source=mail", True),
        ("https://class.example/tag/ann", "https://class.example/tag/bo", False),
        ("https://ann.example/", "https://bo.example/", False),
    ],
)
def test_one_blog_of_two_people_is_told_at_the_second(one: str, other: str, same: bool) -> None:
    found = roster_conflicts.clashes(roster(make.person("ann", blogs=(one,)), make.person("bo", blogs=(other,))))
    assert [(clash.handle, clash.key) for clash in found] == ([("bo", "blogs")] if same else [])
    assert all("bo and ann have the same blog." in clash.what for clash in found)


def test_a_blog_twice_in_one_table_and_two_runs_of_one_person_are_no_clash() -> None:
    twice = make.person("ann", blogs=("https://ann.example/", "http://ann.example"))
    again = make.person("ann-2027", blogs=twice.blogs, earlier=ANN)
    assert roster_conflicts.clashes(roster(twice, again)) == ()
    assert len(roster_conflicts.clashes(roster(twice, replace(again, earlier=None)))) == 1


def test_a_blog_that_moved_for_good_is_told_with_the_command() -> None:
    health = [
        make.health(handle=ANN, blog="https://ann.example/", moved_to="https://ann.example.org/"),
        make.health(handle=BO, blog="http://bo.example/", moved_to="https://www.bo.example"),  # the same place
    ]
    (found,) = roster_conflicts.blog_advice(health, roster(make.person("ann"), make.person("bo")))
    assert found.path == "participants.ann"
    assert "moved to https://ann.example.org/" in str(found.what)
    assert "cpd23 people move ann --there" in worded(found.what)


def test_two_people_behind_one_feed_are_told() -> None:
    health = [make.health(handle=who, feed="https://class.example/feed") for who in (BO, ANN, ANN)]
    (found,) = roster_conflicts.blog_advice(health, roster(make.person("ann"), make.person("bo")))
    assert (found.path, found.what) == (
        "participants.bo",
        "bo and ann have the same feed, so each post counts for both.",
    )


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, []),
        ({"body": ""}, ["has no text yet"]),
        ({"done_when": ""}, ["doesn't say when somebody has done it"]),
        ({"body": "Only prose."}, ["has no numbered tasks"]),
        ({"body": "1) Look"}, []),
        ({"body": "1. Look " + "word " * 898}, []),
        ({"body": "1. Look " + "word " * 899}, ["has 901 words, but people rarely read more than 900"]),
        ({"body": "1. See Thing 1, Thing 12 and Thing 7"}, ["mentions Thing 7, 12, which isn't in this course"]),
        ({"clues": Clues()}, ["has no clues"]),
        ({"clues": Clues(weak=("one",))}, []),
    ],
)
def test_what_a_thing_lacks(changes: dict[str, object], lacks: list[str]) -> None:
    found = roster_conflicts.advice(with_thing(**changes))
    assert len(found) == len(lacks)
    assert all(one.path == "things/01.md" and said in str(one.what) for one, said in zip(found, lacks, strict=True))


def test_an_empty_week_is_told_unless_it_is_declared() -> None:
    def weeks(course: Course) -> list[str]:
        return [str(one.what) for one in roster_conflicts.advice(course) if one.path == "things/course.toml"]

    assert weeks(make.course({1: 1, 2: 4}, {3: "catch-up"})) == ["Week 2 has no Thing and isn't a catch-up week."]
    assert weeks(make.course({1: 1, 2: 2}, {2: "ordinary", 9: "break"})) == []
    assert weeks(make.course(things=())) == []
