"""Files that the program makes inside a folder. No part of their path may be a link, and nothing outside is touched.

Somebody else may have made the folder: a link in it, or a name with "..", would have the program write or delete where
its owner never meant it to. Folders are opened one inside the other, so that no link can slip in between look and deed.
"""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course.adapters import machine_faults
from course.core.errors import CourseError

PRIVATE = 0o600
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_HANDLES = os.open in os.supports_dir_fd  # not on Windows
_LARGEST = 64 * 2**20
_LINKS = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK)


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder; names are those of files in it."""

    path: Path
    handle: int | None  # None where the system has no handles of folders

    def content(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none, or something that is no plain file."""
        try:
            handle = os.open(self._at(name), os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0), dir_fd=self.handle)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno in _LINKS:
                return None
            raise
        with os.fdopen(handle, "rb") as file:
            return file.read(_LARGEST) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None

    def names(self) -> tuple[str, ...]:
        """The names of the plain files in it, in order; links are left out."""
        with os.scandir(self.path if self.handle is None else self.handle) as entries:
            return tuple(sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False)))

    def write(self, name: str, content: bytes, *, mode: int | None = None, lasting: bool = True) -> None:
        """Write a file whole or not at all. `mode` None: as the file has it, for a new one as usual here.

        `lasting`: it is on the disk before this returns."""
        parts_of(name)
        before = self._status(name)
        if before and stat.S_ISLNK(before.st_mode):
            raise _refused(self.path / name)
        if mode is None:
            mode = before.st_mode & 0o777 if before else 0o666 & ~umask()
        part = f".{name[:80]}.{os.urandom(6).hex()}.tmp"
        handle = os.open(self._at(part), os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, PRIVATE, dir_fd=self.handle)
        try:
            with os.fdopen(handle, "wb") as file:
                if hasattr(os, "fchmod"):
                    os.fchmod(file.fileno(), mode)
                file.write(content)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            os.replace(self._at(part), self._at(name), src_dir_fd=self.handle, dst_dir_fd=self.handle)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(self._at(part), dir_fd=self.handle)
            raise
        if lasting and self.handle is not None:
            os.fsync(self.handle)

    def create(self, name: str, content: bytes) -> None:
        """Write a new file for its owner's eyes alone; one that is there already stays as it is."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
        try:
            handle = os.open(self._at(name), flags, PRIVATE, dir_fd=self.handle)
        except FileExistsError:
            return
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            os.unlink(self._at(name), dir_fd=self.handle)
            raise

    def append(self, name: str, data: bytes) -> None:
        """Add whole lines to a file that is there, on the disk before this returns; a last line that was cut off goes first."""
        handle = os.open(self._at(name), os.O_RDWR | os.O_APPEND | _NO_LINK, dir_fd=self.handle)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            if hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), PRIVATE)
            before = file.read()
            if (whole := before.rfind(b"\n") + 1) < len(before):
                file.truncate(whole)
            if file.write(data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())

    def remove(self, name: str) -> bool:
        """Delete a plain file; a link or anything else stays. Return whether there was one."""
        parts_of(name)
        found = self._status(name)
        if found is None or not stat.S_ISREG(found.st_mode):
            return False
        os.unlink(self._at(name), dir_fd=self.handle)
        return True

    def _status(self, name: str) -> os.stat_result | None:
        try:
            return os.stat(self._at(name), dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def _at(self, name: str) -> str:
        return name if self.handle is not None else str(self.path / name)


@contextlib.contextmanager
def opened(root: Path, inside: str = "", *, make: bool = False, mode: int = 0o777) -> Iterator[Folder]:
    """A folder below `root`, which may itself be reached by links; `make`: with what is missing of it, in this mode.

    CourseError where a part of it is a link, and where the disk refuses something while it is open."""
    parts = parts_of(inside) if inside else ()
    place, handle = root, None
    try:
        if make:
            root.mkdir(mode, parents=True, exist_ok=True)
        handle = os.open(root, _FOLDER) if _HANDLES else None
        for part in parts:
            if make:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(part if _HANDLES else place / part, mode, dir_fd=handle)
            place /= part
            inner = _entered(place, part, handle)
            if handle is not None:
                os.close(handle)
            handle = inner
        yield Folder(place, handle)
    except OSError as error:
        raise _told(place, error) from error
    finally:
        if handle is not None:
            os.close(handle)


def write(root: Path, name: str, content: bytes, *, mode: int | None = None) -> bool:
    """Write a file below a folder whole or not at all; one that holds just this stays. Return whether it was written."""
    *above, last = parts_of(name)
    inside = "/".join(above)
    with opened(root, inside, make=True, mode=0o700 if mode == PRIVATE else 0o777) as folder:
        if folder.content(last) == content:
            return False
        folder.write(last, content, mode=mode)
    return True


def append(root: Path, name: str, data: bytes) -> None:
    """Add whole lines to a file below a folder, on the disk before this returns."""
    *above, last = parts_of(name)
    with opened(root, "/".join(above)) as folder:
        folder.append(last, data)


def content(root: Path, name: str) -> bytes | None:
    """The bytes of a file below a folder; None where there is none that may be read."""
    *above, last = parts_of(name)
    inside = "/".join(above)
    if not _is_there(root, inside):
        return None
    with opened(root, inside) as folder:
        return folder.content(last)


def contents(root: Path, inside: str) -> Mapping[str, bytes]:
    """The plain files in a folder by name, in order; none where it isn't there or can be reached by a link only."""
    if not _is_there(root, inside):
        return {}
    with opened(root, inside) as folder:
        return {name: data for name in folder.names() if (data := folder.content(name)) is not None}


