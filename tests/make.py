"""Builders: small values with everything that a test does not care about filled in."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from course.core.letters.model import LetterState, NudgeKind, Sent
from course.core.model import (
    BlogHealth,
    Claim,
    Cohort,
    Confidence,
    Course,
    Credit,
    Evidence,
    HandIn,
    Handle,
    Ledger,
    Organiser,
    Participant,
    Post,
    PostKey,
    Progress,
    Report,
    RuleId,
    Ruling,
    SelfReport,
    Source,
    Standing,
    Thing,
    ToReview,
    Trouble,
    Week,
    WeekKind,
)
from course.core.progress import report as progress
from course.core.trouble_kind import TroubleKind

START = date(2026, 10, 5)  # a Monday
ADA = Handle("ada")
BLOG = "https://ada.example/"


def course(plan: Mapping[int, int] | None = None, special: Mapping[int, str] | None = None, **changes: Any) -> Course:
    """A course of twelve Things, one a week from 5 October 2026; `plan` is Thing to week, `special` week to kind."""
    plan = plan or {number: number for number in range(1, 13)}
    optional = changes.pop("optional", ())
    weeks = {number: Week(number, WeekKind(kind)) for number, kind in (special or {}).items()}
    starts = changes.pop("starts", START)
    last = max([*plan.values(), *weeks])
    cohorts = {
        "autumn": Cohort("autumn", starts, starts + timedelta(weeks=last, days=-1)),
        "own-pace": Cohort("own-pace"),
    }
    things = tuple(Thing(n, f"Thing of {n}", week, required=n not in optional) for n, week in sorted(plan.items()))
    whole: dict[str, Any] = {
        "title": "Twelve Things",
        "zone": ZoneInfo("Europe/London"),
        "organiser": Organiser("Zoë", "zoe@library.example"),
        "cohorts": MappingProxyType(cohorts),
        "things": things,
        "weeks": MappingProxyType(weeks),
        **changes,
    }
    return Course(**whole)


def person(handle: str = ADA, **changes: Any) -> Participant:
    """Somebody of the fixed cohort who joined on its first day."""
    whole: dict[str, Any] = {
        "name": handle.capitalize(),
        "cohort": "autumn",
        "joined": START,
        "blogs": (f"https://{handle}.example/",),
        **changes,
    }
    return Participant(Handle(handle), **whole)


def at(day: date, hour: int = 12) -> datetime:
    """A moment of a day, in UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def post(on: date | None, handle: str = ADA, key: str = "", **changes: Any) -> Post:
    """A post of a day; its key is its author and day unless named."""
    key = key or f"{handle}-{on}"
    seen = at(on) + timedelta(hours=1) if on else at(START)
    whole: dict[str, Any] = {
        "blog": f"https://{handle}.example/",
        "url": f"https://{handle}.example/{key}",
        "title": f"Post {key}",
        "published": at(on) if on else None,
        "first_seen": seen,
        "words": f"words of {key}",
        **changes,
    }
    return Post(PostKey(key), Handle(handle), **whole)


def claim(thing: int, confidence: Confidence = Confidence.SURE) -> Claim:
    """A claim by the title."""
    return Claim(thing, confidence, (Evidence("title", f"Thing {thing}"),), RuleId.NUMBER_IN_TITLE)


def health(since: date | None = None, last: date | None = None, failures: int = 0, **changes: Any) -> BlogHealth:
    """A blog that can be read or, with a day, one that has failed since, tried last on `last`."""
    trouble = Trouble(TroubleKind.TIMEOUT, at(since), "The blog did not answer.", "Try later.") if since else None
    read = at(last or since or START)
    whole: dict[str, Any] = {"handle": ADA, "blog": BLOG, "read_at": read, **changes}
    return BlogHealth(failures=failures, trouble=trouble, **whole)


def day(offset: int) -> date:
    """A day counted from the first day of the course, far days cut off at the calendar's end."""
    return START + timedelta(days=min(offset, 2_000_000))


