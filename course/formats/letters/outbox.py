"""The files of a week's outbox: drafts, a table for mail merge, a page to look at them all, and what they are."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course.core import sentences
from course.core.hints import Action, Hint
from course.core.letters.model import NudgeKind, Skip
from course.core.model import Course
from course.formats import colours, jinja_environment, spreadsheet
from course.formats.letters import mime, previews
from course.formats.letters.compose import Letter

MANIFEST = "letters.json"
MERGE = "merge.csv"
INDEX = "index.html"
SET_ASIDE = ".yours.txt"  # the end of a file name: the organiser's words for a draft that was written anew
MOST_PREVIEWS = 100  # emails shown as their readers see them; of more, the first of each kind
KINDS: Mapping[NudgeKind, str] = {
    NudgeKind.WRITTEN: "From the organiser",
    NudgeKind.WELCOME: "Welcome",
    NudgeKind.CANNOT_READ: "Your blog can't be read",
    NudgeKind.WELL_DONE: "Well done",
    NudgeKind.NO_BLOG: "No blog address yet",
    NudgeKind.FINISH_LINE: "Nearly there",
    NudgeKind.MISS_YOU: "We miss you",
    NudgeKind.CATCHING_UP: "Catching up",
    NudgeKind.NOT_SURE: "Not sure about a post",
    NudgeKind.THIS_WEEK: "This week",
    NudgeKind.EXTRA: "Extra email",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter with the file in which it lies, the bytes there, and the fingerprint of what we wrote there."""

    letter: Letter
    file: str
    data: bytes
    written: str
    fresh: bool = False  # made just now, so that its words are those of the letter
    posts: tuple[str, ...] = ()  # keys of the posts that it recommends
    shown: tuple[str, ...] = ()  # everybody else whom it names

    @property
    def fingerprint(self) -> str:
        return mime.fingerprint(self.data)

    @property
    def kept(self) -> bool:
        """Whether somebody changed it after we had written it."""
        return self.fingerprint != self.written

    def parts(self) -> tuple[str, str, str]:
        """The subject, the text and the page that lie there."""
        return (self.letter.subject, self.letter.text, self.letter.html) if self.fresh else mime.draft_parts(self.data)


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """What the manifest has about one draft: what it was written for, and as what it was written."""

    key: str
    handle: str
    file: str
    basis: str
    written: str
    posts: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    def names_only(self, visible: Collection[str]) -> bool:
        """Whether everybody whom it names may be seen by others still."""
        return set(self.shown) <= set(visible)


def file_name(letter: Letter) -> str:
    """A name that every file system takes, one for each person and kind."""
    handle = letter.nudge.handle
    slug = re.sub(r"[^a-z0-9_-]+", "-", handle)[:40]
    if slug != handle:
        slug = f"{slug}-{hashlib.sha256(handle.encode()).hexdigest()[:8]}"
    return f"{letter.nudge.kind}-{slug}.eml"


def drafts(
    letters: Iterable[Letter],
    course: Course,
    before: Mapping[str, bytes],
    approved: Mapping[str, str],
    visible: Collection[str] = (),
) -> tuple[Draft, ...]:
    """The drafts of these letters. One that was approved, or changed by hand, is kept while its reasons still hold.

    `visible`: whom others may see; a draft that names anybody else isn't kept."""
    known = {entry.key: entry for entry in manifest(before)}
    made = []
    for letter in letters:
        name, fresh = file_name(letter), mime.draft(letter, course)
        old, entry = before.get(name), known.get(letter.nudge.key)
        if old is not None and entry is not None and _holds(entry, name, letter, visible):
            mark = mime.fingerprint(old)
            if mark == approved.get(letter.nudge.key) or mark != entry.written:
                made.append(Draft(letter, name, old, entry.written, posts=entry.posts, shown=entry.shown))
                continue
        made.append(Draft(letter, name, fresh, mime.fingerprint(fresh), True, letter.posts, letter.shown))
    return tuple(made)


