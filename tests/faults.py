"""Let the n-th step of a command fail, for every n, and look whether anything is lost, doubled or half written.

    python -m tests.faults                      # every command, every kind of fault
    python -m tests.faults --only track --every 1

A step is an opening for writing, a rename, a making or removal of a file or folder (an audit hook raises OSError there),
or a write beyond a number of bytes (RLIMIT_FSIZE: the store and its log, drafts, pages). Each trial begins from the same
home. After the fault the store must be whole, every file old or new, and the same command, run once more, must end where it
ends when nothing fails.
"""

import argparse
import contextlib
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
import black_box
from course.adapters.store import Store
from course.services.course_home import open_home
from course.services.rounds import start
from course.services.tracking import track

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()) + 7200)}
COMMANDS: dict[str, list[str]] = {
    "track": ["track", "--all"],
    "register": [
        "register",
        "https://new.example/",
        "--name",
        "Newcomer",
        "--offline",
        "--yes",
        "--email",
        "n@example.org",
    ],
    "pause": ["people", "pause", "nightjar", "--from", "2026-11-23", "--until", "2026-12-01"],
    "mark": ["mark", "quiet-please", "4", "--note", "on the telephone"],
    "publish": ["publish"],
    "draft": ["remind", "draft"],
    "certificate": ["certificate", "--all"],
}
STEPS = {"open", "os.rename", "os.mkdir", "os.remove"}


def main() -> int:
    """Try every command with every fault; 1 when something was lost or half written."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--only", choices=COMMANDS, action="append")
    words.add_argument("--every", type=int, default=1, help="try every n-th step only")
    asked = words.parse_args()
    bad = 0
    for name in asked.only or COMMANDS:
        for kind in ("steps", "bytes"):
            trials, found = tried(name, kind, asked.every)
            print(f"{name:12} {kind:6} {trials:4} faults, {len(found)} found")
            for line in found:
                print(f"  {line}")
            bad += len(found)
    return 1 if bad else 0


def tried(name: str, kind: str, every: int = 1, most: int = 400) -> tuple[int, list[str]]:
    """How many faults were tried on a command, and what went wrong."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        model = prepared(Path(folder) / "model")
        goal = state(_after(model, Path(folder) / "goal", COMMANDS[name]))
        for trial in range(1, most, every):
            home = Path(folder) / f"{kind}-{trial}"
            shutil.copytree(model, home)
            run = faulty(home, kind, trial, COMMANDS[name])
            if run.returncode == 0 and "fault" not in run.stderr:
                return trial - 1, found
            found += [f"{kind} {trial}: {words}" for words in judged(home, run, goal, COMMANDS[name])]
            shutil.rmtree(home)
    return most, found


def prepared(home: Path) -> Path:
    """The example course with its blogs read once, one post fewer than there is now."""
    start.begin_example(home, NOW.date(), lambda blogger: blogger.file)
    settings = home / "things" / "course.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("{ all = true }", "{ at_least = 8 }"), encoding="utf-8"
    )
    feed = home / "blogs" / "nightjar.xml"
    whole = feed.read_bytes()
    feed.write_bytes(whole[: whole.index(b"<entry>")] + whole[whole.index(b"</entry>") + len(b"</entry>") :])
    opened = open_home(home)
    with Store(opened.database) as store:
        track.track(opened, store, NOW)
    feed.write_bytes(whole)
    return home


def _after(model: Path, home: Path, command: Sequence[str]) -> Path:
    shutil.copytree(model, home)
    run(home, command)
    return home


def run(home: Path, command: Sequence[str], *prefix: str) -> subprocess.CompletedProcess[str]:
    """The command in this home, as a process of its own."""
    words = [*command, "-C", str(home), "--no-input"]
    if not prefix:
        return black_box.said(words, folder=ROOT, environment=os.environ | LATER)
    return subprocess.run(
        [sys.executable, *prefix, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | LATER,
        timeout=600,
    )


def faulty(home: Path, kind: str, trial: int, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """The same with its n-th step, or all writes beyond n pages, made to fail."""
    return run(home, command, "-m", "tests.faults", "--child", kind, str(trial))


def judged(home: Path, failed: subprocess.CompletedProcess[str], goal: str, command: Sequence[str]) -> Iterator[str]:
    """Everything that is not as it must be after a fault."""
    if "Traceback" in failed.stderr:
        yield f"a traceback: {failed.stderr.strip().splitlines()[-1]}"
    try:
        tomllib.loads((home / "participants.toml").read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        yield f"the roster is damaged: {error}"
    with Store(home / ".course" / "course.db") as store:
        if damage := store.integrity():
            yield f"the store is damaged: {damage}"
    run(home, command)
    if (now := state(home)) != goal:
        yield f"run again, it ends elsewhere: {now} instead of {goal}"


def state(home: Path) -> str:
    """What a home holds, in short: the roster, every post and its versions, every ruling, every drafted and published file."""
    digest = hashlib.blake2b((home / "participants.toml").read_bytes(), digest_size=8)
    with Store(home / ".course" / "course.db") as store:
        for post in sorted(store.posts(), key=lambda p: (p.author, p.title)):
            digest.update(f"{post.author}|{post.title}|{len(store.versions(post.key))}".encode())
        digest.update(str(sorted((r.handle, r.thing, r.why) for r in store.self_reports())).encode())
        digest.update(str(len(store.issued())).encode())
    for folder in ("outbox", "public"):
        for path in sorted((home / folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(home)}".encode() + path.read_bytes())
    return digest.hexdigest()


def child(kind: str, trial: int, command: list[str]) -> None:
    """Run the command in this process with a fault in it."""
    sys.argv = ["cpd23", *command]
    from course.cli import app

    if kind == "bytes":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write then fails with EFBIG instead of killing the process
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024 * (2**trial // 4 + trial), resource.RLIM_INFINITY))
        sys.stderr.write("fault\n" if trial < 12 else "")
    else:
        sys.addaudithook(_failing(trial))
    app.main()


def _failing(trial: int):  # type: ignore[no-untyped-def]
    """A hook that raises at the n-th step that writes."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in STEPS and (event != "open" or _writes(arguments)):
            seen += 1
            if seen == trial:
                sys.stderr.write(f"fault at {event}\n")
                raise OSError(5, "Input/output error (made by the test)")

    return hook


def _writes(arguments: tuple[object, ...]) -> bool:
    """Whether an opening is for writing, in the home and not in the interpreter's own caches."""
    path, mode, flags = arguments
    if "__pycache__" in str(path) or str(path).startswith("/dev"):
        return False
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)) or (
        isinstance(mode, str) and any(m in mode for m in "wax+")
    )


if __name__ == "__main__":
    if "--child" in sys.argv:
        at = sys.argv.index("--child")
        child(sys.argv[at + 1], int(sys.argv[at + 2]), sys.argv[at + 3 :])
    else:
        with contextlib.suppress(KeyboardInterrupt):
            sys.exit(main())
