"""Run cases at the door, or through the whole program, and say what did not end as it should."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from course.adapters import http
from hostile.case import HEALTHY, Case
from hostile.cases import CASES
from hostile.server import Server

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300.0  # seconds for everything at once, on a machine ten times slower than most
SLOWEST = 31.0  # seconds for one blog: 25 to fetch, 6 to parse
MOST_MEMORY = 300.0  # MiB, the largest process
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
    """What comes of every case, all at once, with a healthy feed after each.

    `patience`: seconds for those that never end; all others then have all the time that a slow machine may need.
    """
    found: dict[str, http.Outcome] = {}
    with http.HttpClient(workers=64, allow_private=server.allowed) as client:
        for case in cases:
            now = time.monotonic()
            deadline = now + (patience if case.slow else LONGEST) if patience else 0.0
            client.send(http.Request(server.address(case), deadline=deadline), case.name)
            beside = http.Request(f"{server.base}/healthy?{case.name}", deadline=now + LONGEST if patience else 0.0)
            client.send(beside, f"beside {case.name}")
        while client.busy:
            found |= {str(tag): outcome for tag, outcome in client.ready(1.0)}
    return found


def at_the_door(cases: Sequence[Case]) -> list[str]:
    """What did not end as it should at the client."""
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


@dataclass(frozen=True, slots=True)
class Run:
    """What one command of the program said, and how much its largest process took."""

    code: int
    out: str
    err: str
    seconds: float
    memory: float  # MiB; 0 where it can't be seen


def command(root: Path, server: Server, *words: str) -> Run:
    """Run one command of the program in a home; the server is allowed, the canary is not."""
    environment = os.environ | {"CPD23_ALLOW_PRIVATE": ",".join(server.allowed), "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-m", "course", *words, "-C", str(root), "--no-input"]
    started, memory = time.monotonic(), 0.0
    with TemporaryFile() as out, TemporaryFile() as err:
        process = subprocess.Popen(line, stdout=out, stderr=err, env=environment, cwd=ROOT)
        while process.poll() is None:
            memory = max(memory, *map(_peak, _tree(process.pid)))
            time.sleep(0.05)
            if time.monotonic() - started > LONGEST:
                process.kill()
        out.seek(0)
        err.seek(0)
        said = out.read().decode(), err.read().decode()
    return Run(process.returncode, *said, time.monotonic() - started, memory)


def _tree(pid: int) -> list[int]:
    """A process and its children, where /proc tells of them."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
    return found


def _peak(pid: int) -> float:
    """The most MiB that a process has had in memory."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def track(cases: Sequence[Case]) -> list[str]:
    """What did not end as it should when the program reads all these blogs, twice, and then reports."""
    with Server(CASES) as server, home(server, cases) as root:
        first = command(root, server, "track", "--json")
        second = command(root, server, "track", "--all", "--json")
        report = command(root, server, "report", "--long", "-f", "json")
        limit = LONGEST if len(cases) > 1 else SLOWEST + 3
        wrong = []
        for run in (first, second, report):
            if "Traceback" in run.err or run.code not in (0, 4):
                wrong.append(f"exit {run.code}: {run.err[-2000:]}")
            if run.seconds > limit or run.memory > MOST_MEMORY:
                wrong.append(f"a command took {run.seconds:.0f} s and {run.memory:.0f} MiB")
        if server.canary_visits:
            wrong.append(f"{server.canary_visits} visits to the canary")
        return wrong or [*judged(cases, json.loads(first.out), json.loads(report.out))]


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
