"""Email that comes back: what each message asks for, what is done at once, and what the organiser accepts or not."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from course.adapters import disk, home_files
from course.adapters.imap import ImapFolder, InboxPosition
from course.adapters.store import Store
from course.core.errors import CourseError, UsageError
from course.core.hints import Action, Hint
from course.core.letters import bounces, replies, reply_codes
from course.core.letters.model import Sent
from course.core.letters.replies import ReplyDesk
from course.core.letters.reply_model import (
    EmailReturned,
    EmailsStopped,
    IncomingMail,
    KeptReply,
    MailTaken,
    NothingToDo,
    PostsSent,
    ReplyOutcome,
    ReplyRequest,
    RequestKind,
    WaitingReply,
)
from course.core.model import HandInWay, Handle, InboxSettings, Ruling
from course.core.people import find_person, runs
from course.core.posts import same_address
from course.formats import human_dates, sanitize
from course.formats.letters import incoming
from course.services import course_home as homes
from course.services.course_home import Home
from course.services.people import edit_person, hand_ins, pending_changes, unsubscribe_links
from course.services.people.hand_ins import Offer
from course.services.reporting import report, review

FIRST_LOOK = timedelta(days=60)  # how far back an inbox is read for the first time


@dataclass(frozen=True, slots=True)
class MailRead:
    """What comes of the messages of one reading, in their order. `position`: how far the inbox was read."""

    messages: tuple[tuple[IncomingMail, ReplyOutcome], ...]
    position: InboxPosition | None = None
    unwritten: str | Hint = ""  # why the roster doesn't say yet what holds already

    @property
    def outcomes(self) -> tuple[ReplyOutcome, ...]:
        """What comes of each message."""
        return tuple(outcome for _, outcome in self.messages)


@dataclass(frozen=True, slots=True)
class MailStatus:
    """What email that came back asks of the organiser: STOP first; whose address is closed; whose emails come back for now."""

    waiting: tuple[KeptReply, ...]
    closed: tuple[Sent, ...]
    in_a_row: Mapping[Handle, int]


# Read -----------------------------------------------------------------------------------------------


def plan(
    home: Home, store: Store, messages: Iterable[bytes], now: datetime, position: InboxPosition | None = None
) -> MailRead:
    """What would be done about these messages. Writes nothing."""
    return _decided(home, store, [incoming.parsed(data) for data in messages], now, position)


def plan_inbox(
    home: Home,
    store: Store,
    inbox: ImapFolder,
    now: datetime,
    note: Callable[[int, int], None] = lambda _read, _found: None,
) -> MailRead:
    """The same for what has come into the inbox since it was last read; nothing there is marked or moved.

    `note` is told after each message how many were read, and of how many."""
    place = place_of(inbox.settings)
    since = home.today(now) - FIRST_LOOK
    with inbox:
        found = inbox.new(place, *store.inbox_read(place), since)
        mails = []
        for data in found:
            mails.append(incoming.parsed(data))
            note(len(mails), inbox.found)
        return _decided(home, store, mails, now, inbox.position)


def place_of(settings: InboxSettings) -> str:
    """A name for an inbox that shows nothing of it."""
    return hashlib.sha256(f"{settings.server}\n{settings.user}\n{settings.folder}".encode()).hexdigest()[:32]


def _decided(
    home: Home, store: Store, mails: Collection[IncomingMail], now: datetime, position: InboxPosition | None
) -> MailRead:
    read = store.messages_read([mail.id for mail in mails])
    desk = _desk(home, store, mails, home.today(now))
    once: dict[str, tuple[IncomingMail, ReplyOutcome]] = {}
    for mail in mails:
        done = mail.id in read
        once.setdefault(mail.id, (mail, NothingToDo("read before") if done else replies.outcome(mail, desk)))
    sent = any(isinstance(outcome, PostsSent) for _, outcome in once.values())
    counted = _counted(home, store, now) if sent else frozenset()
    return MailRead(tuple(_if_new(home, counted, mail, outcome) for mail, outcome in once.values()), position)


def _counted(home: Home, store: Store, now: datetime) -> frozenset[tuple[Handle, str]]:
    """The pages that count already, each with the person whose post it is."""
    rows = report.report(home, store, home.today(now)).rows
    return frozenset((row.participant.handle, same_address.page(one.url)) for row in rows for one in row.credits)


def _if_new(
    home: Home, counted: frozenset[tuple[Handle, str]], mail: IncomingMail, outcome: ReplyOutcome
) -> tuple[IncomingMail, ReplyOutcome]:
    """A post that counts needs no handing in; an address that can't be handed in needs the organiser."""
    if not isinstance(outcome, PostsSent):
        return mail, outcome
    if all((outcome.handle, same_address.page(one)) in counted for one in outcome.addresses):
        return mail, NothingToDo("the post already counts")
    try:
        _offers(home, outcome.thing, outcome.addresses)
    except CourseError:
        return mail, WaitingReply(ReplyRequest(RequestKind.UNCLEAR), outcome.handle, "", mail.words)
    return mail, outcome


