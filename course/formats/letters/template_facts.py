"""What a template of a letter may use: about the reader, their Things and their week, all of it fit for an email."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import jinja2

from course.core import sentences
from course.core.letters import decide_letters as rules
from course.core.letters import meeting, seen_posts, signature
from course.core.letters.model import Nudge, NudgeKind, OneOff
from course.core.model import (
    Course,
    Handle,
    Participant,
    PostRow,
    Progress,
    Report,
    Source,
    Thing,
    ToReview,
    WeekKind,
)
from course.core.people import buddies
from course.core.progress import course_weeks, requirements
from course.core.progress.requirements import Requirements
from course.core.publishing import circle
from course.core.publishing.public_view import Shown
from course.core.trouble_kind import TroubleKind
from course.formats import colours, human_dates, jinja_environment, sanitize, your_post
from course.formats.files.notes import WeekNotes
from course.formats.intake import texts as address_texts
from course.formats.letters import plain_markdown, short_tasks, templates, texts

PEERS_FROM = 5  # fewer others than that are not named: a small number discourages, and may point at somebody
LONGEST_LEDE = 300  # characters
MOST_CELLS = 40  # of the bar that shows progress
SEEN_AT_MOST = 6  # posts of one's own that an email lists


@dataclass(frozen=True, slots=True)
class Sources:
    """What goes into a week's letters beside the report."""

    changed: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # the organiser's own templates, by file name
    unsubscribe: Mapping[Handle, str] = field(default_factory=lambda: MappingProxyType({}))  # links
    own_page: str = ""  # where people see their own page; empty where no pages are served
    notes: WeekNotes = field(default_factory=WeekNotes)
    one_offs: tuple[OneOff, ...] = ()
    codes: Mapping[Handle, str] = field(default_factory=lambda: MappingProxyType({}))  # by which replies are known
    posts: Mapping[Handle, tuple[Shown, ...]] = field(default_factory=lambda: MappingProxyType({}))  # recommended


@dataclass(frozen=True, slots=True)
class LetterDesk:
    """What all letters of a week share."""

    report: Report
    sources: Sources
    rows: Mapping[Handle, Progress]
    things: Mapping[int, Thing]
    done: Mapping[int, int]  # how many people have done each Thing
    letters: jinja2.Environment
    groups: Mapping[Handle, tuple[Participant, ...]]  # who reads whom
    shown: frozenset[Handle]  # whom others may see
    one_offs: Mapping[str, OneOff]  # by mark
    posts: Mapping[Handle, list[PostRow]]  # by author
    to_review: Mapping[Handle, list[ToReview]]  # what waits for a decision, by author
    needs: Requirements


def desk(report: Report, sources: Sources) -> LetterDesk:
    """What the letters share, worked out once."""
    people = [row.participant for row in report.rows]
    groups = {
        one.handle: tuple(other for other in group if other is not one)
        for cohort in report.course.cohorts
        for group in buddies.groups(person for person in people if person.cohort == cohort)
        for one in group
    }
    posts: defaultdict[Handle, list[PostRow]] = defaultdict(list)
    for kept in report.posts:
        posts[kept.post.author].append(kept)
    to_review: defaultdict[Handle, list[ToReview]] = defaultdict(list)
    for item in report.to_review:
        to_review[item.handle].append(item)
    return LetterDesk(
        report,
        sources,
        {row.participant.handle: row for row in report.rows},
        {thing.number: thing for thing in report.course.things},
        Counter(credit.thing for row in report.rows for credit in row.credits),
        templates.environment(sources.changed),
        groups,
        circle.shown(report),
        {one.mark: one for one in sources.one_offs},
        posts,
        to_review,
        requirements.of(report.course),
    )


