"""Register a participant: one block more in the roster, and nothing else."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from course.core import joining
from course.core.errors import CourseError
from course.core.joining import SignUp
from course.core.model import Participant, Show
from course.desk import edit
from course.desk.home import Home
from course.text import answers, roster


def proposal(home: Home, told: SignUp, today: date) -> Participant:
    """The sign-up as a participant; CourseError says what will not do, and names who has the blog already."""
    return joining.participant(plain(told, home.root), home.course, home.roster, today)


def add(root: Path, told: SignUp, today: date, *, dry_run: bool = False) -> Participant:
    """Write one block for the newcomer and return who that is; the roster as it is then decides about doubles."""
    added: list[Participant] = []

    def change(home: Home, text: str) -> str:
        added.append(proposal(home, told, today))
        return roster.add(text, added[0])

    edit.edit(root, change, dry_run=dry_run)
    return added[0]


def completed(told: SignUp, show: str, joined: date) -> SignUp:
    """The sign-up with who may see it and the day of joining."""
    return replace(told, show=Show(answers.show(show)), joined=joined)


def plain(told: SignUp, root: Path) -> SignUp:
    """The sign-up with its addresses checked and made whole; a file in the home may stand for a blog."""
    if told.handle and not roster.HANDLE.fullmatch(told.handle):
        raise CourseError(
            f"The handle {told.handle[:80]!r} will not do.", "Use a-z, 0-9, - and _; at most 63, no capitals."
        )
    email = answers.email(told.email or "") or None
    return replace(told, blogs=tuple(_blog(blog, root) for blog in told.blogs), email=email)


def _blog(text: str, root: Path) -> str:
    try:
        inside = (root / text).resolve().relative_to(root.resolve())
        if "://" not in text and (root / inside).is_file():
            return inside.as_posix()
    except (OSError, ValueError):  # outside the home, or no path at all
        pass
    return answers.address(text)


def warnings(home: Home, person: Participant) -> tuple[str, ...]:
    """What an organiser may want to look at: names that can be confused, a mistyped mail service, a shared email."""
    others = [one for one in home.roster.values() if one.handle != person.handle]
    found = [
        f"{one.name} ({one.handle}) has the same name."
        if joining.same_name(one.name, person.name)
        else f"The name can be confused with {one.name} ({one.handle})."
        for one in joining.alike(person.name, others)
    ]
    if joining.mixed(person.name):
        found.append("The name mixes letters of two alphabets.")
    if person.email:
        found += [
            f"{one.name} ({one.handle}) has the same email."
            for one in others
            if (one.email or "").lower() == person.email.lower()
        ]
        if guess := joining.mail_guess(person.email):
            found.append(f"Is the email right? Did you mean {guess.rpartition('@')[2]}?")
    return tuple(found)
