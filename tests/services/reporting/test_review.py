"""Deciding on doubtful posts: asked, answered, kept, taken back."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from course.adapters.store import Store
from course.core.errors import CourseError, UsageError
from course.core.model import Confidence, Handle, Post, PostKey, Source, Words
from course.core.posts import post_content
from course.core.posts.feed_state import Keeping, Visit
from course.formats.report import RENDERERS
from course.services import course_home as homes
from course.services.course_home import Home
from course.services.reporting import report, review

TODAY = date(2026, 11, 23)
COURSE = """title = "Small things"
tags = ["small23"]
zone = "Europe/London"
organiser = { name = "Zoë Marsh", email = "zoe@library.example" }
[cohorts.autumn]
starts = 2026-10-05
"""
ROSTER = """[participants.ada]
name = "Ada"
cohort = "autumn"
joined = 2026-10-01
blogs = ["https://ada.example/"]
[participants.adam]
name = "Bede"
cohort = "autumn"
joined = 2026-10-01
email = "bede@library.example"
blogs = []
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    things = tmp_path / "things"
    things.mkdir()
    (things / "course.toml").write_text(COURSE, encoding="utf-8")
    for number in range(1, 10):
        text = f'+++\nnumber = {number}\ntitle = "Matter {"abcdefghi"[number - 1]}"\nweek = {number}\n+++\n'
        (things / f"{number:02}-matter.md").write_text(text, encoding="utf-8")
    (tmp_path / "participants.toml").write_text(ROSTER, encoding="utf-8")
    return homes.open_home(tmp_path)


def keep(home: Home, *titles: str, url: str = "https://ada.example/{}") -> None:
    keeping = []
    for number, title in enumerate(titles):
        address = url.format(number)
        said = Words(title, address)
        at = datetime(2026, 10, 10 + number, 12, tzinfo=UTC)
        post = Post(PostKey(f"k{number}"), Handle("ada"), "https://ada.example/", address, title, at, at, f"w{number}")
        keeping.append(Keeping(post, f"id{number}", said, post_content.joined(said), new=True))
    with Store(home.database) as store:
        at = datetime(2026, 11, 1, tzinfo=UTC)
        store.save([Visit(Handle("ada"), "https://ada.example/", at, good=True, keeping=tuple(keeping))])


def credits(home: Home, handle: str = "ada") -> dict[int, Source]:
    with Store(home.database, write=False) as store:
        rows = report.report(homes.open_home(home.root), store, TODAY).rows
    return {credit.thing: credit.by for row in rows if row.participant.handle == handle for credit in row.credits}


def typing(*answers: str) -> Callable[[str], str | None]:
    lines: Iterator[str] = iter(answers)
    return lambda _card: next(lines, None)


def silent(_words: str) -> None:
    """Nobody listens."""


DOUBTFUL = "Before Thing 3"


def test_doubtful_post_waits_with_its_words_and_earns_nothing(home: Home) -> None:
    keep(home, DOUBTFUL)
    assert credits(home) == {}
    shown = review.listing(home, TODAY)
    assert "1 of 1  Ada (ada)" in shown
    assert DOUBTFUL in shown
    assert 'title: "Thing 3"' in shown
    assert "Saturday 10 October 2026" in shown
    assert "https://ada.example/0" in shown


def test_queue_as_json_has_the_rows_of_the_report(home: Home) -> None:
    keep(home, DOUBTFUL)
    (row,) = json.loads(review.listing(home, TODAY, json=True))["review"]
    assert row["thing"] == 3
    assert row["confidence"] == "likely"
    assert {"kind": "title", "quote": "Thing 3"} in row["evidence"]
    with Store(home.database) as store:
        (told,) = json.loads(RENDERERS["json"](report.report(home, store, TODAY)))["review"]
    assert {key: row[key] for key in told} == told


@pytest.mark.parametrize(
    ("typed", "credited"),
    [
        ("y", {3}), ("Y\n", {3}), ("yes", {3}), ("n", set()), ("5", {5}), ("3, 5", {3, 5}), ("5 & 6", {5, 6}), ("l", set()), ("q", set()),
    ],
)  # fmt: skip
def test_one_answer_a_post(home: Home, typed: str, credited: set[int]) -> None:
    keep(home, DOUBTFUL)
    review.decide(home, TODAY, typing(typed), silent)
    assert credits(home) == dict.fromkeys(credited, Source.RULING)


@pytest.mark.parametrize(("typed", "left"), [("y", 0), ("n", 0), ("5", 0), ("l", 1), ("q", 1)])
def test_a_decided_post_is_not_asked_again(home: Home, typed: str, left: int) -> None:
    keep(home, DOUBTFUL)
    review.decide(home, TODAY, typing(typed), silent)
    with Store(home.database, write=False) as store:
        assert len(review.waiting(home, store, TODAY)) == left


def test_what_is_not_understood_is_asked_again(home: Home) -> None:
    keep(home, DOUBTFUL)
    said: list[str] = []
    review.decide(home, TODAY, typing("perhaps", "44", "²", "", "y"), said.append)
    assert len(said) == 4
    assert credits(home) == {3: Source.RULING}


