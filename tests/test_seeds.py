"""Five real posts, and five invented ones of the same build: the command must tell which Things they do, and which not.

The real texts are not ours to keep: they lie in a folder beside the repository, or the first test is skipped."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from replay import engine, homes, records, server
from replay.records import Record

OUTSIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
FIRST, SECOND = "cpd23-2011", "cpd23-2012"
EXPECTED = [{6, 7}, {6}, {6, 7}, set(), {6, 7}]


def claims(posts: Sequence[Record], folder: Path) -> list[tuple[set[int], set[int]]]:
    """For each post, served as the only one of its blog: the Things credited, and the Things asked about."""
    everybody = homes.blogs(posts)
    with server.serving(everybody) as host:
        answers = {answer.record.id: answer for answer in engine.by_command(everybody, host, folder)}
    found = [answers[post.id] for post in posts]
    assert all(answer.found for answer in found)
    sure, likely = ([{c.thing for c in a.claims if c.confidence == kind} for a in found] for kind in ("sure", "likely"))
    return list(zip(sure, likely, strict=True))


def only(expected: Sequence[set[int]]) -> list[tuple[set[int], set[int]]]:
    """These credits, and no questions."""
    return [(things, set()) for things in expected]


# The real ones --------------------------------------------------------------------------------------


def real() -> Iterator[Record]:
    """The texts with the titles, blogs and dates that were recorded of them; comments are no part of a post."""
    lines = (OUTSIDE / "real-posts.jsonl").read_text(encoding="utf-8").splitlines()
    known = {fields["id"]: fields for fields in map(json.loads, lines) if fields["id"].startswith("seed-")}
    for path in sorted((OUTSIDE / "seeds").glob("*.txt")):
        record = records.parse(known[f"seed-{path.name[:3]}"])
        title = r"\s+".join(map(re.escape, record.title.split()))
        text = re.split(title, path.read_text(encoding="utf-8"), maxsplit=1)[1]
        text = re.split(r"\n(?:One comment|\d+ comments?\b)", text)[0]
        home = SECOND if path.name.startswith("000") else FIRST
        yield replace(record, home=home, day=record.published or date(2011, 7, 30), body=tuple(blocks(text)))


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The lines of a text as they were marked up: short ones that end in no stop are headings."""
    for line in filter(None, map(str.strip, text.splitlines())):
        item = line.startswith("•") or line[:2] in {"1.", "2."}
        yield ("li" if item else "h3" if len(line) <= 60 and line[-1] not in ".!:;,…)" else "p"), line


@pytest.mark.skipif(not (OUTSIDE / "seeds").is_dir(), reason="the five real posts are not beside this repository")
def test_the_five_real_posts_are_read_rightly(tmp_path: Path) -> None:
    posts = tuple(real())
    assert [len(post.body) > 3 for post in posts] == [True] * 5
    assert claims(posts, tmp_path) == only(EXPECTED)


# The invented ones ----------------------------------------------------------------------------------

TWINS = (
    (
        SECOND,
        date(2012, 6, 23),
        "Mingling = GULP!! (Things 6 and 7)",
        """Standing about with a warm drink and a name badge is how I picture purgatory.
My LinkedIn page has not been touched since spring, Facebook is for the cousins, and on Twitter I mostly listen.
As for rooms with people in them, my branch of CILIP meets on Tuesdays, when I am on the late desk. Perhaps.""",
    ),
    (
        FIRST,
        date(2011, 8, 1),
        "Thing 6: The loom of nets",
        """Late again! The days that belonged to Thing 5 went into a burst pipe in the map room, so I am a week behind.
I had never joined a single one of the networks that Thing 6 suggests, and each took me an evening.
Facebook
Not for me; my sister keeps me informed of everything that I would rather not know.
LinkedIn
A fine place for people with ties. Then again, when we searched for ourselves in Thing 3, it was the first thing found.
LISNPN
Friendly, busy, and I have said hello.
Three tabs open, two accounts, and one more Thing for the list.""",
    ),
    (
        FIRST,
        date(2011, 7, 20),
        "Things 6 & 7: Webs",
        """This week has two Things about webs. Thing 6 deals with those on a screen, and Thing 7 with those over tea.
Thing 6
I keep a profile on LinkedIn and answer about one message in four. The groups are better than their name.
Thing 7
I have yet to sit in a room with more than two other map librarians. My uncle, a plumber, knows them all.""",
    ),
    (
        FIRST,
        date(2011, 8, 9),
        "#mapchat summary: Growing your own web",
        """Our August chat was a lively one. Answers that said the same have been put together below.
1. Which networks are worth the time?
Online networks such as Twitter came first; face-to-face meetings of the regional group were a close second.
LinkedIn
Mailing lists
2. Any tips for the shy?
Ask a question; people like to answer. Volunteer to carry chairs.
7. Has anybody founded one?
Two had, over lunch. A professional network needs a core of three.""",
    ),
    (
        FIRST,
        date(2011, 7, 24),
        "Thing 6 and Thing 7",
        """I was up to date for a whole afternoon, and then there were two more.
Thing 6 is the online kind of network, and Thing 7 is the kind with professional organisations and biscuits.
On the screen
Most of my Facebook is ferrets. LinkedIn is polite and silent.
Across a table
The county book group became my best professional association, for all that we have no constitution.""",
    ),
)


def twins() -> Iterator[Record]:
    """Invented posts in the manner of the five, each on a blog of its own."""
    for number, (home, day, title, text) in enumerate(TWINS):
        record = records.parse({"id": f"twin-{number}", "blog": f"twin-{number}.example", "title": title})
        yield replace(record, home=home, day=day, body=tuple(blocks(text)))


def test_their_invented_twins_are_read_rightly(tmp_path: Path) -> None:
    assert claims(tuple(twins()), tmp_path) == only(EXPECTED)
