"""Where in a folder do these words stand? A search by bytes."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

LARGEST = 64 * 2**20  # bytes of a file that are searched
_NOT_OURS_TO_READ = {".git", ".venv", "node_modules", "__pycache__"}


def files_with(root: Path, words: Iterable[str], without: Iterable[str] = ()) -> tuple[Path, ...]:
    """The files below `root` in which one of the words stands, whatever its case; .git and what is called as in
    `without` in the folder itself are left out."""
    needles = [_whole(form) for word in words if word for form in _forms(word)]
    found = []
    if root.is_symlink():
        return ()
    for folder, names, files in os.walk(root):
        here = set(without) if Path(folder) == root else set()
        names[:] = sorted(set(names) - _NOT_OURS_TO_READ - here)
        found += [path for name in sorted(set(files) - here) if _holds(path := Path(folder, name), needles)]
    return tuple(found)


def files_named(root: Path, name: str) -> tuple[Path, ...]:
    """The files below `root` that are called so, whatever their ending: certificates, for example."""
    return tuple(sorted(path for path in root.rglob("*") if path.stem == name and path.is_file()))


def head(path: Path, size: int) -> bytes:
    """The first bytes of a file; none where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def under_git(root: Path) -> bool:
    """Whether the folder lies in a Git repository, which keeps old versions of files."""
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def copies_of_store(root: Path) -> tuple[str, ...]:
    """Copies of the store that were made before an upgrade, as paths from the home."""
    return tuple(sorted(path.relative_to(root).as_posix() for path in root.glob(".course/course-before-*.db*")))


def _forms(word: str) -> set[bytes]:
    plain = word.encode()
    escaped = word.encode("ascii", "backslashreplace")
    quoted = quote(word, safe="/:@")
    addresses = {quoted, quoted.replace("~", "%7E"), quote(word, safe="")}
    return {plain.lower(), escaped.lower(), word.encode("utf-16-le").lower(), *(a.lower().encode() for a in addresses)}


def _whole(form: bytes) -> re.Pattern[bytes]:
    """The form where it is no part of a longer word."""
    edge = rb"[0-9A-Za-z\x80-\xff]"
    return re.compile(rb"(?<!" + edge + rb")" + re.escape(form) + rb"(?!" + edge + rb")")


def _holds(path: Path, needles: Iterable[re.Pattern[bytes]]) -> bool:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST).lower()
    except OSError:
        return False
    return any(needle.search(data) for needle in needles)
