"""Run cases at the door, or through the whole program, and say what did not end as it should."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from course.world import http
from hostile.case import HEALTHY, Case
from hostile.cases import CASES
from hostile.server import Server

ROOT = Path(__file__).resolve().parents[2]
SLOWEST = 31.0  # seconds for one blog: 25 to fetch, 6 to parse
COURSE = """title = "Hostile"
zone = "Europe/London"
organiser = { name = "O", email = "o@example.org" }
[cohorts.all]
"""
THING = '+++\nnumber = {0}\ntitle = "Thing {0}"\nweek = {0}\n+++\nDo it.\n'


def named(outcome: http.Outcome) -> str:
    """The outcome in the words of a Case."""
    match outcome:
        case http.Unreachable():
            return outcome.kind
        case http.NotModified():
            return "unchanged"
    return "cut" if outcome.cut else "fetched"


def outcomes(server: Server, cases: Sequence[Case], patience: float = 0.0) -> dict[str, http.Outcome]:
    """What comes of every case, all at once, with a healthy feed after each. `patience`: seconds for those that never end."""
    found: dict[str, http.Outcome] = {}
    with http.Door(workers=64, allow_private=server.allowed) as door:
        for case in cases:
            deadline = time.monotonic() + patience if case.slow and patience else 0.0
            door.send(http.Request(server.address(case), deadline=deadline), case.name)
            door.send(http.Request(f"{server.base}/healthy?{case.name}"), f"beside {case.name}")
        while door.busy:
            found |= {str(tag): outcome for tag, outcome in door.ready(1.0)}
    return found


def at_the_door(cases: Sequence[Case]) -> list[str]:
    """What did not end as it should at the door."""
    with Server(CASES) as server:
        found = outcomes(server, cases)
        wrong = [
            f"{case.name}: {named(found[case.name])}, expected {case.door}"
            for case in cases
            if named(found[case.name]) not in case.door.split("|")
        ]
        wrong += [
            f"{name}: {named(found[name])}"
            for name in found
            if name.startswith("beside") and named(found[name]) != "fetched"
        ]
        if server.canary_visits:
            wrong.append(f"{server.canary_visits} visits to the canary")
    return wrong


@contextmanager
def home(server: Server, cases: Sequence[Case]) -> Iterator[Path]:
    """A home with one participant a case, and as many healthy ones beside them."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "things").mkdir()
        (root / "things" / "course.toml").write_text(COURSE, encoding="utf-8")
        for number in range(1, 24):
            (root / "things" / f"{number:02d}-thing.md").write_text(THING.format(number), encoding="utf-8")
        people = [(case.name, server.address(case)) for case in cases]
        people += [(f"beside-{number}", f"{server.base}/healthy?{number}") for number in range(len(cases))]
        (root / "participants.toml").write_text("\n".join(_person(*person) for person in people), encoding="utf-8")
        yield root


def handle(name: str) -> str:
    """A case's name as a handle."""
    return name.replace(".", "-").lower()


def _person(name: str, address: str) -> str:
    return (
        f'[participants.{handle(name)}]\nname = {json.dumps(f"Person {name}")}\ncohort = "all"\njoined = 2026-01-01\n'
        f"blogs = [{json.dumps(address, ensure_ascii=False)}]\n"
    )


def command(root: Path, server: Server, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the program in a home; the server is allowed, the canary is not."""
    environment = os.environ | {
        "CPD23_ALLOW_PRIVATE": ",".join(server.allowed), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "course", *words, "-C", str(root), "--no-input"],
        capture_output=True, text=True, encoding="utf-8", timeout=200, env=environment, cwd=ROOT, check=False,
    )  # fmt: skip


def track(cases: Sequence[Case]) -> list[str]:
    """What did not end as it should when the program reads all these blogs, twice, and then reports."""
    with Server(CASES) as server, home(server, cases) as root:
        started = time.monotonic()
        first = command(root, server, "track", "--json")
        seconds = time.monotonic() - started
        second = command(root, server, "track", "--all", "--json")
        report = command(root, server, "report", "--long", "-f", "json")
        wrong = [f"track took {seconds:.0f} s"] if seconds > (120 if len(cases) > 1 else SLOWEST + 3) else []
        for run in (first, second, report):
            if "Traceback" in run.stderr or run.returncode not in (0, 4):
                wrong.append(f"exit {run.returncode}: {run.stderr[-2000:]}")
        if server.canary_visits:
            wrong.append(f"{server.canary_visits} visits to the canary")
        return wrong or [*judged(cases, json.loads(first.stdout), json.loads(report.stdout))]


def judged(cases: Sequence[Case], reads: dict[str, Any], report: dict[str, Any]) -> Iterator[str]:
    """The cases whose trouble is not of the right kind, or whose posts are not there."""
    kinds = {row["handle"]: (row["trouble"] or {}).get("kind", "") for row in reads["reads"]}
    titles: dict[str, list[str]] = {}
    for post in report["posts"]:
        titles.setdefault(post["handle"], []).append(post["title"])
    for case in cases:
        who = handle(case.name)
        if kinds.get(who, "missing") not in case.kind.split("|"):
            yield f"{case.name}: {kinds.get(who, 'missing')!r}, expected {case.kind!r}"
        lost = [title for title in case.titles if title not in titles.get(who, [])]
        if lost:
            yield f"{case.name}: {lost} is not among {titles.get(who, [])[:5]}"
    for number in range(len(cases)):
        who = f"beside-{number}"
        if kinds.get(who, "missing") or sorted(titles.get(who, [])) != sorted(HEALTHY.titles):
            yield f"{who}: {kinds.get(who, 'missing')!r}, {titles.get(who)}"
