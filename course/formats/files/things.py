"""Thing files and course.toml to a Course."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import timedelta, tzinfo
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from course.core import sentences
from course.core.errors import CourseError, Problem
from course.core.model import (
    Clues,
    Cohort,
    Course,
    FetchSettings,
    Finish,
    HandInRule,
    Learned,
    Look,
    Part,
    Resource,
    Thing,
    Week,
    WeekKind,
)
from course.formats import colours, sanitize
from course.formats.files import course_fields, mail_settings, organisers, toml_reader
from course.formats.files.toml_reader import TomlFile

LATE_DAYS = 90
LONGEST_GROUP = 60
PICTURE = r"pictures/[A-Za-z0-9][\w-]*\.(?:svg|png)"


def parse(files: Mapping[str, bytes]) -> tuple[Course | None, tuple[Problem, ...]]:
    """The course that these files make, and every mistake in them; None when course.toml cannot carry one.

    A Thing file with a mistake in number, title or week is left out; any other mistake leaves only that setting out."""
    problems: list[Problem] = []
    things: dict[int, Thing] = {}
    for path in sorted(files):
        if path.startswith("things/") and path.endswith(".md"):
            thing, found = parse_thing(files[path], path)
            problems += found
            if thing and (earlier := things.get(thing.number)):
                problems.append(
                    Problem(
                        path,
                        2,
                        f"the number {thing.number} is already used in {earlier.path}.",
                        "Give each Thing its own number.",
                    )
                )
            elif thing:
                things[thing.number] = thing
    problems += [problem for thing in things.values() for problem in _alone(thing, things, files[thing.path])]
    text, broken = toml_reader.decode(files.get("things/course.toml", b""), "things/course.toml")
    page = TomlFile("things/course.toml", text, problems=[broken] if broken else [])
    course = None if broken else _course(page, tuple(things[n] for n in sorted(things)))
    return course, (*page.problems, *problems)


def _alone(thing: Thing, things: Mapping[int, Thing], data: bytes) -> tuple[Problem, ...]:
    """The mistake of a Thing that can be done in place of one that isn't in the course."""
    unknown = sorted(set(thing.either) - (things.keys() - {thing.number}))
    if not unknown:
        return ()
    lines = data.decode("utf-8", "replace").splitlines()
    line = next((at for at, text in enumerate(lines, 1) if text.lstrip().startswith("either")), 1)
    what = f"`either` lists {sentences.listed(map(str, unknown))}, but this course has no other Thing with that number."
    return (Problem(thing.path, line, what, "List the Things that people can do instead of this Thing."),)


def parse_thing(data: bytes, path: str) -> tuple[Thing | None, tuple[Problem, ...]]:
    """One Thing file: +++ TOML +++ Markdown."""
    text, broken = toml_reader.decode(data, path)
    if broken:
        return None, (broken,)
    found = re.match(r"\s*\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t\r]*$\n?", text, re.DOTALL | re.MULTILINE)
    if not found:
        return None, (
            Problem(
                path,
                1,
                "there is no +++ block at the top.",
                "Begin the file with a line +++, then the settings, then another line +++.",
            ),
        )
    page = TomlFile(path, found[1], text[: found.start(1)].count("\n") + 1)
    values = toml_reader.load(page)
    if values is None:
        return None, tuple(page.problems)
    good = toml_reader.take(page, "", values, course_fields.THING)
    thing = _thing(page, good, text[found.end() :], path) if {"number", "title", "week"} <= good.keys() else None
    return thing, tuple(page.problems)


def at_week(data: bytes, thing: Thing, week: int) -> bytes:
    """A Thing's file with another week and every other byte as it was; CourseError where that can't be done in one line."""
    moved = re.sub(rb"^(week\s*=\s*)\d+", rb"\g<1>%d" % week, data, count=1, flags=re.MULTILINE)
    if parse_thing(moved, thing.path)[0] != replace(thing, week=week):
        raise CourseError(
            f"The week of Thing {thing.number} can't be changed here.", "Change it in the text of the file."
        )
    return moved


