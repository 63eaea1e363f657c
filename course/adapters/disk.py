"""Files: read a home, replace a text whole or not at all, hold the home for one writing run."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from course.core import sentences
from course.core.errors import Busy, CourseError

COURSE_FILE = "things/course.toml"
OWN_ENDINGS = {".md", ".toml", ".svg", ".txt"}  # of the files in the package's things/
ROSTER_FILE = "participants.toml"
LARGEST_PICTURE = 100_000  # bytes
LARGEST = 16 * 2**20  # a roster of 100,000 people is under this


def find_home(start: Path, named: Path | None = None) -> Path:
    """The folder `named`, or `start` or the nearest folder above it that has things/course.toml."""
    if named is not None:
        if not (named / COURSE_FILE).is_file():
            raise CourseError(
                f"There is no course in {named}: {COURSE_FILE} is missing.",
                f"Start one: cpd23 init {sentences.argument(named, 'FOLDER')}",
            )
        return named.resolve()
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / COURSE_FILE).is_file():
            return folder
    raise CourseError(
        "There is no course in this folder.",
        "Start one: cpd23 init. Look at an example: cpd23 demo. Is it elsewhere? cpd23 -C FOLDER",
    )


def read_home(root: Path) -> Mapping[str, bytes]:
    """The files that people wrote, by their path relative to the home (with forward slashes)."""
    paths = [root / COURSE_FILE, *sorted((root / "things").glob("*.md")), root / ROSTER_FILE]
    return {path.relative_to(root).as_posix(): read_bytes(path) for path in paths if path.is_file()}


def read_pictures(root: Path, names: Iterable[str]) -> Mapping[str, bytes]:
    """The files under things/ with these names that exist; a link that leads out of the home is left out."""
    home, folder = root.resolve(), root / "things"
    inside = (name for name in names if (folder / name).resolve().is_relative_to(home))
    return {name: read_bytes(folder / name) for name in inside if (folder / name).is_file()}


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that a person keeps; CourseError says what to do when it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise CourseError(f"{path} is larger than {LARGEST // 2**20} MiB.", "Is it the right file?")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CourseError(f"There is no file {path} in {Path.cwd()}.", _elsewhere(path)) from error
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read: {error.strerror}.", "Is it open in another program? Close it there."
        ) from error


def _elsewhere(path: Path) -> str:
    """Where a file that was not found may be instead: people type a name, and stand one folder off."""
    if not path.is_absolute() and (Path("..") / path).is_file():
        return f"There is one in the folder above: {Path('..') / path}"
    return "Give its whole path: drag the file into this window, and the path is typed for you."


def holds(path: Path, content: bytes) -> bool:
    """Whether the file is there and holds just this."""
    with contextlib.suppress(OSError):
        return path.stat().st_size == len(content) and path.read_bytes() == content
    return False


def write_bytes(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; an unchanged file is left alone. Return whether it was written."""
    if holds(path, content):
        return False
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _swap_in(path, content)
    return True


def write_drafts(folder: Path, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    """Write each file whole, for its owner's eyes alone, and take away the stale ones. Not synced: they can be made again."""
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).unlink(missing_ok=True)
        for name, content in files.items():
            _swap_in(folder / name, content, mode=0o600, lasting=False)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """An OSError in here becomes the CourseError that says what to do."""
    try:
        yield
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written: {error.strerror}.",
            "Is it open in another program, or is the disk full? Put that right and run the command again.",
        ) from error


def replace_text(path: Path, old: bytes, new: bytes) -> None:
    """Replace a file that a person keeps, unless somebody else has changed it since it was read."""
    if read_bytes(path) != old:
        raise CourseError(f"{path} has been changed meanwhile.", "Nothing was written. Run the command again.")
    write_bytes(path, new)


def _swap_in(path: Path, content: bytes, *, mode: int | None = None, lasting: bool = True) -> None:
    target = path.resolve() if path.is_symlink() else path
    if mode is None:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    if lasting:
        _sync_folder(target.parent)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def lock(root: Path) -> Iterator[None]:
    """Hold the home for one writing run; Busy (exit code 5) if another one is going on here."""
    from filelock import FileLock, Timeout

    folder = root / ".course"
    held = FileLock(folder / "lock", timeout=0)
    try:
        folder.mkdir(exist_ok=True)
        held.acquire()
    except Timeout:
        raise Busy(
            "Another cpd23 is working in this home.", "Wait until it has ended, then run the command again."
        ) from None
    except OSError as error:
        raise CourseError(
            f"{folder} cannot be used: {error.strerror}.", "Check its permissions and the disk."
        ) from error
    try:
        yield
    finally:
        held.release()


def own_things() -> Mapping[str, str]:
    """The package's own things/ by name (Things, course.toml, pictures, licence): beside the package or inside it."""
    import course

    inside = Path(str(course.__file__)).parent
    folder = next(
        (f for f in (inside / "formats" / "files" / "default_things", inside.parent / "things") if f.is_dir()), None
    )
    if folder is None:
        raise CourseError("The Thing files of the default course are missing.", "Install cpd23 again.")
    paths = sorted(path for path in folder.rglob("*") if path.suffix in OWN_ENDINGS and path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def write_new(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write the files of a new home; CourseError, before anything is written, when one of them is there already."""
    taken = sorted(name for name in files if (root / name).exists())
    if taken:
        raise CourseError(f"{root / taken[0]} exists already.", "Choose another folder; nothing was written.")
    for name, content in files.items():
        write_bytes(root / name, content.encode() if isinstance(content, str) else content)
