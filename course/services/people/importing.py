"""Import a form's file: rows to people, each blog looked at, the doubtful rows left out and listed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import cast

from course.adapters import disk
from course.adapters.store import Store
from course.adapters.workers import Killed, Workers
from course.core.errors import CourseError, UsageError
from course.core.hints import Action, Hint, ToDo
from course.core.model import Handle, Participant, Roster, Show
from course.core.people import joining, runs
from course.core.people.joining import SignUp
from course.core.posts import blog_identity, blog_platforms, same_address
from course.formats.files import roster
from course.formats.intake import sign_up_columns, sign_up_files, sign_up_rows
from course.formats.intake.sign_up_files import RefusedFile, Sheet
from course.formats.intake.sign_up_rows import Doubt
from course.formats.terminal.importing import ImportPlan
from course.formats.terminal.inspect_blog import Seen
from course.services import course_home as homes
from course.services import roster_transaction
from course.services.course_home import Home
from course.services.people import pending_changes
from course.services.tracking import inspect_blog

_STRICT = {Show.PUBLIC: 0, Show.COURSE: 1, Show.PRIVATE: 2}


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import, and how."""

    file: Path | None
    maps: tuple[str, ...] = ()
    waiting: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True)
class MappedSheet:
    """A file that was read, and which column holds what."""

    sheet: Sheet
    columns: Mapping[str, tuple[int, ...]]
    remembered: bool


@dataclass(frozen=True, slots=True)
class ImportSource:
    """The rows to take in: of a form's file, or web sign-ups with their numbers."""

    rows: tuple[tuple[int, SignUp | Doubt], ...]
    form: MappedSheet | None = None
    numbers: tuple[int, ...] = ()


def source(home: Home, wanted: ImportRequest, today: date) -> ImportSource:
    """What there is to take in. Reads the file or the store; looks at no blog, writes nothing."""
    if wanted.waiting:
        told, numbers = waiting(home, today)
        return ImportSource(tuple(told), None, numbers)
    form = read(home, _named(wanted.file), wanted.maps)
    return ImportSource(tuple(rows(form, home, today)), form)


def apply(root: Path, found: ImportSource, made: ImportPlan, now: datetime) -> tuple[int, int]:
    """Write a plan into the roster in one edit; return how many were added and how many changed.

    Who has joined since the plan was made is left as it is: the roster now decides."""
    home = homes.open_home(root)
    done = carry_out(root, made)
    _settle(home, made, found.numbers, found.form, now)
    return done


def take_in_locked(root: Path, now: datetime) -> tuple[int, ImportPlan]:
    """Take in people's wishes and the sign-ups that wait, for a run that holds the lock; how many wishes, and the plan."""
    return pending_changes.take_in_locked(root), take_waiting_locked(root, now)


def take_waiting_locked(root: Path, now: datetime, *, only: frozenset[int] | None = None) -> ImportPlan:
    """Take in the confirmed sign-ups that nothing speaks against, for a run that holds the lock.

    `only`: these numbers, whose blogs were just looked at and are not looked at again."""
    home = homes.open_home(root)
    told, numbers = waiting(home, home.today(now), only)
    made = plan(home, told, now, offline=only is not None, again=True)
    carry_out_locked(root, made)
    _settle(home, made, numbers, None, now)
    return made


def waiting(
    home: Home, today: date, only: frozenset[int] | None = None
) -> tuple[list[tuple[int, SignUp | Doubt]], tuple[int, ...]]:
    """The confirmed web sign-ups, as rows, with their numbers; with `only` no others."""
    with Store(home.database, write=False) as store:
        kept = {number: data for number, data in store.waiting().items() if only is None or number in only}
    told = [(number, sign_up_rows.from_waiting(number, data, home.course, today)) for number, data in kept.items()]
    return told, tuple(kept)


