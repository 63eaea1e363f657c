"""A week's letters up to their approval: the plan, the drafts in the outbox, what was approved."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from course.adapters import disk, home_files, letter_files
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.letters import decide_letters, leave_out, recommend, reminder_context
from course.core.letters.decide_letters import Background
from course.core.letters.model import LetterState, Mailing, OneOff, Sent, Skip
from course.core.model import Handle, Report
from course.core.publishing import circle
from course.core.publishing.public_view import Shown
from course.formats.letters import compose, edited, outbox, templates, written_files
from course.formats.letters.outbox import Draft
from course.formats.letters.template_facts import Sources
from course.formats.letters.weekly_plan import WeeklyPlan
from course.services import course_home
from course.services.course_home import Home
from course.services.people import unsubscribe_links
from course.services.reporting import report

_UNSETTLED = (LetterState.UNKNOWN, LetterState.REFUSED, LetterState.CLAIMED)


def week_of(as_of: date, extra: int = 0) -> str:
    """The name of that day's week, or of an extra email written in it."""
    week = reminder_context.week_name(as_of)
    return reminder_context.extra_name(week, extra) if extra else week


def plan(
    home: Home,
    store: Store,
    as_of: date,
    leave_out: Collection[str] = (),
    extra: int = 0,
    also: tuple[OneOff, ...] = (),
    standings: Report | None = None,
) -> WeeklyPlan:
    """Who gets what in the week of that day, who doesn't, and why; or who gets an extra email, by its number.

    Writes nothing. `leave_out`: keys of stored letters that are treated as though they had never existed. `also`: what
    the organiser has written and that isn't kept yet. `standings`: the report of that day with every post and with the
    pending changes, where it is at hand. CourseError where the organiser's own templates take more time or
    memory than any email needs, or there is no such extra email.
    """
    if letter_files.own_templates(home.root):
        from course.services.letters import template_limits

        template_limits.require(home.root, as_of, extra, also)
    return compose_all(home, store, as_of, leave_out, extra, also, standings)


def compose_all(
    home: Home,
    store: Store,
    as_of: date,
    leave_out: Collection[str] = (),
    extra: int = 0,
    also: tuple[OneOff, ...] = (),
    standings: Report | None = None,
) -> WeeklyPlan:
    """The same without the limits."""
    home = course_home.with_pending_changes(home, store)  # who has just said stop on a web page gets nothing
    standings = standings or report.report(home, store, as_of, with_posts=True)
    past = [item for item in store.letters() if item.key not in leave_out]
    week = week_of(as_of, extra)
    written = (*one_offs(home, week), *also)
    if extra:
        if not written:
            raise CourseError(
                f"There is no extra email {extra} in {week_of(as_of)}.",
                Hint("Write one: ", Action.WRITE_EXTRA),
            )
        mailing = decide_letters.extra_mailing(standings, past, as_of, written[0], week)
    else:
        mailing = decide(home, store, standings, past, also)
    posts = recommend.recommendations(standings, mailing.letters, store.recommended())
    letters, refused = compose.letters(mailing.letters, standings, _sources(home, written, mailing.week, posts))
    unplaced = (handle for handle, person in home.roster.items() if person.cohort not in home.course.cohorts)
    left_out = (Skip(handle, "their cohort isn't in things/course.toml") for handle in unplaced)
    skipped = sorted((*mailing.skipped, *refused, *left_out), key=lambda skip: skip.handle)
    return WeeklyPlan(mailing.week, standings, letters, tuple(skipped))


def _sources(home: Home, written: tuple[OneOff, ...], week: str, posts: Mapping[Handle, tuple[Shown, ...]]) -> Sources:
    address = unsubscribe_links.served_at(home.root)
    return Sources(
        letter_files.own_templates(home.root),
        unsubscribe_links.links(home, home.roster),
        f"{address}/me" if address else "",
        home.notes,
        written,
        unsubscribe_links.codes(home, home.roster, week),
        posts,
    )


def decide(home: Home, store: Store, standings: Report, past: Iterable[Sent], also: tuple[OneOff, ...] = ()) -> Mailing:
    """Who gets which email in the week of that report, by what became of the emails before."""
    written = (*one_offs(home, week_of(standings.as_of)), *also)
    background = Background(store.known_before(), home.notes.weeks, written)
    mailing = decide_letters.mailing(standings, past, standings.as_of, background)
    return leave_out.without(mailing, store.left_out(mailing.week))


def one_offs(home: Home, week: str) -> tuple[OneOff, ...]:
    """What the organiser has written to several people for a week, or as an extra email of this name."""
    return written_files.kept(letter_files.read_outbox(folder(home, week)), f"outbox/{week}")


def folder(home: Home, week: str) -> Path:
    """The folder of a week's drafts."""
    return home.root / "outbox" / week


