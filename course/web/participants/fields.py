"""The fields of the registration form: what was typed, and what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from course.core.errors import CourseError
from course.core.model import Cohort, Course, Show
from course.core.people import joining
from course.core.people.joining import SignUp
from course.formats import human_dates, sanitize
from course.formats.intake import address_advice, typed_values

NAMES = {"blog": "Blog address", "name": "Name to show", "email": "Email", "agreed": "What we keep about you"}
SHOWS = (  # what each means is told before anybody chooses
    (
        *("public", "Everyone"),
        "Your name, blog and counted posts are on the course's public pages, and the other participants see them.",
    ),
    (
        *("course", "People in this course"),
        "The other participants see your name, blog and counted posts, in their emails and in the members' area. "
        "None of it is on public pages.",
    ),
    ("private", "Only the organiser", "No other participant sees you. You can still read what the others write."),
)


@dataclass(frozen=True, slots=True)
class TypedFields:
    """The fields as they were typed."""

    blog: str = ""
    name: str = ""
    email: str = ""
    show: str = "private"
    reminders: bool = True
    agreed: bool = False
    cohort: str = ""
    group: str = ""


def typed(fields: Mapping[str, str]) -> TypedFields:
    """What somebody typed, as it came."""
    show = fields.get("show", "private")
    return TypedFields(
        fields.get("blog", "").strip(),
        fields.get("name", "").strip(),
        fields.get("email", "").strip(),
        show if show in {"public", "course", "private"} else "private",
        fields.get("reminders") == "yes",
        fields.get("agreed") == "yes",
        fields.get("cohort", "")[:100],
        fields.get("group", "")[:100],
    )


def cohorts(course: Course, today: date) -> tuple[tuple[str, str], ...]:
    """The cohorts that somebody can join on a day, by name, with when they run."""
    known = course.cohorts.values()
    return tuple((one.name, _when(one)) for one in known if one.late_until is None or one.late_until >= today)


def _when(cohort: Cohort) -> str:
    if cohort.starts is None:
        return "At my own pace: I start when I like"
    ends = f" to {human_dates.written(cohort.ends)}" if cohort.ends else ""
    return f"Together with others: {human_dates.written(cohort.starts)}{ends}"


def checked(typed: TypedFields, course: Course, today: date) -> tuple[SignUp | None, dict[str, str]]:
    """The sign-up; or, field by field, what is wrong, in whole sentences.

    A cohort or group that the form doesn't offer is nobody's choice: it is left out."""
    errors: dict[str, str] = {}
    name = sanitize.name(typed.name)
    if trouble := joining.name_trouble(name):
        errors["name"] = f"{trouble} A pen name is fine."
    email = _field(errors, "email", lambda: _deliverable(typed_values.email(typed.email)))
    if not email and "email" not in errors:
        errors["email"] = "We need your email to send you the link."
    if guess := joining.mail_guess(email):
        errors["email"] = f"Did you mean {guess}?"
    blog = _field(errors, "blog", lambda: address_advice.place(typed_values.address(typed.blog)).address)
    if not typed.agreed:
        errors["agreed"] = "Please read it and tick the box."
    if errors:
        return None, errors
    offered = dict(cohorts(course, today))
    cohort = typed.cohort if typed.cohort in offered and len(offered) > 1 else ""
    groups = (typed.group,) if typed.group in course.groups else ()
    show = Show(typed.show)
    return SignUp(name, (blog,), email, cohort, "", groups, show, typed.reminders, agreed=today), {}


def _deliverable(email: str) -> str:
    """The email as it was typed, if every mail server takes it."""
    if email:
        sanitize.mailbox(email)
    return email


def _field(errors: dict[str, str], key: str, read: Callable[[], str]) -> str:
    try:
        return read()
    except CourseError as wrong:
        errors[key] = f"{wrong} {wrong.hint}".strip()
        return ""
