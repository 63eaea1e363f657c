"""The files of emails in a home: the organiser's own templates, and the drafts of a week."""

from collections.abc import Mapping
from pathlib import Path

from course.adapters import disk, home_files
from course.core.errors import CourseError


def own_templates(root: Path) -> Mapping[str, str]:
    """The templates of letters that the organiser keeps in the home, by file name."""
    folder = root / "templates" / "mail"
    files = sorted((*folder.glob("*.txt"), *folder.glob("*.html")))
    for file in files:
        disk.refuse_way_out(root, file)
    try:
        return {file.name: disk.read_bytes(file).decode("utf-8-sig") for file in files}
    except UnicodeDecodeError as error:
        raise CourseError(f"A file in {folder} is not UTF-8 text.", "Save it again as UTF-8.") from error


def read_outbox(folder: Path) -> Mapping[str, bytes]:
    """The plain files of a week's outbox by name; none where the folder is not there, or is a link."""
    files = home_files.contents(folder.parents[1], f"{folder.parent.name}/{folder.name}")
    return {name: data for name, data in files.items() if name[0] != "."}
