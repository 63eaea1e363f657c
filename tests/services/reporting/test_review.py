"""Deciding on doubtful posts: asked, answered, kept, taken back."""

import contextlib
import itertools
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from course.adapters.store import Store
from course.core.errors import CourseError, UsageError
from course.core.model import Confidence, HandInWay, Handle, Post, PostKey, Source, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.core.progress import hand_ins
from course.formats.report import RENDERERS
from course.formats.terminal import review as render
from course.formats.terminal.review import Answer
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
        keeping.append(PostChange(post, f"id{number}", said, post_content.joined(said), new=True))
    with Store(home.database) as store:
        at = datetime(2026, 11, 1, tzinfo=UTC)
        store.save([VisitResult(Handle("ada"), "https://ada.example/", at, good=True, keeping=tuple(keeping))])


def credits(home: Home, handle: str = "ada") -> dict[int, Source]:
    with Store(home.database, write=False) as store:
        rows = report.report(homes.open_home(home.root), store, TODAY).rows
    return {credit.thing: credit.by for row in rows if row.participant.handle == handle for credit in row.credits}


def answered(home: Home, *typed: str) -> int:
    """How many cards were decided with these answers."""
    cards = review.queue(home, TODAY)
    answers = [render.answer(one, home.course) for one in typed]
    return sum(review.decide(home, card, said, TODAY) for card, said in zip(cards, answers, strict=False) if said)


DOUBTFUL = "Before Thing 3"


def test_doubtful_post_waits_with_its_words_and_earns_nothing(home: Home) -> None:
    keep(home, DOUBTFUL)
    assert credits(home) == {}
    shown = render.render_listing(review.queue(home, TODAY), home.course)
    assert "1 of 1  Ada (ada)" in shown
    assert "  Before »Thing 3«" in shown.splitlines()
    assert 'title: "Thing 3"' in shown
    assert "Saturday 10 October 2026" in shown
    assert "https://ada.example/0" in shown


def test_queue_as_json_has_the_rows_of_the_report(home: Home) -> None:
    keep(home, DOUBTFUL)
    (row,) = json.loads(render.render_json(review.queue(home, TODAY), home.course.zone))["review"]
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
    answered(home, typed)
    assert credits(home) == dict.fromkeys(credited, Source.RULING)


@pytest.mark.parametrize(("typed", "left"), [("y", 0), ("n", 0), ("5", 0), ("l", 1), ("q", 1)])
def test_a_decided_post_is_not_asked_again(home: Home, typed: str, left: int) -> None:
    keep(home, DOUBTFUL)
    answered(home, typed)
    with Store(home.database, write=False) as store:
        assert len(review.waiting(home, report.report(home, store, TODAY))) == left


@pytest.mark.parametrize("typed", ["perhaps", "44", "²", ""])
def test_what_is_not_understood_is_no_answer(home: Home, typed: str) -> None:
    assert render.answer(typed, home.course) is None


def test_what_was_answered_before_the_input_ended_is_kept(home: Home) -> None:
    keep(home, DOUBTFUL, "Skipping Thing 4", "Not Thing 5")
    assert answered(home, "y") == 1
    assert render.render_decided(1, 2).startswith("You decided on 1 post. 2 are left.\nNext: cpd23 remind draft")
    assert credits(home) == {3: Source.RULING}


def test_posts_are_asked_in_the_order_of_their_days(home: Home) -> None:
    keep(home, "Not Thing 5", "Before Thing 3")
    with Store(home.database, write=False) as store:
        assert [card.things for card in review.waiting(home, report.report(home, store, TODAY))] == [(5,), (3,)]


def test_nothing_waits(home: Home) -> None:
    nothing = "No posts are waiting for your decision.\n"
    assert render.render_listing(review.queue(home, TODAY), home.course) == render.render_decided(0, 0) == nothing


def test_title_that_would_move_the_cursor_is_shown_as_text(home: Home) -> None:
    keep(home, "Before Thing 3 \x1b[2J\u202e")
    shown = render.render_listing(review.queue(home, TODAY), home.course)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


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
    marked = review.mark(home, "bede@library.example", 7, TODAY, note="on paper")
    assert render.render_marked(marked) == "Bede: Thing 7 marked as done.\n"
    assert credits(home, "adam") == {7: Source.SELF_REPORT}


def test_link_that_we_do_not_keep_is_a_self_report(home: Home) -> None:
    marked = review.mark(home, "Bede", 7, TODAY, url="https://elsewhere.example/7")
    assert render.render_marked(marked) == "Bede: Thing 7 marked as done. Evidence: https://elsewhere.example/7\n"
    assert credits(home, "adam") == {7: Source.SELF_REPORT}


