"""What is done about a message: the two tables of tests/incoming_mail.py, from bytes to the decision."""

import pytest

import incoming_mail
from course.core.letters import replies
from course.core.letters.reply_model import NothingToDo, RequestKind, WaitingReply
from course.formats.letters import incoming
from incoming_mail import ACTED_ON, NOT_ACTED_ON, ActedOn, NotActedOn, mail


@pytest.mark.parametrize("row", NOT_ACTED_ON, ids=lambda row: row.what)
def test_it_is_not_acted_on(row: NotActedOn) -> None:
    found = replies.outcome(incoming.parsed(row.data), incoming_mail.desk())
    if row.listed:
        assert isinstance(found, WaitingReply)
        assert found.request.kind in (RequestKind.STOP, RequestKind.UNCLEAR)
    else:
        assert isinstance(found, NothingToDo)


def test_there_are_sixty_of_them_at_least() -> None:
    assert len({row.what for row in NOT_ACTED_ON}) == len(NOT_ACTED_ON) >= 60


@pytest.mark.parametrize("row", ACTED_ON, ids=lambda row: row.what)
def test_it_is_acted_on_as_it_was_meant(row: ActedOn) -> None:
    assert replies.outcome(incoming.parsed(row.data), incoming_mail.desk()) == row.outcome


def test_stop_without_a_code_names_whoever_has_that_address() -> None:
    found = replies.outcome(incoming.parsed(mail("STOP", code="")), incoming_mail.desk())
    assert isinstance(found, WaitingReply)
    assert (found.handle, found.sender) == ("ada", "")
    found = replies.outcome(
        incoming.parsed(mail("STOP", code="", sender="Who <who@else.example>")), incoming_mail.desk()
    )
    assert isinstance(found, WaitingReply)
    assert (found.handle, found.sender) == ("", "who@else.example")
