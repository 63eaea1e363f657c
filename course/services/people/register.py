"""Register a participant: one block more in the roster, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path

from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint, ToDo
from course.core.model import Handle, Participant, Show
from course.core.people import find_person, joining, runs, same_mailbox
from course.core.people.joining import SignUp
from course.core.posts import same_address
from course.formats import sanitize
from course.formats.files import roster
from course.formats.intake import address_advice, typed_values
from course.formats.terminal.inspect_blog import Seen
from course.services import roster_transaction
from course.services.course_home import Home
from course.services.people import importing
from course.services.tracking import inspect_blog


def proposal(home: Home, told: SignUp, today: date) -> Participant:
    """The sign-up as a participant; CourseError says what will not do, and names who has the blog already."""
    return joining.participant(plain(told, home.root), home.course, home.roster, today)


@dataclass(frozen=True, slots=True)
class Considered:
    """What there is to know before somebody is registered."""

    told: SignUp  # with the addresses under which the blogs were found
    person: Participant
    warnings: tuple[str, ...]
    seen: tuple[Seen, ...]  # one a blog; none where nobody looked
    zone: tzinfo

    @property
    def doubtful(self) -> bool:
        """Whether a blog can't be followed."""
        return any(not seen.readable for seen in self.seen)


def consider(home: Home, told: SignUp, now: datetime, *, offline: bool = False) -> Considered:
    """The newcomer as proposed, what is odd about that, and what would be seen on the blog now."""
    today = home.today(now)
    proposal(home, told, today)  # what will not do is told before anybody is visited
    seen = inspect_blog.look_all(told.blogs, home.course, now, root=home.root) if told.blogs and not offline else ()
    told = replace(told, blogs=tuple(one.blog for one in seen) if seen else told.blogs)
    person = proposal(home, told, today)
    followed_by_nobody_else(home, seen, but=told.earlier)
    return Considered(told, person, (*warnings(home, person), *once_forgotten(home, person)), seen, home.course.zone)


def once_forgotten(home: Home, person: Participant) -> tuple[str, ...]:
    """A word where somebody with this email or blog has asked to be forgotten."""
    with Store(home.database, write=False) as store:
        known = store.forgotten(importing.words_of(person))
    return (
        ("Somebody with this email or blog asked to be forgotten. Are you sure they want to come back?",)
        if known
        else ()
    )


def in_later_run(home: Home, who: str, told: SignUp) -> SignUp:
    """The sign-up of somebody who comes back, with what it leaves open taken from their newest run."""
    handle = runs.newest_run(home.roster, find_person.one(who, home.roster).handle)
    return joining.in_later_run(home.roster[handle], told)


def followed_by_nobody_else(home: Home, seen: Iterable[Seen], but: Handle | None = None) -> None:
    """CourseError where the very feed that was found is somebody else's already, under whatever address."""
    with Store(home.database, write=False) as store:
        holders = [(same_address.canonical(one.feed), one.handle) for one in store.health() if one.feed]
    for one in seen:
        place = same_address.canonical(one.feed) if one.feed and one.readable else None
        others = [handle for feed, handle in holders if feed == place and handle in home.roster]
        if strangers := [h for h in others if not (but and runs.same_person(home.roster, h, but))]:
            other = home.roster[strangers[0]]
            raise CourseError(
                f"{one.blog} has the same feed as the blog of {other.name} ({other.handle}), so it is the same blog.",
                Hint("See: ", ToDo(Action.SHOW_PERSON, other.handle)),
            )


def add(root: Path, told: SignUp, today: date, *, dry_run: bool = False) -> Participant:
    """Write one block for the newcomer and return who that is; the roster as it is then decides about doubles."""
    added: list[Participant] = []

    def change(home: Home, text: str) -> str:
        added.append(proposal(home, told, today))
        return roster.add(text, added[0])

    roster_transaction.edit(root, change, dry_run=dry_run)
    return added[0]


def completed(told: SignUp, show: str, joined: date) -> SignUp:
    """The sign-up with who may see it and the day of joining."""
    return replace(told, show=Show(typed_values.show(show)), joined=joined)


def plain(told: SignUp, root: Path) -> SignUp:
    """The sign-up with its text cleaned and its addresses checked and made whole; a file in the home may stand for a blog."""
    if told.handle and not roster.HANDLE.fullmatch(told.handle):
        raise CourseError(
            f"The handle {told.handle[:80]!r} isn't valid.", "Use up to 63 characters: a-z, 0-9, - and _."
        )
    email = typed_values.email(told.email or "") or None
    return replace(
        told,
        name=sanitize.name(told.name),
        blogs=tuple(_blog(blog, root) for blog in told.blogs),
        email=email,
        groups=tuple(map(sanitize.name, told.groups)),
        certificate_name=sanitize.name(told.certificate_name or ""),
    )


def _blog(text: str, root: Path) -> str:
    return inspect_blog.file_in_home(text, root) or address_advice.place(typed_values.address(text)).address


def warnings(home: Home, person: Participant) -> tuple[str, ...]:
    """What an organiser may want to look at: names that can be confused, a mistyped mail service, a shared email."""
    others = [
        one
        for one in home.roster.values()
        if one.handle != person.handle
        and not (person.earlier and runs.same_person(home.roster, one.handle, person.earlier))
    ]
    found = [
        f"{one.name} ({one.handle}) has the same name."
        if joining.same_name(one.name, person.name)
        else f"The name looks very similar to {one.name} ({one.handle})."
        for one in joining.alike(person.name, others)
    ]
    if joining.mixed(person.name):
        found.append("The name mixes letters from two alphabets.")
    if person.email:
        found += [
            f"{one.name} ({one.handle}) has the same mailbox, and only one of them gets an email each week."
            for one in others
            if same_mailbox.same(one.email, person.email)
        ]
        if guess := joining.mail_guess(person.email):
            found.append(f"Is the email right? Did you mean {guess.rpartition('@')[2]}?")
    return tuple(found)
