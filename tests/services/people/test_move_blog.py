"""A new blog: old credit stays, and nothing is counted twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import homes
import platforms
from course.adapters import disk
from course.adapters.store import Store
from course.core.model import Handle
from course.services import course_home as desk_home
from course.services.people import edit_person
from course.services.reporting import report
from course.services.tracking import track

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
NIGHTJAR = Handle("nightjar")
HEAD = '<link rel="alternate" type="application/rss+xml" href="{root}/feed/">'


def read(home: Path, now: datetime) -> tuple[list[tuple[int, str]], int]:
    """Read the blogs; the credits (Thing and title) and how many posts are kept."""
    opened = desk_home.open_home(home)
    with disk.lock(home), Store(opened.database) as store:
        track.track(opened, store, now, people=[NIGHTJAR], everything=True)
        answer = report.report(opened, store, opened.today(now))
        row = next(row for row in answer.rows if row.participant.handle == NIGHTJAR)
        return [(credit.thing, credit.title) for credit in row.credits], len(store.posts([NIGHTJAR]))


def test_posts_taken_along_are_the_same_posts_and_old_ones_stay(tmp_path: Path) -> None:
    old = (("Thing 1: hello", "2026-10-08"), ("Thing 2: tour", "2026-10-15"), ("Thing 3: search", "2026-10-22"))
    new = (*old[1:], ("Thing 4: reader", "2026-10-29"))  # the first was not taken along
    with (
        platforms.served({"/": platforms.page(HEAD), "/feed/": platforms.rss(posts=old)}) as before,
        platforms.served({"/": platforms.page(HEAD), "/feed/": platforms.rss(posts=new)}) as after,
    ):
        allowed = ", ".join(f'"{platforms.pair(one)}"' for one in (before, after))
        roster = homes.ROSTER.replace("https://nightjar.blogspot.com/", f"{before}/")
        home = homes.make(tmp_path / "home", roster, f"[fetch]\nallow_private = [{allowed}]\n")
        first, kept = read(home, NOW)
        assert ([thing for thing, _ in first], kept) == ([1, 2, 3], 3)
        assert "stay" in edit_person.move(home, "nightjar", f"{after}/").said
        second, kept = read(home, NOW + timedelta(days=1))
        assert second == [*first, (4, "Thing 4: reader")]
        assert kept == 4
        third, kept = read(home, NOW + timedelta(days=2))
        assert (third, kept) == (second, 4)
