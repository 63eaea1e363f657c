"""What an organiser does with people on the roster: look, change, move, pause, let go, take back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from course.adapters.store import Store
from course.core.errors import CourseError, UsageError
from course.core.hints import Action, Hint, ToDo
from course.core.model import Handle, Participant, Pause, Report
from course.core.people import find_person, joining
from course.core.progress import hand_ins
from course.formats import human_dates
from course.formats.files import roster
from course.formats.intake import typed_values
from course.formats.terminal.people_list import Record
from course.services import course_home as homes
from course.services import roster_transaction, sent_record
from course.services.course_home import Home
from course.services.reporting import report

Settings = Callable[[Home, Participant], dict[str, object]]


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What was done to somebody's settings; `before` and `after` are those that differ, None where there was none."""

    said: str
    handle: Handle
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


def record(home: Home, store: Store, handle: Handle, as_of: date) -> Record:
    """Everything kept about one person, with what is worked out from it for that day."""
    alone = replace(home, roster={handle: home.roster[handle]})
    return record_of(home, store, handle, report.report(alone, store, as_of, with_posts=True))


def record_of(home: Home, store: Store, handle: Handle, answer: Report) -> Record:
    """The same from a report with posts that has been made already."""
    progress = next(row for row in answer.rows if row.participant.handle == handle)
    posts = tuple(row for row in answer.posts if row.post.author == handle)
    return Record(
        progress,
        home.course.zone,
        answer.as_of,
        posts,
        tuple(ruling for ruling in store.rulings() if ruling.handle == handle),
        tuple(one for one in store.self_reports() if one.handle == handle),
        store.letters(handle),
        store.contents(row.post.words for row in posts),
        store.links(handle),
        hand_ins.states(store.hand_ins(handle), progress, answer.to_review, home.course.zone),
        sent_record.of_person(home.root, home.roster[handle].email),
        tuple(kept.reply for kept in store.replies() if kept.reply.handle == handle),
        store.recommended_to(handle),
    )


def look_up(root: Path, word: str, as_of: str | None, now: datetime) -> Record:
    """The record of the one who is meant, for a day; nothing is written."""
    home = homes.open_home(root)
    today = home.today(now)
    with Store(home.database, write=False) as store:
        return record(
            home,
            store,
            find_person.one(word, home.roster).handle,
            human_dates.parse(as_of, today) if as_of else today,
        )


def change(
    root: Path, word: str, pairs: Iterable[str], today: date, *, anyway: bool = False, dry_run: bool = False
) -> RosterChange:
    """Put KEY=VALUE settings of one person into the roster; return what was done as a sentence."""
    wanted = [_pair(pair) for pair in pairs]
    if not wanted:
        raise UsageError("There is nothing to change.", "For example: show=public")

    def settings(home: Home, person: Participant) -> dict[str, object]:
        values = {key: typed_values.setting(key, value, home.course, today) for key, value in wanted}
        if "blogs" in values:
            _free(home, person, values["blogs"])
        if values.get("email") and not anyway:
            joining.refuse_taken_mailbox(str(values["email"]), home.roster, but=person.handle)
        return values

    return _apply(root, word, settings, dry_run=dry_run)


def move(root: Path, word: str, address: str, *, also: bool = False, dry_run: bool = False) -> RosterChange:
    """Give somebody a new blog address; posts kept from the old one stay, and so do their credits."""
    blog = typed_values.address(address)

    def settings(home: Home, person: Participant) -> dict[str, object]:
        _free(home, person, [blog])
        kept = [one for one in person.blogs if one != blog] if also else []
        return {"blogs": [*kept, blog]}

    now = f"{blog} is now read too" if also else f"the blog is now {blog}"
    said = f"{now}. Posts from the old address stay, and so do their credits"
    return _apply(root, word, settings, said, dry_run=dry_run)


def move_there(root: Path, word: str, *, dry_run: bool = False) -> RosterChange:
    """Follow the permanent redirects that were met when somebody's blogs were read; CourseError where there is none."""
    there: dict[str, str] = {}

    def settings(home: Home, person: Participant) -> dict[str, object]:
        with Store(home.database, write=False) as store:
            moved = {health.blog: health.moved_to for health in store.health() if health.handle == person.handle}
        for blog in person.blogs:
            if to := moved.get(blog):
                there[blog] = typed_values.address(to)
        if not there:
            raise CourseError(
                f"{person.name}'s blog doesn't redirect to a new address.",
                Hint("Give the new address: ", ToDo(Action.MOVE_BLOG, person.handle)),
            )
        _free(home, person, list(there.values()))
        return {"blogs": list(dict.fromkeys(there.get(blog, blog) for blog in person.blogs))}

    return _apply(
        root,
        word,
        settings,
        "the blog will be read at its new address from now on. All credits stay",
        dry_run=dry_run,
    )


