"""Files: read a home, replace a text whole or not at all, hold the home for one writing run."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from course.adapters import exchange, home_files, machine_faults
from course.core.errors import Busy, CourseError
from course.core.hints import Action, Hint, ToDo

COURSE_FILE = "things/course.toml"
OWN_ENDINGS = {".md", ".toml", ".svg", ".txt"}  # of the files in the package's things/
ROSTER_FILE = "participants.toml"
LARGEST_PICTURE = 100_000  # bytes
LARGEST = 16 * 2**20  # a roster of 100,000 people is under this


def find_home(start: Path, named: Path | None = None) -> Path:
    """The folder `named`, or `start` or the nearest folder above it that has things/course.toml."""
    if named is not None:
        if not has_course(named):
            raise CourseError(
                f"There is no course in {named}: {COURSE_FILE} is missing.",
                Hint("Start one: ", ToDo(Action.BEGIN_THERE, str(named))),
            )
        return named.resolve()
    for folder in (start.resolve(), *start.resolve().parents):
        if has_course(folder):
            return folder
    raise CourseError(
        "There is no course in this folder.",
        Hint(
            "Start one: ",
            Action.BEGIN,
            ". Look at an example: ",
            Action.DEMO,
            ". Is it elsewhere? ",
            Action.OPEN_ELSEWHERE,
        ),
    )


def has_course(folder: Path) -> bool:
    """Whether there is a course in a folder; CourseError where that can't be seen."""
    try:
        return (folder / COURSE_FILE).is_file()
    except OSError as error:
        raise CourseError(
            f"{folder / 'things'} can't be read: {error.strerror}.", machine_faults.hint(error)
        ) from error


def read_home(root: Path) -> Mapping[str, bytes]:
    """The files that people wrote, by their path relative to the home (with forward slashes)."""
    there = _written_files(root)
    for folder in {path.parent for path in there if path.parent != root}:
        refuse_way_out(root, folder)
    for path in there:
        if path.name != ROSTER_FILE and path.is_symlink():
            refuse_way_out(root, path)
    return {path.relative_to(root).as_posix(): read_bytes(path) for path in there}


def file_marks(root: Path) -> Sequence[tuple[int, ...]]:
    """Marks of the files that people write: other values after any change."""
    return _marks(_written_files(root))


def store_marks(root: Path) -> Sequence[tuple[int, ...]]:
    """Marks of the store: other values after any change."""
    return _marks([root / ".course" / name for name in ("course.db", "course.db-wal")])


def folder_marks(folder: Path) -> Sequence[tuple[int, ...]]:
    """Marks of the files in a folder: other values after any change; none where there is no such folder."""
    try:
        return _marks(sorted(folder.iterdir()))
    except (FileNotFoundError, NotADirectoryError):
        return ()


def tree_marks(root: Path, inside: str) -> Sequence[tuple[int, ...]]:
    """Marks of all files in a folder of a home and in the folders there: other values after any change."""
    return _marks(root / name for name in home_files.files(root, inside))


def _marks(paths: Iterable[Path]) -> Sequence[tuple[int, ...]]:
    """Number, time of the last change (nanoseconds) and size of each file that exists."""
    found = (path.stat() for path in paths if path.is_file())
    return tuple((one.st_ino, one.st_mtime_ns, one.st_size) for one in found)


def _written_files(root: Path) -> Sequence[Path]:
    """The files of a home that people write, those that exist."""
    try:
        things = root / "things"
        names = sorted(name for name in os.listdir(things) if name.endswith(".md")) if things.is_dir() else []
        notes = sorted({*(root / "notes").glob("*.md"), *(root / "notes").glob("*/*.md")})
        paths = [root / COURSE_FILE, *(things / name for name in names), *notes, root / ROSTER_FILE]
        return [path for path in paths if path.is_file()]
    except OSError as error:
        raise CourseError(f"{root / 'things'} can't be read: {error.strerror}.", machine_faults.hint(error)) from error


