"""The fields of the registration form: what was typed, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from course.core.errors import CourseError
from course.core.model import Course, Show
from course.core.people import joining
from course.core.people.joining import SignUp
from course.formats import sanitize
from course.formats.intake import address_advice, typed_values
from course.formats.intake import texts as address_texts
from course.web.participants import texts


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
    email_is: str = ""  # which one was chosen, where the email looks mistyped


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
        fields.get("email_is", "")[:254],
    )


def cohorts(course: Course, today: date) -> tuple[tuple[str, str], ...]:
    """The cohorts that somebody can join on a day, by name, with when they run."""
    known = course.cohorts.values()
    open_ones = (one for one in known if one.late_until is None or one.late_until >= today)
    return tuple((one.name, texts.taking_part(one.starts, one.ends)) for one in open_ones)


def checked(typed: TypedFields, course: Course, today: date) -> tuple[SignUp | None, dict[str, str]]:
    """The sign-up; or, field by field, what is wrong, in whole sentences.

    A cohort or group that the form doesn't offer is nobody's choice: it is left out."""
    errors: dict[str, str] = {}
    name = sanitize.name(typed.name)
    if trouble := joining.wrong_name(name):
        errors["name"] = texts.NAMES[trouble]
    email, errors["email"] = _email(typed)
    blog, errors["blog"] = _blog(typed.blog)
    if not typed.agreed:
        errors["agreed"] = texts.NOT_AGREED
    errors = {key: wrong for key, wrong in errors.items() if wrong}
    if errors:
        return None, errors
    offered = dict(cohorts(course, today))
    cohort = typed.cohort if typed.cohort in offered and len(offered) > 1 else ""
    groups = (typed.group,) if typed.group in course.groups else ()
    show = Show(typed.show)
    return SignUp(name, (blog,), email, cohort, "", groups, show, typed.reminders, agreed=today), {}


def email_choices(text: str) -> tuple[str, ...]:
    """Where an email looks mistyped: what was probably meant, and the email itself; else nothing."""
    try:
        return _choices(typed_values.email(text))
    except CourseError:
        return ()


def _choices(email: str) -> tuple[str, ...]:
    guess = joining.mail_guess(email)
    return (guess, email) if guess else ()


def _email(typed: TypedFields) -> tuple[str, str]:
    """The email as it is kept, and what is wrong with it."""
    try:
        email = typed_values.email(typed.email)
    except CourseError:
        return "", texts.BAD_EMAIL
    if not email:
        return "", texts.NO_EMAIL
    try:
        sanitize.mailbox(email)
    except CourseError:
        return "", texts.REFUSED_EMAIL
    choices = _choices(email)
    if choices and typed.email_is not in choices:
        return "", address_texts.did_you_mean(choices[0])
    return (typed.email_is if choices else email), ""


def _blog(text: str) -> tuple[str, str]:
    """The address of the blog as it is kept, and what is wrong with it."""
    try:
        return address_advice.place(typed_values.address(text)).address, ""
    except CourseError as wrong:
        return "", str(wrong.whole)
