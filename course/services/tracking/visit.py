"""A visit to one blog, as a generator: it yields requests and documents to parse, and returns what to keep. It does no I/O itself."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from course.adapters.http.results import Fetched, NotModified, Outcome, Request, Unreachable
from course.core.errors import CourseError
from course.core.model import Handle, PostKey, Trouble, Words
from course.core.posts import feed_changes, same_address, troubles
from course.core.posts.feed_changes import FeedReading, Reconciled
from course.core.posts.feed_state import FeedState, Known, PostChange, Validators, VisitResult
from course.core.trouble_kind import TroubleKind
from course.formats import feeds
from course.formats.feeds import Parsed

MOST_PAGES = 40  # older pages of one feed, all in all
PAGES_OF_A_GAP = 5  # older pages of one read, when nothing on the first page was known
MOST_WORDS = (
    4 * 2**20
)  # bytes of words that one visit brings: beyond that no older page is read; about 1,000 long posts
WHOLE_EVERY = timedelta(days=7)  # one read without validators a week: some servers say "nothing new" for ever
_LATER = frozenset(
    (
        TroubleKind.TIMEOUT,
        TroubleKind.RATE_LIMITED,
        TroubleKind.SERVER_ERROR,
        TroubleKind.NO_CONNECTION,
        TroubleKind.DNS,
        TroubleKind.TLS,
        TroubleKind.CUT_OFF,
        TroubleKind.BROKEN_ANSWER,
    )
)
_LOOK_AGAIN = frozenset(
    (TroubleKind.NOT_FOUND, TroubleKind.GONE, TroubleKind.NOT_A_FEED, TroubleKind.NO_FEED, TroubleKind.DNS)
)
_GUESS = frozenset(
    (TroubleKind.FORBIDDEN, TroubleKind.TOO_LARGE)
)  # the page is closed to us; its platform's feed may be open
_MARK, _KEY = 16, 10  # bytes


@dataclass(frozen=True, slots=True)
class Parse:
    """A document to be read by the arbiter, in a process with limits; `known` are the marks of posts not wanted again."""

    body: bytes
    url: str
    content_type: str
    known: frozenset[bytes]


Step = Request | Parse
StepResult = Outcome | Parsed
Conversation = Generator[Step, StepResult, VisitResult]
Part = Generator[Step, StepResult, VisitResult | Unreachable]
Pages = Generator[Step, StepResult, str]


@dataclass(frozen=True, slots=True)
class Memory:
    """The questions that a visit may ask the store."""

    known: Callable[[Handle], Sequence[Known]]
    slices: Callable[[Handle, str], bytes]
    words: Callable[[str], Words]


@dataclass(slots=True)
class VisitState:
    """One blog, what is known of it, and what this visit has found so far."""

    author: Handle
    blog: str
    state: FeedState
    elsewhere: frozenset[str]  # the other blogs that the roster gives this author
    now: datetime
    memory: Memory
    known: dict[str, Known] | None = None
    words: dict[str, Words] = field(default_factory=dict)
    keeping: dict[PostKey, PostChange] = field(default_factory=dict)
    unlearnt: tuple[PostChange, ...] = ()  # of the document read last, for the next one of this visit
    gone: tuple[PostKey, ...] = ()
    back: tuple[PostKey, ...] = ()
    moved_to: str | None = None
    entries: int = 0  # in the document read last
    size: int = 0  # of all words to be kept, bytes

    def settle(self, parsed: Parsed, standing: frozenset[str] = frozenset(), *, whole: bool = False) -> Reconciled:
        """Tell the posts of a document apart from those kept, and remember what is to be kept."""
        if self.known is None:
            self.known = {known.key: known for known in self.memory.known(self.author)}
        for item in self.unlearnt:
            self.known[item.post.key] = feed_changes.known(item)
            self.words[item.post.words] = item.words
        reading = FeedReading(self.author, self.blog, self.now, parsed.entries, standing, self.elsewhere, whole)
        found = feed_changes.reconcile(reading, tuple(self.known.values()), self._words)
        for item in found.keeping:
            before = self.keeping.get(item.post.key)
            self.keeping[item.post.key] = item if before is None else feed_changes.later(before, item)
            self.size += len(item.data)
        self.unlearnt = found.keeping
        self.gone += found.gone
        self.back += found.back
        self.entries = len(parsed.entries) + len(standing)
        return found

    def _words(self, hash_: str) -> Words:
        return self.words[hash_] if hash_ in self.words else self.memory.words(hash_)


def visit(notes: VisitState) -> Conversation:
    """One visit: the feed where it is known, else where the blog's page says it is."""
    state = notes.state
    if state.feed is None:
        return _ended(notes, (yield from _discovered(notes, Unreachable(notes.blog, TroubleKind.NO_FEED, "", ""))))
    result = yield from _known_feed(notes, state.feed)
    if not isinstance(result, Unreachable) or result.kind not in _LOOK_AGAIN or state.feed == notes.blog:
        return _ended(notes, result)
    if result.kind == TroubleKind.DNS and same_address.host(state.feed) == same_address.host(notes.blog):
        return _ended(notes, result)
    return _ended(notes, (yield from _discovered(notes, result, again=True)))