def _settle(home: Home, made: ImportPlan, numbers: Iterable[int], form: MappedSheet | None, now: datetime) -> None:
    """Remember the form's columns; take the sign-ups that were dealt with off the list of the waiting."""
    with Store(home.database) as store:
        if form and not form.sheet.exact:
            store.save_columns(form.sheet.key, form.columns)
        doubtful = {doubt.row for doubt in made.doubts}
        done = [number for number in numbers if number not in doubtful]
        people_now = homes.open_home(home.root).roster
        for number, data in store.waiting().items():
            handle = _here(SignUp("", tuple(data.get("blogs", ())), data.get("email") or None), people_now)
            if number in done and handle and data.get("link"):
                store.save_hash(str(data["link"]), handle, now)
        store.drop_waiting(done)
        if numbers:
            store.remember_words(word for one in made.added for word in words_of(one))


def _named(file: Path | None) -> Path:
    if file is None:
        raise UsageError(
            "The file is missing.",
            Hint("Give its name: ", Action.IMPORT_FILE, ". For web sign-ups: ", Action.TAKE_IN_SIGN_UPS),
        )
    return file


def parsed(data: bytes, name: str) -> Sheet:
    """A file from somebody else, parsed in a child process that may use so much time and memory and no more."""
    name = name.encode("utf-8", "replace").decode()  # a name in an older encoding has bytes that no text can hold
    with Workers(1, sign_up_files.parse_or_refuse, cpu_seconds=20, memory_mb=512, wall_seconds=60) as workers:
        workers.submit(name, (data, name))
        ((_, answer),) = workers.ready(None)
    if isinstance(answer, Killed):
        raise CourseError(
            f"{name} can't be read, because it needs too much time or memory or is damaged ({answer.why}).",
            "Open it in your spreadsheet program, save the answers as CSV, and import that.",
        )
    if isinstance(answer, RefusedFile):
        raise CourseError(answer.what, answer.hint)
    return cast("Sheet", answer)


def read(home: Home, path: Path, maps: Sequence[str]) -> MappedSheet:
    """The file's rows, and its columns: as --map says, as the last time, or as guessed."""
    sheet = parsed(disk.read_bytes(path), path.name)
    form = guessed(home, sheet)
    columns = sign_up_columns.mapped(sheet, form.columns, maps)
    if "name" not in columns:
        raise CourseError(
            "None of the columns has the names.",
            Hint("Say which column has them: ", Action.MAP_COLUMN, f". Columns: {', '.join(sheet.header)}"),
        )
    return MappedSheet(sheet, columns, (form.remembered and not maps) or sheet.exact)


def guessed(home: Home, sheet: Sheet) -> MappedSheet:
    """A file's columns as they were taken the last time, or as guessed."""
    with Store(home.database, write=False) as store:
        kept = dict(store.columns(sheet.key))
    columns = kept or sign_up_columns.guess(sheet, tuple(home.course.cohorts))
    return MappedSheet(sheet, columns, bool(kept) or sheet.exact)


def rows(form: MappedSheet, home: Home, today: date) -> list[tuple[int, SignUp | Doubt]]:
    """Every row of a form as a sign-up or a doubt, with its number."""
    return [
        (number, sign_up_rows.from_row(number, row, form.columns, home.course, today))
        for number, row in form.sheet.rows
    ]


