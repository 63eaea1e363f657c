"""Similar questions come together, and only what was asked is credited."""

import make
from course.core.model import Claim, Confidence, Evidence, RuleId
from course.formats.terminal import review
from course.formats.terminal.review import Alike, Answer, Waiting


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
