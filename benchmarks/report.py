"""How much does `cpd23 report` cost? Builds a home with many people and posts, and measures the whole process.

    python benchmarks/report.py 800 15000            # people, posts; one line for each format
    python benchmarks/report.py 10000 150000 table   # only this format
    python benchmarks/report.py 60 1100 --keep DIR   # leave the home there, to look at

CPU seconds (user and system) and peak memory are those of the command as a child process, start included.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.detection.detect import Detector
from course.core.model import Handle, Post, PostKey, Trouble, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.core.progress.run_window import RunWindow
from course.core.trouble_kind import TroubleKind
from course.services import course_home as homes
from course.services.learning import topics

START, TODAY = date(2026, 1, 5), date(2026, 5, 18)
NAMES = [
    "Nightjar",
    "Kestrel",
    "Bittern",
    "Wren",
    "Dunnock",
    "Ó_Súilleabháin",
    "王小明",
    "Zoë",
    "Marginalia",
    "Stacks&Scones",
    "R._Patel",
    "Quiet_Please",
]
FORMATS = ("table", "html", "csv", "json", "markdown")


def main() -> None:
    """Build, measure, print."""
    usage = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usage.add_argument("people", type=int)
    usage.add_argument("posts", type=int)
    usage.add_argument("formats", nargs="*", choices=[*FORMATS, []], default=[])
    usage.add_argument("--keep", type=Path)
    asked = usage.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="cpd23-bench-"))
    try:
        build(folder, asked.people, asked.posts)
        for shape in asked.formats or FORMATS:
            print(json.dumps({"people": asked.people, "posts": asked.posts, **measured(folder, shape)}))
    finally:
        if not asked.keep:
            shutil.rmtree(folder)


def build(folder: Path, people: int, posts: int) -> None:
    """A home in which people differ: ahead, behind, stalled, paused, withdrawn, late, unreadable, in groups."""
    dice = random.Random(23)
    (folder / "things").mkdir(parents=True, exist_ok=True)
    for path in (ROOT / "things").glob("*.md"):
        shutil.copy(path, folder / "things")
    text = (ROOT / "things" / "course.toml").read_text(encoding="utf-8")
    (folder / "things" / "course.toml").write_text(_dated(text), encoding="utf-8")
    with (folder / "participants.toml").open("w", encoding="utf-8") as roster:
        roster.writelines(_person(number, dice) for number in range(people))
    found = homes.open_home(folder)
    detector = Detector(found.course)
    with Store(found.database) as store:
        store.save(_visits(people, posts, dice))
        for start in range(0, posts, 5000):
            told = store.contents([f"w{n}" for n in range(start, min(posts, start + 5000))])
            judged = {hash_: detector.claims(said) for hash_, said in told.items()}
            store.save_claims(rules_version.fingerprint(found.course), judged)
        scope = RunWindow(found.course, found.roster).scope()
        store.save_claims(rules_version.fingerprint(found.course), {}, scope=scope)
        topics.record(found, store, datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC))


def measured(folder: Path, shape: str) -> dict[str, object]:
    """CPU seconds, wall seconds and peak memory of one report."""
    command = [sys.executable, "-m", "course", "report", "-C", str(folder), "--as-of", TODAY.isoformat(), "-f", shape]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen([*command, "-o", os.devnull], cwd=ROOT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    del before
    return {
        "format": shape,
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        "wall_s": round(time.perf_counter() - began, 2),
        "peak_mib": round(usage.ru_maxrss / 1024),
        "exit": process.returncode,
    }


def _dated(text: str) -> str:
    """The course's settings with the benchmark's dates."""
    head = text.split("[cohorts.", maxsplit=1)[0]
    weeks = "[weeks." + text.split("[weeks.", 1)[1] if "[weeks." in text else ""
    weeks = weeks.split("[fetch]")[0].split("[mail]")[0]
    return f"{head}\n[cohorts.spring]\nstarts = {START}\n\n[cohorts.own-pace]\n\n{weeks}"


def _person(number: int, dice: random.Random) -> str:
    name = NAMES[number % len(NAMES)].replace("_", " ") + (f" {number}" if number >= len(NAMES) else "")
    late = number % 11 == 3
    joined = START + timedelta(days=dice.randrange(30, 90) if late else -dice.randrange(30))
    lines = [
        f"[participants.p{number}]",
        f'name = "{name}"',
        f'cohort = "{"own-pace" if number % 13 == 5 else "spring"}"',
        f"joined = {joined}",
        f'blogs = ["https://p{number}.example/"]' if number % 29 else "blogs = []",
        f'email = "p{number}@mail.example"',
        f'groups = ["{("public", "school", "health")[number % 3]} libraries"]',
        f'show = "{("public", "course", "private")[number % 3]}"',
    ]
    if number % 37 == 7:
        lines.append(f"withdrawn = {START + timedelta(days=60)}")
    if number % 23 == 9:
        lines.append(f"pauses = [{{ from = {TODAY - timedelta(days=20)}, until = {TODAY + timedelta(days=9)} }}]")
    return "\n".join(lines) + "\n\n"


def _visits(people: int, posts: int, dice: random.Random) -> Iterator[VisitResult]:
    """One visit a person: those who go on have written lately, others stopped somewhere."""
    read_at, made = datetime(TODAY.year, TODAY.month, TODAY.day, 6, tzinfo=UTC), 0
    for number in range(people):
        share = posts * (number + 1) // people - made
        handle, blog = Handle(f"p{number}"), f"https://p{number}.example/"
        if number % 29 == 0:
            share_here: list[PostChange] = []
        else:
            share_here = list(_posts(handle, blog, made, share, dice))
        made += share
        since = read_at - timedelta(days=dice.randrange(1, 20))
        trouble = Trouble(TroubleKind.NOT_FOUND, since, "The page was not found (404).", "Ask for the new address.")
        bad = trouble if number % 17 == 4 else None
        yield VisitResult(
            *(handle, blog, read_at, f"{blog}feed", bad, 4 if bad else 0),
            good=bad is None,
            keeping=tuple(share_here),
        )


def _posts(handle: Handle, blog: str, first: int, share: int, dice: random.Random) -> Iterator[PostChange]:
    reach, thing = dice.choice([2, 6, 9, 14, 17, 19, 23]), 0
    for n in range(share):
        day = START + timedelta(days=min((TODAY - START).days, n * reach * 7 // max(1, share) + dice.randrange(14)))
        if dice.random() < reach / max(1, share) and thing < 23:
            thing += 1
            title = dice.choice([f"Thing {thing}: a week of it", f"cpd23 Thing {thing}", f"#Thing{thing}"])
        else:
            title = dice.choice(["Lemon drizzle", "A walk by the sea", "On mentors and mentoring", "Evernote again"])
        at = datetime(day.year, day.month, day.day, dice.randrange(24), tzinfo=UTC)
        key, url = f"{handle}.{n}", f"{blog}{day.year}/{n}.html"
        said = Words(title, url, ("cpd23",) if thing else (), (), (), "Some words about the week. " * 8)
        post = Post(PostKey(key), handle, blog, url, title, at, at + timedelta(hours=3), f"w{first + n}")
        yield PostChange(post, url, said, post_content.joined(said), new=True)


if __name__ == "__main__":
    main()
