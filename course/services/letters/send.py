"""Send the drafts of a week: planned, checked again under the lock, claimed before they go, and never sent twice.

The steps of one letter: make the message (`mime.outgoing`), connect, claim it in the store just before its text goes,
hand it over, write down what became of it.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from course.adapters import disk, letter_files
from course.adapters.smtp import Envelope, Mailer, SendOutcome
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.letters import reminder_context
from course.core.letters.model import LetterState, Sent, Skip
from course.core.letters.sent_record import RecordState
from course.core.model import Handle, MailSettings
from course.core.publishing import circle
from course.formats.letters import mime, outbox
from course.formats.letters.outbox import Draft
from course.formats.letters.weekly_plan import WeeklyPlan
from course.services import course_home as homes
from course.services import sent_record
from course.services.course_home import Home
from course.services.letters import drafts
from course.services.people import unsubscribe_links
from course.services.sent_record import SentRecord

log = logging.getLogger(__name__)
BREAKS = 3  # broken connections in a row after which we stop for now


@dataclass(frozen=True, slots=True)
class SendRequest:
    """Which of the week's letters to send."""

    only: Handle | None = None
    limit: int | None = None
    resend: Handle | None = None  # somebody whose letter is in doubt or was refused
    approved_only: bool = False
    extra: int = 0  # the number of an extra email of this week, in place of the week's own


@dataclass(frozen=True, slots=True)
class SendPlan:
    """What would go now, and whose letter is held back with the reason."""

    request: SendRequest
    weekly: WeeklyPlan
    ready: tuple[Draft, ...]
    held: tuple[Skip, ...]
    drafted: bool = True  # False: the drafts are not in the outbox yet; `apply` writes them first
    instead_of: str = ""  # the key of a letter in doubt that makes way

    @property
    def week(self) -> str:
        """The ISO week of the letters."""
        return self.weekly.week

    @property
    def messages(self) -> tuple[tuple[str, str, str], ...]:
        """What exactly would go: the key, address and fingerprint of each letter."""
        return tuple((draft.letter.nudge.key, draft.letter.address, draft.fingerprint) for draft in self.ready)


@dataclass(frozen=True, slots=True)
class LetterHandled:
    """Progress of a run: what became of one letter. `done` counts letters tried, of `total`."""

    handle: Handle
    outcome: SendOutcome
    done: int
    total: int


OnEvent = Callable[[LetterHandled], None]
Stop = Callable[[], bool]
STOPPED = "you stopped it"


@dataclass(slots=True)
class SendResult:
    """What became of the letters of one run."""

    planned: int
    outcomes: dict[Handle, SendOutcome] = field(default_factory=dict)
    stopped: str = ""  # why the run ended before every letter was tried

    @property
    def waiting(self) -> int:
        """How many letters were not tried."""
        return self.planned - len(self.outcomes)

    @property
    def complete(self) -> bool:
        """Whether every letter was sent."""
        return len(self.of(LetterState.SENT)) == self.planned and not self.stopped

    def of(self, state: LetterState) -> tuple[Handle, ...]:
        """Everybody whose letter ended in that state, in order."""
        return tuple(sorted(handle for handle, outcome in self.outcomes.items() if outcome.state is state))


# Plan ---------------------------------------------------------------------------------------------


def plan(home: Home, store: Store, now: datetime, request: SendRequest) -> SendPlan:
    """What would go now: the week's plan made afresh, compared with the drafts in the outbox. Writes nothing."""
    today = home.today(now)
    sent_record.require_agreement(home, store, now)
    if request.resend:
        return _plan_again(home, store, today, request)
    weekly = drafts.plan(home, store, today, extra=request.extra)
    files = letter_files.read_outbox(drafts.folder(home, weekly.week))
    return _without_repeats(home, _planned(home, store, weekly, files, request))


def plan_drafts(home: Home, store: Store, now: datetime, weekly: WeeklyPlan, written: Iterable[Draft]) -> SendPlan:
    """What would go if these drafts of a plan were in the outbox. Writes nothing."""
    sent_record.require_agreement(home, store, now)
    files = outbox.messages(written, weekly.week)
    return _without_repeats(home, _planned(home, store, weekly, files, SendRequest()))


