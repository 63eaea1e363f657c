"""Topics: learn from the course's own posts, remember what was learned, and record the credits that come of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.model import Learned, Post, Ruling
from course.core.progress import topic_claims
from course.core.progress.run_window import RunWindow
from course.core.progress.topic_claims import Claims, TopicCredit
from course.services.course_home import Home

_LEARNER = "4"  # raised whenever the learner changes, so that all is learned anew


class Taught(NamedTuple):
    """What the course's posts and decisions teach about posts without a number, under the name of what it was learned from."""

    fingerprint: str
    claims: Claims


NOTHING = Taught("", {})


def taught(
    home: Home,
    store: Store,
    posts: Sequence[Post],
    own: Claims,
    rulings: Iterable[Ruling],
    as_of: date,
    last: Taught = NOTHING,
) -> Taught:
    """What was to be learned by a day: as it is in `last` or in the store, or learned anew."""
    if home.course.learned is Learned.OFF:
        return NOTHING
    before = _before(rulings, as_of)
    fingerprint = _fingerprint(home, posts, before, as_of)
    if last.fingerprint == fingerprint:
        return last
    topical = store.topic_claims(fingerprint)
    return Taught(fingerprint, _learn(home, store, posts, own, before, as_of) if topical is None else topical)


def with_topics(home: Home, store: Store, posts: Iterable[Post], own: Claims, known: Taught, as_of: date) -> Claims:
    """The claims of posts with those by topic, by what was known on a day."""
    if home.course.learned is Learned.OFF:
        return own
    return topic_claims.with_topics(own, known.claims, _standing(store, posts, as_of), home.course.learned)


def _before(rulings: Iterable[Ruling], as_of: date) -> list[Ruling]:
    """The decisions that teach on a day: those of the days before.

    So the questions stay as they are while the organiser answers them, and no answer makes the whole course be read again."""
    return [ruling for ruling in rulings if ruling.on < as_of]


def record(home: Home, store: Store, now: datetime) -> int:
    """Remember what the course teaches today, and record its credits by topic; how many are new. Under the home's lock.

    Nothing is recorded while posts have not been judged by the present rules."""
    judged_by, course = rules_version.fingerprint(home.course), home.course
    if course.learned is Learned.OFF or not store.is_judged(judged_by, RunWindow(course, home.roster).scope()):
        return 0
    today, posts, judged = home.today(now), store.posts(), store.claims(judged_by)
    own = {post.key: found for post in posts if (found := judged.get(post.words))}
    known = taught(home, store, posts, own, store.rulings(), today)
    store.save_topic_claims(*known)
    claims = with_topics(home, store, posts, own, known, today)
    new = list(topic_claims.to_record(claims, {post.key: post.words for post in posts}, today))
    store.save_topic_credits(new)
    return len(new)


def _learn(
    home: Home, store: Store, posts: Iterable[Post], own: Claims, rulings: Iterable[Ruling], as_of: date
) -> Claims:
    from course.core.detection.topic_learning import Learner  # not before there is something to learn

    course, roster = home.course, home.roster
    given = list(topic_claims.course_posts(course, roster, posts, own, rulings, as_of))
    if not any(post.unnumbered for post in given):
        return {}  # nothing to suggest, so nothing to learn for
    learner = Learner(course, given, topic_claims.opening_days(course, roster), store.contents)
    return topic_claims.suggested(learner.suggestions(), course.learned)


def _standing(store: Store, posts: Iterable[Post], as_of: date) -> list[TopicCredit]:
    """The recorded credits of posts that still say what they said then."""
    recorded = store.topic_credits(as_of)
    versions = {post.key: post.words for post in posts} if recorded else {}
    return [credit for credit in recorded if versions.get(credit.post) == credit.words]


def _fingerprint(home: Home, posts: Sequence[Post], rulings: Sequence[Ruling], as_of: date) -> str:
    """A name for all that is learned from: posts and rulings up to the day, the calendar of everybody, and the rules.

    A day on which nothing was to come is as good as any later day.
    """
    course = home.course
    days = [ruling.on for ruling in rulings]
    if posts:
        days.append(max(post.published or post.first_seen for post in posts).astimezone(course.zone).date())
        days.append(max(post.first_seen for post in posts).astimezone(course.zone).date())
    told = [
        *(
            _LEARNER,
            rules_version.fingerprint(course),
            course.learned,
            course.site,
            RunWindow(course, home.roster).scope(),
        ),
        *(str(min(as_of, max(days, default=as_of))), repr([(thing.number, thing.week) for thing in course.things])),
        repr(sorted((p.handle, str(p.joined), str(p.moved), p.cohort) for p in home.roster.values())),
        repr([(ruling.post, ruling.thing, ruling.accepted, str(ruling.on)) for ruling in rulings]),
        *sorted([f"{post.key} {post.words} {post.published}" for post in posts]),
    ]
    return sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()[:32]
