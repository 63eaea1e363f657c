"""Kill `cpd23 open` at random moments of what an organiser does, and look whether anything is lost, doubled or half written.

python -m tests.open_kills --kills 50 --seed 1

A moment is a call that may change something: a statement of SQL, a file opened, written, renamed or removed, bytes sent to
the mail server; the process kills itself there. Afterwards the store must be whole and each file old or new, and the same
action, done again, must end where it ends when nothing is killed. An email goes out once, or is known to be in doubt.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import mailserver
import opened
import organiser_app
import organiser_home
import posted
import trusting
from course.adapters.store import Store
from course.core.letters.model import LetterState
from course.formats.letters import sent_lines
from mailserver import Letterbox

ROOT = Path(__file__).parents[1]
SQL = {"execute", "executemany", "commit"}
FILES = {"open", "write", "fsync", "ftruncate", "rename", "replace", "link", "unlink", "remove", "mkdir", "rmdir"}
STEPS = SQL | FILES | {"send", "sendall"}
Get = Callable[[str], str]
Form = tuple[str, dict[str, str]]
FILE = "things/01-matter.md"
MORE = "\nSome words more, and no word less.\n"


# What the organiser does: from the page that is shown to the form that is sent; None where it has been done -----------


def decide(get: Get) -> Form | None:
    """Credit the post that waits."""
    page = get("/review")
    post, thing = (re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("post", "thing"))
    return ("/review/answer", {"what": "yes", "post": post[1], "thing": thing[1]}) if post and thing else None


def save(get: Get) -> Form | None:
    """Write some more words into a Thing."""
    page = get(f"/course/file?name={FILE}")
    text = unescape(page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]).removeprefix("\n")
    return None if MORE in text else ("/course/save", {"name": FILE, "mark": _mark(page), "text": text + MORE})


def pause(get: Get) -> Form | None:
    """Give somebody a pause."""
    page = get("/person/nightjar")
    fields = {"start": "2026-11-23", "until": "2026-12-06"}
    return None if "/person/nightjar/resume" in page else ("/person/nightjar/pause", fields)


def publish(get: Get) -> Form | None:
    """Publish the pages."""
    page = get("/publish")
    return ("/publish/now", {"mark": _mark(page)}) if 'name="mark"' in page else None


def close(get: Get) -> Form | None:
    """Close the course, with the list of who has finished."""
    return "/close/now", {"mark": _mark(get("/close")), "sure": "yes"}


def send(get: Get) -> Form | None:
    """Send the emails."""
    page = get("/emails").partition("/emails/send")[2]
    number = re.search(r"type (\d+)</label>", page)
    return ("/emails/send", {"mark": _mark(page), "number": number[1]}) if number else None


def _mark(page: str) -> str:
    found = re.search(r'name="mark" value="([^"]*)"', page)
    assert found, page
    return found[1]


ACTIONS: Mapping[str, Callable[[Get], Form | None]] = {
    one.__name__: one for one in (decide, save, pause, publish, close, send)
}


# Trials ----------------------------------------------------------------------------------------------


class Trials:
    """One action on copies of the same home: as it ends when nothing is killed, and with kills."""

    def __init__(self, folder: Path, action: str, box: Letterbox) -> None:
        self._folder, self._action, self._box = folder, action, box
        self.now = posted.MONDAY if action == "send" else organiser_app.MONDAY
        self._model = folder / "model"
        if action == "send":
            posted.home(self._model, 3, port=box.port)
            organiser_app.window(self._model, self.now).get("/emails")  # makes the key by which replies are known
        else:
            organiser_home.make(self._model)
        goal = self._copy("goal")
        self.moments = int(self._run(goal, 0))
        self._goal = state(goal)
        self._files = [files(self._model), files(goal)]

    def kill(self, moment: int) -> list[str]:
        """What was wrong after a kill at this moment, and after the same had been done again."""
        self._box.taken.clear()
        home = self._copy(f"killed-{moment}")
        self._run(home, moment)
        hurt = list(self._damage(home))
        self._again(home)
        if self._action == "send":
            hurt += self._doubled(home)
        elif (now := state(home)) != self._goal:
            hurt.append(f"done again, it ends elsewhere: {difference(now, self._goal)}")
        shutil.rmtree(home)
        return [f"{self._action}, moment {moment} of {self.moments}: {words}" for words in hurt]

    def _copy(self, name: str) -> Path:
        """A copy of the home in a folder of its own, under the same name: what is trusted knows a home by its place."""
        home = self._folder / name / "home"
        shutil.copytree(self._model, home)
        if self._action == "send":
            trusting.grant(home)
        return home

    def _run(self, home: Path, moment: int) -> str:
        """Do the action in a process that kills itself at a moment; how many moments there were, where it lives."""
        counted = home.parent / "moments"
        command = [sys.executable, str(Path(__file__)), "--child", str(home), str(moment), str(counted)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(self.now.timestamp())), "PYTHONPATH": str(ROOT)}
        with opened.started(command, home.parent, environment) as app:
            app.enter()
            form = ACTIONS[self._action](app.get)
            assert form
            try:
                app.send(form[0], **form[1])
            except (OSError, opened.Gone):
                app.process.wait(60)
            while self._action == "send" and app.process.poll() is None and not _settled(home):
                time.sleep(0.02)
        return counted.read_text(encoding="utf-8") if counted.exists() else "0"

    def _again(self, home: Path) -> None:
        """The same action once more, in a new run of the app, as far as anything is left to do."""
        window = organiser_app.window(home, self.now)
        if form := ACTIONS[self._action](lambda path: window.get(path).text):
            answer = window.post(form[0], **form[1])
            assert answer.status_code == 200, answer.text
            window.wait()

    def _damage(self, home: Path) -> Iterator[str]:
        """Everything that is not whole after a kill."""
        if broken := Store(home / ".course" / "course.db").integrity():
            yield f"the store is damaged: {broken}"
        tomllib.loads((home / "participants.toml").read_text(encoding="utf-8"))
        for name, content in files(home).items():
            if name == sent_lines.NAME:
                for line in content.splitlines():
                    json.loads(line)
            elif not any(known.get(name) == content for known in self._files):
                yield f"{name} is neither as it was nor as it will be"

    def _doubled(self, home: Path) -> Iterator[str]:
        """Whoever got two emails, or none without a word about it."""
        with Store(home / ".course" / "course.db", write=False) as store:
            states = {f"{one.handle}@example.org": one.state for one in store.letters()}
        came = Counter(self._box.to)
        for address in (f"p{number}@example.org" for number in range(1, 4)):
            known = states.get(address)
            right = {
                1: (LetterState.SENT, LetterState.UNKNOWN, LetterState.CLAIMED),
                0: (LetterState.UNKNOWN, LetterState.CLAIMED),
            }
            if known not in right.get(came[address], ()):
                yield f"{address} got {came[address]} emails, and the store says {known}"


def _settled(home: Path) -> bool:
    with Store(home / ".course" / "course.db", write=False) as store:
        letters = store.letters()
    return len(letters) == 3 and all(one.state is LetterState.SENT for one in letters)


def files(home: Path) -> dict[str, bytes]:
    """Every file of a home, but for the folder of the program and for what a killed write leaves, which is never read."""
    paths = (path for path in home.rglob("*") if path.is_file() and ".course" not in path.relative_to(home).parts)
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in paths if path.suffix != ".tmp"}


def state(home: Path) -> dict[str, Any]:
    """What a home holds: its files, decisions, posts, letters."""
    with Store(home / ".course" / "course.db", write=False) as store:
        told = {
            "rulings": sorted(map(repr, store.rulings())),
            "posts": sorted(post.key for post in store.posts()),
            "letters": sorted(map(repr, store.letters())),
        }
    return {**files(home), **told}


def difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Where two homes differ, and how."""
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return [f"{name}: {str(one.get(name))[:300]} instead of {str(other.get(name))[:300]}" for name in names]


