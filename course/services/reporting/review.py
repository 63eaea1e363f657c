"""Review: what waits for an organiser's decision, and keeping what was decided."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import CourseError, UsageError
from course.core.model import Handle, Post, PostKey, Ruling, SelfReport
from course.core.people import find_person
from course.core.posts import same_address
from course.core.progress import neighbouring_posts
from course.formats.terminal import review
from course.formats.terminal.review import Answer, Waiting
from course.services.course_home import Home
from course.services.reporting import report

Ask = Callable[[str], str | None]  # shows a card, and returns what was typed; None at the end of the input
Say = Callable[[str], None]


def waiting(home: Home, store: Store, as_of: date) -> tuple[Waiting, ...]:
    """The posts with likely claims that nobody has ruled on, the longest waiting first."""
    found = report.report(home, store, as_of).to_review
    order = sorted(found, key=lambda one: (one.post.key, one.claim.thing))
    cards = [
        Waiting(home.roster[rows[0].handle], rows[0].post, neighbouring_posts.day_of(rows[0].post, home.course), claims)
        for _, group in groupby(order, key=lambda one: one.post.key)
        for rows in [tuple(group)]
        for claims in [tuple(row.claim for row in rows)]
    ]
    return tuple(sorted(cards, key=lambda card: (card.day, card.person.handle, card.post.key)))


def listing(home: Home, as_of: date, *, json: bool = False) -> str:
    """The queue, for people or as JSON."""
    with Store(home.database, write=False) as store:
        cards = waiting(home, store, as_of)
    return review.data(cards, home.course.zone) if json else review.listing(cards, home.course)


def decide(home: Home, today: date, ask: Ask, say: Say) -> str:
    """Ask about each post that waits, keep each answer at once, and return how many were decided in words."""
    with Store(home.database, write=False) as store:
        cards = waiting(home, store, today)
    decided = 0
    for place, card in enumerate(cards, 1):
        said = _answer(home, review.card(card, place, len(cards), home.course), ask, say)
        if said is Answer.QUIT:
            break
        rulings = tuple(_rulings(card, said, home.course.organiser.name, today))
        keep(home, *rulings)
        decided += bool(rulings)
    following = "Next: cpd23 remind draft   letters that hang on it are written anew\n" if decided else ""
    return (
        f"{decided} decided, {len(cards) - decided} left.\n{following}" if cards else "Nothing waits for a decision.\n"
    )


def ready(*, asks: bool) -> None:
    """CourseError where nobody may be asked."""
    if not asks:
        raise CourseError("Reviewing means asking, and --no-input forbids it.", "See what waits: cpd23 review --list")


def keep(home: Home, *rulings: Ruling) -> None:
    """Keep rulings in the store, under the lock of the home."""
    if rulings:
        with disk.lock(home.root), Store(home.database) as store:
            store.save_ruling(*rulings)


def mark(home: Home, name: str, thing: int, today: date, *, url: str = "", note: str = "", refuse: bool = False) -> str:
    """Credit a Thing by hand, or refuse it: for a post that we keep, for a link, or without either."""
    person = find_person.meant(name, home.roster)
    _known(home, thing)
    _whole(url)
    by = home.course.organiser.name
    with disk.lock(home.root), Store(home.database) as store:
        post = _post(store, person.handle, url)
        if post or refuse:
            if url and not post:
                raise CourseError(
                    f"No post of {person.name} is kept at {url}.", "Leave the address out to refuse the Thing as such."
                )
            ruling = Ruling(person.handle, post.key if post else PostKey(""), thing, not refuse, by, today, note)
            store.save_ruling(ruling)
            return review.said(ruling, person.name)
        if not refuse:
            _lift_refusal(store, person.handle, thing, by, today)
        told = SelfReport(person.handle, thing, today, by, url, note)
        store.save_self_report(told)
    return review.said(told, person.name)


def _whole(url: str) -> None:
    """UsageError for words where an address should be; a note has an option of its own."""
    if url and ("." not in url or " " in url):
        raise UsageError(f"{url!r} is not the address of a post.", "Give the whole address, or say it with --note.")


def undo(home: Home, name: str, thing: int, url: str, today: date) -> str:
    """Take decisions about a Thing back; they are kept as history. CourseError when there is none."""
    person = find_person.meant(name, home.roster)
    by = home.course.organiser.name
    with disk.lock(home.root), Store(home.database) as store:
        post = _post(store, person.handle, url)
        undone = store.undo(person.handle, thing, by, today, post=post.key if post else None, url=url)
    if not undone:
        raise CourseError(
            f"Nothing was decided about Thing {thing} of {person.name}.", f"See: cpd23 people show {person.handle}"
        )
    return "".join(f"Taken back: {review.said(decision.what, person.name)}" for decision in undone)


def _answer(home: Home, card: str, ask: Ask, say: Say) -> Answer | tuple[int, ...]:
    """The first answer that can be understood; the end of the input is a stop."""
    while (typed := ask(card)) is not None:
        if (said := review.answer(typed, home.course)) is not None:
            return said
        say(f"{typed.strip()!r} is no answer. Say {review.KEYS}.")
        card = ""
    return Answer.QUIT


def _rulings(card: Waiting, said: Answer | tuple[int, ...], by: str, on: date) -> Iterator[Ruling]:
    """Numbers mean: these Things, and none of those that were asked about beside them."""
    if said is Answer.LATER:
        return
    accepted = set(said) if isinstance(said, tuple) else set(card.things) if said is Answer.YES else set()
    for thing in sorted(accepted | set(card.things)):
        yield Ruling(card.person.handle, card.post.key, thing, thing in accepted, by, on, "review")


def _post(store: Store, handle: Handle, url: str) -> Post | None:
    """The kept post of this person at an address."""
    if not url:
        return None
    wanted = _page(url)
    found = [post for post in store.posts([handle]) if post.url and _page(post.url) == wanted]
    return min(found, key=lambda post: (post.url != url, post.key), default=None)


def _page(url: str) -> tuple[str, str]:
    """An address for comparing: the query counts (`?p=49`), but not what newsletters hang on it."""
    query = url.partition("#")[0].partition("?")[2]
    return same_address.canonical(url), "&".join(part for part in query.split("&") if not part.startswith("utm_"))


def _lift_refusal(store: Store, handle: Handle, thing: int, by: str, today: date) -> None:
    """A mark by hand takes back a refusal of the Thing as such: the later word counts."""
    store.undo(handle, thing, by, today, post=PostKey(""))


def _known(home: Home, thing: int) -> None:
    numbers = [each.number for each in home.course.things]
    if thing not in numbers:
        raise UsageError(
            f"There is no Thing {thing} in this course.",
            f"It has Things {min(numbers)} to {max(numbers)}." if numbers else "",
        )
