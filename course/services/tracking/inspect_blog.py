"""What would be seen on this blog? Reads it once, with the tracker's own visit, and keeps nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from course.adapters import disk
from course.adapters.http import HttpClient, network
from course.adapters.http.results import Fetched, Request, Unreachable
from course.adapters.workers import Workers
from course.core.detection.detect import Detector
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.model import Course, Handle, Post, Trouble, Words
from course.core.posts import blog_identity, blog_platforms, outage, same_address
from course.core.posts.feed_state import FeedState, VisitResult
from course.core.posts.outage import Attempt
from course.core.posts.troubles import TroubleText
from course.core.trouble_kind import TroubleKind
from course.formats import feeds
from course.formats.feeds import Parsed
from course.formats.files import example, new_home, things
from course.formats.intake import address_advice, feed_addresses, feed_discovery, texts, typed_values
from course.formats.terminal.inspect_blog import Seen, SeenPost
from course.services import course_home as homes
from course.services.tracking import runner, visit
from course.services.tracking.runner import Call
from course.services.tracking.visit import Conversation, Memory, Parse, Step, StepResult, VisitState

WORKERS = 2
_NOBODY = Memory(lambda _handle: (), lambda _handle, _blog: b"", lambda _hash: Words(""))
_NO_BLOGS = frozenset(("things", ".course", "outbox", "public", "templates", disk.ROSTER_FILE))
_NO_ANSWER = frozenset(
    (TroubleKind.TLS, TroubleKind.NO_CONNECTION, TroubleKind.TIMEOUT, TroubleKind.NOT_FOUND, TroubleKind.BROKEN_ANSWER)
)


@dataclass(slots=True)
class _Heard:
    """What was learned during one visit beyond what the tracker keeps."""

    asked: str
    place: address_advice.Advised
    bare: bool  # no scheme was typed
    title: str = ""
    page_title: str = ""
    generator: str = ""
    named: set[str] = field(default_factory=set)
    comments: tuple[str, ...] = ()
    entries: int = 0


def look(
    address: str, course: Course, now: datetime, *, allow_private: Iterable[str] = (), root: Path | None = None
) -> Seen:
    """What would be seen at one address."""
    return look_all([address], course, now, allow_private=allow_private, root=root)[0]


def look_all(
    typed: Sequence[str], course: Course, now: datetime, *, allow_private: Iterable[str] = (), root: Path | None = None
) -> tuple[Seen, ...]:
    """What would be seen at each of these addresses, in their order; all are looked at at once."""
    found: dict[int, Seen] = {}
    heard: dict[int, _Heard] = {}
    for number, text in enumerate(typed):
        prepared = _prepared(text, now, root)
        if isinstance(prepared, Seen):
            found[number] = prepared
        else:
            heard[number] = prepared
    settings, allow_private = course.fetch, tuple(allow_private)
    with (
        HttpClient(
            workers=settings.workers,
            per_host=settings.per_host,
            allow_private=allow_private,
            private_blogs=settings.allow_private,
            contact=course.site,
        ) as client,
        Workers(WORKERS, feeds.arbitrate) as workers,
    ):
        for number, seen in _visited(heard, course, now, root, client, workers):
            found[number] = seen
        for another in (_by_http, _from_above):  # each has its own reason to look once more
            again = {n: other for n, one in heard.items() if (other := another(one, found[n])) is not None}
            for number, seen in _visited(again, course, now, root, client, workers):
                if seen.readable:
                    found[number] = seen
    all_seen = tuple(found[number] for number in range(len(typed)))
    if outage.is_ours(
        [_attempt(one, (*allow_private, *settings.allow_private)) for one in all_seen], network.has_route
    ):
        raise CourseError(
            "There is no connection to the internet, so the blog could not be checked.",
            Hint("Try again later, or go on without looking at the blog: ", Action.SKIP_BLOG),
        )
    return all_seen


def _attempt(seen: Seen, allowed: Sequence[str]) -> Attempt:
    private = any(pair in seen.blog for pair in allowed)
    return Attempt(
        same_address.host(seen.blog), "://" in seen.blog and not private, seen.trouble.kind if seen.trouble else None
    )


def at_home_or_not(named: Path | None, address: str, now: datetime) -> tuple[Seen, tzinfo]:
    """What would be seen at an address, judged by the course of the home here; by the default course where there is none."""
    try:
        home = homes.open_home(disk.find_home(Path.cwd(), named))
    except CourseError:
        if named:
            raise
        course = usual_course(now)
        return look(address, course, now), course.zone
    return look(address, home.course, now, root=home.root), home.course.zone


def usual_course(now: datetime) -> Course:
    """The default course, for looking at a blog where there is no home."""
    told = new_home.Answers("23 Things", example.first_monday(now.date()), "Nobody", "nobody@library.example")
    files = {name: text.encode() for name, text in new_home.files(told, disk.own_things()).items()}
    course, _ = things.parse(files)
    if course is None:
        raise CourseError("The Thing files of the default course are damaged.", "Install cpd23 again.")
    return course


def file_in_home(text: str, root: Path) -> str:
    """The name of a file of the home that stands for a blog (an export); "" where the text names none."""
    try:
        inside = (root / text).resolve().relative_to(root.resolve())
        fits = "://" not in text and inside.parts[:1] and inside.parts[0] not in _NO_BLOGS and (root / inside).is_file()
        return inside.as_posix() if fits else ""
    except (OSError, ValueError):  # outside the home, or no path at all
        return ""


def _prepared(text: str, now: datetime, root: Path | None) -> _Heard | Seen:
    """What to look at; or, where the form of the address says enough, what is wrong with it."""
    if root and (inside := file_in_home(text, root)):
        parsed = feeds.quick(disk.read_bytes(root / inside), "")
        return _Heard(text, address_advice.Advised(inside), bare=False, title=parsed.title if parsed else "")
    try:
        place = address_advice.place(typed_values.address(text))
    except CourseError as wrong:
        kind = wrong.kind if isinstance(wrong, address_advice.NoBlogError) else TroubleKind.BAD_ADDRESS
        trouble = Trouble(kind, now, str(wrong), str(wrong.hint))
        return Seen(text, text.strip(), trouble=trouble, for_participant=TroubleText(trouble.says, trouble.next))
    if no_feeds := address_advice.without_feeds(place.address, now):
        told = texts.walled(blog_platforms.feedless(place.address))
        return Seen(text, place.address, trouble=no_feeds, for_participant=told)
    return _Heard(text, place, "http" not in text.lower().partition("//")[0])


def _by_http(heard: _Heard, seen: Seen) -> _Heard | None:
    """The same blog by http://, where no scheme was typed and nothing answered by https://; else None."""
    if not heard.bare or seen.trouble is None or seen.trouble.kind not in _NO_ANSWER:
        return None
    place = replace(heard.place, address=heard.place.address.replace("https://", "http://", 1))
    return _Heard(heard.asked, place, bare=False)