def _without_repeats(home: Home, whole: SendPlan) -> SendPlan:
    """The plan without letters to mailboxes that have had one this week, by the record: of people who were forgotten."""
    record = sent_record.read(home.root)
    again = {d.letter.nudge.handle for d in whole.ready if record and record.had(whole.week, d.letter.address)}
    ready = tuple(draft for draft in whole.ready if draft.letter.nudge.handle not in again)
    held = (*whole.held, *(Skip(who, "sent.jsonl shows that this mailbox has had an email this week") for who in again))
    return replace(whole, ready=ready, held=tuple(sorted(held, key=lambda skip: skip.handle)))


def _planned(
    home: Home, store: Store, weekly: WeeklyPlan, files: Mapping[str, bytes], request: SendRequest
) -> SendPlan:
    """The plan by roster, store and drafts."""
    approvals = store.approvals(weekly.week)
    if not outbox.manifest(files) and not request.approved_only:
        made = outbox.drafts(weekly.letters, home.course, {}, approvals)
        return _narrowed(SendPlan(request, weekly, made, (), drafted=False))
    ready, held = outbox.sendable(weekly.letters, files, approvals, request.approved_only, circle.shown(weekly.report))
    outdated = _outdated(weekly, files, store)
    held = (*(skip for skip in held if skip.handle not in {one.handle for one in outdated}), *outdated)
    return _narrowed(SendPlan(request, weekly, ready, tuple(sorted(held, key=lambda skip: skip.handle))))


def _narrowed(whole: SendPlan) -> SendPlan:
    """The plan for the one person or the number that was asked for; of somebody without a letter, the reason."""
    who = whole.request.only
    if not who:
        return replace(whole, ready=whole.ready[: whole.request.limit])
    ready = tuple(draft for draft in whole.ready if draft.letter.nudge.handle == who)
    held = tuple(skip for skip in whole.held if skip.handle == who)
    none = tuple(skip for skip in whole.weekly.skipped if skip.handle == who)
    return replace(whole, ready=ready, held=held or (() if ready else none))


def _outdated(weekly: WeeklyPlan, files: Mapping[str, bytes], store: Store) -> list[Skip]:
    """Everybody who has a draft but shouldn't get it any more, unless the letter has gone."""
    gone = {item.key for item in store.letters() if item.state.may_have_arrived}
    right = {letter.nudge.key for letter in weekly.letters}
    why = {str(skip.handle): skip.why for skip in weekly.skipped}
    another = Hint("a different email is due: ", Action.DRAFT)
    old = [entry.handle for entry in outbox.manifest(files) if entry.key not in right | gone]
    return [Skip(Handle(who), Hint("the draft is out of date: ", why.get(who, another))) for who in old]


def _plan_again(home: Home, store: Store, today: date, request: SendRequest) -> SendPlan:
    """The letter of one person whose last one is in doubt or was refused, made anew."""
    assert request.resend is not None
    week = drafts.week_of(today, request.extra)
    in_doubt = (LetterState.UNKNOWN, LetterState.CLAIMED)
    past = store.letters(request.resend)
    doubtful = [s for s in past if (s.state in in_doubt and s.week == week) or s.state is LetterState.REFUSED]
    if not doubtful:
        name = home.roster[request.resend].name
        raise CourseError(f"{name} has no email that needs to be sent again.", Hint("See: ", Action.LIST_SENT))
    weekly = drafts.plan(home, store, today, {item.key for item in doubtful}, request.extra)
    letters = [letter for letter in weekly.letters if letter.nudge.handle == request.resend]
    held = tuple(skip for skip in weekly.skipped if skip.handle == request.resend)
    unsure = [item.key for item in doubtful if item.week == week]
    made = outbox.drafts(letters, home.course, {}, {})
    return SendPlan(request, weekly, made, held, instead_of=unsure[-1] if unsure else "")


