"""Entries that are runs of one person."""

import make
from course.core.model import Handle
from course.core.people import runs

ROSTER = {
    person.handle: person
    for person in (
        make.person("ann"),
        make.person("ann-2", earlier=Handle("ann")),
        make.person("ann-3", earlier=Handle("ann-2")),
        make.person("bo", earlier=Handle("nobody")),
    )
}


def test_the_first_and_the_newest_run_of_each_entry() -> None:
    first = {handle: runs.first_run(ROSTER, handle) for handle in ROSTER}
    newest = {handle: runs.newest_run(ROSTER, handle) for handle in ROSTER}
    assert first == {"ann": "ann", "ann-2": "ann", "ann-3": "ann", "bo": "bo"}
    assert newest == {"ann": "ann-3", "ann-2": "ann-3", "ann-3": "ann-3", "bo": "bo"}


def test_entries_of_one_person_are_told_from_others() -> None:
    assert runs.same_person(ROSTER, Handle("ann"), Handle("ann-3"))
    assert not runs.same_person(ROSTER, Handle("ann"), Handle("bo"))
