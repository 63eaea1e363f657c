"""The quick way to the same answers: detection called in this process, without server, store and report."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from course.core.detection.detect import Detector
from course.core.detection.topic_learning import Learner
from course.core.model import Claim, Confidence, Course, Handle, Post, PostKey, Words
from course.core.posts import feed_changes
from course.core.progress import neighbouring_posts, topic_claims
from course.formats import feeds as parser
from course.services import course_home as homes_of
from replay import engine, feeds, homes, records, server
from replay.engine import Answer, Said
from replay.homes import Blog
from replay.records import Record

HOST = "127.0.0.1:80"  # nobody is asked: the parser is handed the bytes


def by_call(everybody: Sequence[Blog], folder: Path) -> tuple[Answer, ...]:
    """The answers of detection alone, with each participant's neighbouring posts."""
    answers: list[Answer] = []
    for home, people in homes.members(everybody).items():
        homes.write(folder / home, home, people, {blog.handle: f"http://{blog.handle}.example/" for blog in people})
        opened = homes_of.open_home(folder / home)
        own = {blog.handle: _own(blog, home, opened.course) for blog in people}
        learned = _learned(opened, own)
        for blog in people:
            answers += _answers(blog, home, opened.course, own[blog.handle], learned)
    return tuple(answers)


class Judged(NamedTuple):
    """A post, its words, and what it says by itself."""

    post: Post
    words: Words
    claims: tuple[Claim, ...]


def _own(blog: Blog, home: str, course: Course) -> list[Judged]:
    run, where = records.RUNS.get(home, records.Run()), feeds.addresses(blog.posts)
    words, detector = _words(blog), Detector(course)
    kept = sorted((r for r in blog.posts if run.holds(r.day)), key=lambda r: (feeds.moment(r), r.id))
    said = [(r, words[unquote(where[r.id])]) for r in kept]
    return [Judged(_post(r, blog, where[r.id]), each, detector.claims(each)) for r, each in said]


def _learned(home: homes_of.Home, own: Mapping[str, Sequence[Judged]]) -> topic_claims.Claims:
    """The claims of all posts of a course, with those by topic."""
    everything = [one for judged in own.values() for one in judged]
    claims = {one.post.key: one.claims for one in everything}
    words = {one.post.words: one.words for one in everything}
    course, learned = home.course, home.course.learned
    given = topic_claims.course_posts(course, home.roster, [one.post for one in everything], claims, (), date.max)
    days = topic_claims.opening_days(course, home.roster)
    learner = Learner(course, given, days, lambda hashes: {hash_: words[hash_] for hash_ in hashes})
    return topic_claims.with_topics(claims, topic_claims.suggested(learner.suggestions(), learned), (), learned)


def _answers(
    blog: Blog, home: str, course: Course, own: Sequence[Judged], learned: topic_claims.Claims
) -> list[Answer]:
    run = records.RUNS.get(home, records.Run())
    kept = {PostKey(r.id): r for r in blog.posts}
    told = [(one.post, learned[one.post.key]) for one in own]
    judged = neighbouring_posts.with_neighbours(told, (), _opens(course, run), course)
    earned: set[int] = set()
    answers = []
    for one in own:
        answers.append(_answer(kept[one.post.key], judged[one.post.key], earned))
        earned |= answers[-1].automatic
    answers += [Answer(r, in_run=False) for r in blog.posts if not run.holds(r.day)]
    return [answer for answer in answers if answer.record.home == home]


def _answer(record: Record, claims: Sequence[Claim], earned: set[int]) -> Answer:
    said = tuple(
        Said(
            c.thing,
            str(c.confidence),
            c.confidence is Confidence.SURE and c.thing not in earned,
            tuple(f"{e.kind} {e.quote!r}" for e in c.evidence),
        )
        for c in claims
    )
    likely = frozenset(c.thing for c in claims if c.confidence is Confidence.LIKELY and c.thing not in earned)
    return Answer(record, claims=said, queued=likely)


def _words(blog: Blog) -> Mapping[str, Words]:
    """What the parser makes of the blog's feed, by the address of the post."""
    body = server.feed(blog, HOST)
    return {unquote(entry.url): feed_changes.words_of(entry) for entry in parser.parse(body, f"http://{HOST}/").entries}


def _post(record: Record, blog: Blog, address: str) -> Post:
    at = feeds.moment(record)
    return Post(PostKey(record.id), Handle(blog.handle), "", address, record.title, at, engine.now([record]), record.id)


def _opens(course: Course, run: records.Run) -> Mapping[int, date]:
    first = run.starts or date(2000, 1, 1)
    return {thing.number: first + timedelta(weeks=thing.week - 1) for thing in course.things}
