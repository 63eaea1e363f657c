"""Which files does Git keep? Read from its index, without running Git: a repository's settings can name commands to run."""

import struct
from pathlib import Path

_LARGEST = 64 * 2**20
_HEAD = struct.Struct(">4sII")
_FIXED, _EXTENDED, _LENGTH = 62, 0x4000, 0x0FFF


def tracked(root: Path) -> tuple[str, ...]:
    """The files below a folder that the repository around it keeps, as paths from the folder; none where there is none."""
    for top in (root, *root.parents):
        index = _index(top / ".git")
        if index is not None:
            inside = root.relative_to(top).as_posix()
            prefix = "" if inside == "." else f"{inside}/"
            return tuple(name.removeprefix(prefix) for name in _names(index) if name.startswith(prefix))
    return ()


def _index(git: Path) -> bytes | None:
    """The bytes of an index; `.git` is a folder, or in a worktree a file that names one."""
    try:
        if git.is_file():
            git = git.parent / git.read_text(encoding="utf-8", errors="replace").partition("gitdir:")[2].strip()
        with (git / "index").open("rb") as file:
            return file.read(_LARGEST)
    except (OSError, ValueError):
        return b"" if git.is_dir() else None


def _names(data: bytes) -> tuple[str, ...]:
    """The names in an index of version 2, 3 or 4; as far as it can be read."""
    names: list[str] = []
    try:
        magic, version, count = _HEAD.unpack_from(data)
        at, before = _HEAD.size, b""
        if magic != b"DIRC" or version not in (2, 3, 4):
            return ()
        for _ in range(min(count, len(data) // _FIXED)):
            (flags,) = struct.unpack_from(">H", data, at + _FIXED - 2)
            start = at + _FIXED + (2 if version > 2 and flags & _EXTENDED else 0)
            if version == 4:
                drop, start = _number(data, start)
                end = data.index(b"\0", start)
                before = before[: len(before) - drop] + data[start:end]
                at = end + 1
            else:
                end = data.index(b"\0", start)
                before = data[start:end]
                at += (end - at + 8) // 8 * 8
            names.append(before.decode("utf-8", "replace"))
    except (struct.error, ValueError, IndexError):
        return tuple(names)
    return tuple(names)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of version 4, and where it ends."""
    value = data[at] & 127
    while data[at] & 128:
        at += 1
        value = ((value + 1) << 7) | (data[at] & 127)
    return value, at + 1