def test_what_was_answered_before_the_input_ended_is_kept(home: Home) -> None:
    keep(home, DOUBTFUL, "Skipping Thing 4", "Not Thing 5")
    told = review.decide(home, TODAY, typing("y"), silent)
    assert told.startswith("1 decided, 2 left.\nNext: cpd23 remind draft")
    assert credits(home) == {3: Source.RULING}


def test_posts_are_asked_in_the_order_of_their_days(home: Home) -> None:
    keep(home, "Not Thing 5", "Before Thing 3")
    with Store(home.database, write=False) as store:
        assert [card.things for card in review.waiting(home, store, TODAY)] == [(5,), (3,)]


def test_nothing_waits(home: Home) -> None:
    assert review.listing(home, TODAY) == "Nothing waits for a decision.\n"
    assert review.decide(home, TODAY, typing(), silent) == "Nothing waits for a decision.\n"


def test_title_that_would_move_the_cursor_is_shown_as_text(home: Home) -> None:
    keep(home, "Before Thing 3 \x1b[2J\u202e")
    assert "\x1b" not in review.listing(home, TODAY)
    assert "\u202e" not in review.listing(home, TODAY)


def test_refused_post_stays_refused_whatever_the_machine_thinks(home: Home) -> None:
    keep(home, "Thing 3: Matter c")
    assert credits(home) == {3: Source.POST}
    review.mark(home, "ada", 3, TODAY, url="http://www.ada.example/0/?utm_source=x", note="a joke", refuse=True)
    assert credits(home) == {}
    for _ in range(3):
        assert credits(home) == {}


def test_thing_refused_as_such_and_marked_again(home: Home) -> None:
    keep(home, "Thing 3: Matter c")
    review.mark(home, "ada", 3, TODAY, refuse=True)
    assert credits(home) == {}
    review.mark(home, "ada", 3, TODAY)
    assert 3 in credits(home)


def test_thing_done_in_private(home: Home) -> None:
    assert (
        review.mark(home, "bede@library.example", 7, TODAY, note="on paper")
        == "Bede: Thing 7 is done, without a post.\n"
    )
    assert credits(home, "adam") == {7: Source.SELF_REPORT}


def test_link_that_we_do_not_keep_is_a_self_report(home: Home) -> None:
    assert "https://elsewhere.example/7" in review.mark(home, "Bede", 7, TODAY, url="https://elsewhere.example/7")
    assert credits(home, "adam") == {7: Source.SELF_REPORT}


def test_pages_that_differ_in_their_query_are_different_posts(home: Home) -> None:
    keep(home, "One", "Two", url="https://ada.example/?p={}")
    review.mark(home, "ada", 7, TODAY, url="https://ada.example/?p=1")
    with Store(home.database, write=False) as store:
        assert [ruling.post for ruling in store.rulings()] == ["k1"]


def test_decision_taken_back_is_kept_as_history(home: Home) -> None:
    keep(home, "Thing 3: Matter c")
    review.mark(home, "ada", 3, TODAY, url="https://ada.example/0", note="a joke", refuse=True)
    assert review.undo(home, "ada", 3, "", TODAY).startswith("Taken back: Ada: Thing 3 is not credited")
    assert credits(home) == {3: Source.POST}
    with Store(home.database, write=False) as store:
        (decision,) = store.decisions(Handle("ada"))
    assert (decision.what.by, decision.what.on, decision.what.why) == ("Zoë Marsh", TODAY, "a joke")
    assert (decision.undone_by, decision.undone_on) == ("Zoë Marsh", TODAY)


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        (lambda home: review.mark(home, "ad", 3, TODAY), "could be Ada (ada) or Bede (adam)"),
        (lambda home: review.mark(home, "nobody", 3, TODAY), "called 'nobody'"),
        (lambda home: review.mark(home, "ada", 30, TODAY), "no Thing 30"),
    ],
)
def test_words_that_do_not_fit_are_told(home: Home, deed: Callable[[Home], str], says: str) -> None:
    with pytest.raises(UsageError) as told:
        deed(home)
    assert says in str(told.value)


def test_nothing_to_take_back_and_no_post_to_refuse(home: Home) -> None:
    with pytest.raises(CourseError, match="Nothing was decided"):
        review.undo(home, "ada", 3, "", TODAY)
    with pytest.raises(CourseError, match="No post of Ada is kept"):
        review.mark(home, "ada", 3, TODAY, url="https://ada.example/none", refuse=True)


def test_nobody_may_be_asked() -> None:
    with pytest.raises(CourseError, match="forbids"):
        review.ready(asks=False)


def test_claims_carry_words_and_a_rule(home: Home) -> None:
    keep(home, DOUBTFUL)
    with Store(home.database, write=False) as store:
        (card,) = review.waiting(home, store, TODAY)
    (claim,) = card.claims
    assert claim.confidence is Confidence.LIKELY
    assert claim.rule
    assert claim.evidence
