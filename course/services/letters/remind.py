"""Remind: the ladder from the plan to the letters that went. Each job returns the words for its command."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from course.adapters import disk, smtp
from course.adapters.store import Store
from course.core import sentences
from course.core.errors import PartlyDone
from course.core.letters import decide_letters
from course.core.people import find_person
from course.formats import human_dates
from course.formats.letters import outbox, templates
from course.formats.terminal import remind, reminder_plan
from course.services import course_home as homes
from course.services.course_home import Home
from course.services.letters import drafts as mailing
from course.services.letters import send as sending
from course.services.letters.send import Batch, Choice, Tally

Say = Callable[[str], None]
EVERY = 10  # letters between two words about how far the sending has got
Agree = Callable[[str, int], None]  # asks for the number of letters; CourseError where it is not the one


@dataclass(frozen=True, slots=True)
class Desk:
    """An open home with its store, at one moment."""

    home: Home
    store: Store
    now: datetime
    say: Say

    def day(self, words: str | None) -> date:
        """The day that --as-of means, today without it."""
        today = self.home.today(self.now)
        return human_dates.parse(words, today) if words else today


@contextmanager
def opened(root: Path, now: datetime, say: Say, *, alone: bool = False, write: bool = True) -> Iterator[Desk]:
    """The home for one job, `alone` for a writing run; mistakes in its files are told, and make it PartlyDone."""
    with disk.lock(root) if alone else _nothing():
        home = homes.open_home(root)
        for problem in home.problems:
            say(str(problem))
        with Store(home.database, write=write) as store:
            yield Desk(home, store, now, say)
    if home.problems:
        mistakes = sentences.plural(len(home.problems), "mistake")
        raise PartlyDone(f"{mistakes} in the files kept something out.", "See them: cpd23 check")


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def show(desk: Desk, as_of: str | None = None, as_json: bool = False, plain: bool = False) -> str:
    """The plan: who gets what, who gets nothing, and why. Writes nothing."""
    made = mailing.planned(desk.home, desk.store, desk.day(as_of))
    if as_json:
        return reminder_plan.as_json(made)
    desk.say("Nothing has been written or sent. Next: cpd23 remind draft")
    return reminder_plan.as_words(made, plain)


def draft(home: Home, store: Store, now: datetime, as_of: date | None = None) -> str:
    """Write this week's drafts, and say where they lie and what to do next."""
    made = mailing.planned(home, store, as_of or home.today(now))
    drafts = mailing.write(home, store, made)
    return remind.drafted(drafts, made, f"outbox/{made.week}") + remind.after_drafting(drafts, made)


def write_drafts(desk: Desk, as_of: str | None = None, as_json: bool = False, dry: bool = False) -> str:
    """The same for the command: as JSON, and without writing."""
    if dry or as_json:
        made = mailing.planned(desk.home, desk.store, desk.day(as_of))
        if not dry:
            mailing.write(desk.home, desk.store, made)
        return reminder_plan.as_json(made) if as_json else reminder_plan.as_words(made)
    return draft(desk.home, desk.store, desk.now, desk.day(as_of))


def rehearse(desk: Desk, ask: Callable[[], str] | None, as_of: str | None = None) -> str:
    """Send one letter of each kind to the organiser only."""
    made = mailing.planned(desk.home, desk.store, desk.day(as_of))
    files = smtp.read_outbox(mailing.folder(desk.home, made.week))
    drafts = outbox.drafts(
        reminder_plan.by_kind(made.letters), desk.home.course, files, desk.store.approvals(made.week)
    )
    if not drafts:
        return "There is nobody to write to this week, so there is nothing to test.\n"
    secret = smtp.password(sending.settings(desk.home), desk.home.root, ask)
    names = sending.rehearse(desk.home, drafts, desk.now, secret)
    return remind.tested(names, desk.home.course.organiser.email)


