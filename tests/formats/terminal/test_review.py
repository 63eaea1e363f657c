"""Questions and answers of the review: similar ones come together, and only what was asked is credited."""

import json
from dataclasses import replace

import pytest

import make
import stage
from course.core.model import Claim, Confidence, Credit, Evidence, RuleId, Source
from course.formats.terminal import review
from course.formats.terminal.review import Alike, Answer, Marked, Waiting


def waiting(number: int, *claims: Claim, text: str = "") -> Waiting:
    person = make.person(f"p{number}")
    return Waiting(person, make.post(make.day(number), f"p{number}"), make.day(number), claims, text)


def topic(thing: int, chance: float, *quotes: str) -> Claim:
    evidence = tuple(Evidence("topic", quote) for quote in quotes)
    return Claim(thing, Confidence.LIKELY, evidence, RuleId.LEARNED_TOPIC, chance)


def test_clear_questions_about_one_thing_come_together_where_the_first_of_them_was() -> None:
    """A faint one, one by number, and one about another Thing stay alone."""
    numbered = waiting(4, make.claim(5, Confidence.LIKELY))
    cards = [waiting(1, topic(5, 0.9)), waiting(2, topic(6, 0.9)), waiting(3, topic(5, 0.3)), numbered]
    cards.append(waiting(5, topic(7, 0.2), topic(5, 0.8)))
    assert review.together(cards) == (Alike(5, (cards[0], cards[4])), *cards[1:4])


def test_a_yes_to_a_ranking_means_the_likeliest_thing_and_to_numbers_all_of_them() -> None:
    """What a ranking names beside it is not credited."""
    assert waiting(1, topic(5, 0.3), topic(6, 0.6)).yes == (6,)
    assert waiting(1, make.claim(6), make.claim(7)).yes == (6, 7)


def test_places_of_a_group_are_understood_and_others_are_not() -> None:
    """Numbers are places here, no Things."""
    assert review.group_answer("1 3", 3) == (1, 3)
    assert review.group_answer("4", 3) is None
    assert review.group_answer("s", 3) is Answer.SINGLY
    assert review.group_answer("u", 3) is Answer.UNDO
    assert review.group_answer("?", 3) is Answer.HELP


def test_a_group_shows_each_post_with_its_evidence_marked() -> None:
    """In the title, and in one line of the text around what tells most."""
    told = topic(5, 0.9, "dropbox", "wiki")
    cards = [waiting(n, told, text="A wiki, and then Dropbox.") for n in (1, 2)]
    named = tuple(replace(one, post=replace(one.post, title="My wiki")) for one in cards)
    assert review.group_card(Alike(5, named), 3, 7, make.course()).splitlines()[:5] == [
        "3 of 7  2 posts that look like Thing 5, Thing of 5",
        f"  1. My »wiki«  {named[0].person.name}, Tuesday 6 October 2026",
        "     The topic fits: dropbox, wiki. Chance 90%.",
        "     A wiki, and then »Dropbox«.",
        f"     {named[0].post.url}",
    ]


def test_credits_by_topic_are_listed_a_page_at_a_time_and_numbered_through() -> None:
    """A number undoes one on any page; the last page says that there are no more."""
    credit = Credit(5, make.day(1), Source.TOPIC, title="My wiki", evidence=(Evidence("topic", "wiki"),), chance=0.98)
    recent = [(f"P{n}", credit) for n in range(21)]
    first, last = (review.render_by_topic(recent, start).splitlines() for start in (0, review.PAGE))
    assert first[:3] == [
        "21 posts were credited by topic in the last 7 days:",
        "  1. My »wiki«  P0",
        "     Thing 5: the topic fits: wiki. Chance 98%.",
    ]
    assert first[-1] == "Type a number to undo that credit, press Enter for more, or type q to stop: "
    assert last[0] == "  21. My »wiki«  P20"
    assert last[-1] == "Type a number to undo that credit, or press Enter to stop: "


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("y", Answer.YES),
        (" YES ", Answer.YES),
        ("n", Answer.NO),
        ("la", Answer.LATER),
        ("q", Answer.QUIT),
        ("7", (7,)),
        ("7, 6 & 6", (6, 7)),
        ("13", None),
        ("0", None),
        ("yess", None),
        ("s", None),
        ("?", Answer.HELP),
        ("٣", None),
        ("", None),
    ],
)
def test_an_answer_is_a_key_or_things_of_the_course(typed: str, meant: object) -> None:
    assert review.answer(typed, make.course()) == meant


def test_a_card_shows_the_quoted_words_and_no_stranger_steers_the_screen() -> None:
    one = waiting(1, make.claim(3, Confidence.LIKELY), make.claim(5, Confidence.LIKELY))
    hostile = replace(one, person=replace(one.person, name=stage.HOSTILE), post=replace(one.post, title=stage.HOSTILE))
    text = review.card(hostile, 2, 9, make.course())
    assert text.startswith("2 of 9  Eve ")
    assert '    title: "Thing 3"' in text.splitlines()
    assert text.replace("\n", "").isprintable()
    ranked = review.card(waiting(1, topic(5, 0.3), topic(6, 0.6)), 1, 1, make.course())
    assert "  If you answer y, only Thing 6 will be credited." in ranked.splitlines()


def test_the_queue_has_a_row_for_each_claim_or_says_that_it_is_empty() -> None:
    one = waiting(1, make.claim(3, Confidence.LIKELY), topic(5, 0.3))
    rows = json.loads(review.render_json([one], make.course().zone))["review"]
    assert [(row["handle"], row["thing"], row.get("chance")) for row in rows] == [("p1", 3, None), ("p1", 5, 0.3)]
    assert review.render_listing([], make.course()) == "No posts are waiting for your decision.\n"


def test_a_decision_is_told_with_what_it_undid_and_what_still_holds() -> None:
    accepted, refused = make.ruling(3, "p3", 9), make.ruling(3, "p3", 9, accepted=False)
    made = Marked("Ada", make.ADA, 3, refused, (accepted,), credited=True)
    assert review.render_marked(made).splitlines() == [
        "Ada: Thing 3 isn't credited for this post.",
        "Undone: your credit of Thing 3 for Ada (one post).",
        "Thing 3 is still credited. To see why: cpd23 people show ada",
    ]
    undone = Marked("Ada", make.ADA, 3, None, (make.self_report(3, 9),), credited=False)
    assert review.render_marked(undone).splitlines() == [
        "Undone: your decision that Ada has done Thing 3.",
        "Thing 3 is not credited now.",
    ]
    agreed = Marked("Ada", make.ADA, 3, accepted, (), credited=True)
    assert review.render_marked(agreed) == "Ada: Thing 3 is credited for this post.\n"


def test_the_end_counts_what_was_decided_and_names_the_next_command_only_then() -> None:
    assert review.render_decided(0, 0) == "No posts are waiting for your decision.\n"
    assert review.render_decided(0, 2) == "You haven't decided on any posts yet. 2 are left.\n"
    assert "cpd23 remind draft" in review.render_decided(1, 0)
    names = {make.ADA: "Ada"}
    refused = [make.ruling(3, "p3", 9, accepted=False), make.ruling(4, "p3", 9, accepted=False)]
    assert review.render_rulings(refused, names) == "Not credited: the post by Ada."
    assert review.render_rulings([make.ruling(3, "p3", 9)], names) == "Credited: Thing 3 for Ada."
