"""Send the drafts: checked again just before, claimed before they are handed over, and never twice."""

import logging
import smtplib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from course.adapters import smtp
from course.adapters.smtp import Outcome
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.letters import decide_letters
from course.core.model import Handle, MailSettings, Sent, Skip
from course.formats.letters import mime, outbox
from course.formats.letters.outbox import Draft
from course.formats.terminal.reminder_plan import Plan
from course.services.course_home import Home
from course.services.letters import drafts as mailing
from course.services.people import unsubscribe_links

log = logging.getLogger(__name__)
BREAKS = 3  # broken connections in a row after which we stop for now
_STOPPED = "the run was stopped before the server had answered"


@dataclass(frozen=True, slots=True)
class Batch:
    """What would go now, and whose letter is held with the reason."""

    week: str
    ready: tuple[Draft, ...]
    held: tuple[Skip, ...]
    instead_of: str = ""  # the key of a letter in doubt that makes way


@dataclass(frozen=True, slots=True)
class Choice:
    """What the organiser asked for."""

    only: Handle | None = None
    limit: int | None = None
    resend: Handle | None = None
    approved_only: bool = False


@dataclass(slots=True)
class Tally:
    """What became of the letters of one run."""

    outcomes: dict[Handle, Outcome] = field(default_factory=dict)
    stopped: str = ""

    def of(self, state: str) -> tuple[Handle, ...]:
        """Everybody whose letter ended so, in order."""
        return tuple(sorted(handle for handle, outcome in self.outcomes.items() if outcome.state == state))


def batch(home: Home, store: Store, now: datetime, choice: Choice) -> Batch:
    """What would go now: the plan made afresh, against the drafts that lie in the outbox. Drafts them if nobody has."""
    store.doubt_letters(_STOPPED)
    today = home.today(now)
    if choice.resend:
        return _again(home, store, now, choice.resend)
    plan = mailing.planned(home, store, today)
    files = smtp.read_outbox(mailing.folder(home, plan.week))
    if not outbox.manifest(files) and not choice.approved_only:
        mailing.write(home, store, plan)
        files = smtp.read_outbox(mailing.folder(home, plan.week))
    ready, held = outbox.sendable(plan.letters, files, store.approvals(plan.week), choice.approved_only)
    dropped = _dropped(plan, files, store)
    gone = {skip.handle for skip in dropped}
    others = [skip for skip in held if skip.handle not in gone]
    whole = Batch(plan.week, ready[: choice.limit], tuple(sorted((*others, *dropped), key=lambda skip: skip.handle)))
    return _of_one(choice.only, replace(whole, ready=ready), plan) if choice.only else whole


def _of_one(who: Handle, found: Batch, plan: Plan) -> Batch:
    """What a batch has of one person; where it has nothing, why the plan gives them no letter."""
    ready = tuple(draft for draft in found.ready if draft.letter.nudge.handle == who)
    held = tuple(skip for skip in found.held if skip.handle == who)
    why = tuple(skip for skip in plan.skipped if skip.handle == who)
    return replace(found, ready=ready, held=held or (() if ready else why))


def _dropped(plan: Plan, files: Mapping[str, bytes], store: Store) -> list[Skip]:
    """Everybody who has a draft and is not to be written to any more, unless the letter has gone."""
    went = {sent.key for sent in store.letters() if sent.state in decide_letters.WENT}
    right = {letter.nudge.key for letter in plan.letters}
    why = {str(skip.handle): skip.why for skip in plan.skipped}
    old = [entry.handle for entry in outbox.manifest(files) if entry.key not in right | went]
    return [
        Skip(Handle(who), f"the draft is no longer right: {why.get(who, 'another letter is: cpd23 remind draft')}")
        for who in old
    ]


def _again(home: Home, store: Store, now: datetime, who: Handle) -> Batch:
    """The letter of one person whose last one is in doubt or was refused, made anew."""
    week = decide_letters.week_name(home.today(now))
    doubtful = [s for s in store.letters(who) if (s.state == "unknown" and s.week == week) or s.state == "refused"]
    if not doubtful:
        raise CourseError(f"{home.roster[who].name} has no letter in doubt this week.", "See: cpd23 remind status")
    plan = mailing.planned(home, store, home.today(now), {sent.key for sent in doubtful})
    letters = [letter for letter in plan.letters if letter.nudge.handle == who]
    held = tuple(skip for skip in plan.skipped if skip.handle == who)
    drafts = outbox.drafts(letters, home.course, {}, {})
    unsure = [sent.key for sent in doubtful if sent.week == week]
    return Batch(week, drafts, held, unsure[-1] if unsure else "")


def settings(home: Home) -> MailSettings:
    """The mail server of the course; CourseError where it has none."""
    if home.course.mail is None:
        raise CourseError(
            "There is no mail server in things/course.toml.",
            "Add [mail], or open the drafts in outbox/ with your mail program (or merge.csv in Word) and note them as "
            "sent: cpd23 remind send --by-hand",
        )
    return home.course.mail


def note(store: Store, chosen: Batch, now: datetime) -> Tally:
    """Note the drafts as sent by the organiser's own mail program."""
    _plan(store, chosen, now)
    tally = Tally()
    for draft in chosen.ready:
        key = draft.letter.nudge.key
        if store.claim_letter(key, now, chosen.instead_of):
            store.settle_letter(key, "sent", now, "sent by hand")
            tally.outcomes[draft.letter.nudge.handle] = Outcome("sent")
    return tally


