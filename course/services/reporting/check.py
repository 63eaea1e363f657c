"""Look for mistakes: in the files, between them, and on request in blogs and mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.adapters import disk, git_index, home_files, imap, letter_files, permissions, smtp
from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError, MistakesFound, Problem
from course.core.hints import Action, Hint
from course.core.letters import lacking
from course.core.model import Course, Roster
from course.core.people import joining, roster_conflicts
from course.core.people.roster_conflicts import Advice
from course.formats import sanitize
from course.formats.files import roster, things
from course.formats.files.toml_reader import TomlFile
from course.formats.letters import templates
from course.services import course_trust
from course.services.reporting import check_links


@dataclass(frozen=True, slots=True)
class Findings:
    """Every mistake and all advice; `course` is None when course.toml cannot carry one."""

    course: Course | None
    mistakes: tuple[Problem, ...]
    advice: tuple[Advice, ...]
    people: int
    dated: int | None = None  # links that got today's date; None when that wasn't asked for


def look(root: Path, now: datetime, *, online: bool = False, mail: bool = False, date_links: bool = False) -> Findings:
    """What there is to say about the files of a home; on request the blogs, links and the mail server are tried, too.

    Nothing is written, except that `date_links` writes today beside every link of a Thing that answered."""
    files = disk.read_home(root)
    course, wrong = things.parse(files)
    course = course_trust.restricted(root, course) if course else None
    data = files.get(disk.ROSTER_FILE, b"")
    people, mistakes = roster.parse(data, disk.ROSTER_FILE, course)
    clashes = roster_conflicts.clashes(people) if people else ()
    page = TomlFile(disk.ROSTER_FILE, data.decode("utf-8-sig", "replace"))
    found = [Problem(page.path, page.line(f"participants.{c.handle}", c.key), c.what, c.hint) for c in clashes]
    found += templates.problems(letter_files.own_templates(root))
    found += _pictures(root, course, files) if course else []
    if online and course and people:
        found += _unreadable(root, course, page, people, now)
    if mail and course:
        settings = TomlFile(disk.COURSE_FILE, files[disk.COURSE_FILE].decode("utf-8-sig"))
        found += [*_mail(root, course, settings.line("mail")), *_inbox(root, course, settings.line("mail.inbox"))]
    outcomes = check_links.visit(course) if course and (online or date_links) else {}
    damaged, told = _store(root, people or {})
    advice = (*(roster_conflicts.advice(course) if course else ()), *told, *_place(root))
    advice = (*advice, *roster_conflicts.people_advice(people or {}), *_undeliverable(people or {}))
    if course:
        advice = (*advice, *(Advice(disk.COURSE_FILE, what) for what in lacking.lacking(course)))
        advice = (*advice, *check_links.advice(course, outcomes))
    today = now.astimezone(course.zone).date() if course else now.date()
    dated = check_links.write_dates(root, course, outcomes, today) if course and date_links else None
    return Findings(course, tuple(sorted({*wrong, *mistakes, *found, *damaged})), advice, len(people or {}), dated)


def verdict(found: Findings) -> None:
    """MistakesFound (exit code 3) when there are any."""
    if found.mistakes:
        mistakes = sentences.plural(len(found.mistakes), "mistake")
        raise MistakesFound(
            f"There {'is' if len(found.mistakes) == 1 else 'are'} {mistakes} to correct.",
            Hint("Then check again: ", Action.CHECK),
        )


def _undeliverable(people: Roster) -> list[Advice]:
    """Addresses to which no email will go."""
    found = []
    for handle, person in people.items():
        try:
            sanitize.mailbox(person.email or "nobody@example.org")
        except CourseError as error:
            found.append(Advice(f"participants.{handle}", f"No email will reach {handle}: {error}"))
            continue
        if guess := joining.mail_guess(person.email or ""):
            found.append(Advice(f"participants.{handle}", f"{handle}: the email may have a typing mistake. {guess}?"))
    return found


def _pictures(root: Path, course: Course, files: Mapping[str, bytes]) -> list[Problem]:
    """Pictures of parts that aren't there or can't be published."""
    page = TomlFile(disk.COURSE_FILE, files[disk.COURSE_FILE].decode("utf-8-sig"))
    there = disk.read_pictures(root, course.pictures)
    return [
        Problem(page.path, page.line(f"parts.{part.number}", "picture"), f"{part.picture} {what}.", hint)
        for part in course.parts
        if part.picture
        for what, hint in [_picture_trouble(there.get(part.picture))]
        if what
    ]


def _picture_trouble(content: bytes | None) -> tuple[str, str]:
    if content is None:
        return "isn't in things/", "Add the picture there, or delete the line."
    if len(content) > disk.LARGEST_PICTURE:
        return (
            f"is larger than {disk.LARGEST_PICTURE // 1000} kB, so it isn't shown",
            "Make it smaller, because it becomes part of each page.",
        )
    return "", ""


def _store(root: Path, people: Roster) -> tuple[list[Problem], tuple[Advice, ...]]:
    """What is damaged in the store, and what the reads have told about the roster's blogs."""
    path, shown = root / ".course" / "course.db", ".course/course.db"
    if not (root / ".course").exists():
        return [], ()
    hint = "Put back the last good copy of the folder .course."
    try:
        with Store(path, write=False) as store:
            damage = [Problem(shown, 1, f"The store is damaged: {what}.", hint) for what in store.integrity()]
            return damage, () if damage else roster_conflicts.blog_advice(store.health(), people)
    except CourseError as error:
        return [Problem(shown, 1, str(error), error.hint)], ()