def approve(desk: Desk, as_of: str | None = None) -> str:
    """Remember the drafts of the week as approved."""
    week = decide_letters.week_name(desk.day(as_of))
    count = mailing.approve(desk.home, desk.store, week, desk.now)
    return remind.approved(count, week)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command was asked to send."""

    only: str | None = None
    limit: int | None = None
    resend: str | None = None
    by_hand: bool = False
    dry: bool = False
    as_json: bool = False
    approved_only: bool = False

    def choice(self, home: Home) -> Choice:
        """The same, with people in place of their names."""
        only = find_person.meant(self.only, home.roster).handle if self.only else None
        resend = find_person.meant(self.resend, home.roster).handle if self.resend else None
        return Choice(only, self.limit, resend, self.approved_only)


def send(desk: Desk, wish: Wish, agree: Agree, ask: Callable[[], str] | None) -> tuple[str, bool]:
    """Send the drafts that may go, when the organiser agrees to their number; also whether all of it was done."""
    batch = sending.batch(desk.home, desk.store, desk.now, wish.choice(desk.home))
    if wish.dry or not batch.ready:
        return remind.would_send(batch.week, batch.ready, batch.held, desk.home.roster, wish.as_json), True
    return _sent(desk, batch, wish, agree, ask)


def _sent(desk: Desk, batch: Batch, wish: Wish, agree: Agree, ask: Callable[[], str] | None) -> tuple[str, bool]:
    for line in remind.held_back(batch.held, desk.home.roster):
        desk.say(line)
    count = len(batch.ready)
    if wish.by_hand:
        agree(f"{remind.letters(count)} of {batch.week} that you have sent by your own mail program.", count)
        return _told(desk, batch, sending.note(desk.store, batch, desk.now), wish)
    server = sending.settings(desk.home)
    agree(remind.question(count, desk.home.course, server), count)
    secret = smtp.password(server, desk.home.root, ask)
    tally = sending.send(desk.home, desk.store, batch, desk.now, secret, tell=lambda done: _progress(desk, done, count))
    return _told(desk, batch, tally, wish)


def _progress(desk: Desk, done: int, count: int) -> None:
    if done % EVERY == 0 and done < count:
        desk.say(f"{done} of {count} ...")


def _told(desk: Desk, batch: Batch, tally: Tally, wish: Wish) -> tuple[str, bool]:
    whole = len(tally.of("sent")) == len(batch.ready) and not tally.stopped
    waiting = len(batch.ready) - len(tally.outcomes)
    words = remind.sent(batch.week, tally.outcomes, waiting, tally.stopped, desk.home.roster, wish.as_json)
    return words, whole


def status(desk: Desk, as_of: str | None = None, as_json: bool = False) -> str:
    """What is drafted, approved and sent this week, and every letter of any week that was not surely sent."""
    week = decide_letters.week_name(desk.day(as_of))
    marks, approved = mailing.drafted(desk.home, desk.store, week)
    rows = [
        item for item in desk.store.letters() if item.week == week or item.state in ("unknown", "refused", "claimed")
    ]
    if as_json:
        return reminder_plan.status_json(week, rows, len(marks), len(approved))
    names = {handle: person.name for handle, person in desk.home.roster.items()}
    return reminder_plan.status_words(week, rows, len(marks), len(approved), names)


def words(root: Path) -> str:
    """Copy the words of the letters into the home, to be changed there; a file that is there already stays as it is."""
    mine = smtp.own_templates(root)
    fresh = {name: page for name, page in templates.own().items() if name not in mine}
    for name, page in fresh.items():
        disk.write_bytes(root / templates.FOLDER / name, page.encode())
    return remind.copied(len(fresh), len(mine), templates.FOLDER)


def judge(whole: bool) -> None:
    """PartlyDone (exit code 4) where some letters did not go."""
    if not whole:
        raise PartlyDone("Some letters were not sent.", "See which, and what to do: cpd23 remind status")