def _from_above(heard: _Heard, seen: Seen) -> _Heard | None:
    """The page that was typed names no feed, or is a post or a label that is gone: the site around it."""
    asked = heard.place.address
    kinds = (
        (TroubleKind.NO_FEED, TroubleKind.NOT_FOUND)
        if blog_identity.is_post(asked) or blog_identity.part_of(asked)
        else (TroubleKind.NO_FEED,)
    )
    if seen.trouble is None or seen.trouble.kind not in kinds or "//" not in heard.place.address:
        return None
    place = address_advice.above(seen.blog)
    return _Heard(heard.asked, place, bare=False) if place else None


def _visited(
    heard: Mapping[int, _Heard], course: Course, now: datetime, root: Path | None, client: HttpClient, workers: Workers
) -> Iterable[tuple[int, Seen]]:
    calls = (_call(number, one, now, root) for number, one in heard.items())
    for came in runner.run_visits(calls, client, workers, max(64, 4 * course.fetch.workers)):
        number = int(came.handle)
        yield number, _seen(came, heard[number], course)


def _call(number: int, heard: _Heard, now: datetime, root: Path | None) -> Call:
    handle, blog = Handle(str(number)), heard.place.address
    notes = VisitState(handle, blog, FeedState(handle, blog), frozenset(), now, _NOBODY)
    if root and "//" not in blog:
        return notes, _listening(notes, heard, visit.read_file(notes, partial(disk.read_bytes, root / blog)))
    return notes, _listening(notes, heard, visit.visit(notes))


