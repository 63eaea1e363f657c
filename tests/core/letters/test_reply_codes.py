"""Codes of emails: nobody else's, and found again in whatever a mail program makes of them."""

from hypothesis import given
from hypothesis import strategies as st

from course.core.letters import reply_codes
from course.core.model import Handle

KEY = b"k" * 32
PEOPLE = [Handle(f"person-{n}") for n in range(40)]


def test_a_code_is_of_one_person_and_one_week() -> None:
    weeks = ("2026-W01", "2026-W48", "2027-W01")
    made = {(who, week): reply_codes.code(KEY, who, week) for who in PEOPLE for week in weeks}
    assert len(set(made.values())) == len(made)
    for (who, week), code in made.items():
        assert reply_codes.holder(KEY, code, PEOPLE) == reply_codes.CodeHolder(who, week)
        assert reply_codes.holder(b"another", code, PEOPLE) is None
        assert reply_codes.holder(KEY, code, [one for one in PEOPLE if one != who]) is None


def test_a_week_that_was_changed_makes_it_nobodys() -> None:
    code = reply_codes.code(KEY, PEOPLE[0], "2026-W48")
    assert reply_codes.holder(KEY, code.replace("2648", "2649"), PEOPLE) is None


def test_codes_are_found_in_texts_whatever_their_case_and_no_longer_word_is_one() -> None:
    code = reply_codes.code(KEY, PEOPLE[0], "2026-W48")
    for text in (
        f"<{code}@library.example>",
        f"Re: STOP {code.upper()}",
        f"subject=STOP%20{code}",
        f">> code: {code}.",
    ):
        assert code in reply_codes.codes(text.replace("%20", " "))
    assert reply_codes.codes(f"x{code} {code}a {code[:-1]}") == ()
    assert reply_codes.codes(f"{code} {code}") == (code,)


@given(st.text())
def test_any_text_at_all_is_nobodys_code(text: str) -> None:
    assert reply_codes.holder(KEY, text, PEOPLE) is None
    assert all(reply_codes.holder(KEY, code, PEOPLE) is None for code in reply_codes.codes(text))