def _offers(home: Home, thing: int, addresses: Iterable[str]) -> tuple[Offer, ...]:
    return tuple(hand_ins.offer(home.course, thing, address) for address in addresses)


def _desk(home: Home, store: Store, mails: Iterable[IncomingMail], today: date) -> ReplyDesk:
    key = home_files.content(home.root, unsubscribe_links.KEY)
    found = [
        code
        for mail in mails
        for codes in (*mail.codes, mail.returned.codes if mail.returned else ())
        for code in codes
    ]
    extras = frozenset(letter.week for letter in store.letters())
    holders = reply_codes.holders(key, found, tuple(home.roster), today, extras) if key else {}
    others = (one.email for one in home.course.organisers)
    ours = [home.course.organiser.email, home.course.inbox.address if home.course.inbox else "", *others]
    return ReplyDesk(home.course, home.roster, today, holders, tuple(filter(None, ours)), _day)


def _day(words: str, today: date) -> date | None:
    try:
        return human_dates.parse(words, today)
    except UsageError:
        return None


def apply(root: Path, planned: MailRead, now: datetime) -> MailRead:
    """Do at once what may be done at once, under the lock, and let the rest wait for the organiser."""
    with disk.lock(root):
        return apply_locked(root, planned, now)


def apply_locked(root: Path, planned: MailRead, now: datetime) -> MailRead:
    """The same, for a run that holds the lock. Everything is decided again; STOP holds even where the roster can't be edited."""
    home = homes.open_home(root)
    with Store(home.database) as store:
        again = _decided(home, store, [mail for mail, _ in planned.messages], now, planned.position)
        for sent in again.outcomes:  # before the messages count as read: handing in twice changes nothing
            if isinstance(sent, PostsSent):
                _hand_in(home, sent.handle, _offers(home, sent.thing, sent.addresses), now)
        store.keep_mail(_taken(home, again), now)
    try:
        pending_changes.take_in_locked(root)
    except CourseError as error:
        return replace(again, unwritten=error.whole)
    return again


def _taken(home: Home, read: MailRead) -> MailTaken:
    outcomes = read.outcomes
    stopped = [one for out in outcomes if isinstance(out, EmailsStopped) for one in _entries(home, out.handle)]
    position = read.position
    return MailTaken(
        tuple(handle for handle in dict.fromkeys(stopped) if home.roster[handle].reminders),
        tuple(out for out in outcomes if isinstance(out, WaitingReply)),
        tuple(out for out in outcomes if isinstance(out, EmailReturned)),
        tuple(mail.id for mail, out in read.messages if not isinstance(out, NothingToDo)),
        (position.place, position.validity, position.uid) if position else None,
    )


def _entries(home: Home, handle: Handle) -> Iterator[Handle]:
    """All entries of one person: who wants no emails wants none of the next run either."""
    return (other for other in home.roster if runs.same_person(home.roster, handle, other))


# What waits -----------------------------------------------------------------------------------------


def status(home: Home, store: Store) -> MailStatus:
    """What email that came back asks of the organiser."""
    waiting = sorted(store.replies(), key=lambda kept: (kept.reply.request.kind is not RequestKind.STOP, kept.number))
    letters = store.letters()
    return MailStatus(tuple(waiting), bounces.closed(letters, home.roster), bounces.in_a_row(letters, home.roster))


def accept(root: Path, number: int, now: datetime, thing: int | None = None) -> str:
    """Do what a waiting reply asks for and take it off the list; return what was done as a sentence."""
    home = homes.open_home(root)
    kept = _kept(home, number)
    done = _do(home, kept, now, thing)
    _drop(home, [number])
    return done


