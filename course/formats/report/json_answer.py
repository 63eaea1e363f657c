"""The report as JSON: the keys of INTERFACE 4, in its order, one row a line."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import tzinfo

from course.core.model import BlogHealth, Claim, Credit, Handle, PostRow, Progress, Report, ToReview
from course.core.progress import overview
from course.formats import json_shapes
from course.formats.json_shapes import Row
from course.formats.report.view_options import View


def render(report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
    """The whole report, and with --long one row for every post kept; or what --thing and --public show of it."""
    if how.thing is not None:
        return _of_thing(report, how)
    if how.public:
        return _public(report, how)
    zone = report.course.zone
    parts = [
        '"schema": 1',
        f'"as_of": {json_shapes.dumped(report.as_of.isoformat())}',
        f'"course": {json_shapes.dumped(_course(report))}',
        f'"participants": {_lines(participant(row, zone) for row in report.rows)}',
        f'"review": {_lines(_waiting(item, zone) for item in report.to_review)}',
        f'"changes": {json_shapes.dumped(_changes(report))}',
    ]
    if topical := overview.by_topic(report):
        parts.append(f'"by_topic": {_lines(_by_topic(row, one) for row, one in topical)}')
    if how.long:
        parts.append(f'"posts": {_lines(post_row(row, zone) for row in report.posts)}')
    return "{" + ",\n".join(parts) + "}\n"


def participant(row: Progress, zone: tzinfo) -> Row:
    """One participant's row; never an email."""
    person = row.participant
    return {
        "handle": person.handle,
        "name": person.name,
        "cohort": person.cohort,
        "groups": list(person.groups),
        "standing": row.standing.value,
        "week": row.week,
        "owed": list(row.owed),
        "owed_weeks": row.owed_weeks,
        "next": row.next_thing,
        "last_post": row.last_post.isoformat() if row.last_post else None,
        "reason": row.reason,
        "credits": [credit(one) for one in row.credits],
        "blogs": [blog(one, zone) for one in row.blogs],
        "late": row.late,
        "finished_on": row.finished_on.isoformat() if row.finished_on else None,
        "stalled_on": row.stalled_on.isoformat() if row.stalled_on else None,
    }


def credit(one: Credit) -> Row:
    """One credit with the words that earned it."""
    marked: dict[str, object] = {"words_gone": True} if one.words_gone else {}
    if one.chance is not None:
        marked |= {"chance": one.chance, "recorded": one.recorded.isoformat() if one.recorded else None}
    return {
        "thing": one.thing,
        "on": one.on.isoformat(),
        "by": one.by.value,
        "post": one.post,
        "url": one.url,
        "title": one.title,
        "confidence": str(one.confidence),
        "evidence": json_shapes.evidence(one.evidence),
        **marked,
    }


def blog(health: BlogHealth, zone: tzinfo) -> Row:
    """What the reads of one blog have told."""
    return {
        "blog": health.blog,
        "feed": health.feed,
        "read_at": json_shapes.moment(health.read_at, zone),
        "posts": health.posts,
        "trouble": json_shapes.trouble(health.trouble, zone),
    }


def claim(one: Claim, credited: bool) -> Row:
    """What a post seems to do about one Thing, and whether it holds the credit."""
    return {
        "thing": one.thing,
        "confidence": str(one.confidence),
        "credited": credited,
        "evidence": json_shapes.evidence(one.evidence),
        **json_shapes.chance(one),
    }


def post_row(row: PostRow, zone: tzinfo) -> Row:
    """One kept post with its claims."""
    post = row.post
    return {
        "handle": post.author,
        "post": post.key,
        "url": post.url,
        "title": post.title,
        "published": json_shapes.published(post, zone),
        "in_run": row.in_run,
        "claims": [claim(one, one.thing in row.credited) for one in row.claims],
    }


def _public(report: Report, how: View) -> str:
    """Shown names and what they did: no handle, no standing, no lag. Counts of the others in the totals alone."""
    rows = (
        {"name": row.participant.name, "done": len(row.credits), "credits": [_shown(one) for one in row.credits]}
        for row in report.rows
    )
    totals = how.totals if how.totals and how.totals.registered >= overview.SMALL else None
    parts = [
        '"schema": 1',
        f'"as_of": {json_shapes.dumped(report.as_of.isoformat())}',
        f'"course": {json_shapes.dumped(_course(report))}',
        f'"totals": {json_shapes.dumped(totals and asdict(totals))}',
        f'"participants": {_lines(rows)}',
    ]
    return "{" + ",\n".join(parts) + "}\n"


def _shown(one: Credit) -> Row:
    return {"thing": one.thing, "on": one.on.isoformat(), "url": one.url, "title": one.title}


def _of_thing(report: Report, how: View) -> str:
    """Who has done one Thing, with the post, and who has not."""
    thing = next(thing for thing in report.course.things if thing.number == how.thing)
    found = overview.of_thing(report, thing)
    done = ({**_person(row, how), **_shown(one)} for row, one in found.done)
    parts = [
        '"schema": 1',
        f'"as_of": {json_shapes.dumped(report.as_of.isoformat())}',
        f'"thing": {json_shapes.dumped({"number": thing.number, "title": thing.title})}',
        f'"done": {_lines(done)}',
    ]
    if not how.public:
        late = ({**_person(r, how), "standing": r.standing.value, "reason": r.reason} for r in found.not_yet)
        parts.append(f'"not_yet": {_lines(late)}')
    return "{" + ",\n".join(parts) + "}\n"


def _person(row: Progress, how: View) -> Row:
    name = {"name": row.participant.name}
    return name if how.public else {"handle": row.participant.handle, **name}


def _course(report: Report) -> Row:
    course = report.course
    return {"title": course.title, "cohorts": list(course.cohorts), "things": len(course.things)}


def _waiting(item: ToReview, zone: tzinfo) -> Row:
    return {
        "handle": item.handle,
        "post": item.post.key,
        "url": item.post.url,
        "title": item.post.title,
        "published": json_shapes.published(item.post, zone),
        "thing": item.claim.thing,
        "confidence": str(item.claim.confidence),
        "evidence": json_shapes.evidence(item.claim.evidence),
        **json_shapes.chance(item.claim),
    }


def _by_topic(row: Progress, one: Credit) -> Row:
    return {"handle": row.participant.handle, "name": row.participant.name, **credit(one)}


def _changes(report: Report) -> Row | None:
    changes = report.changes
    if changes is None:
        return None
    names = {row.participant.handle: row.participant.name for row in report.rows}
    return {
        "since": changes.since.isoformat(),
        "credited": [_change(handle, names[handle], one) for handle, one in changes.credited],
        "standing": [
            {"handle": handle, "name": names[handle], "before": before.value, "after": after.value}
            for handle, before, after in changes.standing
        ],
        "lost": [_change(handle, names[handle], one) for handle, one in changes.lost],
    }


def _change(handle: Handle, name: str, one: Credit) -> Row:
    return {
        "handle": handle,
        "name": name,
        "thing": one.thing,
        "on": one.on.isoformat(),
        "by": one.by.value,
        "post": one.post,
        "url": one.url,
        "title": one.title,
    }


def _lines(rows: Iterable[Row]) -> str:
    def lines() -> Iterator[str]:
        return (json_shapes.dumped(row) for row in rows)

    text = ",\n ".join(lines())
    return f"[\n {text}]" if text else "[]"