def _unreadable(root: Path, course: Course, page: TomlFile, people: Roster, now: datetime) -> list[Problem]:
    """The blogs that can't be read now, each where the roster names it."""
    from course.services.tracking import inspect_blog

    named = [(handle, blog) for handle, person in people.items() for blog in person.blogs if person.withdrawn is None]
    found = []
    for (handle, _), seen in zip(
        named, inspect_blog.look_all([blog for _, blog in named], course, now, root=root), strict=True
    ):
        if seen.trouble:
            line = page.line(f"participants.{handle}", "blogs")
            found.append(Problem(page.path, line, f"{handle}: {seen.trouble.says}", seen.trouble.next))
    return found


def _mail(root: Path, course: Course, line: int) -> list[Problem]:
    """Why no letter could be sent: the server is called and left again, nothing is sent."""
    path = disk.COURSE_FILE
    if course.mail is None and course.inbox:
        return []
    if course.mail is None:
        return [
            Problem(
                path,
                1,
                "there is no [mail] section, so emails can be drafted but not sent.",
                "There is an example at the end of the file.",
            )
        ]
    try:
        course_trust.require(root)
        with smtp.Mailer(course.mail, smtp.password(course.mail, root)) as mailer:
            mailer.connect()
    except CourseError as error:
        return [Problem(path, line, str(error), error.hint)]
    return []


def _inbox(root: Path, course: Course, line: int) -> list[Problem]:
    """Why no reply could be read: the folder is opened and left again, nothing is read."""
    if course.inbox is None:
        return []
    try:
        course_trust.require(root)
        with imap.ImapFolder(course.inbox, imap.password(course.inbox, root)) as folder:
            folder.open()
    except CourseError as error:
        return [Problem(disk.COURSE_FILE, line, str(error), error.hint)]
    return []


def _place(root: Path) -> list[Advice]:
    synced = [name for name in ("OneDrive", "Dropbox", "Google Drive", "iCloud", "Nextcloud") if name in str(root)]
    copied = [
        Advice(
            str(root),
            f"{name} syncs this folder, which may damage the data in .course. Move the course folder somewhere else.",
        )
        for name in synced
    ]
    return [*copied, *_git(root), *_open_files(root)]


def _git(root: Path) -> list[Advice]:
    """Files about people that Git keeps, or would keep."""
    kept = [name for name in git_index.tracked(root) if name.partition("/")[0] in permissions.PRIVATE]
    ignore = home_files.content(root, ".gitignore") or b""
    rules = ignore.decode("utf-8", "replace").split()
    found = []
    if kept:
        shown = ", ".join(kept[:3]) + (f" and {len(kept) - 3} more" if len(kept) > 3 else "")
        found.append(
            f"Git keeps files about people: {shown}. The repository must be private. To take these files out: git rm --cached FILE"
        )
    if (root / ".git").exists() and not ({"*", "/*"} & set(rules) or any(".course" in rule for rule in rules)):
        found.append("Git would store people's addresses. Make it ignore everything except things/ and public/.")
    return [Advice(".gitignore", what) for what in found]


def _open_files(root: Path) -> list[Advice]:
    """Files about people that others on this computer can read."""
    found = permissions.readable(root)
    if not found:
        return []
    shown = ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
    what = Hint(f"Others on this computer can read {shown}. To make them private: ", Action.MAKE_PRIVATE)
    return [Advice(str(found[0]), what)]
