"""Add many people: a form's file, or sign-ups from the web. Columns and rows are shown and corrected, then added.

What was read stays in memory until it is added; a run that ends before has added nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from flask import Response, request

from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError
from course.core.model import Participant
from course.core.people import joining as names
from course.core.people.joining import SignUp
from course.formats import sanitize
from course.formats.intake import sign_up_rows
from course.formats.intake.sign_up_files import FIELDS, Sheet
from course.formats.intake.sign_up_rows import EMAIL_IS_RIGHT, Doubt
from course.formats.terminal.importing import ImportPlan
from course.services.people import importing
from course.services.people.importing import ImportSource, MappedSheet
from course.services.rounds.snapshot import Snapshot
from course.web.organiser import joining, places, reading
from course.web.organiser.jobs import BackgroundJob
from course.web.organiser.workspace import Notice, UndoStep, Workspace

SAMPLES = 3  # answers of a column that are shown
SHOWN = 100  # rows with slips on one page
CORRECTED = ("name", "email", "blogs", "cohort")  # fields that can be corrected in place


@dataclass(slots=True)
class ImportDraft:
    """An import that isn't finished: a file's sheet, or sign-ups from the web by their numbers."""

    name: str = ""  # of the file
    sheet: Sheet | None = None
    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    remembered: bool = False
    sign_ups: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    fixes: dict[int, dict[str, str]] = field(default_factory=dict)  # corrected answers, by row
    left: set[int] = field(default_factory=set)  # rows that are left out, or were added
    told: tuple[tuple[int, SignUp | Doubt], ...] = ()
    job: BackgroundJob | None = None
    added: int = 0

    @property
    def plan(self) -> ImportPlan | None:
        """What would be done, once the blogs have been looked at."""
        result = self.job.result if self.job else None
        return result if isinstance(result, ImportPlan) else None

    def cells(self, number: int) -> dict[str, str]:
        """The answers of a row, as corrected."""
        return self._found().get(number, {}) | self.fixes.get(number, {})

    def rows(self, now: Snapshot) -> tuple[tuple[int, SignUp | Doubt], ...]:
        """Every row that isn't left out."""
        course, today = now.home.course, now.today
        read = sign_up_rows.from_cells if self.sheet else sign_up_rows.from_waiting
        wanted = {n: found | self.fixes.get(n, {}) for n, found in self._found().items() if n not in self.left}
        return tuple((number, read(number, found, course, today)) for number, found in wanted.items())

    def _found(self) -> Mapping[int, dict[str, Any]]:
        if self.sheet is None:
            return {number: dict(data) for number, data in self.sign_ups.items()}
        return {number: sign_up_rows.cells(row, self.columns) for number, row in self.sheet.rows}


# A file ---------------------------------------------------------------------------------------------


def upload(work: Workspace) -> Response:
    """Read a file; the page of its columns follows."""
    file = request.files.get("file")
    data = file.stream.read() if file else b""
    if not file or not data:
        return work.back("joining.add", Notice("Choose a file first.", bad=True))
    name = sanitize.clean(file.filename or "the file", 200)
    now = work.snapshot()
    form = importing.guessed(now.home, importing.parsed(data, name))
    draft = ImportDraft(name, form.sheet, dict(form.columns), form.remembered)
    return work.back("importing.columns", name=work.drafts.keep(draft))


def columns(work: Workspace, name: str) -> Response:
    """What each column holds; sent, the blogs of the rows are looked at."""
    now, draft = work.snapshot(), _draft(work, name)
    if draft is None or draft.sheet is None:
        return _gone(work)
    if request.method != "POST":
        return _columns_page(work, now, name, draft)
    chosen: dict[str, tuple[int, ...]] = {}
    for at in range(len(draft.sheet.header)):
        if (wanted := request.form.get(f"c{at}", "")) in FIELDS:
            chosen[wanted] = (*chosen.get(wanted, ()), at)
    if "name" not in chosen:
        return _columns_page(work, now, name, draft, "Choose the column with the names. A pen name is fine.")
    draft.columns, draft.remembered = chosen, True
    return _look(work, now, name, draft)


def _columns_page(work: Workspace, now: Snapshot, name: str, draft: ImportDraft, trouble: str = "") -> Response:
    assert draft.sheet is not None
    holds = {at: field for field, places in draft.columns.items() for at in places}
    shown = [
        (at, sanitize.clean(question) or f"Column {at + 1}", holds.get(at, ""), _samples(draft.sheet, at))
        for at, question in enumerate(draft.sheet.header)
    ]
    values = {"draft": draft, "shown": shown, "fields": FIELDS, "name": name, "trouble": trouble}
    return work.page("import_columns.html", 422 if trouble else 200, now=now, **values)


def _samples(sheet: Sheet, at: int) -> list[str]:
    """The first answers of a column; whole email addresses aren't needed to see what they are."""
    found = (row[at] for _, row in sheet.rows if row[at])
    return [sanitize.clean(names.masked(one) if "@" in one else one, 60) for one in islice(found, SAMPLES)]


# Rows -----------------------------------------------------------------------------------------------


def sign_ups(work: Workspace) -> Response:
    """Look at the blogs of everybody who signed up on the web."""
    now = work.snapshot()
    with Store(now.home.database, write=False) as store:
        waiting = store.waiting()
    if not waiting:
        return work.back("waiting.waiting", Notice("Nobody is waiting any more."))
    draft = ImportDraft(sign_ups=waiting)
    return _look(work, now, work.drafts.keep(draft), draft)


