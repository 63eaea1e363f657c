"""Advice is a value, and whoever shows it puts it into words."""

from course.core.hints import Action, Hint, ToDo, joined


def test_a_hint_is_text_and_actions_in_their_order() -> None:
    advice = Hint("See: ", ToDo(Action.SHOW_PERSON, "ada"), ". Or: ", Action.LIST_PEOPLE)
    assert tuple(advice) == ("See: ", ToDo(Action.SHOW_PERSON, "ada"), ". Or: ", ToDo(Action.LIST_PEOPLE))
    assert Hint("Held: ", advice) == Hint("Held: See: ", *advice[1:])
    assert {Hint(advice)} == {advice}


def test_a_log_names_the_actions() -> None:
    assert str(Hint("See everybody: ", Action.LIST_PEOPLE)) == "See everybody: list people"


def test_an_error_and_its_advice_are_text_unless_there_is_something_to_do() -> None:
    assert joined("It broke.", "Mend it.") == "It broke. Mend it."
    assert joined("It broke.", "") == "It broke."
    assert joined("It broke.", Hint("See: ", Action.CHECK)) == Hint("It broke. See: ", Action.CHECK)