def plan(
    home: Home,
    told: Sequence[tuple[int, SignUp | Doubt]],
    now: datetime,
    *,
    offline: bool = False,
    again: bool = False,
    seen: Mapping[str, Seen] = MappingProxyType({}),
) -> ImportPlan:
    """Who is new, who is here already, and which rows need a look; the blogs of the new ones are visited.

    `again`: these people signed up themselves just now, so that one who was forgotten may come back. `seen`: what was
    found on blogs a moment ago; those that could be read aren't visited again."""
    made = ImportPlan(doubts=[one for _, one in told if isinstance(one, Doubt)])
    good = [(number, one) for number, one in told if isinstance(one, SignUp)]
    latest = _latest(made, good)
    with Store(home.database, write=False) as store:
        gone = frozenset() if again else store.forgotten(word for _, one in latest for word in words_of(one))
        feeds = {same_address.canonical(one.feed): one.handle for one in store.health() if one.feed}
        former = {(post.author, same_address.canonical(post.blog)) for post in store.posts()}
    fresh = []
    for number, one in latest:
        if gone & set(words_of(one)):
            made.forgotten += 1
        elif here := _here(one, home.roster):
            _update(made, home.roster[here], number, one, former)
        else:
            fresh.append((number, one))
    made.seen = _look(fresh, home, now, seen, offline=offline)
    _add(made, fresh, made.seen, home, feeds, home.today(now))
    made.doubts.sort(key=lambda doubt: doubt.row)
    return made


def words_of(one: SignUp | Participant) -> tuple[str, ...]:
    """By what somebody is known again after having been forgotten: the email and the blogs."""
    return (*([one.email.lower()] if one.email else []), *map(blog_identity.blog_of, one.blogs))


def carry_out(root: Path, made: ImportPlan) -> tuple[int, int]:
    """Write the plan into the roster in one edit; return how many were added and how many changed."""
    with disk.lock(root):
        return carry_out_locked(root, made)


def carry_out_locked(root: Path, made: ImportPlan) -> tuple[int, int]:
    """The same, for a run that holds the lock. Who has joined meanwhile is left as it is: the roster now decides."""
    counts = [0, 0]

    def change(home: Home, text: str) -> str:
        new = [one for one in made.added if _here(one, home.roster) is None]
        taken = set(home.roster)
        newcomers = []
        for one in new:
            handle = one.handle if one.handle not in taken else joining.handle(one.name, one.blogs, taken)
            taken.add(handle)
            newcomers.append(replace(one, handle=handle))
        changed = {handle: values for handle, values in made.changed.items() if handle in home.roster}
        for handle, values in changed.items():
            for key, value in values.items():
                text = roster.change(text, handle, key, value)
        counts[:] = [len(newcomers), len(changed)]
        return sign_up_rows.added(text, newcomers)

    if made.added or made.changed:
        roster_transaction.edit_locked(root, change)
    return counts[0], counts[1]


def _latest(made: ImportPlan, good: Iterable[tuple[int, SignUp]]) -> list[tuple[int, SignUp]]:
    """The last row of each person in the file: by the email, or else by blog and name."""
    last: dict[str, tuple[int, SignUp]] = {}
    for number, one in good:
        blog = blog_identity.blog_of(one.blogs[0]) if one.blogs else str(number)
        key = one.email.lower() if one.email else f"{blog} {one.name.casefold()}"
        if last.pop(key, None):
            made.older += 1
        last[key] = (number, one)
    return sorted(last.values(), key=lambda row: row[0])


def _here(one: SignUp | Participant, people: Roster) -> Handle | None:
    """Who on the roster has this email or one of these blogs: the entry of their newest run."""
    for handle, person in people.items():
        if one.email and person.email and one.email.lower() == person.email.lower():
            return runs.newest_run(people, handle)
    for blog in one.blogs:
        if other := joining.owner(blog, people):
            return runs.newest_run(people, other.handle)
    return None


