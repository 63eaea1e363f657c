"""The list of people, and everything kept about one of them, in words and as JSON."""

import json
from dataclasses import replace
from datetime import date

import pytest

import make
import stage
from course.core.model import Claim, Confidence, Evidence, Participant, Pause, PostRow, RuleId, Words
from course.core.progress.hand_ins import HandedIn, HandInState
from course.formats.terminal import people_list
from course.formats.terminal.people_list import Record

TODAY = make.day(10)
POST = make.post(make.day(2), title="Thing 1", url="https://ada.example/1")
RECORD = Record(
    make.standing_of("ada", reason="owes Thing 2"),
    make.course().zone,
    TODAY,
    (PostRow(POST, True, (make.claim(1), make.claim(2, Confidence.LIKELY)), frozenset({1})),),
    (make.ruling(1, POST.key, 4, why="Clear."),),
    (make.self_report(3, 5, url="https://ada.example/3"),),
    (make.sent("2026-W41.this-week.ada", make.day(0)),),
    {POST.words: Words("Thing 1", text="The whole text.")},
    hand_ins=(HandedIn(make.hand_in(4, 6), make.day(6), HandInState.WAITING),),
)


def listed(*people: Participant) -> str:
    return people_list.listing({one.handle: one for one in people}, TODAY)


def test_people_stand_by_handle_in_columns_of_the_screen() -> None:
    zed = make.person("zed", name="王\x1b", blogs=())
    assert listed(zed, make.person("ada")).splitlines() == [
        "ada  Ada  autumn  https://ada.example/",
        "zed  王   autumn  no blog yet",
    ]
    assert listed() == "Nobody is on the roster yet. Add somebody: cpd23 register\n"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pauses": (Pause(make.day(9), make.day(10)),)}, "(paused until 15 October 2026)"),
        ({"pauses": (Pause(make.day(10)),)}, "(paused)"),
        ({"pauses": (Pause(make.day(1), make.day(9)),)}, "ada.example/"),
        ({"pauses": (Pause(make.day(11)),)}, "ada.example/"),
        ({"withdrawn": make.day(3), "pauses": (Pause(make.day(1)),)}, "(left on 8 October 2026)"),
    ],
)
def test_who_is_away_today_or_has_left_is_marked(changes: dict[str, object], said: str) -> None:
    assert listed(make.person("ada", **changes)).rstrip("\n").endswith(said)


def test_the_list_as_json_has_no_email() -> None:
    ada = make.person("ada", email="ada@secret.example", pauses=(Pause(make.day(1)),))
    text = people_list.listing_data({ada.handle: ada})
    assert "secret" not in text
    (row,) = json.loads(text)["people"]
    assert row["reminders"] is True
    assert row["pauses"] == [{"from": "2026-10-06", "until": None}]


def test_everything_about_one_person_has_each_post_with_the_words_and_the_rule() -> None:
    text = people_list.show(RECORD)
    for words in (
        "Ada (ada), as of Thursday 15 October 2026",
        "Standing: on schedule. Owes Thing 2.",
        "  2026-10-07  Thing 1\n      https://ada.example/1\n",
        "Thing 1: counts (sure). The number is in the title: “Thing 1”.",
        "Thing 2: waiting for your decision (likely). ",
        "Thing 1 accepted by Zoë: Clear.",
        "Thing 3 marked as done by Zoë https://ada.example/3",
        "Handed in: 1\n  Thing 4: handed in by Ada on 11 October 2026 (done in private), waiting for the organiser\n",
        "Decisions: 2",
        "2026-W41  this-week: sent",
    ):
        assert words in text, words


def test_a_credit_by_topic_has_its_day_and_one_that_was_taken_back_has_none() -> None:
    reason = (Evidence("topic", "wiki"), Evidence("path", "Thing 13 was open"))
    claim = Claim(13, Confidence.SURE, reason, RuleId.LEARNED_TOPIC, 0.98, date(2026, 11, 2))
    why = "The topic fits: wiki. Thing 13 was open. Chance 98%."
    assert people_list.counted(claim, credited=True) == f"Thing 13: counts since 2 November 2026. {why}"
    assert people_list.counted(claim, credited=False) == f"Thing 13: found, but not credited. {why}"


def test_a_post_outside_the_run_and_one_about_nothing_say_so() -> None:
    text = people_list.show(replace(RECORD, posts=(PostRow(make.post(None, title=""), False, (), frozenset()),)))
    assert "no date     (no title)" in text
    assert "written outside this run" in text
    assert "not about a Thing" in text


def test_no_word_of_a_stranger_steers_the_screen() -> None:
    post = make.post(make.day(2), title=stage.HOSTILE, url=stage.HOSTILE)
    who = make.standing_of("ada", who={"name": stage.HOSTILE, "blogs": (stage.HOSTILE,)})
    record = replace(RECORD, progress=who, posts=(PostRow(post, True, (), frozenset()),))
    assert people_list.show(record).replace("\n", "").isprintable()


def test_the_words_of_a_post_stand_only_in_the_whole_export() -> None:
    assert "The whole text." not in people_list.show_data(RECORD)
    found = json.loads(people_list.show_data(RECORD, whole=True))
    assert found["posts"][0]["words"]["text"] == "The whole text."
    assert found["roster"]["email"] == "ada@example.org"
    assert [len(found[part]) for part in ("rulings", "self_reports", "letters", "reads")] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (date(2026, 10, 5), "5 October 2026"),
        (["a", "b\x1b"], "a, b"),
        ({"from": date(2026, 10, 5)}, "5 October 2026 to further notice"),
        ({"from": date(2026, 10, 5), "until": date(2026, 10, 6)}, "5 October 2026 to 6 October 2026"),
        (7, "7"),
    ],
)
def test_a_setting_is_told_in_words(value: object, words: str) -> None:
    assert people_list.plain(value) == words
