"""Throw damaged input at everything that reads: feeds, titles, settings, rosters, form rows.

    python -m tests.fuzz                        # a minute of everything, a quarter each
    python -m tests.fuzz --seconds 300 --seed 7
    python -m tests.fuzz --only toml

A reader may refuse, with a Problem or a CourseError; any other exception, or a pair of readers that disagree, is a find.
Ends with 1 and shows what was found.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import feedmaker
import fuzz_feeds
import fuzz_titles
from course.core.detection.detect import Detector
from course.core.errors import CourseError
from course.core.model import Words
from course.formats import human_dates
from course.formats.files import roster, things
from course.formats.intake import sign_up_columns, sign_up_files
from course.services import course_home as homes

ROOT = Path(__file__).parents[1]
Target = Callable[[random.Random], str]  # what was found, or nothing


def toml(chance: random.Random) -> str:
    """Settings, a Thing file or a roster, damaged: every outcome is values and problems."""
    name = chance.choice(("things/course.toml", "things/06-online-networks.md", "participants.toml"))
    data = fuzz_feeds.mutated(chance, (ROOT / name).read_bytes())
    if name == "participants.toml":
        roster.parse(data, name, None)
        _edited(data)
    else:
        things.parse({name: data, **({} if name.endswith("course.toml") else {"things/course.toml": b""})})
    return ""


def _edited(data: bytes) -> None:
    """An edit of a damaged roster is proved or refused."""
    text = data.decode("utf-8", "replace")
    try:
        changed = roster.change(text, "nightjar", "email", "new@example.org")
        assert "new@example.org" in changed
        roster.remove(changed, "nightjar")
    except CourseError:
        return


def rows(chance: random.Random) -> str:
    """A form's file, damaged or of random cells, under a random ending."""
    cells = [
        "Name",
        "Your email",
        "Blog address",
        "a@b.example",
        "=1+1",
        "\u202e",
        "x" * 500,
        '"',
        ";",
        "",
        "https://x.example/",
        "ja",
        "12",
    ]
    lines = "\r\n".join(
        chance.choice(",;\t").join(chance.choice(cells) for _ in range(chance.randint(0, 8)))
        for _ in range(chance.randint(0, 9))
    )
    data = lines.encode(chance.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16")), "replace")
    data = fuzz_feeds.mutated(chance, data) if data else data
    try:
        sign_up_columns.guess(
            sign_up_files.parse(data, "answers" + chance.choice((".csv", ".tsv", ".xlsx", ".opml", ".toml", ".txt")))
        )
    except CourseError:
        return ""
    return ""


def titles(chance: random.Random) -> str:
    """A title and a text built from what the rules look for: claims come back, for Things of the course only."""
    title = fuzz_titles.made(chance)
    claims = DETECTOR.claims(Words(title, text=fuzz_titles.made(chance) * 4))
    numbers = {thing.number for thing in COURSE.things}
    wrong = [claim.thing for claim in claims if claim.thing not in numbers or not claim.evidence]
    return f"claims {wrong} of {title!r}" if wrong else ""


def typed(chance: random.Random) -> str:
    """A day as nobody would type it."""
    word = "".join(chance.choice("0123456789-/. abcdefjnmostuyAN２٣²") for _ in range(chance.randint(0, 14)))
    try:
        human_dates.parse(word, date(2026, 11, 22))
    except CourseError:
        return ""
    return ""


def feeds(chance: random.Random) -> str:
    """A feed in a platform's shape, damaged: the quick reader declines or says what the arbiter says."""
    made = feedmaker.feed(chance.randrange(2000))
    return fuzz_feeds.judged(fuzz_feeds.mutated(chance, made.body), made.url, Counter())


TARGETS: dict[str, Target] = {"feeds": feeds, "titles": titles, "toml": toml, "rows": rows, "days": typed}
COURSE = homes.open_home(ROOT).course
DETECTOR = Detector(COURSE)


def run(target: Target, seconds: float, seed: int, most: int = 10**9) -> tuple[int, list[str]]:
    """How often a target was tried, and what was found, with the seed that shows it again."""
    found: list[str] = []
    tries = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until and tries < most and len(found) < 5:
        tries += 1
        try:
            words = target(random.Random(f"{seed}-{tries}"))
        except Exception as error:  # every surprise is a find: that is what this command is for
            words = f"{type(error).__name__}: {error}"
        if words:
            found.append(f"seed {seed}-{tries}: {words}")
    return tries, found


def main() -> int:
    """Try every target for its share of the time; 1 when something was found."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--seed", type=int, default=23)
    words.add_argument("--only", choices=TARGETS, action="append")
    asked = words.parse_args()
    names = asked.only or list(TARGETS)
    total = 0
    for name in names:
        tries, found = run(TARGETS[name], asked.seconds / len(names), asked.seed)
        print(f"{name:8} {tries:8} tries, {len(found)} found")
        for line in found:
            print(f"  {line}")
        total += len(found)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
