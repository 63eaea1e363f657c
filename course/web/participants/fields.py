"""The fields of the registration form: what was typed, and what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from course.core.errors import CourseError
from course.core.model import Show
from course.core.people import joining
from course.core.people.joining import SignUp
from course.formats import sanitize
from course.formats.intake import address_advice, typed_values

NAMES = {"blog": "Blog address", "name": "Name to show", "email": "Email", "agreed": "What is kept about me"}
SHOWS = (("public", "Everyone"), ("course", "People in this course"), ("private", "Only the organiser"))


@dataclass(frozen=True, slots=True)
class TypedFields:
    """The fields as they were typed."""

    blog: str = ""
    name: str = ""
    email: str = ""
    show: str = "private"
    reminders: bool = True
    agreed: bool = False


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
    )


def checked(typed: TypedFields, today: date) -> tuple[SignUp | None, dict[str, str]]:
    """The sign-up; or, field by field, what is wrong, in whole sentences."""
    errors: dict[str, str] = {}
    name = sanitize.name(typed.name)
    if trouble := joining.name_trouble(name):
        errors["name"] = f"{trouble} A pen name is fine."
    email = _field(errors, "email", lambda: _deliverable(typed_values.email(typed.email)))
    if not email and "email" not in errors:
        errors["email"] = "Without an email there is nowhere to send the link."
    if guess := joining.mail_guess(email):
        errors["email"] = f"Did you mean {guess}?"
    blog = _field(errors, "blog", lambda: address_advice.place(typed_values.address(typed.blog)).address)
    if not typed.agreed:
        errors["agreed"] = "Please read it and tick the box."
    if errors:
        return None, errors
    return SignUp(name, (blog,), email, show=Show(typed.show), reminders=typed.reminders, agreed=today), {}


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
