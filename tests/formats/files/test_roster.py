"""The roster is a person's page: what is read from it, and that an edit keeps every other byte."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.core.errors import RosterEditRefused
from course.core.model import Handle, Participant, Pause, Show
from course.formats.files import roster

ADA = Participant(Handle("ada"), "Ada", "autumn", date(2026, 10, 1), ("https://ada.example/",), email="ada@example.org")
PAGE = """# Our people. \t Keep this line.

[participants.bo]   # the first
name = 'Bo'         # single quotes
cohort = "autumn"
joined = 2026-10-02
blogs = [ "https://bo.example/",
          "https://second.example/" ]   # two of them

   # about Cy:
[participants."cy"]
name = "Cy \\"the\\" third"
cohort = "autumn"
joined = 2026-10-03
blogs = []
groups = ["[participants.bo]"]
"""


def read(text: str) -> dict[str, Participant]:
    people, problems = roster.parse(text.encode(), "participants.toml", None)
    assert problems == ()
    assert people is not None
    return {str(handle): person for handle, person in people.items()}


def test_added_people_are_read_back_as_they_were_meant() -> None:
    whole = replace(
        ADA,
        groups=("a", "b"),
        show=Show.PUBLIC,
        reminders=False,
        withdrawn=date(2027, 1, 1),
        pauses=(Pause(date(2026, 12, 1), date(2026, 12, 9)), Pause(date(2027, 1, 2))),
        moved=(date(2026, 11, 2), date(2026, 12, 7)),
        agreed=date(2026, 10, 1),
        certificate_name='Ann "A" Berry',
    )
    assert read(roster.add("", whole)) == {"ada": whole}


@pytest.mark.parametrize("ending", ["", "\n", "\n\n", "   # the end, without a line break"])
def test_adding_keeps_every_byte(ending: str) -> None:
    text = PAGE.rstrip("\n") + ending
    added = roster.add(text, ADA)
    assert added.startswith(text)
    assert read(added)["ada"] == ADA


def test_windows_line_ends_and_a_byte_order_mark_are_kept() -> None:
    text = "\ufeff" + PAGE.replace("\n", "\r\n")
    added = roster.add(text, ADA)
    assert added.startswith(text)
    assert "\n" not in added.replace("\r\n", "")
    changed = roster.change(added, "bo", "email", "bo@example.org")
    assert changed.replace('email = "bo@example.org"\r\n', "") == added
    assert read(changed)["bo"].email == "bo@example.org"


def test_a_changed_value_keeps_its_comment_and_its_neighbours() -> None:
    changed = roster.change(PAGE, "bo", "name", "Beau")
    assert changed == PAGE.replace("name = 'Bo'         #", 'name = "Beau"         #')


def test_a_new_setting_stands_at_the_end_of_the_block() -> None:
    changed = roster.change(PAGE, "bo", "withdrawn", date(2026, 12, 1))
    assert changed.replace("withdrawn = 2026-12-01\n", "") == PAGE
    assert changed.index("withdrawn") < changed.index("# about Cy")


def test_a_setting_is_taken_out() -> None:
    changed = roster.change(roster.change(PAGE, "bo", "email", "b@x.example"), "bo", "email", None)
    assert changed == PAGE


def test_a_value_over_several_lines_is_refused_with_the_lines_to_paste() -> None:
    with pytest.raises(RosterEditRefused) as refused:
        roster.change(PAGE, "bo", "blogs", ["https://new.example/"])
    assert 'blogs = ["https://new.example/"]' in str(refused.value.hint)


def test_a_header_inside_a_string_fools_nobody() -> None:
    text = '[participants.bo]\nname = """\n[participants.ada]\nname = "x"\n"""\ncohort = "a"\njoined = 2026-10-02\nblogs = []\n'
    text = roster.add(text, ADA)
    changed = roster.change(text, "ada", "name", "Ada L.")
    assert tomllib.loads(changed)["participants"]["ada"]["name"] == "Ada L."
    assert tomllib.loads(changed)["participants"]["bo"] == tomllib.loads(text)["participants"]["bo"]


def test_a_person_is_removed_with_her_block_and_nothing_else() -> None:
    assert roster.remove(roster.add(PAGE, ADA), "ada").rstrip("\n") == PAGE.rstrip("\n")
    without = roster.remove(PAGE, "bo")
    assert "# about Cy" in without
    assert "Keep this line" in without
    assert set(read(without)) == {"cy"}


def test_nobody_is_added_twice_and_nobody_unknown_is_changed() -> None:
    with pytest.raises(RosterEditRefused, match="already"):
        roster.add(roster.add(PAGE, ADA), ADA)
    with pytest.raises(RosterEditRefused, match="handle zoe"):
        roster.change(PAGE, "zoe", "name", "Z")
    with pytest.raises(RosterEditRefused, match="handle zoe"):
        roster.remove(PAGE, "zoe")


def test_somebody_with_a_mistyped_line_gets_no_letters_and_is_shown_to_nobody() -> None:
    text = roster.add("", replace(ADA, show=Show.PUBLIC)) + "remnders = false\n"
    people, problems = roster.parse(text.encode(), "participants.toml", None)
    assert people is not None
    assert (people[Handle("ada")].reminders, people[Handle("ada")].show) == (False, Show.PRIVATE)
    assert [str(p) for p in problems] == ['participants.toml:8: "remnders" isn\'t a setting. Did you mean "reminders"?']


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = WORDS.filter(lambda name: bool(name.strip()))
COMMENTS = st.sampled_from(["", "  # a note", "\t# [participants.x]", ' # "quoted"'])
HANDLES = st.from_regex(r"[a-z][a-z0-9-]{0,6}", fullmatch=True)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A roster as people type it: comments, odd spacing, both kinds of line end, with or without a last one."""
    handles = draw(st.lists(HANDLES, unique=True, min_size=1, max_size=5))
    text = draw(st.sampled_from(["", "# top\n", "\n\n"]))
    for handle in handles:
        person = Participant(
            Handle(handle),
            draw(NAMES),
            draw(st.sampled_from(["a", "b"])),
            date(2026, 1, 2),
            tuple(draw(st.lists(NAMES, max_size=2))),
        )
        block = roster.add("", person).rstrip("\n").split("\n")
        text += (
            "\n".join(line + draw(COMMENTS) for line in block) + "\n" + draw(st.sampled_from(["", "\n", "# between\n"]))
        )
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return (text.replace("\n", "\r\n") if draw(st.booleans()) else text), handles