def write(home: Home, store: Store, weekly: WeeklyPlan) -> tuple[Draft, ...]:
    """Write the drafts of a plan into the outbox and return them; drafts that are no longer right are removed."""
    before = letter_files.read_outbox(folder(home, weekly.week))
    approved = store.approvals(weekly.week)
    drafts = outbox.drafts(weekly.letters, home.course, before, approved, circle.shown(weekly.report))
    gone = {item.key for item in store.letters() if item.state.may_have_arrived}
    kept = {item.file for item in drafts}
    stale = {entry.file for entry in outbox.manifest(before) if entry.key not in gone} - kept
    files = {**outbox.files(drafts, weekly.week, weekly.title, home.course), **outbox.set_aside(drafts, before)}
    disk.write_drafts(home.root, f"outbox/{weekly.week}", files, sorted(stale))
    return drafts


def approve(home: Home, store: Store, week: str, now: datetime) -> int:
    """Remember this week's drafts, as they are now, as approved; return how many."""
    files = letter_files.read_outbox(folder(home, week))
    if not outbox.manifest(files):
        raise CourseError(f"There are no drafts for {week}.", Hint("Write them first: ", Action.DRAFT))
    marks = outbox.fingerprints(files)
    store.approve_letters(week, marks, now)
    return len(marks)


def approve_some(home: Home, store: Store, weekly: WeeklyPlan, keys: Collection[str], now: datetime) -> int:
    """Write the drafts of a plan, and remember these as approved beside those that were; return how many of them there are."""
    marks = {draft.letter.nudge.key: draft.fingerprint for draft in write(home, store, weekly)}
    before = {key: mark for key, mark in store.approvals(weekly.week).items() if key not in keys}
    chosen = {key: mark for key, mark in marks.items() if key in keys}
    store.approve_letters(weekly.week, {**before, **chosen}, now)
    return len(chosen)


def take_back(store: Store, week: str, keys: Collection[str], now: datetime) -> None:
    """Approve these drafts no longer."""
    store.approve_letters(week, {key: mark for key, mark in store.approvals(week).items() if key not in keys}, now)


def edit(home: Home, store: Store, weekly: WeeklyPlan, who: Handle, words: tuple[str, str]) -> Draft:
    """Write the drafts of a plan, one of them with the organiser's own subject and text; CourseError where that one isn't right."""
    chosen = _draft_of(write(home, store, weekly), who)
    changed = edited.draft(chosen.letter, home.course, *words)
    disk.write_drafts(home.root, f"outbox/{weekly.week}", {chosen.file: changed}, [chosen.file + outbox.SET_ASIDE])
    return _draft_of(write(home, store, weekly), who)  # the table for mail merge and the page follow


def undo_edit(home: Home, store: Store, weekly: WeeklyPlan, who: Handle) -> Draft:
    """Write the drafts of a plan, this one with the program's words again."""
    chosen = _draft_of(write(home, store, weekly), who)
    disk.write_drafts(home.root, f"outbox/{weekly.week}", {}, [chosen.file, chosen.file + outbox.SET_ASIDE])
    return _draft_of(write(home, store, weekly), who)


def leave_out_this_week(home: Home, store: Store, who: Handle, now: datetime, *, undo: bool = False) -> bool:
    """Send somebody nothing this week, or take that back; False where nothing changed. The caller holds the lock."""
    week = reminder_context.week_name(home.today(now))
    if undo:
        return store.put_back(week, who)
    if who in store.left_out(week):
        return False
    store.leave_out(week, who, now)
    return True


def _draft_of(drafts: Iterable[Draft], who: Handle) -> Draft:
    found = next((draft for draft in drafts if draft.letter.nudge.handle == who), None)
    if found is None:
        raise CourseError("This person no longer gets an email this week.", Hint("See why: ", Action.LIST_EMAILS))
    return found


@dataclass(frozen=True, slots=True)
class LettersStatus:
    """What is drafted, approved and sent in a week, and every letter of any week that wasn't certainly sent."""

    week: str
    drafted: frozenset[str]  # keys of the drafts in the outbox
    approved: frozenset[str]  # of those that were approved as they are now
    letters: tuple[Sent, ...]
    to_send: frozenset[str]  # drafted, and certainly not sent yet


def status(home: Home, store: Store, week: str) -> LettersStatus:
    """How the letters of a week stand."""
    marks = outbox.fingerprints(letter_files.read_outbox(folder(home, week)))
    approvals = store.approvals(week)
    letters = store.letters()
    gone = {item.key for item in letters if item.state.may_have_arrived}
    return LettersStatus(
        week,
        frozenset(marks),
        frozenset(key for key, mark in marks.items() if approvals.get(key) == mark),
        tuple(item for item in letters if reminder_context.iso_week(item.week) == week or item.state in _UNSETTLED),
        frozenset(marks) - gone,
    )


@dataclass(frozen=True, slots=True)
class CopiedTemplates:
    """How many templates of letters were put into the home, and how many were there before."""

    copied: int
    kept: int


def copy_templates(root: Path) -> CopiedTemplates:
    """Copy the templates of the letters into the home, to be changed there; a file that is there already stays."""
    mine = letter_files.own_templates(root)
    missing = {name: page for name, page in templates.own().items() if name not in mine}
    for name, page in missing.items():
        home_files.write(root, f"{templates.FOLDER.rstrip('/')}/{name}", page.encode())
    return CopiedTemplates(len(missing), len(mine))