def test_pages_that_differ_in_their_query_are_different_posts(home: Home) -> None:
    keep(home, "One", "Two", url="https://ada.example/?p={}")
    review.mark(home, "ada", 7, TODAY, url="https://ada.example/?p=1")
    with Store(home.database, write=False) as store:
        assert [ruling.post for ruling in store.rulings()] == ["k1"]


def test_decision_taken_back_is_kept_as_history(home: Home) -> None:
    keep(home, "Thing 3: Matter c")
    review.mark(home, "ada", 3, TODAY, url="https://ada.example/0", note="a joke", refuse=True)
    undone = render.render_marked(review.undo(home, "ada", 3, "", TODAY))
    assert undone == "Undone: your refusal of Thing 3 for Ada (one post).\nThing 3 is credited now.\n"
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
def test_words_that_do_not_fit_are_told(home: Home, deed: Callable[[Home], object], says: str) -> None:
    with pytest.raises(UsageError) as told:
        deed(home)
    assert says in str(told.value)


def test_nothing_to_take_back_and_no_post_to_refuse(home: Home) -> None:
    with pytest.raises(CourseError, match="haven't made a decision"):
        review.undo(home, "ada", 3, "", TODAY)
    with pytest.raises(CourseError, match="no post by Ada"):
        review.mark(home, "ada", 3, TODAY, url="https://ada.example/none", refuse=True)


ADDRESSES = {"thing": "", "post": "https://ada.example/0", "link": "https://elsewhere.example/3"}
DEEDS = [(deed, on) for deed in ("accept", "refuse", "undo") for on in ADDRESSES]
SHORT = [order for length in (1, 2) for order in itertools.product(DEEDS, repeat=length)]
LONG = [*SHORT, *itertools.product([deed for deed in DEEDS if deed[1] != "link"], repeat=3)]


def expected(order: Iterable[tuple[str, str]], by_post: bool) -> bool:
    """Whether the Thing is credited: the last decision wins; one about an address is about that address alone."""
    whole, page = "", {"post": "", "link": ""}
    for deed, on in order:
        if on == "thing":
            whole, page = (
                {"accept": "accept", "refuse": "refuse", "undo": ""}[deed],
                (page if deed == "accept" else {"post": "", "link": ""}),
            )
        elif deed == "accept":
            whole, page = whole.replace("refuse", ""), page | {on: "accept"}
        else:
            page = page | {on: "refuse" if (deed, on) == ("refuse", "post") else ""}
    if "accept" in (whole, *page.values()):
        return True
    return by_post and whole != "refuse" and page["post"] != "refuse"


@pytest.mark.parametrize("by_post", [True, False], ids=["the post names the Thing", "the post doesn't"])
@pytest.mark.parametrize("first", DEEDS, ids="-".join)
def test_the_last_decision_wins_in_every_order(home: Home, first: tuple[str, str], by_post: bool) -> None:
    keep(home, "Thing 3: Matter c" if by_post else "Holidays")
    for order in (order for order in (LONG if by_post else SHORT) if order[0] == first):
        for deed, on in order:
            with contextlib.suppress(CourseError):  # nothing to undo, or no such post to refuse
                if deed == "undo":
                    review.undo(home, "ada", 3, ADDRESSES[on], TODAY)
                else:
                    review.mark(home, "ada", 3, TODAY, url=ADDRESSES[on], refuse=deed == "refuse")
        assert (3 in credits(home)) == expected(order, by_post), order
        with contextlib.suppress(CourseError):
            review.undo(home, "ada", 3, "", TODAY)


