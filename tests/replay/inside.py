"""The quick way to the same answers: detection called in this process, without server, store and report."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

from course.core.detection.detect import Detector
from course.core.model import Claim, Confidence, Course, Handle, Post, PostKey, Words
from course.core.posts import feed_changes
from course.core.progress import neighbouring_posts
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
        course = homes_of.open_home(folder / home).course
        for blog in people:
            answers += _answers(blog, home, course)
    return tuple(answers)


def _answers(blog: Blog, home: str, course: Course) -> tuple[Answer, ...]:
    run, where = records.RUNS.get(home, records.Run()), feeds.addresses(blog.posts)
    words, detector = _words(blog), Detector(course)
    kept = {PostKey(r.id): r for r in blog.posts if run.holds(r.day)}
    own = [
        (_post(r, blog, where[r.id]), detector.claims(words[unquote(where[r.id])]))
        for r in sorted(kept.values(), key=lambda r: (feeds.moment(r), r.id))
    ]
    judged = neighbouring_posts.with_neighbours(own, (), _opens(course, run), course)
    earned: set[int] = set()
    answers = []
    for post, _claims in own:
        answers.append(_answer(kept[post.key], judged[post.key], earned))
        earned |= answers[-1].automatic
    answers += [Answer(r, in_run=False) for r in blog.posts if not run.holds(r.day)]
    return tuple(answer for answer in answers if answer.record.home == home)


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
