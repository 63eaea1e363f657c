"""Kill `cpd23 track` at random moments and look whether a post was lost or doubled.

python -m tests.kills --kills 200 --seed 1
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from blogs import Answer, Asked, Blogs, Item, atom, rss
from course.adapters.store import Store

ROOT = Path(__file__).resolve().parents[1]
BEGAN = datetime(2026, 10, 1, tzinfo=UTC)
_SLOW = '<?xml version="1.0"?><!DOCTYPE rss [<!-- the quick reader leaves this to the arbiter -->]>'


class Trial:
    """Some blogs that grow while they are tracked and the tracking is killed."""

    def __init__(self, folder: Path, blogs: Blogs, count: int) -> None:
        self.home = folder / "home"
        self.blogs = blogs
        self.written = [12 + number % 20 for number in range(count)]  # posts of each blog
        self.hurt: list[str] = []
        self._seen: set[tuple[str, str]] = set()
        for number in range(count):
            blogs.shows(f"/{number}/feed", partial(self._page, number))
        self._make_home(count)

    def _make_home(self, count: int) -> None:
        (self.home / "things").mkdir(parents=True)
        (self.home / "things" / "course.toml").write_text(
            'title = "Kills"\nzone = "Europe/London"\norganiser = { name = "O", email = "o@example.org" }\n'
            "[cohorts.all]\n"
        )
        (self.home / "things" / "01-one.md").write_text(
            '+++\nnumber = 1\ntitle = "One"\nweek = 1\n+++\n## Do\n1. Write.\n'
        )
        (self.home / "participants.toml").write_text(
            "\n".join(
                f'[participants.p{number}]\nname = "P {number}"\ncohort = "all"\njoined = 2026-10-01\n'
                f'blogs = ["{self.blogs.url(f"/{number}/feed")}"]\n'
                for number in range(count)
            )
        )

    def _page(self, number: int, asked: Asked) -> Answer:
        etag = f'"{self.written[number]}"'
        if asked.headers.get("if-none-match") == etag:
            return Answer(status=304, headers={"ETag": etag})
        items = [_item(number, post) for post in range(self.written[number], 0, -1)]
        body = atom(items) if number % 2 else rss(items)
        if number % 10 == 0:
            body = _SLOW.encode() + body.partition(b"?>")[2]
        return Answer(body, headers={"ETag": etag})

    def grow(self, chance: random.Random) -> None:
        """A third of the blogs get a new post."""
        for number in chance.sample(range(len(self.written)), len(self.written) // 3):
            self.written[number] += 1

    def start(self) -> subprocess.Popen[bytes]:
        """A run of its own process group."""
        command = [sys.executable, "-m", "course", "track", "-C", str(self.home), "--quiet", "--no-input"]
        allowed = os.environ | {"CPD23_ALLOW_PRIVATE": self.blogs.place}
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=allowed)

    def look(self, moment: str) -> None:
        """Note what is damaged, lost or doubled."""
        path = self.home / ".course" / "course.db"
        if not path.exists():
            return
        with Store(path) as store:
            self.hurt += [f"{moment}: {damage}" for damage in store.integrity()]
            counted = Counter((str(post.author), post.title) for post in store.posts())
            stated = {health.handle: health.posts for health in store.health()}
        self.hurt += [f"{moment}: {key} is there {times} times" for key, times in counted.items() if times > 1]
        self.hurt += [f"{moment}: {key} is lost" for key in self._seen - set(counted)]
        orphans = {handle for handle, _ in counted} - {str(handle) for handle in stated}
        self.hurt += [f"{moment}: posts of {handle} without a read" for handle in orphans]
        self._seen = set(counted)

    def close(self) -> None:
        """After one undisturbed run every post that was ever shown must be there."""
        if self.start().wait(600) not in (0, 4):
            self.hurt.append("the last run failed")
        self.look("at the end")
        wanted = {(f"p{n}", _item(n, post).title) for n, last in enumerate(self.written) for post in range(1, last + 1)}
        self.hurt += [f"at the end: {key} was never kept" for key in sorted(wanted - self._seen)]


def _item(number: int, post: int) -> Item:
    title = f"Post {post} of blog {number}"
    text = f"{title}. " + "Words that fill a page, and then some more of them. " * 20
    return Item(
        post, BEGAN + timedelta(hours=post), title, f"tag:{number}:{post}", f"https://b{number}.example/{post}", text
    )


def killed(kills: int, seed: int, count: int = 40) -> list[str]:
    """What was found to be wrong after so many kills."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, Blogs() as blogs:
        trial = Trial(Path(folder), blogs, count)
        began = time.monotonic()
        trial.start().wait(600)
        usual = time.monotonic() - began
        for number in range(1, kills + 1):
            trial.grow(chance)
            run = trial.start()
            time.sleep(chance.uniform(0.35, 1.0) * usual)
            run.send_signal(signal.SIGKILL)
            run.wait(600)
            trial.look(f"kill {number}")
        trial.close()
        return trial.hurt


def main() -> int:
    """Kill and tell; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--blogs", type=int, default=40)
    asked = parser.parse_args()
    hurt = killed(asked.kills, asked.seed, asked.blogs)
    print(*hurt, f"{asked.kills} kills: {len(hurt)} things wrong", sep="\n")
    return 1 if hurt else 0


if __name__ == "__main__":
    sys.exit(main())
