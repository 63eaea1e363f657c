"""The link in every letter by which one click stops the reminders: no look-up, no writing, only a signature."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from course.adapters import disk, secret_keys
from course.core.model import Handle
from course.services.course_home import Home

KEY = ".course/web.key"
ADDRESS = ".course/web-address"  # where the pages were last served from, if they can be reached by https


def note_address(root: Path, address: str) -> None:
    """Remember where the pages are, for the letters; only an https address is worth a link in a letter."""
    if address.startswith("https://"):
        disk.write_bytes(root / ADDRESS, address.encode())


def links(home: Home, handles: Iterable[Handle]) -> Mapping[Handle, str]:
    """The links of these people; none where no pages are served."""
    path = home.root / ADDRESS
    if not path.is_file():
        return {}
    address = disk.read_bytes(path).decode("utf-8", "replace").strip()
    key = secret_keys.kept(home.root / KEY)
    return {handle: f"{address}/u/{secret(key, handle)}" for handle in handles}


def secret(key: bytes, handle: str) -> str:
    """The last part of somebody's link: the handle, and a signature of 128 bits."""
    mark = hmac.new(key, b"unsubscribe\0" + handle.encode(), sha256).digest()[:16]
    return f"{handle}.{urlsafe_b64encode(mark).decode().rstrip('=')}"


def holder(key: bytes, words: str) -> Handle | None:
    """Whose link it is; None where the signature is not ours. Compared in constant time."""
    handle = words.partition(".")[0]
    same = hmac.compare_digest(secret(key, handle).encode(), words.encode("utf-8", "replace"))
    return Handle(handle) if same else None