# Apply --------------------------------------------------------------------------------------------


def settings(home: Home) -> MailSettings:
    """The mail server of the course; CourseError where it has none."""
    if home.course.mail is None:
        raise CourseError(
            "There is no mail server in things/course.toml.",
            Hint("Add [mail]. Or send the drafts from your mail program and mark them as sent: ", Action.NOTE_SENT),
        )
    return home.course.mail


def _ignore(_: LetterHandled) -> None:
    return None


def _never() -> bool:
    return False


def apply(
    root: Path,
    planned: SendPlan,
    mailer: Mailer | None,
    now: datetime,
    on_event: OnEvent = _ignore,
    stop: Stop = _never,
) -> SendResult:
    """Carry out a plan under the lock. CourseError, and nothing is sent, where other letters would go by now.

    `stop` is asked before each letter. Without a mailer the organiser has sent the drafts by their own mail program:
    they are noted as sent.
    """
    with disk.lock(root):
        home = homes.open_home(root)
        with Store(home.database) as store:
            sent_record.settle_interrupted(home, store)
            if plan(home, store, now, planned.request).messages != planned.messages:
                raise CourseError(
                    "Something has changed since these emails were listed. Nothing was sent.",
                    Hint("List them again: ", Action.LIST_TO_SEND),
                )
            return carry_out(home, store, planned, mailer, now, on_event, stop)


def settle_interrupted(root: Path) -> None:
    """Call the letters unknown that an earlier run had begun to hand over when it was cut off."""
    with disk.lock(root):
        home = homes.open_home(root)
        with Store(home.database) as store:
            sent_record.settle_interrupted(home, store)


def carry_out(
    home: Home,
    store: Store,
    planned: SendPlan,
    mailer: Mailer | None,
    now: datetime,
    on_event: OnEvent = _ignore,
    stop: Stop = _never,
) -> SendResult:
    """The same for a caller that holds the lock and has made the plan under it.

    What was refused for the moment is tried once more at the end; beyond `per_day` letters wait for another day.
    """
    sent_record.settle_interrupted(home, store)
    sent_record.require_agreement(home, store, now)
    if not planned.drafted:
        drafts.write(home, store, planned.weekly)
    record = sent_record.opened(home, store)
    _list_letters(store, record, planned, now)
    run = _Run(home, store, record, mailer, now, planned.instead_of, on_event, stop, SendResult(len(planned.ready)))
    if mailer is None:
        _send_all(run, planned.ready, last=True)
        return run.result
    per_day = mailer.settings.per_day
    allowed = max(0, per_day - store.letters_in_a_day(now))
    with mailer:
        again = _send_all(run, planned.ready[:allowed], last=False)
        _send_all(run, again, last=True)
    if allowed < len(planned.ready) and not run.result.stopped:
        run.result.stopped = f"today's {per_day} emails (per_day under [mail]) have been sent: send the others tomorrow"
    return run.result


@dataclass(slots=True)
class _Run:
    """One run of sending, and how it goes so far."""

    home: Home
    store: Store
    record: SentRecord
    mailer: Mailer | None
    now: datetime
    instead_of: str
    on_event: OnEvent
    stop: Stop
    result: SendResult
    breaks: int = 0  # broken connections in a row


def _list_letters(store: Store, record: SentRecord, planned: SendPlan, now: datetime) -> None:
    """Put the letters on the list before the first of them goes."""
    letters = [draft.letter for draft in planned.ready]
    store.plan_letters(
        Sent(
            *(letter.nudge.key, letter.nudge.handle, letter.nudge.kind, letter.nudge.week, LetterState.PLANNED, now),
            address=reminder_context.digest(letter.address),
            mailbox=record.mailbox(letter.address),
        )
        for letter in letters
    )


