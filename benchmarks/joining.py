"""How long do an import with every blog looked at, a record, an erasure and a close take?

    python -m benchmarks.joining                 # 800 rows, 800 blogs on loopback, 25 posts each
    python -m benchmarks.joining --people 100

Prints wall seconds, one line a job. The bar: 800 rows with 800 blogs in 60 seconds.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import homes
import platforms
from course.adapters import disk
from course.adapters.store import Store
from course.cli import import_dialogue
from course.services import course_home as desk_home
from course.services.people import edit_person, forgetting
from course.services.people.importing import ImportRequest
from course.services.rounds import close
from course.services.tracking import track

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def site(count: int) -> platforms.Site:
    """So many blogs in folders of one site: a page that names its feed, and a feed of 25 posts."""
    posts = tuple((f"Thing {n % 9 + 1}: something", f"2026-10-{n:02d}") for n in range(1, 26))
    pages = {}
    for n in range(count):
        head = f'<link rel="alternate" type="application/rss+xml" href="{{root}}/b{n}/feed/"/>'
        pages[f"/b{n}/"] = platforms.page(head, body="<p>word</p>" * 2000)
        feed = platforms.rss(f"Blog {n}", posts=posts)
        words = str(feed.body).replace("{root}", f"{{root}}/b{n}").replace("A few words about it.", "word " * 300)
        pages[f"/b{n}/feed/"] = platforms.Reply(words, feed.type)
    return pages


def timed(what: str, job: Callable[[], object]) -> None:
    """Do it, and print how long it took."""
    began = time.monotonic()
    job()
    print(f"{what:<28}{time.monotonic() - began:8.2f} s", flush=True)


def tracked(home: Path) -> None:
    """Read every blog."""
    opened = desk_home.open_home(home)
    with disk.lock(home), Store(opened.database) as store:
        track.track(opened, store, NOW)


def main() -> None:
    """Make the blogs, the form and the home, and go through a life of a course."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=800)
    count = parser.parse_args().people

    def quiet(_words: str) -> None:
        """Say nothing."""

    with platforms.served(site(count)) as address, tempfile.TemporaryDirectory() as folder:
        home = homes.make(Path(folder) / "home", extra=f'[fetch]\nallow_private = ["{platforms.pair(address)}"]\n')
        rows = [f"2026/10/05,p{n}@example.org,Person Number {n},{address}/b{n}/\n" for n in range(count)]
        form = home / "answers.csv"
        form.write_text("Timestamp,Email Address,Name to show,Your blog address\n" + "".join(rows))
        wanted = ImportRequest(form)
        timed("import, every blog read", lambda: import_dialogue.take_in(home, wanted, NOW, say=quiet, agree=None))
        timed("the same file again", lambda: import_dialogue.take_in(home, wanted, NOW, say=quiet, agree=None))
        timed("track", lambda: tracked(home))
        timed("people show", lambda: edit_person.look_up(home, "person-number-9", None, NOW))
        timed("people change", lambda: edit_person.change(home, "person-number-9", ["show=public"], NOW.date()))
        timed("people forget", lambda: forgetting.apply(home, forgetting.plan(home, "person-number-7"), NOW))
        timed("close", lambda: close.apply(home, close.plan(home, NOW), NOW))


if __name__ == "__main__":
    main()