def remove(root: Path, name: str) -> bool:
    """Delete a plain file below a folder; return whether there was one. What lies behind a link stays."""
    *above, last = parts_of(name)
    inside = "/".join(above)
    if not _is_there(root, inside):
        return False
    with opened(root, inside) as folder:
        return folder.remove(last)


def remove_folder(root: Path, name: str) -> None:
    """Delete a folder with all that is in it, if it is there; links in it go, what they lead to stays."""
    if _is_there(root, name):
        shutil.rmtree(root / name)


def files(root: Path, inside: str = "") -> tuple[str, ...]:
    """Every plain file below a folder, as a path from `root` with forward slashes; nothing behind a link."""
    if inside and not _is_there(root, inside):
        return ()
    found = []
    for folder, names, here in os.walk(root / inside):
        names[:] = [name for name in names if not is_link(Path(folder, name))]
        found += [Path(folder, name) for name in here if not is_link(Path(folder, name))]
    return tuple(sorted(path.relative_to(root).as_posix() for path in found if path.is_file()))


def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a path with forward slashes that leads downwards only; CourseError for any other."""
    parts = tuple(name.split("/"))
    if not is_inside(name):
        raise CourseError(f"{name!r} is not the name of a file inside this folder.", "Nothing was written or deleted.")
    return parts


def is_inside(name: str) -> bool:
    """Whether a path leads downwards only, on every system: no "..", no drive, no backslash."""
    return not any(part in ("", ".", "..") or any(sign in part for sign in "\\:\0") for part in name.split("/"))


def umask() -> int:
    """The permissions that new files don't get here."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _is_there(root: Path, inside: str) -> bool:
    """Whether there is such a folder, without a link on the way to it."""
    try:
        place = root
        for part in parts_of(inside) if inside else ():
            place /= part
            if is_link(place):
                return False
        return place.is_dir()
    except OSError:
        return False


def _entered(place: Path, part: str, handle: int | None) -> int | None:
    """The next folder, opened in the one before it."""
    if handle is None:
        if is_link(place):
            raise _refused(place)
        return None
    try:
        return os.open(part, _FOLDER | _NO_LINK, dir_fd=handle)
    except OSError as error:
        if error.errno in _LINKS and is_link(place):
            raise _refused(place) from error
        raise


def is_link(path: Path) -> bool:
    """Whether this is a symbolic link, or a junction of Windows."""
    try:
        found = path.lstat()
    except OSError:
        return False
    junction = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    return stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_file_attributes", 0) & junction)


def _refused(path: Path) -> CourseError:
    return CourseError(
        f"{path} is a link. cpd23 keeps the files it makes inside the folder, so it doesn't follow links there.",
        "Replace it with a plain folder or file. To write somewhere else, give the place with -o.",
    )


def _told(path: Path, error: OSError) -> CourseError:
    return CourseError(f"{path} can't be used: {error.strerror}.", machine_faults.hint(error))