def days(*offsets: int) -> list[date]:
    """Days counted from the first day of the course."""
    return [day(offset) for offset in offsets]


def ledger(
    done: Mapping[int, int] | None = None,
    posts: Iterable[Post] = (),
    claims: Mapping[str, tuple[Claim, ...]] | None = None,
    **changes: Any,
) -> Ledger:
    """What we were told of ada: `done` is Thing to day of the course, one post each; others as given."""
    made = [post(day(offset), key=f"p{thing}") for thing, offset in (done or {}).items()]
    found: dict[PostKey, tuple[Claim, ...]] = {PostKey(f"p{thing}"): (claim(thing),) for thing in done or {}}
    found |= {PostKey(key): value for key, value in (claims or {}).items()}
    return Ledger((*made, *posts), MappingProxyType(found), **changes)


def report(told: Ledger, on: int, *people: Participant, plan: Course | None = None, **how: Any) -> Report:
    """The report of a day of the course (0 is its first), about ada unless others are named."""
    everybody = {who.handle: who for who in people or (person(),)}
    return progress.report(plan or course(), everybody, told, day(on), **{"since": day(on - 7), **how})


def row(told: Ledger, on: int, who: Participant | None = None, plan: Course | None = None) -> Progress:
    """Where one person stands on a day of the course."""
    (only,) = report(told, on, *([who] if who else []), plan=plan).rows
    return only


def ruling(thing: int, post: str, on: int, accepted: bool = True, **changes: Any) -> Ruling:
    """A decision about a post of ada on a day of the course."""
    whole: dict[str, Any] = {"handle": ADA, "by": "Zoë", "why": "", **changes}
    return Ruling(post=PostKey(post), thing=thing, accepted=accepted, on=day(on), **whole)


def self_report(thing: int, on: int, **changes: Any) -> SelfReport:
    """A Thing that ada said to have done, on a day of the course."""
    whole: dict[str, Any] = {"handle": ADA, "by": "Zoë", **changes}
    return SelfReport(thing=thing, on=day(on), **whole)


def hand_in(thing: int, on: int, url: str = "", **changes: Any) -> HandIn:
    """A Thing that ada handed in, on a day of the course."""
    whole: dict[str, Any] = {"key": PostKey(f"hand-in:{thing}-{on}"), "handle": ADA, **changes}
    return HandIn(thing=thing, at=at(day(on)), url=url, **whole)


def standing_of(handle: str = ADA, standing: str = "on-schedule", week: int | None = 8, **changes: Any) -> Progress:
    """Where somebody stands, said outright; `done` are Things with a credit, `who` changes the person."""
    who = person(handle, **{"email": f"{handle}@example.org", **changes.pop("who", {})})
    credits = tuple(
        Credit(n, START + timedelta(weeks=n - 1), Source.POST, url=f"https://{handle}.example/{n}")
        for n in changes.pop("done", ())
    )
    read = tuple(BlogHealth(who.handle, blog, read_at=at(START), good_at=at(START)) for blog in who.blogs)
    whole: dict[str, Any] = {
        "reason": "",
        "owed": (),
        "owed_weeks": 0.0,
        "next_thing": None,
        "last_post": None,
        "blogs": read,
        **changes,
    }
    return Progress(who, Standing(standing), week=week, credits=credits, **whole)


def sent(key: str, day: date, kind: str = "this-week", **changes: Any) -> Sent:
    """A letter that went on a day; who it was for is the last part of its key."""
    year, week, _ = day.isocalendar()
    state = LetterState(changes.pop("state", "sent"))
    whole: dict[str, Any] = {"week": f"{year}-W{week:02}", "state": state, **changes}
    return Sent(key, Handle(key.rpartition(".")[2]), NudgeKind(kind), at=at(day, 8), **whole)


def waiting(handle: str, thing: int, day: date) -> ToReview:
    """A post that may be about a Thing and waits in the review queue."""
    return ToReview(Handle(handle), post(day, handle, published=at(day)), claim(thing, Confidence.LIKELY))