def facts(nudge: Nudge, row: Progress, desk: LetterDesk) -> dict[str, object]:
    """All that a template may use."""
    course, who = desk.report.course, row.participant
    doubtful = desk.to_review.get(who.handle, ())
    waiting = {item.claim.thing for item in doubtful}
    missing = rules.left(row, course)
    signer = signature.signer(course, who)
    return {
        "name": sanitize.mail_name(who.name),
        "course": sanitize.mail_line(course.title),
        "organiser": {"name": sanitize.mail_name(signer.name), "email": signer.email or course.organiser.email},
        "week": nudge.week,
        "things": [_thing(desk.things[number], row, desk) for number in nudge.things],
        "named": sentences.things(nudge.things),
        "your_post": your_post.lines_of_email(course, [desk.things[number] for number in nudge.things])
        if nudge.things
        else (),
        "owed": [number for number in row.owed if number not in waiting],
        "checking": sentences.things(sorted(waiting & {*row.owed, *missing})),
        "done": [_credit(credit.thing, credit.url, desk) for credit in row.credits],
        "total": len(course.things),
        "left": len(missing),
        "days_left": row.days_left if row.days_left is not None and row.days_left >= 0 else None,
        "ends": _ends(who, course),
        "until": _until(who, course),
        "last": nudge.last,
        "extra": nudge.kind is NudgeKind.EXTRA,
        "been_written_to": nudge.since is not None,
        "has_blog": bool(who.blogs),
        **_of_week(row, course),
        **_organisers_words(nudge, row, desk),
        "blogs": [_blog(blog.blog, blog.trouble.kind) for blog in row.blogs if blog.trouble],
        "cure": next((address_texts.TROUBLES[blog.trouble.kind].next for blog in row.blogs if blog.trouble), ""),
        "post": _post(nudge, doubtful),
        **_seen(nudge, row, doubtful, desk),
        "others_posts": [_others_post(post) for post in desk.sources.posts.get(who.handle, ())],
        "buddies": [_person(other) for other in desk.groups.get(who.handle, ())],
        "meet": [_person(other) for other in _to_meet(nudge, who, desk)],
        "begins": _begins(row, course),
        "seen_by": texts.SEEN_BY[who.show],
        "unsubscribe": sanitize.mail_link(desk.sources.unsubscribe.get(who.handle, "")),
        "code": desk.sources.codes.get(who.handle, ""),
        "own_page": sanitize.mail_link(desk.sources.own_page),
        "course_week": texts.week(row.week) if row.week and row.week <= course.last_week else "",
        "progress": progress(len(row.credits), len(course.things)),
        **_shades(course.look.accent),
    }


@functools.cache
def _shades(accent: str) -> Mapping[str, Mapping[str, str]]:
    """The colours of an email, light and dark."""
    return {"look": colours.day(accent), "night": colours.night(accent)}


def _person(other: Participant) -> dict[str, str]:
    return {"name": sanitize.mail_name(other.name), "link": sanitize.mail_link(other.blogs[0])}


def _to_meet(nudge: Nudge, who: Participant, desk: LetterDesk) -> list[Participant]:
    """A few others, in the email that welcomes somebody."""
    if nudge.kind is not NudgeKind.WELCOME:
        return []
    here = (row.participant for row in desk.report.rows if row.participant.joined <= desk.report.as_of)
    seen = [one for one in here if one.handle in desk.shown and one.blogs and sanitize.mail_link(one.blogs[0])]
    return list(meeting.people_to_meet(who, seen, desk.groups.get(who.handle, ())))


def named(nudge: Nudge, who: Participant, desk: LetterDesk) -> tuple[Handle, ...]:
    """Everybody else whom the letter may name."""
    posts = desk.sources.posts.get(who.handle, ())
    group = desk.groups.get(who.handle, ())
    found = {*(post.author for post in posts), *(one.handle for one in (*group, *_to_meet(nudge, who, desk)))}
    return tuple(sorted(found))


def _others_post(post: Shown) -> dict[str, object]:
    return {
        "name": sanitize.mail_name(post.name),
        "title": sanitize.mail_line(post.title) or texts.NO_TITLE,
        "link": sanitize.mail_link(post.url),
        "things": "" if _named_in(post.title, post.things) else sentences.things(post.things),
        "unanswered": post.comments == 0,
    }


def _named_in(title: str, things: Iterable[int]) -> bool:
    """Whether a title has the numbers of these Things in it."""
    return {str(number) for number in things} <= set(re.findall(r"\d+", title))


def _seen(nudge: Nudge, row: Progress, doubtful: Iterable[ToReview], desk: LetterDesk) -> dict[str, object]:
    """What came in since the last email and whether it counts: the newest of it, and how much more there is."""
    if nudge.kind is NudgeKind.EXTRA:
        return {"seen": [], "seen_more": 0}
    course = desk.report.course
    found = seen_posts.seen(row, desk.posts.get(nudge.handle, ()), doubtful, nudge.since, course.zone)
    first = [
        {
            "title": texts.OTHER_SOURCES.get(one.source) or sanitize.mail_line(one.title) or texts.POST_WITHOUT_TITLE,
            "is_post": one.source is Source.POST,
            "link": sanitize.mail_link(one.url),
            "says": texts.seen(one.seen_as, one.things),
        }
        for one in found[:SEEN_AT_MOST]
    ]
    return {"seen": first, "seen_more": len(found) - len(first)}


