"""Labelled posts, as a file of JSON lines holds them, and the course in which each of them is judged."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

NO_COURSE = "no-course"
DEFAULT_LAST = 23


@dataclass(frozen=True, slots=True)
class Record:
    """One recorded post with its label. `day` is its date, or an invented one; `home` the course that judges it."""

    id: str
    url: str | None
    blog: str
    programme: str | None
    language: str
    published: date | None
    title: str
    title_seen: bool
    slug: str
    tags: tuple[str, ...]
    headings: tuple[str, ...]
    mentions: tuple[str, ...]
    opening: str
    things: tuple[int, ...]
    certainty: str
    why: str
    role: str
    kind: tuple[str, ...]
    home: str = ""
    day: date = date.min
    hidden: bool = False  # its numbers were taken out, so its address is not used either
    body: tuple[tuple[str, str], ...] = ()  # tags and words, where the whole body is known

    @property
    def topic_only(self) -> bool:
        """Whether no number of a Thing stands anywhere: the topic alone can tell."""
        places = " ".join((self.title, self.slug, *self.headings))
        figures = {int(n) for n in re.findall(r"\d+", places, re.ASCII) if len(n) < 4}
        return "topic-only" in self.kind or not (self.mentions or figures & set(self.things))

    @property
    def of_cpd23(self) -> bool:
        """Whether the post is of one of the two cpd23 runs."""
        return (self.programme or "").startswith("cpd23")


@dataclass(frozen=True, slots=True)
class Run:
    """The days of a course: none for a self-paced one, whose window is wide open."""

    starts: date | None = None
    ends: date | None = None
    late_until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a post of that day can count."""
        return not (self.starts and self.late_until) or self.starts - timedelta(days=14) <= day <= self.late_until


RUNS = {
    "cpd23-2011": Run(date(2011, 6, 20), date(2011, 10, 16), date(2012, 1, 14)),
    "cpd23-2012": Run(date(2012, 5, 7), date(2012, 10, 14), date(2013, 1, 12)),
}
SECOND_RUN = date(2012, 4, 23)  # the first day of its window


def load(path: Path) -> tuple[Record, ...]:
    """Every record of the file, each in its course and with a day. ValueError names the line that is none."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                found.append(parse(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{number}: not a record of a post: {error!r}") from error
    return settle(found)


def parse(fields: Mapping[str, Any]) -> Record:
    """One record. Whatever is null or missing, beside the id and the blog, is empty."""
    return Record(
        id=str(fields["id"]),
        url=None if fields.get("hidden") else fields.get("url") or None,
        blog=str(fields["blog"]),
        programme=fields.get("programme") or None,
        language=fields.get("language") or "en",
        published=date.fromisoformat(fields["published"][:10]) if fields.get("published") else None,
        title=_clean(fields.get("title")),
        title_seen=bool(fields.get("title") if fields.get("title_seen") is None else fields["title_seen"]),
        slug=fields.get("slug") or "",
        tags=tuple(map(_clean, fields.get("tags") or ())),
        headings=tuple(map(_clean, fields.get("headings") or ())),
        mentions=tuple(map(_clean, fields.get("mentions") or ())),
        opening=_clean(fields.get("opening")),
        things=tuple(sorted(set(fields.get("things") or ()))),
        certainty=fields.get("certainty") or "sure",
        why=fields.get("why") or "",
        role=fields.get("role") or "participant",
        kind=tuple(fields.get("kind") or ()),
        hidden=bool(fields.get("hidden")),
    )


def settle(found: Iterable[Record]) -> tuple[Record, ...]:
    """The records, each with the course that judges it and a day; sorted by blog, day and id."""
    blogs: defaultdict[str, list[Record]] = defaultdict(list)
    for record in found:
        blogs[record.blog].append(record)
    placed = [replace(r, home=_home(r, blogs[r.blog])) for records in blogs.values() for r in records]
    spans = _spans(placed)
    dated = (replace(r, day=r.published or invented_day(r, *spans[r.home])) for r in placed)
    return tuple(sorted(dated, key=lambda r: (r.blog, r.day, r.id)))


def last_thing(home: str) -> int:
    """The number of the course's last Thing: 23, unless its name says another ("27things")."""
    said = re.search(r"(?<!\d)(2[3-9]|[34]\d)(?!\d)", home, re.ASCII)
    return int(said[1]) if said else DEFAULT_LAST


def gold(record: Record) -> frozenset[int]:
    """The Things that the post completes; those above the course's last are left out of the score."""
    return frozenset(n for n in record.things if n <= last_thing(record.home))


def invented_day(record: Record, first: date, last: date) -> date:
    """A fixed day for an undated record: in the month of its address if the run has it, else from `first` to `last`.

    It hangs on the record's id and address alone, so it cannot give the label away."""
    chance = int(fingerprint(record, "day"), 16)
    month = re.search(r"/(20[0-3]\d)/(0[1-9]|1[0-2])(?!\d)", record.url or "", re.ASCII)
    if month:
        day = date(int(month[1]), int(month[2]), 1 + chance % 28)
        if RUNS.get(record.home, Run()).holds(day):
            return day
    return first + timedelta(days=chance % ((last - first).days + 1))


def fingerprint(record: Record, purpose: str) -> str:
    """Sixteen hexadecimal digits, always the same for a record and a purpose."""
    return hashlib.sha256(f"{purpose} {record.blog} {record.id}".encode()).hexdigest()[:16]


def _clean(words: str | None) -> str:
    """The words without what XML cannot carry."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", words or "")


def _home(record: Record, blog: Sequence[Record]) -> str:
    """cpd23 without a run goes by its date, else to 2011; a post of no known course goes where its blog takes part."""
    if record.programme == "cpd23":
        return "cpd23-2012" if record.published and record.published >= SECOND_RUN else "cpd23-2011"
    if record.programme:
        return re.sub(r"[^a-z0-9]+", "-", record.programme.casefold()).strip("-") or NO_COURSE
    named = Counter(_home(other, ()) for other in blog if other.programme)
    fitting = [home for home in named if record.published and RUNS.get(home, Run()).holds(record.published)]
    return min(fitting or named, key=lambda home: (-named[home], home), default=NO_COURSE)


def _spans(placed: Iterable[Record]) -> Mapping[str, tuple[date, date]]:
    """From when to when the undated posts of a course are spread.

    In a run that is from its end to its late-finish date: all Things are open then, so an invented day says nothing of
    any of them. In a self-paced course it is from its first dated post to its last."""
    days: defaultdict[str, list[date]] = defaultdict(list)
    for record in placed:
        days[record.home] += [record.published] if record.published else []
    spans = {
        home: (min(known), max(known)) if known else (date(2010, 1, 1), date(2010, 12, 31))
        for home, known in days.items()
    }
    return spans | {home: (run.ends, run.late_until) for home, run in RUNS.items() if run.ends and run.late_until}