def refuse_way_out(root: Path, path: Path) -> None:
    """CourseError when a file of the home is a link to a place outside: of these only the roster may be one."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise CourseError(
            f"{path} is a link to a place outside the course folder, so it is not read.",
            "Put the file itself there. Only participants.toml may be a link.",
        )


def read_pictures(root: Path, names: Iterable[str]) -> Mapping[str, bytes]:
    """The files under things/ with these names that exist; a link that leads out of the home is left out."""
    home, folder = root.resolve(), root / "things"
    inside = (name for name in names if (folder / name).resolve().is_relative_to(home))
    return {name: read_bytes(folder / name) for name in inside if (folder / name).is_file()}


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that a person keeps; CourseError says what to do when it can't be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise CourseError(f"{path} is larger than {LARGEST // 2**20} MiB.", "Check that this is the right file.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CourseError(f"There is no file {path} in {Path.cwd()}.", _elsewhere(path)) from error
    except OSError as error:
        raise CourseError(f"{path} can't be read: {error.strerror}.", machine_faults.hint(error)) from error


def _elsewhere(path: Path) -> str:
    """Where a file that was not found may be instead: people type a name, and stand one folder off."""
    if not path.is_absolute() and (Path("..") / path).is_file():
        return f"A file with that name is in the folder above: {Path('..') / path}"
    return "Give its whole path. If you drag the file into this window, the path is typed for you."


def write_bytes(path: Path, content: bytes, *, public: bool = False) -> None:
    """Write the file that somebody named, whole or not at all: a new one for its owner's eyes alone, unless it is `public`.

    A device or a pipe is written to as it is."""
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.write(content)
        else:
            _swap_in(path, content, 0o666 & ~home_files.umask() if public else home_files.PRIVATE)


def write_drafts(root: Path, inside: str, files: Mapping[str, bytes], stale: Iterable[str]) -> None:
    """Write each file whole, for its owner's eyes alone, and take away the stale ones. Not synced: they can be made again."""
    with home_files.opened(root, inside, make=True, mode=0o700) as folder:
        for name in stale:
            folder.remove(name)
        for name, content in files.items():
            folder.write(name, content, mode=home_files.PRIVATE, lasting=False)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """An OSError in here becomes the CourseError that says what to do."""
    try:
        yield
    except OSError as error:
        raise CourseError(f"{path} can't be written: {error.strerror}.", machine_faults.hint(error)) from error


def replace_text(path: Path, old: bytes, new: bytes) -> None:
    """Replace a file that a person keeps, unless somebody else has changed it since it was read, or is saving it now."""
    try:
        with _told(path):
            _swap_in(path, new, home_files.PRIVATE, old)
    except exchange.ChangedMeanwhile:
        raise CourseError(f"{path} has changed in the meantime.", "Nothing was written. Try again.") from None


def _swap_in(path: Path, content: bytes, mode: int, old: bytes | None = None) -> None:
    """Put a whole new file in the place of another; with `old`, only while that is what it holds."""
    target = path.resolve() if path.is_symlink() else path
    if target.exists():
        mode = target.stat().st_mode & 0o777
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        if old is None:
            os.replace(name, target)
        else:
            exchange.replace(target, old, Path(name))
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def private_folder(root: Path) -> Path:
    """The folder .course of a home, made for its owner alone where there is none; CourseError where it is a link."""
    with home_files.opened(root, ".course", make=True, mode=0o700) as folder:
        return folder.path


@contextlib.contextmanager
def lock(root: Path) -> Iterator[None]:
    """Hold the home for one writing run; Busy (exit code 5) if another one is going on here."""
    from filelock import FileLock, Timeout

    folder = private_folder(root)
    held = FileLock(folder / "lock", timeout=0, mode=home_files.PRIVATE)
    try:
        held.acquire()
    except Timeout:
        raise Busy(
            "Another cpd23 command is working in this course folder.",
            "Wait until it has finished, then try again.",
        ) from None
    except OSError as error:
        raise CourseError(
            f"{folder} can't be used: {error.strerror}.", "Check its permissions and the disk."
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
    """Write the files of a new home; CourseError, before anything is written, when one of them is there already.

    A file that holds just this may be there: of a home whose making was cut off. The settings are written last."""
    contents = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    taken = sorted(name for name, content in contents.items() if not _is_free(root / name, content))
    if taken:
        raise CourseError(f"{root / taken[0]} already exists.", "Nothing was written. Choose another folder.")
    for name in sorted(contents, key=lambda name: name == COURSE_FILE):
        mode = home_files.PRIVATE if name == ROSTER_FILE or name.startswith("blogs/") else None
        home_files.write(root, name, contents[name], mode=mode)


def _is_free(path: Path, content: bytes) -> bool:
    """Whether a file isn't there, or holds just this."""
    return not path.exists() or (path.is_file() and path.read_bytes() == content)