def read_file(notes: VisitState, read: Callable[[], bytes]) -> Conversation:
    """A blog that is a file in the home: a feed, or what WordPress and Blogger export."""
    try:
        body = read()
    except CourseError as error:
        return trouble(notes, TroubleKind.NOT_FOUND, str(error), str(error.hint))
    return _ended(notes, (yield from _read(notes, notes.blog, Fetched("", body))))


def trouble(notes: VisitState, kind: TroubleKind, says: str = "", next_: str = "") -> VisitResult:
    """The result of a visit that failed without an outcome of the HTTP client."""
    usual = troubles.for_organisers(kind)
    return _ended(notes, Unreachable(notes.blog, kind, says or usual.says, next_ or usual.next))


def _known_feed(notes: VisitState, feed: str) -> Part:
    state = notes.state
    whole = state.whole_at is None or notes.now - datetime.fromisoformat(state.whole_at) >= WHOLE_EVERY
    if whole:
        outcome = yield Request(feed, blog=notes.blog)
    else:
        outcome = yield Request(feed, state.etag, state.modified, validated_at=state.validated_at, blog=notes.blog)
    if isinstance(outcome, NotModified):
        return (yield from _unchanged(notes, feed, outcome, None))
    if isinstance(outcome, Fetched):
        return (yield from _read(notes, feed, outcome))
    return outcome if isinstance(outcome, Unreachable) else _kind(TroubleKind.BROKEN_ANSWER, feed)


def _discovered(notes: VisitState, before: Unreachable, *, again: bool = False) -> Part:
    """Look for the feed from the roster's address on; `again`: only where the page's first link leads elsewhere now."""
    from course.formats.intake import feed_discovery  # seldom needed

    outcome = yield Request(notes.blog, deadline=before.deadline, blog=notes.blog)
    tries: Sequence[str] = ()
    own: Sequence[str] = ()
    result: VisitResult | Unreachable
    deadline = outcome.deadline if isinstance(outcome, Fetched | Unreachable) else 0.0
    if isinstance(outcome, Fetched):
        result = yield from _read(notes, notes.blog, outcome)
        if isinstance(result, VisitResult) or result.kind != TroubleKind.NOT_A_FEED:
            return result
        result = (
            _kind(TroubleKind.NO_FEED, notes.blog)
            if feeds.sniff(outcome.body, outcome.content_type) == "html"
            else result
        )
        page = feed_discovery.page(outcome.body, outcome.url)
        tries = [url for url in page.tries if url not in (notes.blog, outcome.url)]
        named, own = {found.url for found in page.feeds}, page.own
        if again:
            tries = [url for url in tries[:1] if url in named and url != notes.state.feed]
        if outcome.moved and same_address.canonical(outcome.moved) != same_address.canonical(notes.blog):
            notes.moved_to = outcome.moved
    else:
        result = outcome if isinstance(outcome, Unreachable) else before
        if result.kind not in _GUESS or again:
            return before if again else result
        tries, named = feed_discovery.guesses(notes.blog), set()
    ways = _Tries(tries, named, own)
    return (yield from _tried(notes, ways, deadline, before if again else result))


class _Tries(NamedTuple):
    """Where the feed may be."""

    urls: Sequence[str]  # the likeliest first
    named: set[str]  # those that the page itself names
    own: Sequence[str]  # those of the label or author that the page shows: good also when empty


def _tried(notes: VisitState, tries: _Tries, deadline: float, result: Unreachable) -> Part:
    """Look at each address until one is a feed with posts; else the empty feed, else why the first named one failed."""
    empty: VisitResult | None = None
    for url in tries.urls:
        outcome = yield Request(url, deadline=deadline, blog=notes.blog)
        found: VisitResult | Unreachable = outcome if isinstance(outcome, Unreachable) else result
        if isinstance(outcome, Fetched):
            found = yield from _read(notes, url, outcome)
        if isinstance(found, VisitResult):
            if notes.entries or url in tries.own:
                return found
            empty = empty or found
        elif url in tries.named and result.kind in (TroubleKind.NO_FEED, TroubleKind.NOT_A_FEED):
            result = found
        if isinstance(outcome, Fetched | Unreachable):
            deadline = outcome.deadline
    return empty or result