def pause(root: Path, word: str, start: date, until: date | None, *, dry_run: bool = False) -> RosterChange:
    """Enter a pause, both days included; without an end it is open."""
    if until and until < start:
        raise UsageError(f"The pause would end on {human_dates.full(until)}, before it begins.", "Correct the dates.")

    def settings(_home: Home, person: Participant) -> dict[str, object]:
        crossing = [
            one for one in person.pauses if one.start <= (until or date.max) and (one.until or date.max) >= start
        ]
        if crossing:
            raise CourseError(
                f"{person.name} already has a pause in that time: {_span(crossing[0])}.",
                Hint("End that pause first: ", ToDo(Action.RESUME, person.handle)),
            )
        return _pauses([*person.pauses, Pause(start, until)])

    return _apply(root, word, settings, f"pauses {_span(Pause(start, until))}", dry_run=dry_run)


def withdraw(root: Path, word: str, on: date, *, dry_run: bool = False) -> RosterChange:
    """Note that somebody left on that day; everything is kept until it is forgotten."""
    said = f"left on {human_dates.full(on)}. Everything is kept"
    return _apply(root, word, lambda _home, _person: {"withdrawn": on}, said, dry_run=dry_run)


def resume(root: Path, word: str, today: date, *, dry_run: bool = False) -> RosterChange:
    """End the pause that runs today, or take somebody back who had left."""

    def settings(_home: Home, person: Participant) -> dict[str, object]:
        running = [one for one in person.pauses if one.start <= today and (one.until is None or one.until >= today)]
        if not running and not person.withdrawn:
            raise CourseError(
                f"{person.name} is not on a pause and has not left.",
                Hint("See: ", ToDo(Action.SHOW_PERSON, person.handle)),
            )
        values: dict[str, object] = {"withdrawn": None} if person.withdrawn else {}
        if running:
            yesterday = today - timedelta(days=1)
            ended = [replace(one, until=yesterday) if one in running else one for one in person.pauses]
            values |= _pauses([one for one in ended if one.until is None or one.until >= one.start])
        return values

    return _apply(root, word, settings, "takes part again from today", dry_run=dry_run)


def put_back(root: Path, done: RosterChange) -> None:
    """Undo a change; CourseError where the same settings have been changed again since."""

    def rewrite(home: Home, text: str) -> str:
        person = home.roster.get(done.handle)
        now = roster.table(text, done.handle)
        if person is None or any(now.get(key) != value for key, value in done.after.items()):
            name = person.name if person else done.handle
            raise CourseError(
                f"{name} has changed again since then, so nothing was undone.", "See the current settings."
            )
        for key, value in done.before.items():
            text = roster.change(text, done.handle, key, value)
        return text

    roster_transaction.edit(root, rewrite)


def _apply(root: Path, word: str, settings: Settings, words: str = "", *, dry_run: bool) -> RosterChange:
    """Write the settings and return what was done: in these words, or setting by setting."""
    said: list[str] = []
    done: list[RosterChange] = []

    def rewrite(home: Home, text: str) -> str:
        person = find_person.one(word, home.roster)
        old = roster.table(text, person.handle)
        for key, value in settings(home, person).items():
            text = roster.change(text, person.handle, key, value)
            said.append(f"{key} = {_shown(value)}" if value not in (None, []) else f"no {key}")
        said.insert(0, f"{person.name} ({person.handle}): ")
        done.append(_difference(person.handle, old, roster.table(text, person.handle)))
        return text

    changed = roster_transaction.edit(root, rewrite, dry_run=dry_run)
    ending = "." if changed else ". It was already like that, so nothing was changed."
    sentence = said[0] + (words if words and changed else "; ".join(said[1:]))
    sentence += ending if not dry_run else ". This was a dry run, so nothing was written."
    return replace(done[0], said=sentence)


def _difference(handle: Handle, old: Mapping[str, object], new: Mapping[str, object]) -> RosterChange:
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return RosterChange("", handle, {key: old.get(key) for key in keys}, {key: new.get(key) for key in keys})


def _pauses(pauses: list[Pause]) -> dict[str, object]:
    ordered = sorted(pauses, key=lambda one: one.start)
    return {"pauses": [roster.pause_table(one) for one in ordered] or None}


def _free(home: Home, person: Participant, blogs: object) -> None:
    for blog in blogs if isinstance(blogs, list) else []:
        if other := joining.owner(blog, home.roster, but=person.handle):
            raise CourseError(
                f"{blog} is already on the roster as the blog of {other.name} ({other.handle}).",
                Hint("See: ", ToDo(Action.SHOW_PERSON, other.handle)),
            )


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} isn't written as KEY=VALUE.", "For example: show=public")
    return key.strip().lower(), value


def _span(one: Pause) -> str:
    return (
        f"from {human_dates.written(one.start)} to {human_dates.written(one.until)}"
        if one.until
        else f"from {human_dates.written(one.start)} on"
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return human_dates.full(value)
    if isinstance(value, dict):
        return _span(Pause(value["from"], value.get("until")))
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)
