"""The link and the code in every email by which one click, or a reply, stops the reminders: signatures, nothing stored."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from course.adapters import home_files, secret_keys
from course.core.letters import reply_codes
from course.core.model import Handle
from course.services.course_home import Home

KEY = ".course/web.key"
ADDRESS = ".course/web-address"  # where the pages were last served from, if they can be reached by https


def note_address(root: Path, address: str) -> None:
    """Remember where the pages are, for the emails; only an https address is worth a link in an email."""
    if address.startswith("https://"):
        home_files.write(root, ADDRESS, address.encode(), mode=home_files.PRIVATE)


def served_at(root: Path) -> str:
    """Where the pages are served by https; empty where they aren't."""
    kept = home_files.content(root, ADDRESS)
    return "" if kept is None else kept.decode("utf-8", "replace").strip()


def links(home: Home, handles: Iterable[Handle]) -> Mapping[Handle, str]:
    """The links of these people; none where no pages are served."""
    address = served_at(home.root)
    if not address:
        return {}
    key = secret_keys.kept(home.root, KEY)
    return {handle: f"{address}/u/{secret(key, handle)}" for handle in handles}


def codes(home: Home, handles: Iterable[Handle], week: str) -> Mapping[Handle, str]:
    """The codes of these people's emails of a week; none in a home that keeps nothing yet."""
    if not home.database.exists():
        return {}
    key = secret_keys.kept(home.root, KEY)
    return {handle: reply_codes.code(key, handle, week) for handle in handles}


def secret(key: bytes, handle: str) -> str:
    """The last part of somebody's link: a signature of 128 bits. It shows no handle, which may be like a name."""
    mark = hmac.new(key, b"unsubscribe\0" + handle.encode(), sha256).digest()[:16]
    return urlsafe_b64encode(mark).decode().rstrip("=")


def holder(key: bytes, text: str, people: Iterable[Handle]) -> Handle | None:
    """Which of these people's link it is; None where it is nobody's. Emails of version 0.1 had the handle before a dot.

    Every person's signature is compared, each in constant time."""
    wanted = text.rpartition(".")[2].encode("utf-8", "replace")
    found = [handle for handle in people if hmac.compare_digest(secret(key, handle).encode(), wanted)]
    return found[0] if found and text in (secret(key, found[0]), f"{found[0]}.{secret(key, found[0])}") else None