def _thing(page: TomlFile, good: dict[str, Any], body: str, path: str) -> Thing:
    clues = toml_reader.take(page, "clues", good.pop("clues", {}), course_fields.CLUES)
    resources = tuple(
        Resource(r["name"], r["url"], r.get("checked"), r.get("why", ""))
        for r in (
            toml_reader.take(page, "resources", item, course_fields.RESOURCE) for item in good.pop("resources", [])
        )
        if {"name", "url"} <= r.keys()
    )
    slug = re.sub(r"^\d+-", "", path.rpartition("/")[2].removesuffix(".md"))
    if not re.search(rf"(?<!\d){good['number']}(?!\d)", good.get("post_title", str(good["number"]))):
        what = f'post_title "{good.pop("post_title")}" doesn\'t have the number {good["number"]} in it.'
        page.tell(
            page.line("", "post_title"), what, f'People copy this title. Write it like "Thing {good["number"]}: ...".'
        )
    found = Clues(*(tuple(clues.get(key, ())) for key in ("strong", "weak", "not", "pages")))
    good["either"] = tuple(good.get("either", ()))
    return Thing(**good, slug=slug, clues=found, resources=resources, body=body.strip(), path=path)


def _course(page: TomlFile, things: tuple[Thing, ...]) -> Course | None:
    values = toml_reader.load(page)
    if values is None:
        return None
    good = toml_reader.take(page, "", values, course_fields.COURSE)
    zone = _zone(page, good.get("zone"))
    organiser = organisers.organiser(page, good["organiser"]) if "organiser" in good else None
    weeks = _weeks(page, good.get("weeks", {}))
    last = max((*(t.week for t in things), *weeks), default=1)
    cohorts = _cohorts(page, good["cohorts"], last) if "cohorts" in good else {}
    if not (zone and cohorts and organiser and "title" in good):
        return None
    return Course(
        title=good["title"].strip(),
        zone=zone,
        organiser=organiser,
        organisers=organisers.others(page, good.get("organisers", ()), cohorts),
        cohorts=MappingProxyType(cohorts),
        things=things,
        tags=tuple(good.get("tags", ())),
        nouns=tuple(dict.fromkeys(("thing", *(noun.casefold() for noun in good.get("nouns", ()))))),
        site=_address(page, "site", good),
        about=good.get("about", "").strip(),
        join=_join(page, good),
        look=_look(page, good.get("look", {})),
        grace=good.get("grace", 7),
        learned=Learned(good.get("learned", Learned.ASK)),
        groups=_groups(page, good.get("groups", ())),
        hand_in=HandInRule(good.get("hand_in", HandInRule.ASK)),
        finish=_finish(page, good.get("finish", {}), things),
        weeks=MappingProxyType(weeks),
        parts=_parts(page, good.get("parts", {}), {thing.number for thing in things}),
        licence=_licence(page, good["licence"]) if "licence" in good else None,
        suggested_welcome=good.get("suggested_welcome", "").strip(),
        keep_until=good.get("keep_until"),
        issuer=_address(page, "issuer", good),
        fetch=_fetch(page, good.get("fetch", {})),
        mail=mail_settings.outgoing(page, good["mail"]) if "mail" in good else None,
        inbox=mail_settings.inbox(page, good["mail"]) if "mail" in good else None,
    )


def _address(page: TomlFile, key: str, good: Mapping[str, Any]) -> str:
    address = str(good.get(key, ""))
    if address and not re.match(r"https?://[^\s/]+", address):
        page.tell(page.line("", key), f"{key} isn't a web address.", "Write an address that begins with https://")
        return ""
    return address