def _listening(notes: VisitState, heard: _Heard, talk: Conversation) -> Conversation:
    """The same visit, with notes about each step; once there are posts, it requests no older pages."""
    answer: StepResult | None = None
    while True:
        try:
            step: Step = next(talk) if answer is None else talk.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        if isinstance(step, Request) and notes.keeping:
            answer = Unreachable(step.url, TroubleKind.TIMEOUT, "", "")
            continue
        answer = yield step
        _note(heard, step, answer)


def _note(heard: _Heard, step: Step, answer: StepResult) -> None:
    if isinstance(answer, Parsed):
        _note_feed(heard, answer)
    elif isinstance(answer, Fetched) and not isinstance(step, Parse):
        parsed = feeds.quick(answer.body, answer.url)
        if parsed is not None:
            _note_feed(heard, parsed)
        elif feeds.sniff(answer.body, answer.content_type) == "html" and not heard.page_title:
            page = feed_discovery.page(answer.body, answer.url)
            heard.page_title, heard.generator = page.title, page.generator
            heard.named |= {found.url for found in page.feeds}
            heard.comments = tuple(found.url for found in page.feeds if found.comments)


def _note_feed(heard: _Heard, parsed: Parsed) -> None:
    heard.title = parsed.title or heard.title
    heard.generator = heard.generator or parsed.generator
    heard.entries = len(parsed.entries)


def _seen(came: VisitResult, heard: _Heard, course: Course) -> Seen:
    place = _place_read(came, heard)
    platform = feed_addresses.platform(place.address, heard.generator)
    remarks = [place.remark] if place.remark else []
    if came.feed and blog_identity.part_of(came.feed) and "channel_id" not in came.feed:
        remarks.append(texts.ONE_LABEL)
    if came.moved_to:
        remarks.append(texts.moved(came.moved_to))
    posts = sorted((item.post for item in came.keeping), key=_newest_first)
    words, detector = {item.post.key: item.words for item in came.keeping}, Detector(course)
    return Seen(
        heard.asked,
        place.address,
        came.feed,
        _how(came, heard),
        heard.title or heard.page_title,
        platform,
        tuple(SeenPost(post, detector.claims(words[post.key])) for post in posts),
        tuple(remarks),
        *(_trouble(came.trouble, heard, platform) if came.trouble and not posts else (None, None)),
    )


def _place_read(came: VisitResult, heard: _Heard) -> address_advice.Advised:
    """The address to keep: the one that was looked at, or the site around it where the site's feed is the one that is read."""
    asked = heard.place.address
    if came.feed is None or "//" not in asked or blog_identity.part_of(came.feed):
        return heard.place
    same = blog_identity.blog_of(came.feed) == blog_identity.blog_of(asked) and not blog_identity.is_post(asked)
    folder = urlsplit(asked).path.rsplit("/", 1)[0] + "/"
    below = urlsplit(came.feed).path.startswith(folder) and "?" not in asked
    return heard.place if same or below else address_advice.above(asked) or heard.place


def _how(came: VisitResult, heard: _Heard) -> str:
    if came.feed is None:
        return ""
    if "//" not in heard.place.address:
        return "file"
    if same_address.canonical(came.feed) == same_address.canonical(heard.place.address) and not heard.named:
        return "given"
    return "named" if came.feed in heard.named else "usual"


def _trouble(told: Trouble, heard: _Heard, platform: str) -> tuple[Trouble, TroubleText]:
    """The trouble with what is known about this address: as the organiser and as the participant reads it."""
    own = address_advice.next_step(told.kind, platform, "")
    if told.kind is TroubleKind.NO_FEED and heard.comments:
        only = TroubleText(texts.ONLY_COMMENTS.says, f"{texts.ONLY_COMMENTS.next} {own}".rstrip())
        return replace(told, says=only.says, next=only.next), only
    if told.kind is TroubleKind.DNS and (guess := address_advice.typo(same_address.host(heard.place.address))):
        own = texts.did_you_mean(guess)
    usual = texts.TROUBLES[told.kind]
    return replace(told, next=own or told.next), TroubleText(usual.says, own or usual.next)


def _newest_first(post: Post) -> tuple[float, str]:
    return (-post.published.timestamp() if post.published else 0.0, post.key)
