"""Is a whole command slower than it was? Measures each command in two copies of the program, in turns, in one run.

    git worktree add ../before SOME_COMMIT
    python -m benchmarks.paired ../before                 # a demo course, and one of 800 people with 15,000 posts
    python -m benchmarks.paired ../before --times 15 --only report

Each copy makes its own two courses, and its rules decide how much there is to do in them: one may write 231 emails and the other 702.
Figures are CPU seconds (user and system) of the whole process, start included, the least of all runs; the ratio is this copy's divided by
the other's. Runs of the two alternate, so that a busy machine slows both.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parents[1]
COMMANDS = (  # in the order of the table; each answers and changes nothing that the next run reads
    ("--help",),
    (),
    ("report",),
    ("report", "-f", "html"),
    ("report", "-f", "json"),
    ("report", "-f", "csv"),
    ("track",),
    ("remind",),
    ("remind", "draft"),
)
LARGE = """
import sys
from datetime import date
from pathlib import Path
from benchmarks import report
report.START, report.TODAY = date.fromisoformat(sys.argv[2]), date.fromisoformat(sys.argv[3])
report.build(Path(sys.argv[1]), int(sys.argv[4]), int(sys.argv[5]))
"""


def main() -> None:
    """Make the courses, measure in turns, print a table."""
    usage = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usage.add_argument("before", type=Path, help="another copy of the program, as it was before")
    usage.add_argument("--times", type=int, default=9)
    usage.add_argument("--size", type=int, nargs=2, default=[800, 15_000], metavar=("PEOPLE", "POSTS"))
    usage.add_argument("--only", help="only commands that contain this")
    usage.add_argument(
        "--homes", type=Path, help="make the courses here and keep them; take them from here if they exist"
    )
    asked = usage.parse_args()
    with tempfile.TemporaryDirectory(prefix="cpd23-paired-") as temporary:
        folder = (asked.homes or Path(temporary)).resolve()
        copies = {"before": asked.before.resolve(), "now": HERE}
        for name, copy in copies.items():
            _make(copy, folder / name, *asked.size)
        print("| course | command | before | now | ratio |\n|---|---|---|---|---|")
        for course in ("demo", "large"):
            for command in COMMANDS:
                if not asked.only or asked.only in " ".join(command):
                    least = _least(copies, folder, course, command, asked.times)
                    ratio = least["now"] / least["before"]
                    words = " ".join(("cpd23", *command))
                    print(
                        f"| {course} | `{words}` | {least['before']:.3f} | {least['now']:.3f} | {ratio:.2f} |",
                        flush=True,
                    )


def _make(copy: Path, folder: Path, people: int, posts: int) -> None:
    """The demo course, and a large one in its twentieth week whose blogs were all read a moment ago."""
    if not (folder / "demo").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _run(copy, ["-m", "course", "demo", str(folder / "demo"), "--no-input", "--plain"])
    now = datetime.now(UTC)
    if not (folder / "large").exists():
        start = now - timedelta(days=now.weekday(), weeks=19)
        rest = [start.date(), now.date(), people, posts]
        _run(copy, ["-c", LARGE, str(folder / "large"), *map(str, rest)])
    with closing(sqlite3.connect(folder / "large" / ".course" / "course.db")) as store, store:
        store.execute("UPDATE blogs SET read_at = ?", [now.isoformat(timespec="seconds")])


def _least(
    copies: dict[str, Path], folder: Path, course: str, command: tuple[str, ...], times: int
) -> dict[str, float]:
    """The fewest CPU seconds that each copy took. The first runs aren't counted: they compile, and write what is kept."""
    took: dict[str, list[float]] = {name: [] for name in copies}
    for turn in range(times + 1):
        for name in sorted(copies, reverse=turn % 2 == 1):
            home = folder / name / course
            where = ["-C", str(home)] if command and command[0] != "--help" else []
            took[name].append(_run(copies[name], ["-m", "course", *command, *where], home))
    return {name: min(seconds[1:]) for name, seconds in took.items()}


def _run(copy: Path, words: list[str], place: Path | None = None) -> float:
    """CPU seconds of one run of a copy."""
    env = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": ""}  # each copy compiles itself once
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=place or copy,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 4):
        raise SystemExit(f"{' '.join(words)} in {copy} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
