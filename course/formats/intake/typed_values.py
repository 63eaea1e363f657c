"""Check what people type: email addresses, blog addresses, settings. Errors say in whole sentences what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlsplit

from course.core.errors import CourseError, UsageError
from course.core.hints import Action, Hint
from course.core.model import Course
from course.core.people import joining
from course.formats import human_dates, sanitize
from course.formats.files import roster
from course.formats.intake import texts, wrapped_addresses
from course.formats.intake.texts import AddressOf

_QUOTES = "<>\"'“”‘’«»()[]{},;"
_FEDIVERSE = re.compile(r"@([\w.-]+)@([\w-]+(?:\.[\w-]+)+)", re.ASCII)  # @nightjar@hachyderm.example
_SCHEME = re.compile(r"(?:feed:(?://)?)?(?:(https?|feed)\s*[:;]?\s*/{1,3})?", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d{1,5}(?:/|$))", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_][\w-]{0,61}\.?|\[[0-9a-fA-F:.]+\]|localhost")
_YES = {"yes", "y", "true", "1", "on", "ja", "oui", "si", "sí", "agree", "i agree", "agreed", "i do", "ok", "x", "✓"}
_EVERYBODY = re.compile(r"public|every(?:one|body)|any(?:one|body)|the world")
_NOT = re.compile(r"\bnot?\b|n['’]t\b")
_NO = {"no", "n", "false", "0", "off", "nein", "non", "none", "never", ""}


def address(text: str, of: AddressOf = "blog") -> str:
    """The address of a blog or post as it is kept, with its scheme; CourseError says why it is none.

    Nothing is asked of the network."""
    words = sanitize.name(text).strip(_QUOTES.replace(")", "") + " .")
    words = _unwrapped(words if words.count("(") >= words.count(")") else words.strip(_QUOTES + " ."))
    if not words:
        raise CourseError(*texts.NO_ADDRESS[of])
    if len(words) > joining.LONGEST_ADDRESS:
        raise CourseError(*texts.TOO_LONG[of])
    if " " in words:
        raise CourseError(*texts.several(repr(_short(words))))
    if member := _FEDIVERSE.fullmatch(words):
        raise CourseError(*texts.user_name(repr(_short(words)), f"https://{member[2]}/@{member[1]}"))
    if re.match(r"[A-Za-z]:[\\/]|\\\\", words):
        raise CourseError(*texts.file(repr(_short(words)), of))
    if "@" in words.partition("/")[0] and "//" not in words:
        raise CourseError(*texts.email(repr(_short(words)), of))
    found = _SCHEME.match(words)
    scheme = found[1].lower() if found and found[1] else ""
    rest = words[found.end() :] if found else words
    if not scheme and (other := _OTHER_SCHEME.match(rest)):
        raise CourseError(*texts.other_scheme(other[1]))
    return _checked("http" if scheme == "http" else "https", rest.replace("\\", "/"), words)


def _unwrapped(words: str) -> str:
    """The address that a mail program or a network has wrapped; CourseError where the wrapping does not give it away."""
    whole = words if "://" in words[:20] or not words else f"https://{words}"
    inside = wrapped_addresses.unwrapped(whole)
    if name := wrapped_addresses.sealed_by(inside):
        raise CourseError(*texts.wrapped(name))
    return words if inside == whole else inside


def _checked(scheme: str, rest: str, words: str) -> str:
    place = re.split(r"[/?#]", rest, maxsplit=1)[0]
    path = rest[len(place) :]
    slash = "/" if path[:1] in ("?", "#") else ""
    host, port = _host_and_port(place, words)
    if not _HOST.fullmatch(host):
        raise CourseError(*texts.not_an_address(repr(_short(words))))
    return f"{scheme}://{host.lower()}{port}{slash}{path}"


def _host_and_port(place: str, words: str) -> tuple[str, str]:
    if "@" in place:
        raise CourseError(*texts.with_password(repr(_short(words))))
    try:
        parts = urlsplit(f"//{place}")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        raise CourseError(*texts.not_an_address(repr(_short(words)))) from None
    return (f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""), port


def email(text: str) -> str:
    """An email address as it is kept; CourseError says why it is none. "anonymous" and blanks are "": there is none."""
    from email_validator import EmailNotValidError, validate_email

    words = " ".join(text.split()).strip(_QUOTES + " ")
    if words.lower().startswith("mailto:"):
        words = words[7:]
    if words.casefold() in {"", "anonymous", "anonym", "none", "-", "n/a"}:
        return ""
    try:
        good = validate_email(words, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as wrong:
        raise CourseError(
            f"The email {_short(words)!r} isn't valid: {str(wrong).rstrip('.')}.", "Correct it."
        ) from None
    return good


def yes(text: str) -> bool | None:
    """Whether an answer in a form says yes; None where it says neither yes nor no."""
    words = " ".join(text.casefold().split()).strip(" .!")
    if words in _YES or words.startswith(("yes", "i agree", "ja,", "agree")):
        return True
    return False if words in _NO or words.startswith(("no,", "no ", "i do not", "i don't")) else None


def show(text: str) -> str:
    """public, course or private, as a form's answer means it; CourseError when it means none of them."""
    words = " ".join(text.casefold().split())
    if any(hint in words for hint in ("private", "only the organiser", "organiser only", "nobody", "no one")):
        return "private"
    if not words or (
        not words.startswith("public") and any(hint in words for hint in ("course", "participants", "group"))
    ):
        return "course"  # also "everyone in this course"
    if _EVERYBODY.search(words) and not _NOT.search(words):
        return "public"
    raise CourseError(f"{_short(text)!r} doesn't say who may see the person.", "Write public, course or private.")


