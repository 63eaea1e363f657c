"""The emails of joining: to one address, with one link, and with no words of whoever filled in the form."""

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

import make
from course.core.errors import CourseError
from course.formats.letters import sign_up_emails

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
COURSE = make.course()
LINK = "https://library.example/join/abc123"
EMAIL = "ann@example.org"
MADE: dict[str, Callable[[str], EmailMessage]] = {
    "confirm": lambda email: sign_up_emails.confirm(COURSE, email, LINK, NOW),
    "welcome": lambda email: sign_up_emails.welcome(COURSE, email, "Ann Berry", LINK, NOW),
    "here already": lambda email: sign_up_emails.here_already(COURSE, email, LINK, NOW),
    "own page": lambda email: sign_up_emails.own_page(COURSE, email, LINK, NOW),
    "taken": lambda email: sign_up_emails.taken(COURSE, email, NOW),
}


@pytest.mark.parametrize("kind", MADE)
def test_each_goes_to_one_address_from_the_organiser_and_is_marked_as_automatic(kind: str) -> None:
    data = MADE[kind](EMAIL).as_bytes()
    read = message_from_bytes(data, policy=policy.default)
    assert [one.addr_spec for one in read["To"].addresses] == [EMAIL]
    assert [one.addr_spec for one in read["From"].addresses] == ["zoe@library.example"]
    assert (read["Auto-Submitted"], read["Date"]) == ("auto-generated", "Mon, 05 Oct 2026 08:00:00 +0000")
    assert "Twelve Things" in read["Subject"]
    text = read.get_content()
    assert text.count("https://") == text.count(LINK) == (0 if kind == "taken" else 1)
    assert data == MADE[kind](EMAIL).as_bytes()


def test_no_two_have_one_message_id() -> None:
    ids = {make_(email)["Message-ID"] for make_ in MADE.values() for email in (EMAIL, "bo@example.org")}
    assert len(ids) == 10
    assert all(one.endswith("@library.example>") for one in ids)


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize(
    "email", ["", "ann", "ann@example.org, eve@example.org", "ann@example.org\nBcc: eve@example.org"]
)
def test_an_address_that_is_not_exactly_one_is_refused(kind: str, email: str) -> None:
    with pytest.raises(CourseError, match="a single email address"):
        MADE[kind](email)


def test_a_name_cannot_add_a_line_or_an_address() -> None:
    made = sign_up_emails.welcome(COURSE, EMAIL, "Ann\r\nBcc: eve@example.org\u202e", LINK, NOW)
    read = message_from_bytes(made.as_bytes(), policy=policy.default)
    assert read["Bcc"] is None
    assert [one.addr_spec for one in read["To"].addresses] == [EMAIL]
    assert read.get_content().splitlines()[0] == "Hello Ann Bcc: eve@example.org,"
    assert "Hello Ann Berry," in MADE["welcome"](EMAIL).get_content()
    assert all("Ann" not in MADE[kind](EMAIL).get_content() for kind in MADE if kind != "welcome")
