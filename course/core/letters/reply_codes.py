"""The code in every email by which its reply or its bounce is known again: signed with the home's key, nothing stored."""

import hmac
import re
from base64 import b32encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from course.core.letters.reminder_context import extra_name, week_name
from course.core.model import Handle

OLDEST = 105  # weeks
_CODE = re.compile(r"(?<![a-z0-9])r(\d{2})(\d{2})(\d{0,2})[a-z2-7]{16}(?![a-z0-9])", re.ASCII)
_CODE_IN_WORDS = re.compile(_CODE.pattern, re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CodeHolder:
    """Whose email a code is from, and of which week."""

    handle: Handle
    week: str  # ISO week, "2026-W48", or the name of an extra email


def code(key: bytes, handle: Handle, week: str) -> str:
    """The code of somebody's email of a week, or of an extra one: its numbers, and a signature of 80 bits. It shows no handle."""
    numbers = "".join(re.findall(r"\d+", week))[2:]
    mark = hmac.new(key, b"reply\0" + handle.encode() + b"\0" + week.encode(), sha256).digest()[:10]
    return f"r{numbers}{b32encode(mark).decode().lower()}"


def codes(text: str) -> tuple[str, ...]:
    """Everything in a text that has the shape of a code, each once."""
    return tuple(dict.fromkeys(found[0] for found in _CODE.finditer(text.lower())))


def without(text: str) -> str:
    """The text without anything that has the shape of a code."""
    return _CODE_IN_WORDS.sub(" ", text)


def holders(
    key: bytes, found: Iterable[str], people: Collection[Handle], today: date, extras: Collection[str]
) -> Mapping[str, CodeHolder]:
    """The codes of everybody for the weeks that these codes name: of the last two years, and of known extra emails."""
    recent = {week_name(today - timedelta(weeks=ago)) for ago in range(-1, OLDEST)}
    named = {_week(match) for text in found if (match := _CODE.fullmatch(text))}
    weeks = sorted(named & recent.union(extras))
    return {code(key, who, week): CodeHolder(who, week) for week in weeks for who in people}


def _week(found: re.Match[str]) -> str:
    week = f"20{found[1]}-W{found[2]}"
    return extra_name(week, int(found[3])) if found[3] else week