@dataclass(slots=True)
class _Run:
    """One run of sending: where it sends, the connection while it is open, and why it ended early."""

    home: Home
    store: Store
    now: datetime
    secret: str
    instead_of: str
    wait: Callable[[float], None]
    before: Callable[[str], None]
    tell: Callable[[int], None]
    timeout: float
    tally: Tally
    connection: smtplib.SMTP | None = None
    breaks: int = 0
    halted: str = ""


def send(
    home: Home,
    store: Store,
    chosen: Batch,
    now: datetime,
    secret: str,
    *,
    wait: Callable[[float], None] = smtp.wait,
    before: Callable[[str], None] = smtp.step,
    tell: Callable[[int], None] = lambda _: None,
    timeout: float = smtp.TIMEOUT,
) -> Tally:
    """Send a batch, each letter once; what was refused for the moment is tried once more at the end."""
    server = settings(home)
    allowed = max(0, server.per_day - store.letters_in_a_day(now))
    run = _Run(home, store, now, secret, chosen.instead_of, wait, before, tell, timeout, Tally())
    before("plan")
    _plan(store, chosen, now)
    try:
        again = _round(run, chosen.ready[:allowed], last=False)
        _round(run, again, last=True)
    except BaseException:  # in the middle of a letter there is no polite word to end with
        if run.connection:
            run.connection.close()
        raise
    if run.connection:
        smtp.goodbye(run.connection)
    full = f"today's {server.per_day} letters (per_day under [mail]) are used up: send the others tomorrow"
    run.tally.stopped = run.halted or (full if allowed < len(chosen.ready) else "")
    return run.tally


def _plan(store: Store, chosen: Batch, now: datetime) -> None:
    """Put the letters on the list, before the first of them goes."""
    letters = [draft.letter for draft in chosen.ready]
    wishes = [(letter.nudge, decide_letters.digest(letter.address)) for letter in letters]
    store.plan_letters(
        Sent(wish.key, wish.handle, wish.kind, wish.week, "planned", now, address=mark) for wish, mark in wishes
    )


def _round(run: _Run, drafts: Iterable[Draft], last: bool) -> list[Draft]:
    """Send each draft; return those that surely did not go and may be tried once more."""
    again = []
    for draft in drafts:
        if run.halted:
            break
        outcome = _one(run, draft, last)
        run.tally.outcomes[draft.letter.nudge.handle] = outcome
        run.tell(len(run.tally.outcomes))
        if outcome.state == "planned":
            again.append(draft)
    return again


def _one(run: _Run, draft: Draft, last: bool) -> Outcome:
    """Send one letter, write down what became of it, and see whether the run can go on."""
    letter = draft.letter
    try:
        out = unsubscribe_links.links(run.home, [letter.nudge.handle]).get(letter.nudge.handle, "")
        data = mime.outgoing(draft.data, letter, run.home.course, run.now, out)
        _connected(run)
    except CourseError as error:
        return _not_tried(run, error)
    parcel = smtp.Parcel(str(mime.sender(run.home.course).addr_spec), letter.address, data)
    assert run.connection is not None
    outcome = smtp.hand_over(run.connection, parcel, lambda: _claim(run, letter.nudge.key), run.before)
    run.before("settle")
    for_now = outcome.state == "refused" and outcome.code < 500 and not last
    outcome = replace(outcome, state="planned") if for_now else outcome
    run.store.settle_letter(letter.nudge.key, outcome.state, run.now, outcome.says, outcome.code)
    log.info("%s: %s", letter.nudge.handle, outcome.state)
    _look_after(run, outcome, for_now)
    return outcome


def _connected(run: _Run) -> None:
    """Keep the pace, and open the connection where there is none."""
    server = settings(run.home)
    if run.tally.outcomes:
        run.wait(60 / max(1, server.per_minute))
    run.before("connect")
    run.connection = run.connection or smtp.connect(server, run.secret, run.timeout)


def _not_tried(run: _Run, error: CourseError) -> Outcome:
    """A draft that is not fit to go is held; a mail server that is not there ends the run, at once if it is the first."""
    if run.connection is not None:
        return Outcome("held", str(error))
    if not run.tally.outcomes:
        raise error
    run.halted = str(error)
    return Outcome("planned", str(error))


def _claim(run: _Run, key: str) -> bool:
    run.before("claim")
    claimed = run.store.claim_letter(key, run.now, run.instead_of)
    run.before("claimed")
    return claimed


def _look_after(run: _Run, outcome: Outcome, for_now: bool) -> None:
    """Let go of a broken connection; end the run when it breaks again and again, or we are not welcome."""
    run.breaks = 0 if outcome.open else run.breaks + 1
    if not outcome.open and run.connection:
        smtp.goodbye(run.connection)
        run.connection = None
    if run.breaks >= BREAKS:
        run.halted = f"the mail server broke the connection {BREAKS} times in a row ({outcome.says})"
    elif outcome.state == "planned" and outcome.code and not for_now:
        run.halted = f"the mail server takes no letters from the organiser's address ({outcome.says})"


def rehearse(home: Home, drafts: Iterable[Draft], now: datetime, secret: str) -> tuple[str, ...]:
    """Send one draft of each kind to the organiser alone, and return their names; nothing is written down."""
    server, us = settings(home), str(mime.sender(home.course).addr_spec)
    connection = smtp.connect(server, secret)
    names = []
    try:
        for draft in drafts:
            data = mime.rehearsal(draft.data, draft.letter, home.course, now)
            outcome = smtp.hand_over(connection, smtp.Parcel(us, us, data), lambda: True)
            if outcome.state != "sent":
                raise CourseError(f"The test could not be sent: {outcome.says}.", "Check [mail] in things/course.toml.")
            names.append(draft.letter.name or str(draft.letter.nudge.handle))
    finally:
        smtp.goodbye(connection)
    return tuple(names)
