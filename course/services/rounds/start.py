"""Make a new home, empty or with the example course."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from course.adapters import disk
from course.core.errors import CourseError
from course.formats.files import example, new_home, roster, things
from course.formats.files.example import Blogger
from course.formats.files.new_home import Answers
from course.formats.intake import typed_values as words

EXAMPLE = "23 Things: an example course"
Address = Callable[[Blogger], str]


def begin(root: Path, answers: Answers) -> None:
    """Write an empty home; CourseError when one is there already or inside one, or the email is none."""
    if (root / disk.COURSE_FILE).exists():
        raise CourseError(f"There is already a course in {root}.", "Choose another folder.")
    known = replace(answers, email=words.email(answers.email))
    if not things.zone(known.zone):
        raise CourseError(f"There is no time zone {known.zone!r}.", "Write it like Europe/London or America/Chicago.")
    disk.write_new(root, new_home.files(known, disk.own_things()))


def begin_example(root: Path, today: date, address: Address) -> tuple[Blogger, ...]:
    """Write the example home with its bloggers on the roster, each blog at the address that `address` gives."""
    answers = Answers(
        EXAMPLE,
        example.first_monday(today),
        "Zoë Marsh",
        "zoe@library.example",
        zone="Europe/London",
    )
    people = example.bloggers(today, answers.cohort)
    files: dict[str, str | bytes] = {**new_home.files(answers, disk.own_things())}
    text = new_home.ROSTER
    for blogger in people:
        text = roster.add(text, replace(blogger.person, blogs=(address(blogger),)))
    files["participants.toml"] = text
    files |= {blogger.file: blogger.feed for blogger in people if blogger.feed is not None}
    disk.write_new(root, files)
    return people


def move_to_files(root: Path, people: tuple[Blogger, ...]) -> None:
    """Point every blog of the example at its file in the home, so that it works without the loopback server."""
    path = root / disk.ROSTER_FILE
    old = disk.read_bytes(path)
    text = old.decode()
    for blogger in people:
        text = roster.change(text, blogger.person.handle, "blogs", [blogger.file])
    disk.replace_text(path, old, text.encode())