def setting(key: str, value: str, course: Course, today: date) -> object:
    """The value of one roster setting as it was typed after KEY=; None takes the setting out. Errors say what it must be."""
    known = roster.FIELDS.get(key)
    if known is None or key == "pauses":
        fields = ", ".join(name for name in roster.FIELDS if name != "pauses")
        raise UsageError(f"{key!r} isn't a setting.", Hint(f"Settings: {fields}. For pauses: ", Action.PAUSE))
    words = value.strip()
    if not words:
        if known.required and key != "blogs":
            raise UsageError(f"{key} can't be empty.", f"It must be {known.kind}.")
        return [] if key in {"blogs", "groups"} else None
    made = _MADE[key](words, course, today) if key in _MADE else sanitize.name(words)
    if not known.good(made):
        raise UsageError(f"{key} = {_short(words)!r} isn't valid.", f"It must be {known.kind}.")
    return made


def _switch(text: str, _course: Course, _today: date) -> object:
    answer = yes(text)
    return text if answer is None else answer


def _cohort(text: str, course: Course, _today: date) -> object:
    if text not in course.cohorts:
        raise UsageError(f"There is no cohort {_short(text)!r}.", f"Known: {', '.join(course.cohorts)}.")
    return text


def _name(text: str, _course: Course, _today: date) -> object:
    name = sanitize.name(text)
    if trouble := joining.name_trouble(name):
        raise UsageError(trouble, "A pen name is fine.")
    return name


def _listed(text: str) -> list[str]:
    return [part.strip(' "[]') for part in text.split(",") if part.strip(' "[]')]


_MADE: Mapping[str, Callable[[str, Course, date], object]] = {
    **dict.fromkeys(("joined", "agreed", "withdrawn"), lambda text, _course, today: human_dates.parse(text, today)),
    "name": _name,
    "cohort": _cohort,
    "email": lambda text, _course, _today: email(text) or None,
    "blogs": lambda text, _course, _today: [address(part) for part in _listed(text)],
    "groups": lambda text, _course, _today: [sanitize.name(part) for part in _listed(text)],
    "moved": lambda text, _course, today: [human_dates.parse(part, today) for part in _listed(text)],
    "show": lambda text, _course, _today: show(text),
    "reminders": _switch,
}


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "..."
