"""What is said about an email of the organiser's own."""

import make
from course.core.letters.model import Skip
from course.core.model import Handle
from course.formats.terminal import writing

ROSTER = {Handle(h): make.person(h) for h in ("ada", "bo", "cy")}


def said(extra: int = 0, dry_run: bool = False) -> str:
    without = [Skip(Handle("bo"), "is on a pause"), Skip(Handle("cy"), "is on a pause")]
    return writing.drafted([Handle("ada")], without, ROSTER, extra, "outbox/W", "outbox/W/written-1.json", dry_run)


def test_it_says_who_gets_it_who_does_not_and_what_is_next() -> None:
    assert said().startswith(
        "1 person will get this email instead of the weekly email.\nNothing for Bo, Cy: is on a pause.\n"
    )
    assert "Next: cpd23 remind test " in said()
    assert "delete outbox/W/written-1.json and run: cpd23 remind draft" in said()
    assert "cpd23 remind send --extra 2" in said(2)
    assert "in addition to the weekly email" in said(2)


def test_a_dry_run_says_that_nothing_was_written() -> None:
    assert "1 person would get this email instead" in said(dry_run=True)
    assert said(dry_run=True).endswith("This was a dry run, so nothing was written.\n")
