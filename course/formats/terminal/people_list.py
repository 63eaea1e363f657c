"""Words about people: the list, everything kept about one person, and their own export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from types import MappingProxyType
from typing import Any

from course.core import sentences
from course.core.letters.model import Sent
from course.core.letters.reply_model import WaitingReply
from course.core.letters.sent_record import RecordLine
from course.core.model import Claim, HandInWay, Participant, PostRow, Progress, Roster, Ruling, SelfReport, Words
from course.core.progress.hand_ins import HandedIn, HandInState
from course.formats import human_dates, json_shapes, sanitize
from course.formats.files import roster as rosters
from course.formats.json_shapes import Row
from course.formats.report import json_answer, terminal
from course.formats.terminal import post_verdicts

STATES = MappingProxyType(
    {
        HandInState.COUNTED: "counted",
        HandInState.WAITING: "waiting for the organiser",
        HandInState.NOT_COUNTED: "not counted",
    }
)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is kept about one person, and what is worked out from it for a day."""

    progress: Progress
    zone: tzinfo
    as_of: date
    posts: tuple[PostRow, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    self_reports: tuple[SelfReport, ...] = ()
    letters: tuple[Sent, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)
    links: int = 0  # private links to their pages that work now
    hand_ins: tuple[HandedIn, ...] = ()
    sent_record: tuple[RecordLine, ...] = ()  # what sent.jsonl says of their mailbox
    replies: tuple[WaitingReply, ...] = ()  # by email, waiting for the organiser
    recommended: tuple[tuple[str, str], ...] = ()  # week and address of the posts that their emails recommended

    @property
    def person(self) -> Participant:
        """Whom it is about."""
        return self.progress.participant


# The list -------------------------------------------------------------------------------------------


def listing(roster: Roster, today: date) -> str:
    """One line a person: handle, name, cohort, blogs; and who is on a pause, or has left."""
    if not roster:
        return "Nobody is on the roster yet. Add somebody: cpd23 register\n"
    rows = [_list_row(person, today) for _, person in sorted(roster.items())]
    widths = [max(terminal.columns(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join((*(terminal.fitted(cell, wide) for cell, wide in zip(row, widths, strict=False)), row[3]))
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _list_row(person: Participant, today: date) -> tuple[str, str, str, str]:
    pause = next((p for p in person.pauses if p.start <= today and (p.until is None or today <= p.until)), None)
    state = f"  (paused{f' until {human_dates.written(pause.until)}' if pause.until else ''})" if pause else ""
    state = f"  (left on {human_dates.written(person.withdrawn)})" if person.withdrawn else state
    return (
        person.handle,
        sanitize.clean(person.name),
        person.cohort,
        (", ".join(map(sanitize.clean, person.blogs)) or "no blog yet") + state,
    )


def listing_data(roster: Roster) -> str:
    """The same as JSON. Emails stand in each person's own show and export only."""
    rows = [
        {
            "handle": person.handle,
            "name": person.name,
            "cohort": person.cohort,
            "joined": person.joined.isoformat(),
            "blogs": list(person.blogs),
            "groups": list(person.groups),
            "show": str(person.show),
            "reminders": person.reminders and person.email is not None,
            "withdrawn": person.withdrawn.isoformat() if person.withdrawn else None,
            "pauses": _pauses(person),
        }
        for _, person in sorted(roster.items())
    ]
    return json_shapes.document({"people": rows})


def _pauses(person: Participant) -> list[Row]:
    return [
        {"from": pause.start.isoformat(), "until": pause.until.isoformat() if pause.until else None}
        for pause in person.pauses
    ]


# One person -----------------------------------------------------------------------------------------


def show(record: Record) -> str:
    """Everything about one person, in lines: who, where they stand, each post with the rule that decided."""
    person, progress = record.person, record.progress
    lines = [f"{sanitize.clean(person.name)} ({person.handle}), as of {human_dates.full(record.as_of)}", ""]
    lines += [f"  {key:<17}{plain(value)}" for key, value in rosters.settings(person).items() if key != "name"]
    why = progress.reason[:1].upper() + progress.reason[1:]
    lines += ["", f"Standing: {progress.standing.replace('-', ' ')}. {why}.", ""]
    lines += _blog_lines(record)
    lines += ["", f"Posts: {len(record.posts)}"]
    for row in record.posts:
        lines += _post_lines(row, record.zone)
    lines += ["", f"Handed in: {len(record.hand_ins)}"]
    lines += [f"  {handed_in(one, record.person.name)}" for one in record.hand_ins]
    lines += _ruling_lines(record)
    lines += ["", f"Emails: {len(record.letters)}"]
    lines += [
        f"  {sent.week}  {sent.kind}: {sent.state}"
        + (f" ({sanitize.clean(sent.says)})" if sent.says else "")
        + (", came back" if sent.returned else "")
        for sent in record.letters
    ]
    lines += ["", f"Replies waiting for your decision: {len(record.replies)}"] if record.replies else []
    lines += [f"  {one.request.kind}: {sanitize.clean(one.words, 200)}" for one in record.replies]
    return "\n".join(lines) + "\n"


def _blog_lines(record: Record) -> list[str]:
    lines = [f"Blogs: {len(record.progress.blogs)}"]
    for blog in record.progress.blogs:
        at = blog.read_at.astimezone(record.zone) if blog.read_at else None
        kept = sentences.plural(blog.posts, "post")
        read = f"last read {human_dates.written(at.date())} at {at:%H:%M}, {kept} kept" if at else "not read yet"
        lines.append(f"  {sanitize.clean(blog.blog)}: {read}")
        lines += [f"    feed: {sanitize.clean(blog.feed)}"] if blog.feed and blog.feed != blog.blog else []
        if blog.trouble:
            lines.append(f"    {blog.trouble.says} {blog.trouble.next}")
    return lines


def _post_lines(row: PostRow, zone: tzinfo) -> list[str]:
    post = row.post
    at = json_shapes.published(post, zone)
    lines = [
        f"  {at[:10] if at else 'no date   '}  {sanitize.clean(post.title) or '(no title)'}",
        f"      {sanitize.clean(post.url)}",
    ]
    if not row.in_run:
        lines.append("      written outside this run, so it's kept but not credited here")
    lines += [f"      {counted(claim, claim.thing in row.credited)}" for claim in row.claims]
    return lines if row.claims else [*lines, "      not about a Thing, because it has no number, link or clue"]


def counted(claim: Claim, credited: bool) -> str:
    """What one claim came to, with the words that made us think so and the rule that decided."""
    outcome = (
        "counts"
        if credited
        else {1: "only mentioned", 2: "waiting for your decision", 3: "found, but not credited"}[int(claim.confidence)]
    )
    since = f" since {human_dates.written(claim.recorded)}" if claim.recorded and credited else ""
    sure = f" ({claim.confidence})" if claim.chance is None else ""
    return f"Thing {claim.thing}: {outcome}{since}{sure}. {post_verdicts.reasons(claim)}"


def _ruling_lines(record: Record) -> list[str]:
    rulings = [
        f"  {ruling.on}  Thing {ruling.thing} {'accepted' if ruling.accepted else 'refused'} by {sanitize.clean(ruling.by)}"
        + (f": {sanitize.clean(ruling.why)}" if ruling.why else "")
        for ruling in record.rulings
    ]
    marks = [
        f"  {report.on}  Thing {report.thing} marked as done by {sanitize.clean(report.by)} {sanitize.clean(report.url)}".rstrip()
        + (f": {sanitize.clean(report.why)}" if report.why else "")
        for report in record.self_reports
    ]
    return ["", f"Decisions: {len(rulings) + len(marks)}", *rulings, *marks]


def handed_in(one: HandedIn, name: str) -> str:
    """'Thing 6: handed in by Ann on 9 November 2026 (done in private), waiting for the organiser'."""
    what = sanitize.clean(one.hand_in.url) or "done in private"
    by = f"{' by email' * (one.hand_in.way is HandInWay.EMAIL)} on {human_dates.written(one.day)}"
    return f"Thing {one.hand_in.thing}: handed in by {sanitize.clean(name)}{by} ({what}), {STATES[one.state]}"


def plain(value: object) -> str:
    """A setting's value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return human_dates.written(value)
    if isinstance(value, list):
        return ", ".join(plain(one) for one in value)
    if isinstance(value, dict):
        return f"{plain(value['from'])} to {plain(value['until']) if 'until' in value else 'further notice'}"
    return sanitize.clean(str(value))


def show_data(record: Record, *, whole: bool = False) -> str:
    """Everything kept about one person as JSON; with `whole` the words of every post, too."""
    zone = record.zone
    posts = [_post(row, record, whole=whole) for row in record.posts]
    values = {
        "as_of": record.as_of.isoformat(),
        "roster": {"handle": record.person.handle, **_jsonable(rosters.settings(record.person))},
        "progress": json_answer.participant(record.progress, zone),
        "posts": posts,
        "rulings": [
            {"post": r.post, "thing": r.thing, "accepted": r.accepted, "by": r.by, "on": r.on.isoformat(), "why": r.why}
            for r in record.rulings
        ],
        "self_reports": [
            {"thing": s.thing, "on": s.on.isoformat(), "by": s.by, "url": s.url, "why": s.why}
            for s in record.self_reports
        ],
        "hand_ins": [_handed_in(one, zone) for one in record.hand_ins],
        "reads": [
            {
                **json_answer.blog(b, zone),
                "good_at": json_shapes.moment(b.good_at, zone),
                "failures": b.failures,
                "moved_to": b.moved_to,
            }
            for b in record.progress.blogs
        ],
        "letters": [
            {
                "key": s.key,
                "kind": s.kind,
                "week": s.week,
                "state": s.state,
                "at": json_shapes.moment(s.at, zone),
                "says": s.says,
                "returned": s.returned,
            }
            for s in record.letters
        ],
        "replies": [{"kind": one.request.kind, "words": one.words} for one in record.replies],
        "recommended": [{"week": week, "url": url} for week, url in record.recommended],
        "private_links": record.links,
        "sent_record": [{"week": line.week, "kind": line.kind, "state": line.state} for line in record.sent_record],
    }
    return json_shapes.document(values)


def _handed_in(one: HandedIn, zone: tzinfo) -> Row:
    return {
        "thing": one.hand_in.thing,
        "at": json_shapes.moment(one.hand_in.at, zone),
        "url": one.hand_in.url,
        "way": one.hand_in.way,
        "state": one.state,
    }


def _post(row: PostRow, record: Record, *, whole: bool) -> Row:
    shown = dict(json_answer.post_row(row, record.zone))
    shown["first_seen"] = json_shapes.moment(row.post.first_seen, record.zone)
    shown["blog"] = row.post.blog
    shown["claims"] = [{**json_answer.claim(one, one.thing in row.credited), "rule": one.rule} for one in row.claims]
    words = record.words.get(row.post.words)
    if whole and words:
        shown["words"] = {
            "tags": list(words.tags),
            "headings": list(words.headings),
            "links": list(words.links),
            "text": words.text,
        }
    return shown


def _jsonable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _jsonable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_jsonable(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
