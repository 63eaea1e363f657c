"""What is said about earlier letters comes from what was sent."""

import make
from course.core.letters import no_letter
from course.core.letters.model import Sent
from course.core.letters.reminder_context import ReminderContext


def context(*sent: Sent) -> ReminderContext:
    row = make.standing_of("ada", "cannot-read", blogs=(make.health(make.day(10), make.day(20), 4),))
    return ReminderContext(row, make.course(), make.day(21), sent, ())


def test_nobody_was_told_about_a_blog_before_a_letter_was_sent() -> None:
    planned = make.sent("x.ada", make.day(15), "cannot-read", state="planned")
    assert no_letter.nothing_to_say(context(planned)) == "the blog can't be read"
    sent = make.sent("x.ada", make.day(15), "cannot-read")
    assert "had an email about the blog on 20 October 2026" in no_letter.nothing_to_say(context(sent))


def test_the_day_of_the_first_trouble() -> None:
    assert no_letter.troubled_since(context()) == make.day(10)
