"""How much does `cpd23 track` cost? Serves invented blogs on loopback and measures the whole process.

    python benchmarks/tracking.py 800            # blogs; one line for each scenario
    python benchmarks/tracking.py 2000 --latency 100

Scenarios, one after the other on one store: cold (nothing known), unchanged (304), same (200 with the same bytes), changed (5 % have a
new post), nothing due. CPU seconds (user and system) and peak memory are those of the command, its children included. The server's own
time is not counted. Politeness does not slow loopback: real blogs on one platform take longer, by two connections at a time.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from blogs import Answer, Asked, Blogs, Item, atom, rss

BEGAN = datetime(2026, 9, 1, tzinfo=UTC)
WORDS = "<p>What I tried this week, and what our readers may make of it: <b>more</b> than I thought.</p>\n" * 40


class Serving:
    """The blogs, and how they answer now."""

    def __init__(self, blogs: Blogs, count: int, latency: float) -> None:
        self.mode = "honest"
        self.new = 0.0  # the share of blogs with a new post
        self.latency = latency
        self.made: dict[tuple[int, int], bytes] = {}
        for number in range(count):
            blogs.pages[f"/{number}/feed"] = self._page

    def _page(self, asked: Asked) -> Answer:
        number = int(asked.path.split("/")[1])
        last = 15 + (number * 37 % 100 < self.new * 100)
        time.sleep(self.latency)
        etag = f'"{number}-{last}"'
        if self.mode == "honest" and asked.headers.get("if-none-match") == etag:
            return Answer(status=304, headers={"ETag": etag})
        body = self.made.get((number, last)) or self.made.setdefault((number, last), _feed(number, last))
        return Answer(body, headers={"ETag": etag})


def _feed(number: int, last: int) -> bytes:
    items = [
        Item(
            post,
            BEGAN + timedelta(days=post),
            f"Thing {post}",
            f"tag:{number}:{post}",
            f"https://b{number}.example/{post}",
            WORDS,
        )
        for post in range(last, 0, -1)
    ]
    return atom(items) if number % 2 else rss(items)


def home(root: Path, blogs: Blogs, count: int, workers: int) -> None:
    """A home with one participant a blog."""
    (root / "things").mkdir(parents=True)
    (root / "things" / "course.toml").write_text(
        'title = "Bench"\nzone = "Europe/London"\norganiser = { name = "O", email = "o@example.org" }\n'
        f"[cohorts.all]\n[fetch]\nworkers = {workers}\n"
    )
    for number in range(1, 24):
        text = f'+++\nnumber = {number}\ntitle = "Thing {number}"\nweek = {number}\n+++\n## Do\n1. Write.\n'
        (root / "things" / f"{number:02d}-thing.md").write_text(text)
    (root / "participants.toml").write_text(
        "\n".join(
            f'[participants.p{number}]\nname = "P {number}"\ncohort = "all"\njoined = 2026-09-01\n'
            f'blogs = ["{blogs.url(f"/{number}/feed")}"]\n'
            for number in range(count)
        )
    )


def measured(root: Path, name: str, *more: str) -> str:
    """One run as a child process: wall and CPU seconds, and the largest process in MB."""
    command = [sys.executable, "-m", "course", "track", "-C", str(root), "--quiet", "--no-input", *more]
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ, check=False)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{name:12} wall {wall:7.2f} s   CPU {cpu:7.2f} s   {after.ru_maxrss / 1024:5.0f} MB   exit {run.returncode}"


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("blogs", type=int, nargs="?", default=200)
    parser.add_argument("--workers", type=int, default=32)
    parser.add_argument("--latency", type=float, default=0.0, help="milliseconds")
    asked = parser.parse_args()
    threading.stack_size(256 * 1024)
    with tempfile.TemporaryDirectory() as folder, Blogs() as blogs:
        serving = Serving(blogs, asked.blogs, asked.latency / 1000)
        root = Path(folder) / "home"
        home(root, blogs, asked.blogs, asked.workers)
        os.environ["CPD23_ALLOW_PRIVATE"] = blogs.place  # the setting of the course would need the folder to be trusted
        print(measured(root, "cold"), flush=True)
        print(measured(root, "unchanged"), flush=True)
        serving.mode = "lying"
        print(measured(root, "same"), flush=True)
        serving.mode, serving.new = "honest", 0.05
        print(measured(root, "changed"), flush=True)
        del os.environ["CPD23_ALLOW_PRIVATE"]  # such places are always due
        print(measured(root, "nothing due"), flush=True)


if __name__ == "__main__":
    main()
