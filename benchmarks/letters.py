"""How long does it take to draft 800 letters, the whole process? `python -m benchmarks.letters [PEOPLE] [TIMES]`"""

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

START = date(2026, 9, 28)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
COURSE = """\
title = "23 Things"
zone = "Europe/London"
organiser = { name = "Zoë Marsh", email = "zoe@library.example" }
site = "https://library.example/cpd23/"
[cohorts.autumn]
starts = 2026-09-28
ends = 2027-03-28
"""
THING = '+++\nnumber = {0}\ntitle = "Something good to know, part {0}"\nweek = {0}\n+++\nDo it.\n'
PERSON = """\
[participants.p{0}]
name = "Person Number {0}"
cohort = "autumn"
joined = 2026-09-20
blogs = ["blogs/p{0}.xml"]
email = "p{0}@example.org"

"""
FEED = """\
<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:b{0}</id><title>Blog {0}</title>
<updated>2026-11-20T10:00:00Z</updated>{1}</feed>"""
ENTRY = """\
<entry><id>urn:b{0}:{1}</id><title>Thing {1} and what came of it</title><updated>{2}T10:00:00Z</updated>
<link href="https://p{0}.blog.example/{1}"/>
<content type="html">&lt;p&gt;I tried it, and this is what I think.&lt;/p&gt;</content></entry>"""


def home(root: Path, people: int) -> Path:
    """A home in its ninth week, in which people have done between one and eight Things."""
    (root / "things").mkdir(parents=True)
    (root / "blogs").mkdir()
    (root / "things" / "course.toml").write_text(COURSE, encoding="utf-8")
    for number in range(1, 24):
        (root / "things" / f"{number:02}-thing.md").write_text(THING.format(number), encoding="utf-8")
    (root / "participants.toml").write_text("".join(PERSON.format(n) for n in range(people)), encoding="utf-8")
    for n in range(people):
        days = {thing: START + timedelta(weeks=thing - 1, days=3) for thing in range(1, 2 + n % 8)}
        entries = "".join(ENTRY.format(n, thing, day) for thing, day in days.items())
        (root / "blogs" / f"p{n}.xml").write_text(FEED.format(n, entries), encoding="utf-8")
    return root


def run(root: Path, *words: str) -> tuple[float, str]:
    """Seconds that the command took, start to end, and what it said."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(MONDAY.timestamp()))}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "course", *words, "-C", str(root)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    if done.returncode not in (0, 4):
        raise SystemExit(done.stderr)
    return time.perf_counter() - began, done.stdout


def main(people: int = 800, times: int = 3) -> None:
    """Print the figures: reading first (once), then drafting into an empty outbox, then drafting again."""
    with tempfile.TemporaryDirectory() as folder:
        root = home(Path(folder) / "home", people)
        print(f"track           {run(root, 'track')[0]:6.2f} s")
        for time_ in range(times):
            seconds, said = run(root, "remind", "draft")
            print(f"draft ({'first' if time_ == 0 else 'again'})   {seconds:6.2f} s   {said.splitlines()[0]}")
        print(f"plan, as JSON   {run(root, 'remind', '--json')[0]:6.2f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