@settings(max_examples=500, deadline=None)
@given(pages(), st.data())
def test_a_random_edit_changes_one_line_and_keeps_every_other_byte(
    page: tuple[str, list[str]], data: st.DataObject
) -> None:
    text, handles = page
    handle = data.draw(st.sampled_from(handles))
    key, value = data.draw(
        st.one_of(
            st.tuples(st.just("name"), NAMES),
            st.tuples(st.just("reminders"), st.booleans()),
            st.tuples(st.just("withdrawn"), st.dates()),
            st.tuples(st.just("groups"), st.lists(NAMES, max_size=3)),
        )
    )
    try:
        changed = roster.change(text, handle, key, value)
    except RosterEditRefused:
        return
    before, after = text.split("\n"), changed.split("\n")
    same_start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    rest = len(before) - same_start - (1 if len(before) == len(after) else 0)
    glued = not text.endswith("\n") and len(after) > len(before)
    assert len(after) - len(before) in (0, 1)
    assert glued or before[len(before) - rest :] == after[len(after) - rest :]
    expected = tomllib.loads(text)
    expected["participants"][handle][key] = value
    assert tomllib.loads(changed) == expected


@settings(max_examples=500, deadline=None)
@given(pages(), NAMES)
def test_a_random_addition_keeps_every_byte_and_can_be_taken_back(page: tuple[str, list[str]], name: str) -> None:
    text, _ = page
    person = replace(ADA, handle=Handle("zz-new"), name=name)
    added = roster.add(text, person)
    assert added.startswith(text)
    assert tomllib.loads(added)["participants"]["zz-new"]["name"] == name
    assert tomllib.loads(roster.remove(added, "zz-new")) == tomllib.loads(text)
