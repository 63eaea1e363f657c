"""Codes of emails: nobody else's, and found again in whatever a mail program makes of them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from course.core.letters import reply_codes
from course.core.letters.reply_codes import CodeHolder
from course.core.model import Handle

KEY = b"k" * 32
TODAY = date(2026, 11, 25)
PEOPLE = [Handle(f"person-{n}") for n in range(40)]


def test_a_code_is_of_one_person_and_one_week() -> None:
    weeks = ("2026-W01", "2026-W48", "2026-W49")
    made = {(who, week): reply_codes.code(KEY, who, week) for who in PEOPLE for week in weeks}
    assert len(set(made.values())) == len(made)
    found = reply_codes.holders(KEY, made.values(), PEOPLE, TODAY, ())
    assert {code: found[code] for code in made.values()} == {
        made[who, week]: CodeHolder(who, week) for who, week in made
    }
    assert not set(reply_codes.holders(b"another", made.values(), PEOPLE, TODAY, ())) & set(made.values())
    assert not set(reply_codes.holders(KEY, made.values(), PEOPLE[:0], TODAY, ()))


def test_a_week_that_was_changed_makes_it_nobodys() -> None:
    bent = reply_codes.code(KEY, PEOPLE[0], "2026-W48").replace("2648", "2649")
    assert bent not in reply_codes.holders(KEY, [bent], PEOPLE, TODAY, ())


def test_weeks_of_long_ago_and_to_come_are_not_looked_at() -> None:
    """Nobody can have thousands of weeks worked out by inventing codes."""
    made = [reply_codes.code(KEY, PEOPLE[0], f"20{year:02}-W{week:02}") for year in range(100) for week in range(1, 54)]
    assert len(reply_codes.holders(KEY, made, PEOPLE[:1], TODAY, ())) == reply_codes.OLDEST + 1


def test_an_extra_email_has_a_code_of_its_own_where_it_was_sent() -> None:
    extra = "2026-W48-extra-1"
    made = reply_codes.code(KEY, PEOPLE[0], extra)
    assert reply_codes.codes(f"<{made}@library.example>") == (made,)
    assert reply_codes.holders(KEY, [made], PEOPLE, TODAY, [extra])[made] == CodeHolder(PEOPLE[0], extra)
    assert made not in reply_codes.holders(KEY, [made], PEOPLE, TODAY, ())


def test_codes_are_found_in_texts_whatever_their_case_and_no_longer_word_is_one() -> None:
    code = reply_codes.code(KEY, PEOPLE[0], "2026-W48")
    for text in (
        f"<{code}@library.example>",
        f"Re: STOP {code.upper()}",
        f"subject=STOP%20{code}",
        f">> code: {code}.",
    ):
        assert code in reply_codes.codes(text.replace("%20", " "))
    assert reply_codes.codes(f"x{code} {code}aaa {code[:-1]}") == ()
    assert reply_codes.codes(f"{code} {code}") == (code,)


@given(st.text())
def test_any_text_at_all_is_nobodys_code(text: str) -> None:
    assert not set(reply_codes.codes(text)) & set(reply_codes.holders(KEY, reply_codes.codes(text), PEOPLE, TODAY, ()))
