"""The week's message to paste: in the marks of each place, with the organiser's words, and nobody's name but theirs."""

from dataclasses import replace

import pytest

import make
from course.core.letters.paste_places import PastePlace
from course.core.model import Thing, Week, WeekKind
from course.formats.letters import week_message
from course.formats.letters.week_message import SharedWeek

COURSE = replace(
    make.course({6: 5, 7: 5, 8: 6}, site="https://library.example/cpd23/", tags=("cpd23",)),
    weeks={7: Week(7, WeekKind.CATCH_UP, "Rest a little.")},
)
WEEK = SharedWeek(
    COURSE, 6, "Monday 5 October 2026", "Have **fun** with *this* one: [more](https://x.example/).", "Zoë"
)


@pytest.mark.parametrize(
    ("place", "title", "words"),
    [
        (
            PastePlace.SLACK,
            "*Twelve Things, week 6: Thing 8, Thing of 8*",
            "Have *fun* with _this_ one: more (https://x.example/).",
        ),
        (
            PastePlace.WHATSAPP,
            "*Twelve Things, week 6: Thing 8, Thing of 8*",
            "Have *fun* with _this_ one: more (https://x.example/).",
        ),
        (
            PastePlace.DISCORD,
            "**Twelve Things, week 6: Thing 8, Thing of 8**",
            "Have **fun** with *this* one: more (https://x.example/).",
        ),
        (
            PastePlace.TEAMS,
            "Twelve Things, week 6: Thing 8, Thing of 8",
            "Have fun with this one: more (https://x.example/).",
        ),
        (
            PastePlace.TEXT,
            "Twelve Things, week 6: Thing 8, Thing of 8",
            "Have fun with this one: more (https://x.example/).",
        ),
    ],
)
def test_each_place_has_its_own_marks(place: PastePlace, title: str, words: str) -> None:
    text = week_message.render(WEEK, place)
    assert text.startswith(f"{title}\n\n{words}\n\n")
    assert "https://library.example/cpd23/thing-08.html" in text
    assert 'for example "Thing 8: Thing of 8". Tag it cpd23.' in text
    assert text.endswith("\n\nZoë\n")


def test_a_mailing_list_gets_a_subject_and_short_lines() -> None:
    text = week_message.render(WEEK, PastePlace.LIST)
    assert text.startswith("Subject: Twelve Things, week 6: Thing 8, Thing of 8\n\nHave *fun* with *this* one")
    assert max(map(len, text.splitlines())) <= 72


@pytest.mark.parametrize(
    ("number", "title", "holds"),
    [
        (5, "Twelve Things, week 5: Things 6 and 7", "Thing 7: Thing of 7 (about 60 minutes)"),
        (7, "Twelve Things, week 7: time to catch up", "Rest a little."),
        (9, "Twelve Things, week 9: no new Thing", "Zoë"),
        (None, "Twelve Things begins on Monday 5 October 2026", "Zoë"),
    ],
)
def test_every_kind_of_week_has_a_title(number: int | None, title: str, holds: str) -> None:
    text = week_message.render(replace(WEEK, number=number, note=""), PastePlace.TEXT)
    assert text.startswith(title + "\n\n")
    assert holds in text


def test_nothing_in_a_title_moves_a_cursor() -> None:
    things = (Thing(8, "A\x1b[31m\u202eb\nc", 6),)
    text = week_message.render(replace(WEEK, course=replace(COURSE, things=things)), PastePlace.TEXT)
    assert "\x1b" not in text
    assert "\u202e" not in text
