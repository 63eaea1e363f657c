"""Everything at once: what each job costs at growing numbers of participants, and how the cost grows.

    python -m benchmarks                            # 100 and 800 participants
    python -m benchmarks --sizes 100 800 10000      # ten thousand as well: some minutes
    python -m benchmarks --reader VENV/bin/python   # beside it the library `reader`, where it has the same job

Each figure is of a whole process (start and imports included): CPU seconds (user and system), peak memory of its largest process. Machines
are noisy: compare figures of one run, as ratios. With growth, 1.0 means that a participant costs the same at both sizes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import report, tracking
from blogs import Blogs

POSTS_EACH = 19  # posts a participant: 15,000 for 800, as in the largest course there was
READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for line in open(sys.argv[2]):
    reader.add_feed(line.strip(), exist_ok=True)
reader.update_feeds(workers=8, scheduled=False)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one job took."""

    job: str
    people: int
    cpu: float  # seconds
    wall: float  # seconds
    memory: int  # MiB


def main() -> None:
    """Measure every job at every size and print one table."""
    usage = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    usage.add_argument("--sizes", type=int, nargs="+", default=[100, 800])
    usage.add_argument("--reader", type=Path, help="a Python that has reader (pip install reader sgmllib3k)")
    asked = usage.parse_args()
    costs: dict[tuple[str, int], Cost] = {}
    for people in sorted(asked.sizes):
        for cost in (*_tracking(people, asked.reader), *_written(people)):
            costs[cost.job, people] = cost
            print(f"  {cost.job} at {people}: {cost.cpu:.2f} s", file=sys.stderr, flush=True)
    print(table(costs, sorted(asked.sizes)))


def table(costs: dict[tuple[str, int], Cost], sizes: list[int]) -> str:
    """A Markdown table: a row a job; CPU seconds and MiB at each size; growth of the cost of one participant."""
    head = " | ".join(f"{size}: CPU s | MiB" for size in sizes)
    lines = [f"| job | {head} | growth |", "|---" * (2 + 2 * len(sizes)) + "|"]
    for job in dict.fromkeys(job for job, _ in costs):
        cells = [f"{costs[job, size].cpu:.2f} | {costs[job, size].memory}" for size in sizes]
        first, last = costs[job, sizes[0]], costs[job, sizes[-1]]
        growth = (last.cpu / last.people) / max(first.cpu / first.people, 1e-9)
        lines.append(f"| {job} | {' | '.join(cells)} | {growth:.2f} |")
    return "\n".join(lines)


def _tracking(people: int, reader: Path | None) -> Iterator[Cost]:
    """The blogs read cold, unchanged (304), unchanged (200 with the same bytes), with 5 % new, and when none is due."""
    threading.stack_size(256 * 1024)
    with tempfile.TemporaryDirectory() as folder, Blogs() as blogs:
        serving = tracking.Serving(blogs, people, 0.0)
        root, urls = Path(folder) / "home", Path(folder) / "urls.txt"
        tracking.home(root, blogs, people, 32)
        urls.write_text("".join(f"{blogs.url(f'/{number}/feed')}\n" for number in range(people)), encoding="utf-8")
        (Path(folder) / "read.py").write_text(READER, encoding="utf-8")
        ours = [sys.executable, "-m", "course", "track", "-C", str(root), "--quiet", "--no-input"]
        theirs = (
            [str(reader), str(Path(folder) / "read.py"), str(Path(folder) / "reader.db"), str(urls)] if reader else []
        )
        for name, prepare in _scenes(serving):
            prepare()
            yield _cost(f"track, {name}", people, ours)
            if theirs:
                yield _cost(f"track, {name}: reader", people, theirs)
        course = root / "things" / "course.toml"
        course.write_text(course.read_text().replace(f'allow_private = ["{blogs.place}"]\n', ""))
        yield _cost("track, nothing due", people, ours)


def _scenes(serving: tracking.Serving) -> Iterator[tuple[str, Callable[[], None]]]:
    def answer(mode: str, new: float) -> Callable[[], None]:
        def prepare() -> None:
            serving.mode, serving.new = mode, new

        return prepare

    yield "cold", answer("honest", 0.0)
    yield "304", answer("honest", 0.0)
    yield "200, same bytes", answer("lying", 0.0)
    yield "5 % new", answer("honest", 0.05)


def _written(people: int) -> Iterator[Cost]:
    """Report, figures, pages and drafts of a stored course."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "home"
        report.build(root, people, people * POSTS_EACH)
        words = [sys.executable, "-m", "course"]
        rest = ["-C", str(root), "--as-of", report.TODAY.isoformat()]
        for shape in ("table", "html", "json"):
            yield _cost(f"report -f {shape}", people, [*words, "report", *rest, "-f", shape, "-o", os.devnull])
        yield _cost("figures", people, [*words, "figures", *rest])
        yield _cost("publish", people, [*words, "publish", *rest])
        yield _cost("publish, nothing new", people, [*words, "publish", *rest])
        yield _cost("remind draft", people, [*words, "remind", "draft", *rest])


def _cost(job: str, people: int, command: list[str]) -> Cost:
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 4):
        raise SystemExit(f"{job} ended with {process.returncode}: {' '.join(command)}")
    return Cost(job, people, used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss // 1024)


if __name__ == "__main__":
    main()