def rows(work: Workspace, name: str) -> Response:
    """What would be done with the rows, and those with slips to correct; sent, they are checked again or added."""
    now, draft = work.snapshot(), _draft(work, name)
    if draft is None or draft.job is None:
        return _gone(work)
    what = f"We’re looking at the blogs in {sentences.plural(len(draft.told), 'row')}."
    if looking := work.looking(draft.job, what, ("joining.add", {}), many=True):
        return looking
    if draft.job.error or draft.plan is None:
        return work.sorry(draft.job.error or CourseError("The blogs couldn't be checked.", "Try again."))
    if request.method != "POST":
        return _rows_page(work, now, name, draft)
    if request.form.get("what") == "add":
        return _add(work, now, name, draft)
    for doubt in draft.plan.doubts[:SHOWN]:
        _correct(draft, doubt.row)
        if (guess := _mail_guess(draft, doubt.row)) and request.form.get("what") == f"mail-{doubt.row}":
            draft.fixes.setdefault(doubt.row, {})["email"] = guess
        elif guess and request.form.get("what") == f"right-{doubt.row}":
            draft.fixes.setdefault(doubt.row, {})[EMAIL_IS_RIGHT] = draft.cells(doubt.row)["email"].strip()
    return _look(work, now, name, draft)


def _mail_guess(draft: ImportDraft, row: int) -> str:
    """The email that was meant in a row, where the one that is there looks mistyped; else ""."""
    email = _text(draft.cells(row).get("email", "")).strip()
    return "" if draft.cells(row).get(EMAIL_IS_RIGHT) == email else names.mail_guess(email)


def _correct(draft: ImportDraft, row: int) -> None:
    """Take over what was typed for a row with a slip."""
    if request.form.get(f"{row}-left"):
        draft.left.add(row)
        return
    before = draft.cells(row)
    for wanted in CORRECTED:
        typed = request.form.get(f"{row}-{wanted}")
        if typed is not None and typed.strip() != _text(before.get(wanted, "")):
            draft.fixes.setdefault(row, {})[wanted] = typed.strip()


def _look(work: Workspace, now: Snapshot, name: str, draft: ImportDraft) -> Response:
    """Begin to look at the blogs of the rows; blogs that could be read a moment ago aren't visited again."""
    seen = draft.plan.seen if draft.plan else {}
    draft.told = told = draft.rows(now)
    again = draft.sheet is None
    draft.job = work.jobs.aside(lambda _job: importing.plan(now.home, told, work.now(), again=again, seen=seen))
    return work.back("importing.rows", name=name)


def _add(work: Workspace, now: Snapshot, name: str, draft: ImportDraft) -> Response:
    """Add everybody whose row is good, all at once; the rows with slips stay."""
    plan = draft.plan
    assert plan is not None
    if not plan.added and not plan.changed:
        return work.back("importing.rows", name=name)
    before = set(now.home.roster)
    form = MappedSheet(draft.sheet, draft.columns, draft.remembered) if draft.sheet else None
    numbers = tuple(number for number, _ in draft.told) if draft.sheet is None else ()
    added, changed = importing.apply(work.root, ImportSource(draft.told, form, numbers), plan, work.now())
    doubtful = {doubt.row for doubt in plan.doubts}
    draft.left |= {number for number, _ in draft.told if number not in doubtful}
    draft.added += added
    draft.job = replace_result(draft.job, ImportPlan(doubts=plan.doubts, seen=plan.seen))
    people = [one for handle, one in work.snapshot().home.roster.items() if handle not in before]
    reads = reading.read_newcomers(work, people)
    said = _added_notice(work, draft, people, changed, reads=reads)
    return work.back("importing.rows" if doubtful else "people.people", said, **({"name": name} if doubtful else {}))


def replace_result(job: BackgroundJob | None, result: ImportPlan) -> BackgroundJob:
    """A job that has ended, with this result in place of its own."""
    assert job is not None
    return replace(job, result=result)


def _added_notice(
    work: Workspace, draft: ImportDraft, people: Sequence[Participant], changed: int, *, reads: bool
) -> Notice:
    counts = ((len(people), "added"), (changed, "updated"))
    done = [f"{sentences.plural(count, 'person was', 'people were')} {what}" for count, what in counts if count]
    words = f"{sentences.listed(done)}."
    words += " Their blogs are being read." if reads else ""
    if not people:
        return Notice(words)
    sign_ups = draft.sign_ups

    def undo() -> Notice:
        notice = joining.removed(work, list(people))
        if sign_ups:
            with Store(work.snapshot().home.database) as store:
                store.wait_again({n: data for n, data in sign_ups.items() if n in draft.left}, work.now())
        return notice

    return Notice(words, "person_edits.undo", (("step", work.undos.keep(UndoStep("", undo))),))


def _rows_page(work: Workspace, now: Snapshot, name: str, draft: ImportDraft) -> Response:
    plan = draft.plan
    assert plan is not None
    doubts = [
        (
            doubt,
            places.shown(doubt.why),
            {key: _text(draft.cells(doubt.row).get(key, "")) for key in CORRECTED},
            _mail_guess(draft, doubt.row),
        )
        for doubt in plan.doubts[:SHOWN]
    ]
    return work.page("import_rows.html", now=now, draft=draft, plan=plan, doubts=doubts, name=name, most=SHOWN)


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _draft(work: Workspace, name: str) -> ImportDraft | None:
    draft = work.drafts.find(name)
    return draft if isinstance(draft, ImportDraft) else None


def _gone(work: Workspace) -> Response:
    said = Notice("That import has expired. Open the file again. Nobody will be added twice.", bad=True)
    return work.back("joining.add", said)


ROUTES = (
    ("/people/import", upload, ("POST",)),
    ("/people/import/<name>/columns", columns, ("GET", "POST")),
    ("/people/import/<name>/rows", rows, ("GET", "POST")),
    ("/people/sign-ups", sign_ups, ("POST",)),
)
