"""What the engine makes of the posts: asked by the real command over the loopback."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from replay import feeds, homes, server
from replay.homes import Blog
from replay.records import Record

ROOT = Path(__file__).resolve().parents[2]
EARLIEST = date(2014, 1, 1)  # after both cpd23 runs
PARTLY_DONE = 4


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of the engine about a record."""

    thing: int
    confidence: str
    credited: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine made of one record. `queued` are the Things that its review queue holds for the post."""

    record: Record
    found: bool = True  # whether the post stands in the report at all
    in_run: bool = True
    claims: tuple[Said, ...] = ()
    queued: frozenset[int] = frozenset()

    @property
    def automatic(self) -> frozenset[int]:
        """The Things of sure claims: a credit, or a further post for a Thing that an earlier post has earned."""
        return self._things("sure")

    @property
    def asked(self) -> frozenset[int]:
        """The Things of likely claims: they wait in the queue, or need not since an earlier post has earned them."""
        return self._things("likely")

    def _things(self, confidence: str) -> frozenset[int]:
        return frozenset(c.thing for c in self.claims if c.confidence == confidence) if self.in_run else frozenset()


def now(found: Sequence[Record]) -> datetime:
    """The moment at which all of this is read: noon of the day after the newest record."""
    newest = max((record.day for record in found), default=EARLIEST)
    return datetime.combine(max(EARLIEST, newest + timedelta(days=1)), time(12), UTC)


def by_command(everybody: Sequence[Blog], host: str, folder: Path) -> tuple[Answer, ...]:
    """Build the homes in `folder` and have the command track and report each of them."""
    at = now([post for blog in everybody for post in blog.posts])
    answers: list[Answer] = []
    for home, people in homes.members(everybody).items():
        root = folder / home
        homes.write(root, home, people, {blog.handle: server.address(blog, host) for blog in people})
        run(root, host, at, "track")
        report = json.loads(run(root, host, at, "report", "--long", "-f", "json"))
        answers += read(report, home, people)
    return tuple(answers)


def read(report: Mapping[str, Any], home: str, people: Sequence[Blog]) -> tuple[Answer, ...]:
    """The answers to the records of this home, out of `report --long -f json`."""
    rows = {(row["handle"], unquote(row["url"])): row for row in report["posts"]}
    titles = {(row["handle"], row["title"], (row["published"] or "")[:10]): row for row in report["posts"]}
    queue: dict[str, set[int]] = {}
    for waiting in report["review"]:
        queue.setdefault(waiting["post"], set()).add(waiting["thing"])
    answers = []
    for blog in people:
        where = feeds.addresses(blog.posts)
        for record in blog.posts:
            if record.home == home:
                row = rows.get((blog.handle, unquote(where[record.id]))) or titles.get(
                    (blog.handle, record.title, str(record.day))
                )
                answers.append(_answer(record, row, queue) if row else Answer(record, found=False))
    return tuple(answers)


def run(root: Path, host: str, at: datetime, *words: str) -> str:
    """What the command says on stdout; RuntimeError with its own words when it fails."""
    environment = os.environ | {
        "CPD23_ALLOW_PRIVATE": host,
        "SOURCE_DATE_EPOCH": str(int(at.timestamp())),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))),
    }
    command = [sys.executable, "-m", "course", words[0], "-C", str(root), "-q", "--no-input", *words[1:]]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=600
    )
    if done.returncode not in (0, PARTLY_DONE):
        raise RuntimeError(f"cpd23 {' '.join(words)} ended with {done.returncode} in {root}:\n{done.stderr}")
    if done.returncode or done.stderr.strip():
        print(f"cpd23 {words[0]} in {root.name}: {done.stderr.strip()}", file=sys.stderr)
    return done.stdout


def _answer(record: Record, row: Mapping[str, Any], queue: Mapping[str, set[int]]) -> Answer:
    claims = tuple(
        Said(c["thing"], c["confidence"], c["credited"], tuple(f"{e['kind']} {e['quote']!r}" for e in c["evidence"]))
        for c in row["claims"]
    )
    return Answer(record, True, row["in_run"], claims, frozenset(queue.get(row["post"], ())))
