"""How long the pages of `cpd23 open` take: python -m benchmarks.organiser [PEOPLE] [POSTS]

Every page that can be looked at, made five times after a first time (warm); then the page after an action, which has to
take the change in. Time of the server alone, without network and browser: median of wall and of CPU milliseconds.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import organiser_app
import organiser_pages
from benchmarks import report
from course.core.model import Handle
from organiser_app import Window

NOW = datetime(report.TODAY.year, report.TODAY.month, report.TODAY.day, 12, tzinfo=UTC)
WANTED, LARGEST_MATRIX = 300, 600_000  # milliseconds, bytes
TIMES = 5
SOMEBODY = Handle("p1")


def main(people: int = 800, posts: int = 15000) -> None:
    """Build the course, measure, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "home"
        report.build(root, people, posts)
        window = organiser_app.window(root, NOW)
        print(f"{people} people, {posts} posts; milliseconds (median of {TIMES}): wall, CPU; bytes")
        show("the course read first", window.work.snapshot, 1)
        slow = [path for path in organiser_pages.addresses(window, SOMEBODY) if measure(window, path) > WANTED]
        size = len(window.get("/people").data)
        print(f"the matrix: {size:,} bytes" + " (too large)" * (size > LARGEST_MATRIX))
        print("slower than wanted:", ", ".join(slow) or "none")
        after_a_ruling(window)
        after_a_pause(window)


def measure(window: Window, path: str) -> float:
    """Show what one page costs; its median in CPU milliseconds."""
    answer = window.get(path)
    return show(f"{path} ({answer.status_code}, {len(answer.data):,} bytes)", lambda: window.get(path), TIMES)


def after_a_ruling(window: Window) -> None:
    """The next question in Review after an answer."""

    def ruled() -> object:
        post = re.findall(r'name="post" value="([^"]*)"', window.get("/review").text)
        return window.post("/review/answer", what="no", post=post[:1])

    show("an answer in Review, and the next question", ruled, TIMES)


def after_a_pause(window: Window) -> None:
    """The page of somebody who was paused."""
    number = iter(range(30, 1000, 3))
    day = report.TODAY.isoformat()
    show("a pause, and the person's page", lambda: window.post(f"/person/p{next(number)}/pause", start=day), TIMES)
    show("Today after a change", lambda: (window.post(f"/person/p{next(number)}/pause", start=day), window.get("/")), 3)
    show(
        "Emails after a change",
        lambda: (window.post(f"/person/p{next(number)}/pause", start=day), window.get("/emails")),
        3,
    )


def show(what: str, job: Callable[[], object], times: int) -> float:
    """Do it so many times, print the medians, and return that of CPU milliseconds."""
    wall, cpu = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        job()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    print(f"{median(wall):7.0f} {median(cpu):7.0f}  {what}", flush=True)
    return median(cpu)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
