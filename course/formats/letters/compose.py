"""From the decision to write to the words of the letter, plain and as a page."""

import hashlib
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import jinja2

from course.core import sentences
from course.core.errors import CourseError
from course.core.letters import decide_letters as rules
from course.core.letters.model import Nudge, NudgeKind, Skip
from course.core.model import Course, Handle, Participant, Progress, Report, Thing, ToReview, WeekKind
from course.core.people import buddies
from course.core.posts import troubles
from course.core.progress import due_days, requirements
from course.core.trouble_kind import TroubleKind
from course.formats import colours, human_dates, jinja_environment, sanitize, your_post
from course.formats.files.notes import WeekNotes
from course.formats.letters import templates

PEERS_FROM = 5  # fewer others than that are not named: a small number discourages, and may point at somebody
WIDTH = 72
LONGEST_LEDE = 300  # characters
MOST_CELLS = 40  # of the bar that shows progress
WEEK_KINDS: Mapping[WeekKind, str] = {
    WeekKind.ORDINARY: "the course goes on",
    WeekKind.CATCH_UP: "time to catch up",
    WeekKind.REFLECTION: "time to look back",
    WeekKind.BREAK: "a break",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person; `basis` changes when the reason for a word of it changes."""

    nudge: Nudge
    name: str
    address: str
    subject: str
    text: str
    html: str
    basis: str


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all letters of a week share."""

    report: Report
    rows: Mapping[Handle, Progress]
    things: Mapping[int, Thing]
    done: Mapping[int, int]  # how many people have done each Thing
    letters: jinja2.Environment
    groups: Mapping[Handle, tuple[Participant, ...]]  # who reads whom
    unsubscribe: str
    notes: WeekNotes


def letters(
    nudges: Iterable[Nudge],
    report: Report,
    changed: Mapping[str, str],
    unsubscribe: Mapping[Handle, str] | None = None,
    notes: WeekNotes = WeekNotes(),  # noqa: B008  (frozen)
) -> tuple[tuple[Letter, ...], tuple[Skip, ...]]:
    """The letters in the order of the nudges, and a Skip for everybody whose address is not exactly one."""
    rows = {row.participant.handle: row for row in report.rows}
    done = Counter(credit.thing for row in report.rows for credit in row.credits)
    things = {thing.number: thing for thing in report.course.things}
    environment = templates.environment(changed)
    people = [row.participant for row in report.rows]
    groups = {
        one.handle: tuple(other for other in group if other is not one)
        for cohort in report.course.cohorts
        for group in buddies.groups(person for person in people if person.cohort == cohort)
        for one in group
    }
    written: list[Letter] = []
    refused: list[Skip] = []
    for nudge in nudges:
        page = (unsubscribe or {}).get(nudge.handle, "")
        desk = _Desk(report, rows, things, done, environment, groups, sanitize.mail_link(page), notes)
        try:
            written.append(_letter(nudge, desk))
        except templates.LetterTemplateError:
            raise
        except CourseError as error:
            refused.append(Skip(nudge.handle, str(error)))
    return tuple(written), tuple(refused)


def _letter(nudge: Nudge, desk: _Desk) -> Letter:
    row = desk.rows[nudge.handle]
    address = sanitize.mailbox(row.participant.email or "")
    facts = _facts(nudge, row, desk)
    subject, text = _subject_and_text(templates.render(desk.letters, f"{nudge.kind}.txt", facts), nudge.kind)
    html = templates.render(desk.letters, f"{nudge.kind}.html", facts | {"subject": subject})
    name = sanitize.mail_name(row.participant.name)
    return Letter(nudge, name, address, subject, text, html, _basis(nudge, row, address, facts))


def _basis(nudge: Nudge, row: Progress, address: str, facts: Mapping[str, object]) -> str:
    """A digest of why this letter is written: not of the words, nor of how many others have done a Thing."""
    done = [(credit.thing, credit.url) for credit in row.credits]
    reasons = [
        nudge.key,
        nudge.kind,
        nudge.week,
        nudge.things,
        done,
        row.owed,
        address,
        facts["name"],
        facts["checking"],
        *filter(None, [facts["week_note"], facts["note"]]),
    ]
    return hashlib.sha256(json.dumps(reasons).encode()).hexdigest()[:32]


def _facts(nudge: Nudge, row: Progress, desk: _Desk) -> dict[str, object]:
    """All that a template may use."""
    course, who = desk.report.course, row.participant
    doubtful = [item for item in desk.report.to_review if item.handle == who.handle]
    waiting = {item.claim.thing for item in doubtful}
    missing = rules.left(row, course)
    return {
        "name": sanitize.mail_name(who.name),
        "course": sanitize.mail_line(course.title),
        "organiser": {"name": sanitize.mail_name(course.organiser.name), "email": course.organiser.email},
        "week": nudge.week,
        "things": [_thing(desk.things[number], row, desk) for number in nudge.things],
        "named": sentences.things(nudge.things),
        "your_post": your_post.lines(course, [desk.things[number] for number in nudge.things]) if nudge.things else (),
        "owed": [number for number in row.owed if number not in waiting],
        "checking": sentences.things(sorted(waiting & {*row.owed, *missing})),
        "done": [_credit(credit.thing, credit.url, desk) for credit in row.credits],
        "total": len(course.things),
        "left": len(missing),
        "days_left": row.days_left if row.days_left is not None and row.days_left >= 0 else None,
        "ends": _ends(who, course),
        "until": _until(who, course),
        "last": nudge.last,
        "has_blog": bool(who.blogs),
        **_of_week(row, course),
        **_note(desk.notes.week(row.week, who.cohort)),
        "blogs": [_blog(blog.blog, blog.trouble.kind) for blog in row.blogs if blog.trouble],
        "cure": next((troubles.for_participants(blog.trouble.kind).next for blog in row.blogs if blog.trouble), ""),
        "post": _post(nudge, doubtful),
        "buddies": [
            {"name": sanitize.mail_name(other.name), "link": sanitize.mail_link(other.blogs[0])}
            for other in desk.groups.get(who.handle, ())
        ],
        "unsubscribe": desk.unsubscribe,
        "course_week": f"Week {row.week}" if row.week and row.week <= course.last_week else "",
        "progress": progress(len(row.credits), len(course.things)),
        "look": colours.day(course.look.accent),
        "night": colours.night(course.look.accent),
    }


def progress(done: int, total: int) -> list[bool]:
    """The cells of a bar: one a Thing, or forty where the course has more."""
    cells = min(total, MOST_CELLS)
    return [at * total < done * cells for at in range(cells)]


def _of_week(row: Progress, course: Course) -> dict[str, str]:
    """What the organiser has noted for a catch-up, reflection or break week, and what such a week is for."""
    week = course.weeks.get(row.week or 0)
    kind = week.kind if week else WeekKind.ORDINARY
    return {"week_note": sanitize.mail_line(week.note, LONGEST_LEDE) if week else "", "week_kind": WEEK_KINDS[kind]}


def _note(text: str) -> dict[str, str]:
    """The organiser's note of the week: as it was typed, and as HTML for the page."""
    return {"note": sanitize.screen(text), "note_html": jinja_environment.markdown(text) if text else ""}


def _thing(thing: Thing, row: Progress, desk: _Desk) -> dict[str, object]:
    others = desk.done.get(thing.number, 0) - sum(credit.thing == thing.number for credit in row.credits)
    return {
        "number": thing.number,
        "title": sanitize.mail_line(thing.title),
        "minutes": thing.minutes,
        "done_when": sanitize.mail_line(thing.done_when, LONGEST_LEDE),
        "lede": sanitize.mail_line(thing.lede, LONGEST_LEDE),
        "link": page(thing.number, desk.report.course),
        "others": others if others >= PEERS_FROM else 0,
        "either": sentences.things(sorted(requirements.alternatives(desk.report.course, thing.number))),
    }


def page(number: int, course: Course) -> str:
    """The address of a Thing's page, where the course has a site."""
    return sanitize.mail_link(f"{course.site.rstrip('/')}/thing-{number:02}.html") if course.site else ""


def _credit(number: int, url: str, desk: _Desk) -> dict[str, object]:
    thing = desk.things.get(number)
    return {
        "number": number,
        "title": sanitize.mail_line(thing.title if thing else ""),
        "link": sanitize.mail_link(url),
    }


def _blog(address: str, kind: TroubleKind) -> dict[str, str]:
    says = troubles.for_participants(kind).says
    return {"address": sanitize.mail_line(address), "link": sanitize.mail_link(address), "says": says}


def _post(nudge: Nudge, doubtful: Iterable[ToReview]) -> dict[str, str]:
    if nudge.kind is not NudgeKind.NOT_SURE:
        return {"title": "", "link": ""}
    post = next(item.post for item in doubtful if nudge.key.startswith(rules.doubt(item.post.key)))
    return {"title": sanitize.mail_line(post.title) or "(without a title)", "link": sanitize.mail_link(post.url)}


def _ends(who: Participant, course: Course) -> str:
    """The day on which the cohort ends; empty where it has no end."""
    ends = due_days.ends_on(course.cohorts[who.cohort], course)
    return human_dates.written(ends) if ends else ""


def _until(who: Participant, course: Course) -> str:
    """The last day on which a post can count; empty where there is none."""
    last = due_days.window(course.cohorts[who.cohort], who, course)[1]
    return human_dates.written(last) if last < date.max else ""


def _subject_and_text(rendered: str, kind: str) -> tuple[str, str]:
    first, _, body = rendered.lstrip().partition("\n")
    if not first.startswith("Subject:"):
        raise templates.LetterTemplateError(
            f"{templates.FOLDER}{kind}.txt:1: the first line is not the subject.",
            'Begin it with "Subject: " and the words of the subject.',
        )
    return sanitize.mail_line(first.removeprefix("Subject:")), wrapped(body)


def wrapped(body: str) -> str:
    """The text at 72 columns: links whole, lists hanging, never two empty lines in a row."""
    lines = [piece for line in body.splitlines() for piece in _wrapped_line(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _wrapped_line(line: str) -> list[str]:
    if len(line) <= WIDTH or " " not in line.strip():
        return [line if line == "-- " else line.rstrip()]
    start = re.match(r"\s*(?:[*-] )?", line)
    indent = len(start.group()) if start else 0
    return textwrap.wrap(line, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