def _send_all(run: _Run, ready: Iterable[Draft], last: bool) -> list[Draft]:
    """Send each draft; return those that certainly weren't sent and may be tried once more."""
    again = []
    for draft in ready:
        if run.mailer and run.result.outcomes and not run.result.stopped:
            run.mailer.pause()
        if run.stop() and not run.result.stopped:
            run.result.stopped = STOPPED
        if run.result.stopped:
            break
        outcome = _send_one(run, draft, last)
        handle = draft.letter.nudge.handle
        run.result.outcomes[handle] = outcome
        if outcome.state.may_have_arrived:
            run.store.note_recommended(handle, draft.letter.nudge.week, draft.posts)
        run.on_event(LetterHandled(handle, outcome, len(run.result.outcomes), run.result.planned))
        if outcome.state is LetterState.PLANNED:
            again.append(draft)
    return again


def _send_one(run: _Run, draft: Draft, last: bool) -> SendOutcome:
    """Send one letter and write down what became of it."""
    mailer = run.mailer
    if mailer is None:
        return _note_by_hand(run, draft)
    try:
        envelope = _envelope(run, draft)
    except CourseError as error:
        return SendOutcome(LetterState.HELD, str(error))
    try:
        mailer.connect()
        outcome, for_now = _handed_over(run, mailer, draft, envelope, last)
    except CourseError as error:  # no connection, or the record can't be written: then no letter may go
        mailer.close()
        if not run.result.outcomes:
            raise
        run.result.stopped = str(error)
        return SendOutcome(LetterState.PLANNED, str(error))
    log.info("%s: %s", draft.letter.nudge.handle, outcome.state)
    _stop_if_hopeless(run, outcome, for_now)
    return outcome


def _handed_over(run: _Run, mailer: Mailer, draft: Draft, envelope: Envelope, last: bool) -> tuple[SendOutcome, bool]:
    """Hand one letter over and write down what became of it; also whether it was refused for the moment only."""
    key = draft.letter.nudge.key

    def claim() -> bool:
        _record(run, draft, RecordState.CLAIMED)
        return run.store.claim_letter(key, run.now, run.instead_of)

    outcome = mailer.send(envelope, claim)
    for_now = outcome.state is LetterState.REFUSED and outcome.code < 500 and not last
    outcome = replace(outcome, state=LetterState.PLANNED) if for_now else outcome
    try:
        _record(run, draft, RecordState(outcome.state))
    except CourseError as error:  # this letter is settled in the store; no other one may go
        run.result.stopped = str(error)
    run.store.settle_letter(key, outcome.state, run.now, outcome.says, outcome.code)
    return outcome, for_now


def _record(run: _Run, draft: Draft, state: RecordState) -> None:
    nudge = draft.letter.nudge
    run.record.note(nudge.week, nudge.kind, draft.letter.address, state)


def _note_by_hand(run: _Run, draft: Draft) -> SendOutcome:
    key = draft.letter.nudge.key
    if not run.store.claim_letter(key, run.now, run.instead_of):
        return SendOutcome(LetterState.PLANNED, "another run is sending it")
    _record(run, draft, RecordState.SENT)
    run.store.settle_letter(key, LetterState.SENT, run.now, "sent by hand")
    return SendOutcome(LetterState.SENT)


def _envelope(run: _Run, draft: Draft) -> Envelope:
    """The message as it goes out; CourseError where the draft was changed so that it is not fit to go."""
    handle = draft.letter.nudge.handle
    link = unsubscribe_links.links(run.home, [handle]).get(handle, "")
    message = mime.outgoing(draft.data, draft.letter, run.home.course, run.now, link)
    return Envelope(str(mime.sender(run.home.course).addr_spec), draft.letter.address, message)


def _stop_if_hopeless(run: _Run, outcome: SendOutcome, for_now: bool) -> None:
    """End the run when the connection breaks again and again, or the server takes nothing from us."""
    run.breaks = 0 if outcome.open else run.breaks + 1
    if run.breaks >= BREAKS:
        run.result.stopped = f"the mail server broke the connection {BREAKS} times in a row ({outcome.says})"
    elif outcome.state is LetterState.PLANNED and outcome.code and not for_now:
        run.result.stopped = f"the mail server doesn't accept emails from the organiser's address ({outcome.says})"
