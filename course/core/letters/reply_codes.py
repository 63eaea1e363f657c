"""The code in every email by which its reply or its bounce is known again: signed with the home's key, nothing stored."""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from course.core.model import Handle

_CODE = re.compile(r"(?<![a-z0-9])r(\d{2})(\d{2})[a-z2-7]{16}(?![a-z0-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class CodeHolder:
    """Whose email a code is from, and of which week."""

    handle: Handle
    week: str  # ISO week, "2026-W48"


def code(key: bytes, handle: Handle, week: str) -> str:
    """The code of somebody's email of a week: the week and a signature of 80 bits. It shows no handle."""
    year, _, number = week.partition("-W")
    mark = hmac.new(key, b"reply\0" + handle.encode() + b"\0" + week.encode(), sha256).digest()[:10]
    return f"r{year[-2:]}{number}{b32encode(mark).decode().lower()}"


def codes(text: str) -> tuple[str, ...]:
    """Everything in a text that has the shape of a code, each once."""
    return tuple(dict.fromkeys(found[0] for found in _CODE.finditer(text.lower())))


def holder(key: bytes, text: str, people: Iterable[Handle]) -> CodeHolder | None:
    """Whose code it is; None where it is nobody's. Every signature is compared, each in constant time."""
    found = _CODE.fullmatch(text)
    if found is None:
        return None
    week = f"20{found[1]}-W{found[2]}"
    holders = [one for one in people if hmac.compare_digest(code(key, one, week), text)]
    return CodeHolder(holders[0], week) if holders else None