def _update(made: ImportPlan, person: Participant, number: int, one: SignUp, former: set[tuple[Handle, str]]) -> None:
    """Fill in what the roster lacks, and take the more private wish; what the organiser wrote stays."""
    same_mail = bool(one.email and person.email and one.email.lower() == person.email.lower())
    if not same_mail and (one.email or not joining.same_name(one.name, person.name)):
        why = f"This is the blog of {person.name} ({person.handle}), but the email doesn't show that it's the same person."
        made.doubts.append(Doubt(number, one.name, why))
        return
    if one.cohort and one.cohort != person.cohort:
        why = f"{person.name} is already in the cohort {person.cohort}. If they're joining another run now: "
        made.doubts.append(Doubt(number, one.name, Hint(why, ToDo(Action.REGISTER_AGAIN, person.handle))))
        return
    others = [blog for blog in one.blogs if blog_identity.blog_of(blog) not in map(blog_identity.blog_of, person.blogs)]
    others = [blog for blog in others if not any(blog_identity.is_part_of(blog, own) for own in person.blogs)]
    others = [blog for blog in others if (person.handle, same_address.canonical(blog)) not in former]
    if others and person.blogs:
        why = f"{person.name} is already on the roster with another blog, not {others[0]}. If they moved: "
        made.doubts.append(Doubt(number, one.name, Hint(why, ToDo(Action.MOVE_BLOG, person.handle))))
        return
    values: dict[str, object] = {"blogs": list(one.blogs)} if one.blogs and not person.blogs else {}
    for key in ("agreed", "certificate_name"):
        if getattr(one, key) and not getattr(person, key):
            values[key] = getattr(one, key)
    if _STRICT[one.show] > _STRICT[person.show]:
        values["show"] = str(one.show)
    if person.reminders and not one.reminders:
        values["reminders"] = False
    if values:
        made.changed[person.handle] = values
    else:
        made.same += 1


def _look(
    fresh: Sequence[tuple[int, SignUp]], home: Home, now: datetime, seen: Mapping[str, Seen], *, offline: bool
) -> dict[str, Seen]:
    """What would be seen on each new blog, by its address; nothing when offline."""
    blogs = list(dict.fromkeys(blog for _, one in fresh for blog in one.blogs))
    known = {blog: seen[blog] for blog in blogs if blog in seen and seen[blog].readable}
    wanted = [blog for blog in blogs if blog not in known]
    if offline or not wanted:
        return known
    bare = {blog for _, one in fresh for blog in one.bare}
    typed = [blog.removeprefix("https://") if blog in bare else blog for blog in wanted]
    return known | dict(zip(wanted, inspect_blog.look_all(typed, home.course, now), strict=True))


def _add(
    made: ImportPlan,
    fresh: Iterable[tuple[int, SignUp]],
    seen: Mapping[str, Seen],
    home: Home,
    feeds: dict[str, Handle],
    today: date,
) -> None:
    """Make participants of the new sign-ups whose blogs can be followed; the others are doubts."""
    known = dict(home.roster)
    for number, one in fresh:
        try:
            person = joining.participant(_handle_if_good(one), home.course, known, today)
            trouble = next(_objections(one, person, seen, feeds, known), "")
        except CourseError as wrong:
            trouble = str(wrong)
        if trouble:
            made.doubts.append(Doubt(number, one.name, trouble))
            continue
        blogs = (seen[blog].blog if blog in seen else blog for blog in person.blogs)
        person = replace(person, blogs=tuple(dict.fromkeys(blogs)))
        feeds.update(
            {same_address.canonical(seen[blog].feed or ""): person.handle for blog in one.blogs if blog in seen}
        )
        known[person.handle] = person
        made.added.append(person)


def _objections(
    one: SignUp, person: Participant, seen: Mapping[str, Seen], feeds: Mapping[str, Handle], known: Roster
) -> Iterator[str]:
    for blog in one.blogs:
        found = seen.get(blog)
        if found and found.trouble and not blog_platforms.feedless(blog):
            yield f"{blog}: {found.trouble.says} {found.trouble.next}"
        elif found and found.feed and (holder := feeds.get(same_address.canonical(found.feed))) and holder in known:
            yield f"{blog} is the blog of {known[holder].name} ({holder})."
    for other in joining.alike(person.name, known.values()):
        if not joining.same_name(person.name, other.name):
            yield f"The name looks very similar to {other.name} ({other.handle})."


def _handle_if_good(one: SignUp) -> SignUp:
    return one if roster.HANDLE.fullmatch(one.handle) else replace(one, handle="")
