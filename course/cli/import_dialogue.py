"""The dialogue of `people import`: shows the guess, asks, shows what was done."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from course.cli import screen
from course.core import sentences
from course.core.errors import PartlyDone
from course.formats.intake import sign_up_rows
from course.formats.terminal import importing as render
from course.services import course_home
from course.services.people import importing, pending_changes
from course.services.people.importing import ImportRequest
from course.services.tracking import first_read


def take_in(
    root: Path,
    wanted: ImportRequest,
    now: datetime,
    *,
    say: Callable[[str], None],
    agree: Callable[[], None] | None,
    dry_run: bool = False,
) -> None:
    """The whole import: read, show the guess, look at the blogs, write; PartlyDone (4) where rows were left out."""
    home = course_home.open_home(root)
    found = importing.source(home, wanted, home.today(now))
    if found.form:
        say(sign_up_rows.guess_words(found.form.sheet, found.form.columns, found.form.remembered))
        if agree and not found.form.remembered and not dry_run:
            agree()
    elif not dry_run and (count := pending_changes.take_in(root)):
        say(render.render_wishes(count))
    rows = sentences.plural(len(found.rows), "row")
    if not wanted.offline:
        say(f"Looking at the blogs of {rows} ...")
    made = importing.plan(home, found.rows, now, offline=wanted.offline, again=wanted.waiting)
    done = (len(made.added), len(made.changed)) if dry_run else importing.apply(root, found, made, now)
    say(render.render_import(made, done, dry_run=dry_run))
    if made.added and not dry_run:
        say(screen.worded(first_read.read_newcomers(root, made.added, now, offline=wanted.offline)))
    if made.doubts:
        raise PartlyDone(
            f"{len(made.doubts)} of {rows} {'was' if len(made.doubts) == 1 else 'were'} not added.",
            "Correct the file and import it again. Nobody will be added twice.",
        )