def killed(kills: int, seed: int, actions: tuple[str, ...] = tuple(ACTIONS)) -> list[str]:
    """What was found to be wrong after so many kills, one action after the other."""
    chance, hurt = random.Random(seed), []
    with tempfile.TemporaryDirectory() as folder, mailserver.running() as box:
        trials = {name: Trials(Path(folder) / name, name, box) for name in actions}
        for number in range(kills):
            name = actions[number % len(actions)]
            hurt += trials[name].kill(chance.randint(1, trials[name].moments))
    return hurt


# The process that kills itself -----------------------------------------------------------------------


def child(home: str, moment: int, counted: str) -> None:
    """`cpd23 open`, which kills itself at the n-th step after a form has come; 0: never, and the steps are counted."""
    seen, armed = 0, False

    def hook(frame: Any, event: str, called: Any) -> None:
        nonlocal seen, armed
        if event == "call" and frame.f_code.co_name == "own_form":
            armed = True
        if armed and event in ("c_call", "c_return") and called.__name__ in STEPS:
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(hook)
    sys.argv = ["cpd23", "open", "-C", home, "--no-browser"]
    from course.cli import app

    try:
        app.main()
    finally:
        Path(counted).write_text(str(seen), encoding="utf-8")


def main() -> int:
    """Kill and tell; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.open_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=ACTIONS, action="append")
    asked = parser.parse_args()
    os.environ["XDG_CONFIG_HOME"] = os.environ["APPDATA"] = tempfile.mkdtemp(
        prefix="cpd23-kills-"
    )  # for what is trusted
    hurt = killed(asked.kills, asked.seed, tuple(asked.only or ACTIONS))
    print(*hurt, f"{asked.kills} kills: {len(hurt)} things wrong", sep="\n")
    return 1 if hurt else 0


if __name__ == "__main__":
    if "--child" in sys.argv:
        child(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        sys.exit(main())
