"""A person's page: where they are and why, every post with its evidence, what was decided, and what you can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, abort, request

from course.adapters.store import Store
from course.adapters.store.rulings import Decision
from course.core.model import Evidence, Handle, PostRow, Ruling
from course.core.people import runs
from course.core.progress import neighbouring_posts, pauses, people_matrix
from course.formats import marked_text, sanitize
from course.formats.letters.outbox import KINDS
from course.formats.marked_text import Piece
from course.formats.terminal import post_verdicts
from course.formats.terminal.people_list import Record
from course.formats.terminal.post_verdicts import PersonDecisions, PostVerdict, VerdictKind
from course.services.people import edit_person, exporting
from course.services.rounds.snapshot import Snapshot
from course.web.organiser import matrix
from course.web.organiser.workspace import Workspace

STATES = {
    "planned": "Draft, not sent",
    "claimed": "Not sure whether it arrived",
    "sent": "Sent",
    "refused": "Refused by the mail server",
    "unknown": "Not sure whether it arrived",
}


@dataclass(frozen=True, slots=True)
class TimelinePost:
    """A post as its page shows it."""

    key: str
    day: date | None
    seen: date
    title: Sequence[Piece]
    words: Sequence[Piece]
    link: str
    verdicts: tuple[PostVerdict, ...]
    things: tuple[int, ...]  # for which it counts


def person(work: Workspace, handle: str) -> Response:
    """Everything about one person."""
    now = work.snapshot()
    record, decided = _record(now, _handle(now, handle))
    row = people_matrix.row(now.report, record.progress)
    known = _known(now, record)
    return work.page(
        "person.html",
        now=now,
        record=record,
        who=record.person,
        with_posts={thing for post in record.posts for thing in post.credited},
        cells=[(cell, matrix.letter(cell), matrix.cell_words(cell)) for cell in row.cells],
        waiting=list({i.post.key: i for i in now.report.to_review if i.handle == record.person.handle}.values()),
        posts=[_shown(now, record, one, known) for one in reversed(record.posts)],
        history=_history(now, record, decided),
        emails=list(reversed(record.letters)),
        kinds=KINDS,
        states=STATES,
        paused=_paused(record),
        other_runs=_other_runs(now, record.person.handle),
        back=f"?{work.choices['people']}" if work.choices.get("people") else "",
        verdict_kinds=VerdictKind,
    )


def post(work: Workspace, handle: str) -> Response:
    """One post in full, and what may be decided about it."""
    now = work.snapshot()
    record, _ = _record(now, _handle(now, handle))
    found = next((row for row in record.posts if row.post.key == request.args.get("key")), None) or abort(404)
    words = record.words.get(found.post.words)
    evidence = _evidence(found)
    return work.page(
        "person_post.html",
        now=now,
        who=record.person,
        post=_shown(now, record, found, _known(now, record)),
        paragraphs=marked_text.paragraphs(words.text, evidence) if words else (),
        tags=words.tags if words else (),
        things=now.home.course.things,
        verdict_kinds=VerdictKind,
    )


def export(work: Workspace, handle: str) -> Response:
    """Everything kept about the person, as a page for them."""
    now = work.snapshot()
    record, _ = _record(now, _handle(now, handle))
    answer = Response(exporting.one(record, json=False), mimetype="text/html")
    answer.headers["Content-Disposition"] = f'attachment; filename="everything-{record.person.handle}.html"'
    return answer


# What the pages show --------------------------------------------------------------------------------


def _handle(now: Snapshot, handle: str) -> Handle:
    """The handle, where it is somebody's; 404 where it is nobody's."""
    if Handle(handle) not in {row.participant.handle for row in now.report.rows}:
        abort(404)
    return Handle(handle)


def _record(now: Snapshot, handle: Handle) -> tuple[Record, tuple[Decision, ...]]:
    """What is kept about a person, and everything that was ever decided."""
    with Store(now.home.database, write=False) as store:
        return edit_person.record_of(now.home, store, handle, now.report), store.decisions(handle)


def _known(now: Snapshot, record: Record) -> PersonDecisions:
    asked = ((item.post.key, item.claim.thing) for item in now.report.to_review if item.handle == record.person.handle)
    organiser = now.home.course.organiser.name
    return post_verdicts.decisions(record.progress.credits, record.rulings, asked, organiser)


def _shown(now: Snapshot, record: Record, row: PostRow, known: PersonDecisions) -> TimelinePost:
    words, evidence, found = record.words.get(row.post.words), _evidence(row), row.post
    return TimelinePost(
        found.key,
        neighbouring_posts.day_of(found, now.home.course) if found.published else None,
        found.first_seen.astimezone(now.home.course.zone).date(),
        marked_text.title(sanitize.clean(found.title) or "(no title)", evidence),
        marked_text.excerpt(words.text, evidence) if words else (),
        sanitize.web(found.url),
        post_verdicts.verdicts(row, known),
        tuple(sorted(row.credited)),
    )


def _evidence(row: PostRow) -> tuple[Evidence, ...]:
    return tuple(one for claim in row.claims for one in claim.evidence)


def _history(now: Snapshot, record: Record, decided: Sequence[Decision]) -> list[dict[str, Any]]:
    """Every decision, the latest first, with where it can be undone."""
    titles = {row.post.key: sanitize.clean(row.post.title) or "(no title)" for row in record.posts}
    rows = [
        {
            "place": place,
            "on": one.what.on,
            "thing": one.what.thing,
            "accepted": not isinstance(one.what, Ruling) or one.what.accepted,
            "title": titles.get(one.what.post, "") if isinstance(one.what, Ruling) else "",
            "as_such": isinstance(one.what, Ruling) and not one.what.post,
            "url": sanitize.web("" if isinstance(one.what, Ruling) else one.what.url),
            "by": "You" if one.what.by == now.home.course.organiser.name else sanitize.clean(one.what.by),
            "why": "" if one.what.why == "review" else one.what.why,
            "undone_on": one.undone_on,
        }
        for place, one in enumerate(decided)
    ]
    return sorted(rows, key=lambda row: (row["on"], row["place"]), reverse=True)


def _paused(record: Record) -> date | None:
    """The last day of the pause that runs, date.max for one without an end; None where there is none."""
    return next((end for start, end in pauses.of(record.person) if start <= record.as_of <= end), None)


def _other_runs(now: Snapshot, handle: Handle) -> list[Handle]:
    same = (one for one in now.home.roster if one != handle and runs.same_person(now.home.roster, one, handle))
    return sorted(same)


ROUTES = (
    ("/person/<handle>", person, ("GET",)),
    ("/person/<handle>/post", post, ("GET",)),
    ("/person/<handle>/everything.html", export, ("GET",)),
)
