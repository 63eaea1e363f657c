"""Emails after the answer: sent once, tried again when the server says later, and not for ever."""

import threading
from datetime import timedelta
from email.message import EmailMessage

import pytest

from course.core.errors import CourseError
from course.services.registration import mail_queue
from course.services.registration.mail_queue import MailQueue, State

SOON = (timedelta(0),) * 5


def made() -> tuple[EmailMessage, str]:
    return EmailMessage(), "ann@example.org"


@pytest.mark.parametrize(
    ("states", "tries"),
    [(["sent"], 1), (["later", "later", "sent"], 3), (["refused"], 1), (["later"] * 9, 6)],
)
def test_later_means_again_and_neither_sent_nor_refused_does(states: list[State], tries: int) -> None:
    left, seen = list(states), threading.Semaphore(0)

    def deliver(_letter: EmailMessage, to: str) -> State:
        assert to == "ann@example.org"
        seen.release()
        return left.pop(0)

    queue = MailQueue(deliver, SOON)
    assert queue.put(made)
    for _ in range(tries):
        assert seen.acquire(timeout=60)
    assert queue.wait(60)
    assert (len(states) - len(left), queue.unsent()) == (tries, 0)


def test_an_email_that_nobody_is_to_get_is_none_and_a_home_that_is_broken_is_tried_again() -> None:
    sent: list[str] = []
    queue = MailQueue(lambda _letter, to: sent.append(to) or "sent")  # type: ignore[func-returns-value]

    def broken() -> tuple[EmailMessage, str]:
        raise CourseError("things/course.toml can't be used.")

    assert queue.put(lambda: None)
    assert queue.put(broken)
    assert queue.put(made)
    assert queue.wait(60)
    assert sent == ["ann@example.org"]
    assert queue.unsent() == 1


def test_there_is_an_end_to_what_waits() -> None:
    gate = threading.Event()

    def deliver(_letter: EmailMessage, _to: str) -> State:
        gate.wait(60)
        return "sent"

    queue = MailQueue(deliver)
    taken = [queue.put(made) for _ in range(mail_queue.MOST + 5)]
    assert not taken[-1]
    assert sum(taken) in (mail_queue.MOST, mail_queue.MOST + 1)
    gate.set()
    assert queue.wait(60)
