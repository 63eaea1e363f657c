"""The command trust."""

from course.cli.command_classes import CommandApp
from course.cli.options import DryRun, Here, Yes, confirm, deliver, manners


def add(app: CommandApp) -> None:
    """Add the command to the app."""
    app.command("trust")(manners(trust))


def trust(here: Here, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Show what this course folder asks for, and allow it. It may ask for a mail server, a password file, private
    addresses, or its own texts for emails.

    Examples:  cpd23 trust    cpd23 trust --dry-run
    """
    from course.adapters import disk
    from course.core.errors import CourseError
    from course.formats.files import things
    from course.services import course_trust

    root = here.root()
    course, _ = things.parse(disk.read_home(root))
    if course is None:
        raise CourseError("things/course.toml has mistakes, so it can't be used.", "See why: cpd23 check")
    wanted = course_trust.asks(root, course)
    if not wanted.lines:
        deliver("This course folder only asks to read public blogs. You don't need to allow anything.\n", None)
        return
    lines = ["This course folder asks for the following:", *(f"  {line}" for line in wanted.lines)]
    if course_trust.is_trusted(root, course):
        deliver("\n".join([*lines, "You have allowed that already."]) + "\n", None)
        return
    deliver("\n".join(lines) + "\n", None)
    if dry_run:
        return
    if not yes:
        confirm(here, "Allow this, for you on this computer?", "--yes")
    course_trust.grant(root, course)
    here.say("Allowed. You'll be asked again if the folder asks for anything else.")
