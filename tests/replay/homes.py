"""A home for each course in the file, with one participant a blog."""

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tomli_w

from replay import records
from replay.records import Record

EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "homes"
NOUNS = {"nl": "ding", "no": "ting", "da": "ting"}


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog with all its records, whatever their courses: its feed does not change with the reader."""

    name: str
    handle: str
    kind: str  # blogger, wordpress
    posts: tuple[Record, ...]


def blogs(found: Iterable[Record]) -> tuple[Blog, ...]:
    """Every blog by its name: one half on Blogger, the other on WordPress, in turn."""
    by_name: defaultdict[str, list[Record]] = defaultdict(list)
    for record in found:
        by_name[record.blog].append(record)
    kinds = ("blogger", "wordpress")
    return tuple(
        Blog(name, f"blog-{number:04}", kinds[number % 2], tuple(by_name[name]))
        for number, name in enumerate(sorted(by_name))
    )


def members(everybody: Sequence[Blog]) -> Mapping[str, tuple[Blog, ...]]:
    """Who takes part in which course, in the order of the courses."""
    homes = sorted({post.home for blog in everybody for post in blog.posts})
    return {home: tuple(b for b in everybody if any(post.home == home for post in b.posts)) for home in homes}


def write(root: Path, home: str, people: Sequence[Blog], where: Mapping[str, str]) -> None:
    """Make the home of a course in `root`; `where` is each blog's address by its handle."""
    if home in records.RUNS:
        shutil.copytree(EXAMPLES / home / "things", root / "things")
    else:
        _plain(root, home, sorted({NOUNS[r.language] for b in people for r in b.posts if r.language in NOUNS}))
    (root / "participants.toml").write_text(_roster(home, people, where), encoding="utf-8")


def _plain(root: Path, home: str, nouns: Sequence[str]) -> None:
    """Every other course: self-paced, with numbers for titles and no clues; the course's tag is its name."""
    (root / "things").mkdir(parents=True)
    course = {
        "title": home,
        "tags": ["23things" if home == records.NO_COURSE else home],
        "nouns": ["thing", *nouns],
        "zone": "UTC",
        "organiser": {"name": "Ada Quill", "email": "ada@library.example"},
        "cohorts": {"own-pace": {}},
    }
    (root / "things" / "course.toml").write_text(tomli_w.dumps(course), encoding="utf-8")
    for number in range(1, records.last_thing(home) + 1):
        front = tomli_w.dumps({"number": number, "title": f"Thing {number}", "week": number})
        (root / "things" / f"{number:02}-thing.md").write_text(f"+++\n{front}+++\n", encoding="utf-8")


def _roster(home: str, people: Sequence[Blog], where: Mapping[str, str]) -> str:
    fixed = records.RUNS.get(home)
    joined = fixed.starts if fixed else date(2000, 1, 1)  # before any blog of any course: the window is wide open
    cohort = home if fixed else "own-pace"
    return tomli_w.dumps(
        {
            "participants": {
                blog.handle: {"name": blog.name, "cohort": cohort, "joined": joined, "blogs": [where[blog.handle]]}
                for blog in people
            }
        }
    )