def _read(notes: VisitState, feed: str, outcome: Fetched) -> Part:
    """Keep what is new in a body; Unreachable if it is no feed."""
    state, same = notes.state, notes.state.feed == feed
    digest = _digest(outcome.body)
    if same and not outcome.cut and digest == state.body:
        return (yield from _unchanged(notes, feed, outcome, Validators(body=digest, noiseless=state.noiseless)))
    quiet = _digest(feeds.noiseless(outcome.body)) if same and not outcome.cut else None  # from the second change on
    if quiet and quiet == state.noiseless:
        return (yield from _unchanged(notes, feed, outcome, Validators(body=digest, noiseless=quiet)))
    marks = _marks(notes.memory.slices(notes.author, notes.blog)) if same else {}
    parsed = yield from _parsed(outcome, frozenset(marks))
    if parsed.trouble and not (parsed.trouble == TroubleKind.CUT_OFF and parsed.entries):
        if troubles.is_log_in_page(outcome.body):
            return _kind(TroubleKind.LOGIN, outcome.url, outcome.deadline)
        return _kind(parsed.trouble, outcome.url, outcome.deadline)
    whole = not (outcome.cut or parsed.trouble)
    found = notes.settle(parsed, frozenset(marks[part] for part in parsed.parts if part in marks), whole=whole)
    if not whole:
        return _good(notes, feed, outcome, None, _trouble(notes, _kind(TroubleKind.CUT_OFF, outcome.url)))
    fresh = sum(item.new for item in found.keeping)
    if state.older is None or not same:
        older = yield from _back(notes, outcome, parsed, MOST_PAGES, until_known=False)
    elif fresh and fresh == notes.entries:
        older = (yield from _back(notes, outcome, parsed, PAGES_OF_A_GAP, until_known=True)) or state.older
    else:
        older = yield from _resumed(notes, feed, outcome.deadline)
    told = Validators(*(None,) * 3, digest, quiet, _slices(parsed, marks, found), notes.now, older)
    return _good(notes, feed, outcome, told)


def _unchanged(notes: VisitState, feed: str, outcome: Fetched | NotModified, told: Validators | None) -> Part:
    """Nothing new on the first page; older ones that an earlier visit had no time for are read now."""
    state = notes.state
    older = (yield from _resumed(notes, feed, outcome.deadline)) if state.older else None
    if told is None or (told.body == state.body and told.noiseless == state.noiseless and not _is_old(notes)):
        told = Validators(older=older) if older is not None else None
    else:
        told = Validators(*(None,) * 3, told.body, told.noiseless, None, notes.now, older)
    return _good(notes, feed, outcome, told)


def _is_old(notes: VisitState) -> bool:
    """Whether the last read without validators is a day ago, so that a whole answer is worth a note."""
    at = notes.state.whole_at
    return at is None or notes.now - datetime.fromisoformat(at) >= timedelta(days=1)


def _back(notes: VisitState, outcome: Fetched, parsed: Parsed, most: int, *, until_known: bool) -> Pages:
    """Go back from the first page."""
    url = feeds.older(parsed, outcome.url, 2) if outcome.url else None
    way = _Way(outcome.url, {outcome.url, notes.blog}, until_known, outcome.body)
    return (yield from _pages(notes, way, url, 2, most, outcome.deadline))


def _resumed(notes: VisitState, feed: str, deadline: float) -> Pages:
    """Go on where an earlier visit stopped."""
    page, _, url = (notes.state.older or "").partition(" ")
    if not page.isdigit() or not url:
        return ""
    base = notes.state.validated_at or feed
    way = _Way(base, {base, feed, notes.blog}, until_known=False, patient=True)
    return (yield from _pages(notes, way, url, int(page), MOST_PAGES, deadline))


@dataclass(slots=True)
class _Way:
    """A way back through older pages."""

    base: str  # the feed's own address
    seen: set[str]  # addresses
    until_known: bool  # the first known post ends it
    body: bytes = b""  # of the page before: a site that does not know of pages gives the same again
    patient: bool = False  # pages shift between two runs: the next one may hold nothing new