def dismiss(root: Path, numbers: Collection[int]) -> int:
    """Take replies off the list without doing anything; return how many."""
    home = homes.open_home(root)
    for number in numbers:
        _kept(home, number)
    _drop(home, numbers)
    return len(numbers)


def reopen(root: Path, word: str) -> str:
    """Write to somebody again whose emails came back; return what was done as a sentence."""
    home = homes.open_home(root)
    person = find_person.one(word, home.roster)
    with disk.lock(root), Store(home.database) as store:
        count = store.reopen_address(person.handle)
    done = "gets emails at this address again" if count else "no email came back, so nothing was changed"
    return f"{person.name} ({person.handle}): {done}."


def _drop(home: Home, numbers: Collection[int]) -> None:
    with disk.lock(home.root), Store(home.database) as store:
        store.drop_replies(numbers)


def _kept(home: Home, number: int) -> KeptReply:
    with Store(home.database, write=False) as store:
        found = next((kept for kept in store.replies() if kept.number == number), None)
    if found is None:
        raise UsageError(f"There is no reply number {number}.", Hint("See all replies: ", Action.LIST_REPLIES))
    return found


def _do(home: Home, kept: KeptReply, now: datetime, thing: int | None) -> str:
    reply, asked = kept.reply, kept.reply.request
    if reply.handle not in home.roster:
        raise CourseError(
            "We don't know who sent this reply.",
            Hint(
                "If you know, stop their emails: ",
                Action.STOP_EMAILS,
                ". Then remove the reply from the list: ",
                Action.DISMISS_REPLY,
            ),
        )
    match asked.kind:
        case RequestKind.STOP:
            return _stop(home, reply.handle, now)
        case RequestKind.PAUSE if asked.start and asked.until:
            return edit_person.pause(home.root, reply.handle, asked.start, asked.until).said
        case RequestKind.MOVED:
            return edit_person.move(home.root, reply.handle, asked.addresses[0]).said
        case RequestKind.POST:
            return _credit(home, reply, now, thing)
    raise CourseError(
        "We couldn't tell what this reply asks for.",
        Hint("Do what it asks yourself, then remove it from the list: ", Action.DISMISS_REPLY),
    )


def _stop(home: Home, handle: Handle, now: datetime) -> str:
    with disk.lock(home.root):
        with Store(home.database) as store:
            for entry in _entries(home, handle):
                store.save_wish(entry, {"reminders": False}, now)
        pending_changes.take_in_locked(home.root)
    return f"{home.roster[handle].name} ({handle}): gets no more emails."


def _hand_in(home: Home, handle: Handle, offers: Iterable[Offer], now: datetime) -> None:
    for given in offers:
        hand_ins.hand_in(home, handle, given, HandInWay.EMAIL, now)


def _credit(home: Home, reply: WaitingReply, now: datetime, thing: int | None) -> str:
    """Hand the posts in for a Thing and accept them: the organiser has just said so."""
    if thing is None:
        raise UsageError("The reply doesn't say which Thing the post is for.", Hint("Add it: ", Action.CHOOSE_THING))
    offers = _offers(home, thing, reply.request.addresses)
    _hand_in(home, reply.handle, offers, now)
    pages = {same_address.page(given.url) for given in offers}
    with Store(home.database, write=False) as store:
        kept = [one for one in store.hand_ins(reply.handle) if one.thing == thing]
    by, today = home.course.organiser.name, home.today(now)
    keys = [one.key for one in kept if same_address.page(one.url) in pages]
    review.keep(home, *(Ruling(reply.handle, key, thing, True, by, today, "sent by email") for key in keys))
    addresses = ", ".join(sanitize.clean(given.url) for given in offers)
    return f"{home.roster[reply.handle].name} ({reply.handle}): Thing {thing} marked as done. Evidence: {addresses}"


# The inbox ------------------------------------------------------------------------------------------


def settings(home: Home) -> InboxSettings:
    """The inbox of the course; CourseError where it names none."""
    if home.course.inbox is None:
        raise CourseError(
            "There is no inbox in things/course.toml.",
            Hint(
                "Add [mail.inbox], or save the replies in your mail program and give the file or folder: ",
                Action.READ_REPLIES,
            ),
        )
    return home.course.inbox
