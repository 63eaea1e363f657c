"""Saves the results of visits, many blogs in one commit and no blog in two, and counts for the summary."""

import functools
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.model import Claim, Confidence, Course, Handle, PostKey, Roster
from course.core.posts.feed_state import FeedState, Known, PostChange, VisitResult
from course.core.progress.run_window import RunWindow
from course.formats.terminal.tracking import Row, Tracked
from course.services.tracking.visit import Memory

if TYPE_CHECKING:
    from course.core.detection.detect import Detector

AT_ONCE = 200  # blogs in one commit at most
AT_LEAST_EVERY = 2.0  # seconds between two commits
_MOST_WAITING = 12 * 2**20  # bytes of words that are not committed yet
_LOGGED_AT_ONCE = 10_000  # judgements that wait for the log, which is read whole each time


class VisitWriter:
    """Saves the visits of one run to the store. Call `close` at the end."""

    def __init__(self, store: Store, course: Course, roster: Roster, now: datetime) -> None:
        self._store, self._course, self._roster, self._now = store, course, roster, now
        self._window = RunWindow(course, roster)
        self._fingerprint = rules_version.fingerprint(course)
        self._waiting: list[VisitResult] = []
        self._size = 0  # of their words, bytes
        self._people: set[Handle] = set()  # whose posts are among those waiting
        self._failed: list[VisitResult] = []  # kept at the end, if it was not our own line
        self._rows: list[Row] = []
        self.kept = False  # whether any post was kept: new, or in other words
        self._counted = self._to_decide = 0
        self._committed = time.monotonic()
        self._judged: dict[PostKey, tuple[str, tuple[Claim, ...]]] = {}

    @property
    def memory(self) -> Memory:
        """What visits may ask the store."""
        return Memory(self._known, self._store.slices, lambda hash_: self._store.contents([hash_])[hash_])

    def judge(self) -> None:
        """Judge the posts of the run that the present rules have not judged yet: all, when rules or Things changed."""
        scope = self._window.scope()
        if self._store.is_judged(self._fingerprint, scope):
            return
        known, older = self._store.claims(self._fingerprint), self._store.older()
        posts = [post for post in self._store.posts() if self._window.contains(post)]
        versions = [hash_ for post in posts for hash_ in (post.words, *older.get(post.key, ())) if hash_ not in known]
        for found in self._detector.judged(versions, self._store.contents) if versions else ():
            self._store.save_claims(self._fingerprint, found)
            self._judged.update({post.key: (post.words, found[post.words]) for post in posts if post.words in found})
        self._store.save_claims(self._fingerprint, {}, scope=scope)

    def add(self, visit: VisitResult, state: FeedState) -> None:
        """Queue a visit. It is saved within two seconds; a failed one is saved by `close`."""
        new = sum(item.new for item in visit.keeping)
        name = self._roster[visit.handle].name
        feed = visit.feed or state.feed
        self._rows.append(Row(visit.handle, name, visit.blog, feed, new, visit.trouble, visit.moved_to))
        if visit.trouble and not visit.keeping:
            self._failed.append(visit)
            return
        self._waiting.append(visit)
        self._size += sum([len(item.data) for item in visit.keeping])
        if visit.keeping:
            self._people.add(visit.handle)
            self.kept = True
        if len(self._waiting) >= AT_ONCE or self._size > _MOST_WAITING or self._is_time():
            self.flush()

    def flush(self) -> None:
        """Commit what is waiting."""
        if self._waiting:
            kept = (item for visit in self._waiting for item in visit.keeping)
            judged = {item.post.words: self._claims(item) for item in kept if self._window.contains(item.post)}
            self._store.save(self._waiting, judged)
        if len(self._judged) > _LOGGED_AT_ONCE:
            self._log()
        self._waiting, self._size, self._people = [], 0, set()
        self._committed = time.monotonic()

    def _is_time(self) -> bool:
        return time.monotonic() - self._committed > AT_LEAST_EVERY

    def close(self, seconds: float, is_ours: Callable[[Sequence[Row]], bool]) -> Tracked:
        """Commit the rest, save failures unless `is_ours`, log the judgements, and return the summary."""
        self.flush()
        ours = is_ours(self._rows)
        if not ours:
            self._store.save(self._failed)
        self._log()
        rows = tuple(sorted(self._rows, key=lambda row: (row.handle, row.blog)))
        return Tracked(rows, self._counted, self._to_decide, seconds, ours)

    def _log(self) -> None:
        """Log the judgements of the posts that were judged since the last call."""
        if self._judged:
            self._store.save_judgements(self._fingerprint, self._now, self._judged)
        self._judged = {}

    def _claims(self, item: PostChange) -> tuple[Claim, ...]:
        found = self._detector.claims(item.words)
        best = max((claim.confidence for claim in found), default=Confidence.WEAK)
        if item.new:
            self._counted += best is Confidence.SURE
            self._to_decide += best is Confidence.LIKELY
        self._judged[item.post.key] = (item.post.words, found)
        return found

    @functools.cached_property
    def _detector(self) -> "Detector":
        from course.core.detection.detect import Detector  # not before there is a post to judge: loading takes a while

        return Detector(self._course)

    def _known(self, handle: Handle) -> Sequence[Known]:
        if handle in self._people:
            self.flush()
        return self._store.known(handle)