def set_aside(made: Iterable[Draft], before: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The texts of drafts that somebody changed and whose reason has changed since, so that they are written anew: as files
    to keep beside them."""
    known = {entry.file: entry for entry in manifest(before)}
    lost = (
        (draft, before[draft.file])
        for draft in made
        if draft.file in known and draft.file in before and draft.data != before[draft.file]
    )
    return {
        draft.file + SET_ASIDE: "To: {}\nSubject: {}\n\n{}".format(
            draft.letter.address, *mime.draft_parts(old)
        ).encode()
        for draft, old in lost
        if mime.fingerprint(old) != known[draft.file].written
    }


def own_words(file: str, kept: Mapping[str, bytes]) -> tuple[str, str] | None:
    """The subject and the text that were set aside for this draft; None where there are none."""
    head, blank, text = kept.get(file + SET_ASIDE, b"").decode("utf-8", "replace").partition("\n\n")
    return (head.partition("\nSubject: ")[2], text) if blank else None


def _holds(entry: OutboxEntry, name: str, letter: Letter, visible: Collection[str]) -> bool:
    """Whether the reasons for a draft still hold."""
    return (entry.file, entry.basis) == (name, letter.basis) and entry.names_only(visible)


def manifest(files: Mapping[str, bytes]) -> tuple[OutboxEntry, ...]:
    """What the outbox says about its drafts; nothing where it does not say, or can't be read."""
    try:
        rows = json.loads(files.get(MANIFEST, b"{}"))["letters"]
        return tuple(map(_entry, rows))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def _entry(row: Mapping[str, Any]) -> OutboxEntry:
    lists = {name: tuple(map(str, row.get(name, ()))) for name in ("posts", "shown")}
    texts = {name: str(row[name]) for name in ("key", "handle", "file", "basis", "written")}
    return OutboxEntry(**texts, **lists)  # type: ignore[arg-type]  # each name with its own type


def files(found: Iterable[Draft], week: str, title: str, course: Course) -> Mapping[str, bytes]:
    """Every file of the outbox by name. `title`: how people call the week."""
    drafted = in_order(found)
    return {**messages(drafted, week), MERGE: merge(drafted), INDEX: index(drafted, title, course).encode()}


def in_order(found: Iterable[Draft]) -> list[Draft]:
    """The drafts by kind, then by handle."""
    return sorted(found, key=lambda draft: (list(KINDS).index(draft.letter.nudge.kind), draft.letter.nudge.handle))


def messages(found: Iterable[Draft], week: str) -> Mapping[str, bytes]:
    """The drafts' own files and the manifest: what sending goes by."""
    drafted = in_order(found)
    rows = [
        OutboxEntry(d.letter.nudge.key, d.letter.nudge.handle, d.file, d.letter.basis, d.written, d.posts, d.shown)
        for d in drafted
    ]
    return {**{draft.file: draft.data for draft in drafted}, MANIFEST: listed(rows, week)}


def listed(entries: Iterable[OutboxEntry], week: str) -> bytes:
    """The manifest with these entries."""
    rows = [{name: getattr(entry, name) for name in OutboxEntry.__slots__} for entry in entries]
    return json.dumps({"schema": 1, "week": week, "letters": rows}, indent=1).encode() + b"\n"


def merge(found: Iterable[Draft]) -> bytes:
    """One row a letter for mail merge in Word: UTF-8 with a byte order mark, CRLF, no live formula."""
    rows = [["Name", "Email", "Subject", "Text", "Kind", "Things"]]
    for draft in found:
        letter = draft.letter
        subject, text, _ = draft.parts()
        things = ", ".join(map(str, letter.nudge.things))
        rows.append([letter.name, letter.address, subject, text, KINDS[letter.nudge.kind], things])
    return spreadsheet.written(rows).encode()


def index(found: Sequence[Draft], title: str, course: Course) -> str:
    """A page with every email as its reader will see it, by kind. In its text, the lines that differ are marked."""
    groups: dict[NudgeKind, list[tuple[Draft, str, str, str]]] = defaultdict(list)
    for draft in found:
        groups[draft.letter.nudge.kind].append((draft, *draft.parts()))
    first_only = len(found) > MOST_PREVIEWS
    accent = course.look.accent
    return (
        jinja_environment.environment()
        .get_template("outbox.html")
        .render(
            course=course.title,
            week=title,
            sections=[_section(kind, groups[kind], first_only) for kind in KINDS if groups.get(kind)],
            total=len(found),
            first_only=first_only,
            sender=course.organiser.name,
            phrases=sentences,
            day=colours.day(accent),
            night=colours.night(accent),
        )
    )


def _section(kind: NudgeKind, group: list[tuple[Draft, str, str, str]], first_only: bool) -> dict[str, object]:
    lines = Counter(line for _, _, text, _ in group for line in set(text.splitlines()))
    return {
        "id": str(kind),
        "title": KINDS[kind],
        "letters": [
            {
                "name": draft.letter.name or draft.letter.nudge.handle,
                "file": draft.file,
                "changed": draft.kept,
                "subject": subject,
                "preview": None if first_only and at else previews.preview(page),
                "lines": [(line, 1 < len(group) != lines[line]) for line in text.splitlines()],
            }
            for at, (draft, subject, text, page) in enumerate(group)
        ],
    }


def fingerprints(files: Mapping[str, bytes]) -> Mapping[str, str]:
    """The fingerprint of every draft that lies in the outbox, by the key of its letter."""
    return {entry.key: mime.fingerprint(files[entry.file]) for entry in manifest(files) if entry.file in files}


def sendable(
    letters: Iterable[Letter],
    files: Mapping[str, bytes],
    approved: Mapping[str, str],
    approved_only: bool,
    visible: Collection[str] = (),
) -> tuple[tuple[Draft, ...], tuple[Skip, ...]]:
    """The drafts that may go, seen from the letters that are right now; and everybody whose letter is held, with why.

    `visible`: whom others may see; a draft that names anybody else is held."""
    entries = {entry.key: entry for entry in manifest(files)}
    ready: list[Draft] = []
    held: list[Skip] = []
    for letter in sorted(letters, key=lambda letter: letter.nudge.handle):
        entry = entries.pop(letter.nudge.key, None)
        data = files.get(entry.file) if entry else None
        why = _held(letter, entry, data, approved.get(letter.nudge.key), approved_only)
        if not why and entry and not entry.names_only(visible):
            why = Hint("it mentions somebody who doesn't want to be seen by others: ", Action.DRAFT)
        if why or entry is None or data is None:
            held.append(Skip(letter.nudge.handle, why))
        else:
            ready.append(Draft(letter, entry.file, data, entry.written, posts=entry.posts, shown=entry.shown))
    return tuple(ready), tuple(held)


def _held(
    letter: Letter, entry: OutboxEntry | None, data: bytes | None, approved: str | None, approved_only: bool
) -> str | Hint:
    if entry is None or data is None:
        return Hint("there is no draft yet: ", Action.DRAFT)
    if entry.basis != letter.basis:
        return Hint("something has changed since it was drafted: ", Action.DRAFT)
    if approved and mime.fingerprint(data) != approved:
        return Hint("the draft was changed after you approved it. Check it, then approve it: ", Action.APPROVE)
    return Hint("the draft is not approved: ", Action.APPROVE) if approved_only and not approved else ""
