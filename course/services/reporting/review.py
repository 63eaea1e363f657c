"""What is waiting for an organiser's decision, and keeping what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import CourseError, UsageError
from course.core.hints import Action, Hint, ToDo
from course.core.model import Credit, Handle, Post, PostKey, Report, Ruling, SelfReport
from course.core.people import find_person
from course.core.posts import same_address
from course.core.progress import hand_ins, neighbouring_posts, overview
from course.formats.terminal.review import Alike, Answer, Marked, Waiting
from course.services.course_home import Home
from course.services.reporting import report

THING_ITSELF = PostKey("")  # a ruling on the Thing as such, whatever the posts say


def waiting(home: Home, found: Report) -> tuple[Waiting, ...]:
    """The posts of a report with likely claims that nobody has ruled on, the longest waiting first; without their text."""
    order = sorted(found.to_review, key=lambda one: (one.post.key, one.claim.thing))
    cards = [
        Waiting(home.roster[rows[0].handle], rows[0].post, neighbouring_posts.day_of(rows[0].post, home.course), claims)
        for _, group in groupby(order, key=lambda one: one.post.key)
        for rows in [tuple(group)]
        for claims in [tuple(row.claim for row in rows)]
    ]
    return tuple(sorted(cards, key=lambda card: (card.day, card.person.handle, card.post.key)))


def queue(home: Home, as_of: date) -> tuple[Waiting, ...]:
    """The same, from the store of the home."""
    with Store(home.database, write=False) as store:
        return with_text(store, waiting(home, report.report(home, store, as_of)))


def with_text(store: Store, cards: Sequence[Waiting]) -> tuple[Waiting, ...]:
    """The same posts with their own words, where those are kept."""
    words = store.contents([card.post.words for card in cards])
    return tuple(
        replace(card, text=words[card.post.words].text) if card.post.words in words else card for card in cards
    )


def decide(home: Home, card: Waiting, answer: Answer | Sequence[int], today: date) -> bool:
    """Keep the answer to one card; return whether anything was decided."""
    made = rulings(home, card, answer, today)
    keep(home, *made)
    return bool(made)


def rulings(home: Home, card: Waiting | Alike, answer: Answer | Sequence[int], today: date) -> tuple[Ruling, ...]:
    """What an answer decides: nothing where it puts the matter off.

    To one post, numbers mean: these Things, and none of those that were asked about beside them. To several together
    they mean: these posts; the others are left open.
    """
    if isinstance(answer, Answer) and answer not in (Answer.YES, Answer.NO):
        return ()
    if isinstance(card, Alike):
        chosen = card.cards if isinstance(answer, Answer) else [card.cards[place - 1] for place in answer]
        each = Answer.NO if answer is Answer.NO else Answer.YES
        return tuple(ruling for one in chosen for ruling in rulings(home, one, each, today))
    numbers = () if isinstance(answer, Answer) else answer
    accepted = set(card.yes) if answer is Answer.YES else set(numbers)
    by, key = home.course.organiser.name, card.post.key
    return tuple(
        Ruling(card.person.handle, key, thing, thing in accepted, by, today, "review")
        for thing in sorted(accepted | set(card.things))
    )


def take_back(home: Home, made: Sequence[Ruling], today: date) -> tuple[Ruling, ...]:
    """Undo rulings that were just made, those that still hold, and return them; they are kept as history."""
    with disk.lock(home.root), Store(home.database) as store:
        in_force = set(store.rulings())
        undone = tuple(ruling for ruling in made if ruling in in_force)
        for ruling in undone:
            store.undo(ruling.handle, ruling.thing, ruling.by, today, post=ruling.post)
    return undone


def credited_by_topic(home: Home, today: date) -> tuple[tuple[str, Handle, Credit], ...]:
    """The credits by topic of the last week: name, handle and credit, in the order of the handles."""
    with Store(home.database, write=False) as store:
        found = overview.by_topic(report.report(home, store, today))
    return tuple((row.participant.name, row.participant.handle, credit) for row, credit in found)


def refuse(home: Home, handle: Handle, credit: Credit, today: date) -> tuple[Ruling, ...]:
    """Take a credit by topic back, and return the decision; the course learns from that, too."""
    by = home.course.organiser.name
    return keep(home, Ruling(handle, credit.post, credit.thing, False, by, today, "review")) if credit.post else ()


def keep(home: Home, *rulings: Ruling) -> tuple[Ruling, ...]:
    """Keep rulings in the store, under the lock of the home, and return those that were kept.

    A post about which something was decided meanwhile, in another window or terminal, keeps that decision.
    """
    if not rulings:
        return ()
    with disk.lock(home.root), Store(home.database) as store:
        decided = {(one.handle, one.post, one.thing) for one in store.rulings()}
        late = {one.post for one in rulings if (one.handle, one.post, one.thing) in decided}
        kept = tuple(one for one in rulings if one.post not in late)
        store.save_ruling(*kept)
    return kept


def mark(
    home: Home,
    name: str,
    thing: int,
    today: date,
    *,
    url: str = "",
    note: str = "",
    refuse: bool = False,
    item: PostKey | None = None,
) -> Marked:
    """Credit a Thing by hand, or refuse it: for a post or something handed in (by the address, or
    by the key, `item`), for a link, or without any of these. The last decision wins."""
    person = find_person.one(name, home.roster)
    _known(home, thing)
    _whole(url)
    by = home.course.organiser.name
    with disk.lock(home.root), Store(home.database) as store:
        url = _address(store, person.handle, item) if item else url
        key = item or _key(store, person.handle, thing, url)
        reported = _reported(store, person.handle, thing, url)
        if refuse and url and not key and not reported:
            raise CourseError(
                f"We have no post by {person.name} at {url}.",
                "To refuse the Thing whatever the posts say, leave the address out.",
            )
        as_such = refuse and not url and not key
        undone = _out_of_force(store, person.handle, thing, url, refuse=refuse, as_such=as_such, by=by, on=today)
        decided: Ruling | SelfReport | None = None
        if key or (refuse and not url):
            decided = Ruling(person.handle, key or THING_ITSELF, thing, not refuse, by, today, note)
        elif not refuse:
            decided = SelfReport(person.handle, thing, today, by, url, note)
        if decided and not _counts_already(store, decided):  # a second click decides nothing twice
            _save(store, [decided])
        credited = _credited(home, store, person.handle, thing, today)
        return Marked(person.name, person.handle, thing, decided, undone, credited)


def _out_of_force(
    store: Store, handle: Handle, thing: int, url: str, *, refuse: bool, as_such: bool, by: str, on: date
) -> tuple[Ruling | SelfReport, ...]:
    """Undo the earlier decisions that a new one contradicts, and return them.

    A refusal of the Thing as such undoes all of them, an acceptance the refusal of the Thing as such, and whatever is
    decided about an address the marks by hand for the same page."""
    if as_such:
        return tuple(one.what for one in store.undo(handle, thing, by, on))
    undone = list(store.undo(handle, thing, by, on, post=THING_ITSELF)) if not refuse else []
    for key in _handed_in(store, handle, thing, url):
        undone += store.undo(handle, thing, by, on, post=key)
    for link in _reported(store, handle, thing, url):
        undone += store.undo(handle, thing, by, on, url=link)
    return tuple(one.what for one in undone)


def _reported(store: Store, handle: Handle, thing: int, url: str) -> tuple[str, ...]:
    """The links with which the Thing was marked by hand and that lead to the same page as this one."""
    marks = [s.url for s in store.self_reports() if (s.handle, s.thing) == (handle, thing)]
    return tuple(
        dict.fromkeys(link for link in marks if url and link and same_address.page(link) == same_address.page(url))
    )


def _credited(home: Home, store: Store, handle: Handle, thing: int, today: date) -> bool:
    """Whether the person has a credit for the Thing now."""
    alone = replace(home, roster={handle: home.roster[handle]})
    rows = report.report(alone, store, today).rows
    return any(credit.thing == thing for row in rows for credit in row.credits)


def _whole(url: str) -> None:
    """UsageError for words where an address should be; a note has an option of its own."""
    if url and ("." not in url or " " in url):
        raise UsageError(
            f"{url!r} isn't the address of a post.",
            Hint("Give the whole address, or describe it: ", Action.DESCRIBE),
        )


def undo(home: Home, name: str, thing: int, url: str, today: date) -> Marked:
    """Undo every decision about a Thing, or only those about one page; they are kept as history. CourseError if none."""
    person = find_person.one(name, home.roster)
    by = home.course.organiser.name
    with disk.lock(home.root), Store(home.database) as store:
        post = _post(store, person.handle, url)
        undone = list(store.undo(person.handle, thing, by, today)) if not url else []
        for key in (*((post.key,) if post else ()), *_handed_in(store, person.handle, thing, url)):
            undone += store.undo(person.handle, thing, by, today, post=key)
        for link in _reported(store, person.handle, thing, url):
            undone += store.undo(person.handle, thing, by, today, url=link)
        if not undone:
            raise CourseError(
                f"You haven't made a decision about Thing {thing} for {person.name}.",
                Hint("See: ", ToDo(Action.SHOW_PERSON, person.handle)),
            )
        credited = _credited(home, store, person.handle, thing, today)
    return Marked(person.name, person.handle, thing, None, tuple(one.what for one in undone), credited)


def undo_one(home: Home, what: Ruling | SelfReport, today: date) -> Marked:
    """Undo one decision, and none of the others about its Thing. CourseError where it has been undone since."""
    with disk.lock(home.root), Store(home.database) as store:
        _undo_one(store, what, home.course.organiser.name, today)
        credited = _credited(home, store, what.handle, what.thing, today)
    return Marked(home.roster[what.handle].name, what.handle, what.thing, None, (what,), credited)


def unmark(home: Home, done: Marked, today: date) -> None:
    """Undo a decision, or the undoing of one: what it had put out of force counts again, and all is kept as history.

    CourseError where the decision itself has been undone since."""
    with disk.lock(home.root), Store(home.database) as store:
        if done.decided is not None:
            _undo_one(store, done.decided, home.course.organiser.name, today)
        _save(store, done.undone)


def _counts_already(store: Store, decided: Ruling | SelfReport) -> bool:
    """Whether this very decision is the last one on its matter."""
    if isinstance(decided, SelfReport):
        return decided in store.self_reports()
    matter = (decided.handle, decided.post, decided.thing)
    last = [one for one in store.rulings() if (one.handle, one.post, one.thing) == matter][-1:]
    return last == [decided]


def _undo_one(store: Store, decided: Ruling | SelfReport, by: str, on: date) -> None:
    """Put one decision out of force, and none of the others that the store undoes with it."""
    if decided not in (*store.rulings(), *store.self_reports()):
        raise CourseError("That decision no longer counts.", "Look at the history on the person's page.")
    where = {"post": decided.post} if isinstance(decided, Ruling) else {"url": decided.url}
    others = [one.what for one in store.undo(decided.handle, decided.thing, by, on, **where) if one.what != decided]
    _save(store, others)


def _save(store: Store, decisions: Iterable[Ruling | SelfReport]) -> None:
    for one in decisions:
        if isinstance(one, Ruling):
            store.save_ruling(one)
        else:
            store.save_self_report(one)


def _address(store: Store, handle: Handle, item: PostKey) -> str:
    """The address of a kept post of this person, or of something handed in; "" where it has none."""
    kept = {post.key: post.url for post in store.posts([handle])} | {one.key: one.url for one in store.hand_ins(handle)}
    if item not in kept:
        raise CourseError("That post is no longer kept.", "Load the person's page again.")
    return kept[item]


def _post(store: Store, handle: Handle, url: str) -> Post | None:
    """The kept post of this person at an address."""
    if not url:
        return None
    wanted = same_address.page(url)
    found = [post for post in store.posts([handle]) if post.url and same_address.page(post.url) == wanted]
    return min(found, key=lambda post: (post.url != url, post.key), default=None)


def _handed_in(store: Store, handle: Handle, thing: int, url: str) -> tuple[PostKey, ...]:
    """What this person handed in for the Thing with an address that leads to the same page."""
    found = store.hand_ins(handle) if url else ()
    return tuple(one.key for one in found if one.thing == thing and one.url and hand_ins.same(one.url, url))


def _key(store: Store, handle: Handle, thing: int, url: str) -> PostKey | None:
    """By what a decision names the page at an address: the kept post there, or else what was handed in."""
    post = _post(store, handle, url)
    return post.key if post else next(iter(_handed_in(store, handle, thing, url)), None)


def _known(home: Home, thing: int) -> None:
    numbers = [each.number for each in home.course.things]
    if thing not in numbers:
        raise UsageError(
            f"There is no Thing {thing} in this course.",
            f"The course has Things {min(numbers)} to {max(numbers)}." if numbers else "",
        )