def _join(page: TomlFile, good: Mapping[str, Any]) -> str:
    join = str(good.get("join", "")).strip()
    if join and not re.fullmatch(r"https?://[^\s/]\S*|[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+", join):
        hint = "Write an email address, or the address of a form that begins with https://."
        page.tell(page.line("", "join"), "join isn't a web address or an email address.", hint)
        return ""
    return join


def _groups(page: TomlFile, names: Sequence[str]) -> tuple[str, ...]:
    """The groups that the sign-up form offers; a comma would part one into two when a form is read."""
    made = tuple(dict.fromkeys(map(sanitize.name, names)))
    if wrong := [name for name in made if not name or len(name) > LONGEST_GROUP or {",", ";"} & set(name)]:
        hint = f"Choose a name of up to {LONGEST_GROUP} letters, without commas or semicolons."
        page.tell(page.line("", "groups"), f"{wrong[0]!r} can't be the name of a group.", hint)
    return tuple(name for name in made if name not in wrong)


def _zone(page: TomlFile, name: str | None) -> tzinfo | None:
    found = zone(name or "")
    if name and found is None:
        page.tell(page.line("", "zone"), f"there is no time zone {name!r}.", 'Write one like "Europe/London".')
    return found


def zone(name: str) -> tzinfo | None:
    """The time zone of this name; None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _weeks(page: TomlFile, values: Mapping[str, Any]) -> dict[int, Week]:
    weeks = {}
    for key, value in values.items():
        header = f"weeks.{key}"
        if not re.fullmatch(r"[1-9]\d{0,2}", key, re.ASCII) or not isinstance(value, dict):
            page.tell(page.line(header), f"weeks.{key} isn't a week.", "Write [weeks.7] and below it kind = ...")
            continue
        good = toml_reader.take(page, header, value, course_fields.WEEK)
        weeks[int(key)] = Week(
            int(key), WeekKind(good.get("kind", "ordinary")), good.get("note", ""), good.get("suggested_note", "")
        )
    return weeks


def _licence(page: TomlFile, values: Mapping[str, Any]) -> Mapping[str, str] | None:
    good = toml_reader.take(page, "licence", values, course_fields.LICENCE, near="licence")
    return (
        MappingProxyType(good) if course_fields.LICENCE.keys() == good.keys() and _address(page, "url", good) else None
    )


def _parts(page: TomlFile, values: Mapping[str, Any], known: Set[int]) -> tuple[Part, ...]:
    """The parts in the order of their numbers. A Thing belongs to the first part that lists it."""
    parts: list[Part] = []
    for key, value in values.items():
        header = f"parts.{key}"
        if not re.fullmatch(r"[1-9]\d?", key, re.ASCII) or not isinstance(value, dict):
            page.tell(page.line(header), f"{header} isn't a part.", "Write [parts.1] and below it title = ...")
            continue
        good = toml_reader.take(page, header, value, course_fields.PART)
        listed = tuple(dict.fromkeys(good.get("things", ())))
        taken = {number for part in parts for number in part.things}
        if strange := [number for number in listed if number not in known]:
            page.tell(
                page.line(header, "things"),
                f"{header} lists {sentences.things(strange)}, but this course doesn't have {_it(strange)}.",
                f"Remove {_it(strange)} from the list.",
            )
        if twice := [number for number in listed if number in taken]:
            page.tell(
                page.line(header, "things"),
                f"{header} lists {sentences.things(twice)}, which another part lists already.",
                "List each Thing in only one part.",
            )
        picture = _picture(page, header, good)
        if "title" in good:
            things = tuple(number for number in listed if number in known - taken)
            alt = good.get("alt", "") if picture else ""
            parts.append(Part(int(key), good["title"].strip(), things, good.get("lede", ""), picture, alt))
    return tuple(sorted(parts, key=lambda part: part.number))


def _it(numbers: Sequence[int]) -> str:
    return "it" if len(numbers) == 1 else "them"


def _look(page: TomlFile, values: Mapping[str, Any]) -> Look:
    good = toml_reader.take(page, "look", values, course_fields.LOOK)
    accent = good.get("accent", Look().accent)
    if not colours.valid(accent):
        hint = 'Write # and then six digits or letters from a to f, for example accent = "#0e7c74".'
        page.tell(page.line("look", "accent"), f'accent "{accent}" isn\'t a colour.', hint)
        accent = Look().accent
    emblem = str(good.get("emblem", ""))
    if emblem and not re.fullmatch(PICTURE, emblem, re.ASCII):
        hint = 'Put an SVG or PNG file in things/pictures/ and write emblem = "pictures/NAME.svg".'
        page.tell(page.line("look", "emblem"), f'emblem "{emblem}" isn\'t a file in things/pictures/.', hint)
        emblem = ""
    return Look(accent.lower(), emblem)


def _picture(page: TomlFile, header: str, good: Mapping[str, Any]) -> str:
    picture = str(good.get("picture", ""))
    if picture and not re.fullmatch(PICTURE, picture, re.ASCII):
        hint = 'Put an SVG or PNG file in things/pictures/ and write picture = "pictures/NAME.svg".'
        page.tell(page.line(header, "picture"), f'picture "{picture}" isn\'t a file in things/pictures/.', hint)
        return ""
    if picture and "alt" not in good:
        page.tell(
            page.line(header, "picture"), "the picture has no alt text.", "Describe it in one sentence: alt = ..."
        )
    return picture


def _cohorts(page: TomlFile, values: Mapping[str, Any], last_week: int) -> dict[str, Cohort]:
    cohorts = {}
    for name, value in values.items():
        header = f"cohorts.{name}"
        if not isinstance(value, dict):
            page.tell(
                page.line(header), f"cohorts.{name} isn't a table.", f"Write [cohorts.{name}] on a line of its own."
            )
            continue
        good = toml_reader.take(page, header, value, course_fields.COHORT)
        if "starts" in value and "starts" not in good:
            continue  # without its first day a fixed cohort would be taken for a self-paced one
        starts, ends, late = good.get("starts"), good.get("ends"), good.get("late_until")
        if starts and ends and ends < starts:
            page.tell(
                page.line(header, "ends"), f"{name} ends on {ends}, before it starts on {starts}.", "Correct the dates."
            )
            ends = None
        if starts:
            ends = ends or starts + timedelta(weeks=last_week, days=-1)
            late = late if late and late >= ends else ends + timedelta(days=LATE_DAYS)
        cohorts[name] = Cohort(name, starts, ends, late)
    if not values:
        page.tell(
            page.line("cohorts"), "there is no cohort.", "Add [cohorts.autumn-2026] and below it starts = 2026-10-05."
        )
    return cohorts


def _finish(page: TomlFile, values: Mapping[str, Any], things: tuple[Thing, ...]) -> Finish:
    good = toml_reader.take(page, "finish", values, course_fields.FINISH)
    sections = {}
    known = {thing.number for thing in things}
    for name, numbers in good.get("sections", {}).items():
        if not toml_reader.numbers().good(numbers) or not set(numbers) <= known:
            page.tell(
                page.line("finish.sections", name),
                f"the section {name!r} isn't valid.",
                "List the numbers of its Things, like [1, 2].",
            )
            continue
        sections[name] = tuple(numbers)
    at_least = good.get("at_least")
    if at_least and at_least > len(things):
        page.tell(
            page.line("finish", "at_least"),
            f"at_least is {at_least}, but there are only {len(things)} Things.",
            "Write a smaller number.",
        )
        at_least = None
    return Finish(at_least, MappingProxyType(sections))


def _fetch(page: TomlFile, values: Mapping[str, Any]) -> FetchSettings:
    good = toml_reader.take(page, "fetch", values, course_fields.FETCH)
    return FetchSettings(**{**good, "allow_private": tuple(good.get("allow_private", ()))})