def _pages(notes: VisitState, way: _Way, url: str | None, page: int, most: int, deadline: float) -> Pages:
    """Read older pages; "PAGE ADDRESS" of the one to go on with another time, "" when there are no more."""
    last = min(page + most, MOST_PAGES + 2)
    while url and page < last and url not in way.seen and notes.size < MOST_WORDS:
        way.seen.add(url)
        outcome = yield Request(url, deadline=deadline, blog=notes.blog)
        if isinstance(outcome, Unreachable) and outcome.kind in _LATER:
            return f"{page} {url}"
        if not isinstance(outcome, Fetched) or same_address.host(outcome.url) != same_address.host(way.base):
            return ""
        if outcome.body == way.body or outcome.cut:
            return ""
        way.body = outcome.body
        parsed = yield from _parsed(outcome, frozenset())
        if parsed.trouble and not parsed.entries:
            return ""
        found = notes.settle(parsed)
        fresh = sum(item.new for item in found.keeping)
        if not (fresh or way.patient) or (way.until_known and fresh < len(found.keys)):
            return ""
        way.patient = False
        deadline, page = outcome.deadline, page + 1
        url = feeds.older(parsed, way.base, page)
    return f"{page} {url}" if url and url not in way.seen and page < MOST_PAGES + 2 else ""


def _parsed(outcome: Fetched, known: frozenset[bytes]) -> Generator[Step, StepResult, Parsed]:
    """The document parsed by the fast reader, or by feedparser where the fast reader declines."""
    parsed = feeds.quick(outcome.body, outcome.url, known)
    if parsed is not None:
        return parsed
    if feeds.sniff(outcome.body, outcome.content_type) == "html":
        return Parsed(trouble=TroubleKind.NOT_A_FEED)
    answer = yield Parse(outcome.body, outcome.url, outcome.content_type, known)
    return answer if isinstance(answer, Parsed) else Parsed(trouble=TroubleKind.MALFORMED)


def _good(
    notes: VisitState, feed: str, outcome: Fetched | NotModified, told: Validators | None, bad: Trouble | None = None
) -> VisitResult:
    """A visit that read the feed (but for its end, where there is a trouble)."""
    state = notes.state
    address = feed
    if outcome.moved and bad is None:
        address = outcome.moved
        if same_address.canonical(outcome.moved) != same_address.canonical(feed):
            notes.moved_to = outcome.moved
    now = (outcome.etag, outcome.modified, outcome.url)
    if bad is None and (told is not None or now != (state.etag, state.modified, state.validated_at)):
        told = told or Validators()
        told = Validators(*now, told.body, told.noiseless, told.slices, told.whole_at, told.older)
    return VisitResult(
        *(notes.author, notes.blog, notes.now, address, bad),
        failures=state.failures + 1 if bad else 0,
        moved_to=notes.moved_to,
        good=bad is None,
        validators=told,
        keeping=tuple(notes.keeping[key] for key in sorted(notes.keeping)),
        gone=notes.gone,
        back=notes.back,
    )


def _ended(notes: VisitState, result: VisitResult | Unreachable) -> VisitResult:
    if isinstance(result, VisitResult):
        return result
    return VisitResult(
        *(notes.author, notes.blog, notes.now, None, _trouble(notes, result)),
        failures=notes.state.failures + 1,
        moved_to=notes.moved_to,
        retry_at=notes.now + timedelta(seconds=result.retry_at) if result.retry_at else None,
    )


def _trouble(notes: VisitState, told: Unreachable) -> Trouble:
    since = notes.state.since
    return Trouble(told.kind, datetime.fromisoformat(since) if since else notes.now, told.says, told.next)


def _kind(kind: TroubleKind, url: str, deadline: float = 0.0) -> Unreachable:
    told = troubles.for_organisers(kind)
    return Unreachable(url, kind, told.says, told.next, deadline=deadline)


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()[:_MARK]


def _marks(slices: bytes) -> dict[bytes, str]:
    """The marks of the posts in the last read, with their keys."""
    size = _MARK + _KEY
    pieces = (slices[start : start + size] for start in range(0, len(slices), size))
    return {piece[:_MARK]: piece[_MARK:].hex() for piece in pieces if len(piece) == size}


def _slices(parsed: Parsed, before: dict[bytes, str], found: Reconciled) -> bytes:
    if len(parsed.marks) != len(parsed.entries):
        return b""
    keys = before | dict(zip(parsed.marks, found.keys, strict=True))
    return b"".join(
        part + bytes.fromhex(keys[part] or "00" * _KEY) for part in parsed.parts if part in keys and len(part) == _MARK
    )
