"""Whom does a word mean?"""

import pytest

import make
from course.core.errors import UsageError
from course.core.model import Handle
from course.core.people import find_person

ROSTER = {
    person.handle: person
    for person in (
        make.person("nightjar", name="Nightjar", email="ann@mail.example"),
        make.person("night", name="Night Owl"),
        make.person("zoe", name="Zoë M.", email="zoe@mail.example"),
        make.person("one", name="Twin", email="one@mail.example"),
        make.person("two", name="Twin"),
    )
}


@pytest.mark.parametrize(
    ("word", "handle"),
    [
        ("nightjar", "nightjar"),
        ("night", "night"),  # a whole handle is meant before the beginning of another
        ("Night O", "night"),
        ("NIGHTJ", "nightjar"),
        ("ann@mail.example", "nightjar"),
        ("ann", "nightjar"),
        ("zoë", "zoe"),
        (" Zoe ", "zoe"),
        ("on", "one"),
    ],
)
def test_handles_names_and_emails_or_unique_beginnings(word: str, handle: str) -> None:
    assert find_person.one(word, ROSTER).handle == handle


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("nobody", "Nobody on the roster is called 'nobody'"),
        ("", "name is empty"),
        ("nigh", r"could be Night Owl \(night\) or Nightjar \(nightjar\)"),
        ("twin", r"could be Twin \(one\) or Twin \(two\)"),
    ],
)
def test_what_is_not_one_person_is_told_without_an_email(word: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as told:
        find_person.one(word, ROSTER)
    assert "mail.example" not in f"{told.value} {told.value.hint}"


def test_several_words_mean_several_people() -> None:
    assert find_person.several(["zoe", "ann"], ROSTER) == {"zoe", "nightjar"}


def test_an_exact_handle_wins_over_somebody_elses_name() -> None:
    shown = {
        **ROSTER,
        Handle("bea"): make.person("bea", name="nightjar"),
        Handle("cat"): make.person("cat", name="ZOE"),
    }
    assert find_person.one("nightjar", shown).handle == "nightjar"
    assert find_person.one(" Zoe ", shown).handle == "zoe"
    assert find_person.several(["nightjar", "zoe"], shown) == {"nightjar", "zoe"}