@pytest.mark.parametrize("order", [o for o in SHORT[:: len(SHORT) // 12] if o[-1][0] != "undo"], ids=str)
def test_a_decision_that_is_undone_leaves_what_was_before(home: Home, order: tuple[tuple[str, str], ...]) -> None:
    keep(home, "Thing 3: Matter c")
    before = frozenset[object]()
    for place, (deed, on) in enumerate(order):
        before = frozenset((*in_force(home), *credits(home)))
        try:
            if deed == "undo":
                review.undo(home, "ada", 3, ADDRESSES[on], TODAY)
            else:
                last = review.mark(home, "ada", 3, TODAY, url=ADDRESSES[on], refuse=deed == "refuse", note=str(place))
        except CourseError:
            return  # nothing to undo, or no such post to refuse
    review.unmark(home, last, TODAY)
    assert frozenset((*in_force(home), *credits(home))) == before
    with pytest.raises(CourseError, match="no longer counts"):
        review.unmark(home, last, TODAY)


def in_force(home: Home) -> tuple[object, ...]:
    with Store(home.database, write=False) as store:
        return (*store.rulings(), *store.self_reports())


def test_a_decision_made_twice_is_kept_once(home: Home) -> None:
    keep(home, "Thing 3: Matter c")
    for _ in range(2):
        review.mark(home, "ada", 3, TODAY, note="told me")
        review.mark(home, "ada", 4, TODAY, item=PostKey("k0"))
    assert len(in_force(home)) == 2
    with pytest.raises(CourseError, match="no longer kept"):
        review.mark(home, "ada", 4, TODAY, item=PostKey("other"))


def test_a_refusal_that_leaves_a_credit_says_so_and_a_contradicted_mark_is_named(home: Home) -> None:
    keep(home, "Thing 3: Matter c")
    review.mark(home, "ada", 3, TODAY)
    refused = review.mark(home, "ada", 3, TODAY, url="https://ada.example/0", refuse=True)
    assert "Thing 3 is still credited. To see why: cpd23 people show ada\n" in render.render_marked(refused)
    assert render.render_marked(review.mark(home, "ada", 3, TODAY, refuse=True)) == (
        "Ada: Thing 3 isn't credited, whatever the posts say.\nUndone: your decision that Ada has done Thing 3.\n"
    )


def test_a_link_that_becomes_a_post_can_be_refused_and_undone(home: Home) -> None:
    review.mark(home, "ada", 3, TODAY, url="http://www.ada.example/0/")
    keep(home, "Holidays")
    assert not review.mark(home, "ada", 3, TODAY, url="https://ada.example/0", refuse=True).credited
    assert review.mark(home, "ada", 3, TODAY, url="https://ada.example/0").credited
    assert not review.undo(home, "ada", 3, "https://ada.example/0", TODAY).credited


def test_a_thing_that_was_refused_as_such_is_not_asked_about(home: Home) -> None:
    keep(home, DOUBTFUL)
    review.mark(home, "ada", 3, TODAY, refuse=True)
    assert review.queue(home, TODAY) == ()


def test_claims_carry_words_and_a_rule(home: Home) -> None:
    keep(home, DOUBTFUL)
    with Store(home.database, write=False) as store:
        (card,) = review.waiting(home, report.report(home, store, TODAY))
    (claim,) = card.claims
    assert claim.confidence is Confidence.LIKELY
    assert claim.rule
    assert claim.evidence


def hand_in(home: Home, url: str = "", thing: int = 7, who: str = "adam") -> PostKey:
    with Store(home.database) as store:
        assert store.save_hand_in(
            Handle(who), thing, datetime(2026, 11, 20, tzinfo=UTC), url, HandInWay.PAGE, hand_ins.same
        )
        return store.hand_ins()[-1].key


def test_what_was_handed_in_is_asked_about_and_answered_like_a_post(home: Home) -> None:
    hand_in(home)
    (card,) = review.queue(home, TODAY)
    shown = render.card(card, 1, 1, home.course)
    assert "Handed in by Bede on 20 November 2026" in shown
    assert 'handed in: "done in private"' in shown
    made = review.rulings(home, card, (8,), TODAY)  # it was about Thing 8
    review.keep(home, *made)
    assert credits(home, "adam") == {8: Source.SELF_REPORT}
    assert review.queue(home, TODAY) == ()
    review.take_back(home, made, TODAY)
    assert credits(home, "adam") == {}
    assert len(review.queue(home, TODAY)) == 1


def test_the_last_decision_by_hand_about_what_was_handed_in_wins(home: Home) -> None:
    url = "https://padlet.example/7"
    hand_in(home, url)
    review.mark(home, "adam", 7, TODAY, url=url)
    assert credits(home, "adam") == {7: Source.SELF_REPORT}
    review.mark(home, "adam", 7, TODAY, url=url + "/", refuse=True)
    assert credits(home, "adam") == {}
    assert review.queue(home, TODAY) == ()
    review.undo(home, "adam", 7, url, TODAY)
    assert len(review.queue(home, TODAY)) == 1
    review.mark(home, "adam", 7, TODAY, refuse=True)
    assert (credits(home, "adam"), review.queue(home, TODAY)) == ({}, ())
    review.mark(home, "adam", 7, TODAY)
    assert credits(home, "adam") == {7: Source.SELF_REPORT}


def test_a_refusal_of_the_post_that_the_feed_has_ends_what_was_handed_in(home: Home) -> None:
    keep(home, "A pun")
    hand_in(home, "https://ada.example/0", who="ada")
    (card,) = review.queue(home, TODAY)
    review.decide(home, card, Answer.YES, TODAY)
    assert credits(home) == {7: Source.SELF_REPORT}
    review.mark(home, "ada", 7, TODAY, url="https://ada.example/0", refuse=True)
    assert credits(home) == {}
