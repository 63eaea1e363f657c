"""What somebody has earned: the whole course, a part of it, a section; on time or late; and the code that proves it."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from course.core.model import Course, Credit, Handle, Progress, Report, Standing
from course.core.progress import requirements


class Kind(StrEnum):
    """How much was done."""

    ALL = "all"
    PART = "part"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Award:
    """A certificate to be made: who, for what, when, and the credits that it rests on."""

    handle: Handle
    name: str  # the certificate name, or else the name shown
    kind: Kind
    section: str  # "" but for a section
    on: date  # the day of the credit that completed it
    late: bool
    credits: tuple[Credit, ...]  # in the order of the Things
    cohort: str


def awards(report: Report) -> tuple[Award, ...]:
    """Everything that has been earned by the report's day, in the order handle, kind, section."""
    found = [
        award for row in report.rows if row.standing is not Standing.WITHDRAWN for award in _of(report.course, row)
    ]
    return tuple(sorted(found, key=lambda award: (award.handle, award.kind, award.section)))


def _of(course: Course, row: Progress) -> Iterable[Award]:
    done = {credit.thing: credit for credit in row.credits}
    ends = course.cohorts[row.participant.cohort].ends
    if row.standing is Standing.FINISHED:
        if met := requirements.of(course).met_on(row.credits):
            yield _award(row, Kind.ALL, "", met, ends)
        else:
            days = sorted(credit.on for credit in row.credits)
            yield _award(row, Kind.PART, "", days[min(course.finish.at_least or 1, len(days)) - 1], ends)
    for name, numbers in sorted(course.finish.sections.items()):
        if numbers and set(numbers) <= done.keys():
            yield _award(row, Kind.SECTION, name, max(done[number].on for number in numbers), ends, set(numbers))


def _award(row: Progress, kind: Kind, section: str, on: date, ends: date | None, only: set[int] | None = None) -> Award:
    person = row.participant
    kept = tuple(credit for credit in row.credits if only is None or credit.thing in only)
    name = person.certificate_name or person.name
    return Award(person.handle, name, kind, section, on, bool(ends and on > ends), kept, person.cohort)


def code(secret: bytes, course: Course, award: Award) -> str:
    """The code on a certificate, like 'K7QD-2MXA-PTR4-ZB6C': always the same for one award, and not to be guessed.

    The first 80 bits of an HMAC-SHA-256 (RFC 2104) over what was earned and by whom, in base 32 (RFC 4648)."""
    words = "\n".join((course.title, award.cohort, award.handle, award.kind, award.section))
    digest = hmac.new(secret, words.encode(), hashlib.sha256).digest()
    letters = base64.b32encode(digest[:10]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def normal(typed: str) -> str:
    """A code as it may have been typed, in the form in which it is kept."""
    letters = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