def _begins(row: Progress, course: Course) -> str:
    """The first day of the course where that is still to come; empty where it has begun."""
    if row.week is not None:
        return ""
    return human_dates.full(course_weeks.week_one(course.cohorts[row.participant.cohort], row.participant))


def _organisers_words(nudge: Nudge, row: Progress, desk: LetterDesk) -> dict[str, str]:
    """What the organiser has written for this email: as it was typed, and as HTML for the page."""
    cohort, notes = row.participant.cohort, desk.sources.notes
    written = desk.one_offs.get(nudge.one_off)
    welcome = notes.welcome(cohort) if nudge.kind is NudgeKind.WELCOME else ""
    text = written.text if written else "\n\n".join(filter(None, [welcome, notes.week(row.week, cohort)]))
    return {
        "note": plain_markdown.plain(text),
        "note_html": jinja_environment.markdown(text) if text else "",
        "title": sanitize.mail_line(written.subject) if written else "",
    }


def progress(done: int, total: int) -> list[bool]:
    """The cells of a bar: one a Thing, or forty where the course has more."""
    cells = min(total, MOST_CELLS)
    return [at * total < done * cells for at in range(cells)]


def _of_week(row: Progress, course: Course) -> dict[str, str]:
    """What the organiser has noted for a catch-up, reflection or break week, and what such a week is for."""
    week = course.weeks.get(row.week or 0)
    kind = week.kind if week else WeekKind.ORDINARY
    return {
        "week_note": sanitize.mail_line(week.note, LONGEST_LEDE) if week else "",
        "week_kind": texts.WEEK_KINDS[kind],
    }


def _thing(thing: Thing, row: Progress, desk: LetterDesk) -> dict[str, object]:
    others = desk.done.get(thing.number, 0) - sum(credit.thing == thing.number for credit in row.credits)
    return {
        "number": thing.number,
        "title": sanitize.mail_line(thing.title),
        "minutes": thing.minutes,
        "done_when": sanitize.mail_line(thing.done_when, LONGEST_LEDE),
        "lede": sanitize.mail_line(thing.lede, LONGEST_LEDE),
        "link": page(thing.number, desk.report.course),
        "tasks": () if desk.report.course.site else short_tasks.tasks(thing.body),
        "others": others if others >= PEERS_FROM else 0,
        "either": texts.one_of(sorted(desk.needs.alternatives(thing.number))),
    }


def page(number: int, course: Course) -> str:
    """The address of a Thing's page, where the course has a site."""
    return sanitize.mail_link(f"{course.site.rstrip('/')}/thing-{number:02}.html") if course.site else ""


def _credit(number: int, url: str, desk: LetterDesk) -> dict[str, object]:
    thing = desk.things.get(number)
    return {
        "number": number,
        "title": sanitize.mail_line(thing.title if thing else ""),
        "link": sanitize.mail_link(url),
    }


def _blog(address: str, kind: TroubleKind) -> dict[str, str]:
    says = address_texts.TROUBLES[kind].says
    return {"address": sanitize.mail_line(address), "link": sanitize.mail_link(address), "says": says}


def _post(nudge: Nudge, doubtful: Iterable[ToReview]) -> dict[str, str]:
    if nudge.kind is not NudgeKind.NOT_SURE:
        return {"title": "", "link": ""}
    post = next(item.post for item in doubtful if nudge.key.startswith(rules.doubt(item.post.key)))
    return {"title": sanitize.mail_line(post.title) or texts.NO_TITLE, "link": sanitize.mail_link(post.url)}


def _ends(who: Participant, course: Course) -> str:
    """The day on which the cohort ends; empty where it has no end."""
    ends = course_weeks.ends_on(course.cohorts[who.cohort], course)
    return human_dates.written(ends) if ends else ""


def _until(who: Participant, course: Course) -> str:
    """The last day on which a post can count; empty where there is none."""
    last = course_weeks.window(course.cohorts[who.cohort], who, course)[1]
    return human_dates.written(last) if last < date.max else ""
