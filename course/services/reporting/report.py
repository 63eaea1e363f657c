"""Report: read the store, judge what has not been judged yet, and say where everybody stands. Writes nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.errors import Problem, UsageError
from course.core.model import Claim, Course, Ledger, Post, PostKey, Report
from course.core.progress import report as progress
from course.core.progress.run_window import RunWindow
from course.formats import human_dates
from course.formats.report import RENDERERS
from course.formats.report import figures as counted
from course.services import course_home
from course.services.course_home import Home
from course.services.learning import topics
from course.services.reporting import selection
from course.services.reporting.selection import Asked


def report(home: Home, store: Store, as_of: date, since: date | None = None, with_posts: bool = False) -> Report:
    """Where everybody stands on that day, with what changed since another (a week before, unless named)."""
    since = since or as_of - progress.CHANGES
    return progress.report(
        home.course, home.roster, ledger(home, store, as_of, since, with_posts), as_of, since, with_posts
    )


def shown(root: Path, asked: Asked, shape: str, now: datetime) -> tuple[str, tuple[Problem, ...]]:
    """The report in a format, as asked for, and the mistakes in the files that kept somebody out of it."""
    here = course_home.open_home(root)
    part, view = selection.part(_found(here, asked, now), asked)
    return RENDERERS[shape](part, view), here.problems


def figures(root: Path, asked: Asked, shape: str, now: datetime) -> tuple[str, tuple[Problem, ...]]:
    """The figures in a format, and the mistakes in the files that kept somebody out of them."""
    here = course_home.open_home(root)
    part, view = selection.part(_found(here, asked, now), asked)
    return counted.RENDERERS[shape](part, view), here.problems


def _found(here: Home, asked: Asked, now: datetime) -> Report:
    today = here.today(now)
    as_of = human_dates.parse(asked.as_of, today) if asked.as_of else today
    since = human_dates.parse(asked.since, today) if asked.since else None
    if since and since > as_of:
        raise UsageError(
            f"--since {human_dates.full(since)} is after {human_dates.full(as_of)}, the day of the report.",
            "Give an earlier day with --since.",
        )
    with Store(here.database, write=False) as store:
        return report(here, store, as_of, since, asked.view.long)


def ledger(home: Home, store: Store, as_of: date, since: date, with_posts: bool = False) -> Ledger:
    """Everything we have been told, with each post's claims by today's rules; of posts that can earn nothing only if asked."""
    posts = store.posts()
    older = store.older()
    counts = None if with_posts else RunWindow(home.course, home.roster).contains
    judged = claims(home.course, store, posts, older, counts)
    own = {post.key: found for post in posts if (found := judged.get(post.words))}
    rulings = store.rulings()
    return Ledger(
        posts,
        topics.with_topics(home, store, posts, own, rulings, as_of),
        rulings,
        store.self_reports(),
        store.health(),
        {key: tuple(claim for hash_ in hashes for claim in judged.get(hash_, ())) for key, hashes in older.items()},
        _known(store, since, home),
        store.hand_ins(),
    )


def _known(store: Store, since: date, home: Home) -> frozenset[tuple[PostKey, int]] | None:
    """What was a credit on a day: judged as sure by then, or recorded by its topic."""
    known = store.judged_by_day(since, home.course.zone)
    return known if known is None else known | {(credit.post, credit.thing) for credit in store.topic_credits(since)}


def claims(
    course: Course,
    store: Store,
    posts: Iterable[Post],
    older: Mapping[PostKey, Sequence[str]],
    counts: Callable[[Post], bool] | None = None,
) -> Mapping[str, tuple[Claim, ...]]:
    """The claims of every version of these posts, by its hash: as remembered, and what is missing worked out.

    `counts`: the posts worth working out; None for all."""
    remembered = store.claims(rules_version.fingerprint(course))
    missing = [
        (post, hash_)
        for post in posts
        for hash_ in (post.words, *older.get(post.key, ()))
        if hash_ not in remembered and (counts is None or counts(post))
    ]
    if not missing:
        return remembered
    from course.core.detection.detect import Detector  # not before there is a post to judge: loading takes a while

    found = dict(remembered)
    for judged in Detector(course).judged(list(dict.fromkeys(hash_ for _, hash_ in missing)), store.contents):
        found |= judged
    return found
