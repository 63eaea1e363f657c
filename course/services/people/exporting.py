"""Everything kept about one person, for them: one readable page and one JSON."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course.adapters import disk, home_files
from course.formats.terminal import people_list as words
from course.formats.terminal import people_page
from course.formats.terminal.people_list import Record
from course.services.people import edit_person


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be printed, and what is to be said."""

    words: str
    said: str


def export(root: Path, word: str, output: str | None, now: datetime, *, json: bool = False) -> Export:
    """Both files in a folder; or one of them where the screen (-) or a file's ending says which."""
    record = edit_person.look_up(root, word, None, now)
    if output == "-" or (json and output is None):
        return Export(one(record, json=json), "")
    if output and (output.endswith((".html", ".htm", ".json")) or json):
        disk.write_bytes(Path(output), one(record, json=json or output.endswith(".json")).encode())
        return Export("", f"Wrote {output}. It contains personal data, so give it only to that person.")
    start, inside = (Path(output), "") if output else (Path(), f"export-{record.person.handle}/")
    for name, as_json in (("everything.html", False), ("everything.json", True)):
        home_files.write(start, inside + name, one(record, json=as_json, beside=True).encode(), mode=home_files.PRIVATE)
    folder = start / inside
    return Export(
        "", f"Wrote everything.html and everything.json to {folder}. Give them only to that person, then delete them."
    )


def one(record: Record, *, json: bool, beside: bool = False) -> str:
    """The record as JSON, or as a page: one that leads to the JSON where that is saved beside it."""
    return (
        words.show_data(record, whole=True) if json else people_page.page(record, "everything.json" if beside else "")
    )
