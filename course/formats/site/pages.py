"""The published pages of a course, as files: name to content."""

import base64
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from course.core import sentences
from course.core.model import Cohort, Course, Part, Thing, Words
from course.core.progress import schedule
from course.core.publishing.public_view import NEWEST, Site, summary
from course.formats import human_dates, jinja_environment, your_post
from course.formats.site import atom, ical, opml

ROBOTS = "User-agent: *\nDisallow: /people.html\nDisallow: /planet.html\nDisallow: /certificates/\n"
_NONE: Mapping[str, bytes] = MappingProxyType({})


def render(site: Site, words: Mapping[str, Words], pictures: Mapping[str, bytes] = _NONE) -> dict[str, bytes]:
    """Every file of public/ by its path there; `words` are those of the newest posts, `pictures` those of the parts."""
    drawn = {name: _data_address(name, content) for name, content in pictures.items()}
    summaries = {post.key: summary(words.get(post.words)) for post in site.posts[:NEWEST]}
    files: dict[str, str] = {
        "index.html": _page("index.html", site, chapters=chapters(site.course), pictures=drawn),
        "calendar.html": _page("calendar.html", site, rows=calendar(site)),
        "people.html": _page("people.html", site),
        "planet.html": _page("planet.html", site, posts=site.posts[:NEWEST], summaries=summaries),
        "planet.atom": atom.feed(site, site.posts[:NEWEST], "planet.atom", site.course.title, summaries),
        "blogs.opml": opml.write(site.course.title, site.people),
        "course.ics": ical.calendar(site.course),
        "robots.txt": ROBOTS,
    }
    for group in site.groups:
        people = tuple(person for person in site.people if group in person.groups)
        files[opml_name(group)] = opml.write(f"{site.course.title}: {group}", people)
    for thing in site.course.things:
        files |= _thing(site, thing, drawn)
    return {name: text.encode() for name, text in sorted(files.items())}


def opml_name(group: str) -> str:
    """The file with the blogs of one group."""
    return f"blogs-{jinja_environment.slug(group)}.opml"


def chapters(course: Course) -> list[tuple[Part | None, list[Thing]]]:
    """The Things by parts, in the order of the parts; then those that are in no part, under None."""
    by_part = {part.number: [thing for thing in course.things if thing.number in part.things] for part in course.parts}
    rest = [thing for thing in course.things if not part_of(thing.number, course)]
    return [*((part, by_part[part.number]) for part in course.parts), *([(None, rest)] if rest else [])]


def part_of(thing: int, course: Course) -> Part | None:
    """The part with this Thing; None when it's in none."""
    return next((part for part in course.parts if thing in part.things), None)


def _data_address(name: str, content: bytes) -> str:
    """A picture inside the page: nothing more to fetch, and whatever is in an SVG can't run."""
    kind = "png" if name.endswith(".png") else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _thing(site: Site, thing: Thing, drawn: Mapping[str, str]) -> dict[str, str]:
    posts = site.on_thing(thing.number)
    title = f"{site.course.title}: Thing {thing.number}"
    name = f"thing-{thing.number:02d}"
    numbers = [other.number for other in site.course.things]
    at = numbers.index(thing.number)
    around = {"before": numbers[at - 1] if at else None, "after": numbers[at + 1] if at + 1 < len(numbers) else None}
    about: dict[str, object] = {
        "opens": opens(site.cohort, thing),
        "part": part_of(thing.number, site.course),
        "pictures": drawn,
        **around,
    }
    about["address"] = f"{site.course.site.rstrip('/')}/{name}.html" if site.course.site else ""
    return {
        f"{name}.html": _page("thing.html", site, thing=thing, posts=posts, **about),
        f"{name}.atom": atom.feed(site, posts[:NEWEST], f"{name}.atom", title, {}),
    }


def opens(cohort: Cohort | None, thing: Thing) -> date | None:
    """The day on which a Thing opens in the cohort shown."""
    return schedule.begins(thing.week, cohort.starts) if cohort and cohort.starts else None


def calendar(site: Site) -> list[dict[str, object]]:
    """Every week: its number, its first day (None without dates), its Things, its kind and note."""
    cohort = site.cohort
    start = cohort.starts if cohort else None
    return [
        {
            "number": number,
            "day": schedule.begins(number, start) if start else None,
            "things": [thing for thing in site.course.things if thing.week == number],
            "week": site.course.weeks.get(number),
            "now": number == site.week,
        }
        for number in range(1, site.course.last_week + 1)
    ]


def _page(template: str, site: Site, **more: object) -> str:
    shown: dict[str, object] = {
        "site": site,
        "course": site.course,
        "days": human_dates,
        "phrases": sentences,
        "your_post": your_post,
        "page": template,
    }
    return (
        jinja_environment.environment().get_template(f"site/{template}").render(shown | {"opml_name": opml_name} | more)
    )
