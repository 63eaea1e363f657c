"""Report: read the store, judge what has not been judged yet, and say where everybody stands. Writes nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.model import Claim, Course, Ledger, Post, PostKey, Report
from course.core.progress import report as progress
from course.core.progress.report import ReportFrame, ReportParts
from course.core.progress.run_window import RunWindow
from course.services.course_home import Home
from course.services.learning import topics
from course.services.learning.topics import Taught


class MadeReport(NamedTuple):
    """A report with what it was made of, so that the next one costs only what has changed."""

    report: Report
    parts: ReportParts
    taught: Taught


def report(home: Home, store: Store, as_of: date, since: date | None = None, with_posts: bool = False) -> Report:
    """Where everybody stands on that day; with what changed since another day if it is given, which takes longer."""
    return made(home, store, ReportFrame(home.course, as_of, since, with_posts)).report


def made(home: Home, store: Store, frame: ReportFrame, last: MadeReport | None = None) -> MadeReport:
    """The same with what it was made of; whatever has not changed since the `last` one is taken from there."""
    told, taught = _ledger(home, store, frame, last.taught if last else topics.NOTHING)
    parts = progress.parts(home.roster, told, frame, last and last.parts)
    return MadeReport(progress.together(parts), parts, taught)


def _ledger(home: Home, store: Store, frame: ReportFrame, last: Taught) -> tuple[Ledger, Taught]:
    """Everything we have been told, with each post's claims by today's rules, and what was to be learned from it.

    Posts that can earn nothing are judged only where the report shows every post."""
    posts = store.posts()
    older = store.older()
    counts = None if frame.with_posts else RunWindow(home.course, home.roster).contains
    judged = claims(home.course, store, posts, older, counts)
    own = {post.key: found for post in posts if (found := judged.get(post.words))}
    rulings = store.rulings()
    taught = topics.taught(home, store, posts, own, rulings, frame.as_of, last)
    told = Ledger(
        posts,
        topics.with_topics(home, store, posts, own, taught, frame.as_of),
        rulings,
        store.self_reports(),
        store.health(),
        {key: tuple(claim for hash_ in hashes for claim in judged.get(hash_, ())) for key, hashes in older.items()},
        _known(store, frame.since, home),
        store.hand_ins(),
    )
    return told, taught


def _known(store: Store, since: date | None, home: Home) -> frozenset[tuple[PostKey, int]] | None:
    """What was a credit on a day: judged as sure by then, or recorded by its topic."""
    if since is None:
        return None
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
