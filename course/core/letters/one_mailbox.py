"""One mailbox, one email a week, however many entries of the roster lead to it."""

from collections.abc import Iterable, Sequence

from course.core.letters.model import Nudge, Sent, Skip
from course.core.letters.reminder_context import digest
from course.core.model import Handle, Participant, Progress
from course.core.people import same_mailbox


def only(
    answers: Sequence[Nudge | Skip], rows: Iterable[Progress], letters: Iterable[Sent], week: str
) -> list[Nudge | Skip]:
    """The same answers with at most one letter to a mailbox in a week, those counted that may have arrived already.

    Of several entries the one that joined last gets the letter; on one day, the first by handle."""
    people = {row.participant.handle: row.participant for row in rows}
    gone = [letter for letter in letters if letter.week == week and letter.state.may_have_arrived]
    reached: dict[str, Handle | None] = {}  # mailbox to whose letter it gets, or got
    for letter in gone:
        if letter.handle in people and (email := people[letter.handle].email):
            reached[same_mailbox.canonical(email)] = letter.handle
    addresses = {letter.address for letter in gone if letter.address}
    planned = [people[answer.handle] for answer in answers if isinstance(answer, Nudge)]
    for person in sorted(planned, key=lambda person: (-person.joined.toordinal(), person.handle)):
        reached.setdefault(_mailbox(person), None if digest(person.email or "") in addresses else person.handle)
    return [_one(answer, people, reached) for answer in answers]


def _one(answer: Nudge | Skip, people: dict[Handle, Participant], reached: dict[str, Handle | None]) -> Nudge | Skip:
    if isinstance(answer, Skip):
        return answer
    holder = reached[_mailbox(people[answer.handle])]
    if holder == answer.handle:
        return answer
    if holder is None:
        return Skip(answer.handle, "this mailbox has already had this week's email")
    return Skip(answer.handle, f"has the same mailbox as {holder}, who gets this week's email")


def _mailbox(person: Participant) -> str:
    return same_mailbox.canonical(person.email or "")
