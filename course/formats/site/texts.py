"""The words of the public pages and certificates that aren't in templates/. Translate this file and those templates together."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from course.core import sentences
from course.core.model import WeekKind
from course.core.publishing.certificates import Award, Kind
from course.formats import human_dates, sanitize

NO_TITLE = "(without a title)"

# Descriptions of pages, for search engines --------------------------------------------------------------


def home(things: int) -> str:
    """The front page."""
    return f"{sentences.plural(things, 'small thing')} to try, each with a short post on your own blog."


def calendar(course: str) -> str:
    """The calendar."""
    return f"The weeks of {course}, and what opens in each."


def people(course: str) -> str:
    """The list of people."""
    return f"Participants in {course} who chose to be listed."


def newest_posts(course: str) -> str:
    """The newest posts."""
    return f"The newest posts by participants in {course}."


def posts_of_one(course: str) -> str:
    """The posts of a single person."""
    return f"Posts by a participant in {course}."


# Headings ------------------------------------------------------------------------------------------------

EVERYBODY = "Everybody"
OTHERS = "Others"  # in no group
WEEK_BY_WEEK = "Week by week"
LAST_SEVEN_DAYS = "The last seven days"
WEEK_BEFORE = "The week before"
_QUIET_WEEKS: Mapping[WeekKind | None, tuple[str, str]] = MappingProxyType(  # one, many; None: of several kinds
    {
        WeekKind.ORDINARY: ("Ordinary week", "ordinary weeks"),
        WeekKind.CATCH_UP: ("Catch-up week", "catch-up weeks"),
        WeekKind.REFLECTION: ("Reflection week", "reflection weeks"),
        WeekKind.BREAK: ("Break week", "break weeks"),
        None: ("Quiet week", "quiet weeks"),
    }
)


def weeks_ago(number: int) -> str:
    """A week in which posts were written."""
    return f"{sentences.plural(number, 'week')} ago"


def quiet_weeks(number: int, kind: WeekKind | None) -> str:
    """Weeks in which no Thing opens; None where they are of several kinds."""
    one, many = _QUIET_WEEKS[kind]
    return one if number == 1 else f"{number} {many}"


def thing(number: int) -> str:
    """A Thing by its number alone."""
    return f"Thing {number}"


def last_day(course: str) -> str:
    """The end of the course, in the calendar file."""
    return f"Last day: {course}"


def joining(course: str) -> str:
    """The subject of an email that asks to join."""
    return f"Joining {course}"


# Pictures, for people who don't see them --------------------------------------------------------------------


def bookcase(books: int, now: Sequence[int], later: int) -> str:
    """The bookcase on the front page: this week's Things by number, and how many are still to come."""
    listed = sentences.listed(map(str, now))
    marked = f"Book {listed} has a bookmark: it's this week's." if len(now) == 1 else ""
    marked = f"Books {listed} have bookmarks: they're this week's." if len(now) > 1 else marked
    coming = f"{later} books are still to come." if later > 1 else "1 book is still to come." if later else ""
    said = (f"A bookcase with {sentences.plural(books, 'numbered book')}, one for each Thing.", marked, coming)
    return " ".join(filter(None, said))


def shelf(shelves: int, books: int, worth: int, marked: int) -> str:
    """The shelf of completed Things; a book stands for `worth` of them, `marked` ones are new."""
    counted = sentences.plural(books, "book")
    said = (
        f"A shelf with {counted}." if shelves == 1 else f"{shelves} shelves with {counted}.",
        f"There is one book for every {worth} Things." if worth > 1 else "",
        "The books with a bookmark are from this week." if marked > 1 else "",
        "The book with a bookmark is from this week." if marked == 1 else "",
    )
    return " ".join(filter(None, said))


# Certificates ------------------------------------------------------------------------------------------------


def completed(award: Award) -> str:
    """What somebody did, to follow their name on the certificate."""
    things, day = sentences.plural(len(award.credits), "Thing"), human_dates.written(award.on)
    if award.kind is Kind.SECTION:
        return f"completed the section {sanitize.clean(award.section)} with {things} on {day}"
    if award.kind is not Kind.ALL:
        return f"completed this course with {things} on {day}"
    if award.late:
        return f"completed the course on {day}, finishing all {things}"
    return f"completed the course on {day}, finishing all {things} on time"


def hours(number: int) -> str:
    """About how long it took them, on the certificate."""
    return f"About {sentences.plural(number, 'hour')} of professional development"


def confirmed(award: Award, course: str) -> str:
    """What was earned, without the person: all that a code confirms."""
    things = sentences.plural(len(award.credits), "Thing")
    if award.kind is Kind.SECTION:
        return f"The section {award.section} of {course}: {things}."
    if award.kind is Kind.ALL:
        things = f"All {things}"
    if award.late:
        return f"{things} of {course}, finished after its last day."
    return f"{things} of {course}, finished on time."


BADGE_CRITERIA = "The participant wrote a post about each Thing on their own blog, and the course read and credited it."
