"""The real command against a real server on loopback, killed at every word of the conversation and run again."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from queue import SimpleQueue

import pytest

import black_box
import mailserver
import posted
from course.adapters.store import Store
from mailserver import Letterbox

WEEK = "2026-W41"
ROOT = Path(__file__).parents[3]


LEFT = {1: 2, 2: 2, 3: 1, 4: 1, 5: 1, 6: 1, 7: 0, 8: 0, 9: 0}  # to send after a kill at: mail, rcpt, data, taken; twice


def environment() -> dict[str, str]:
    """A fixed clock, and nothing of the organiser's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CPD23_")}
    epoch = str(int(posted.MONDAY.timestamp()))
    return {**kept, "SOURCE_DATE_EPOCH": epoch, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


def begun(home: Path, *words: str) -> subprocess.Popen[str]:
    """The command as it begins."""
    return subprocess.Popen(
        [sys.executable, "-m", "course", *words, "-C", str(home)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment(),
    )  # fmt: skip


def cpd23(home: Path, *words: str) -> tuple[int, str, str]:
    """What the command answers: exit code, stdout, stderr."""
    done = black_box.said([*words, "-C", str(home)], environment=environment())
    return done.returncode, done.stdout, done.stderr


def doubtful(home: Path) -> set[str]:
    with Store(home / ".course" / "course.db", write=False) as store:
        return {item.handle for item in store.letters() if item.state == "unknown"}


def test_the_ladder_from_the_plan_to_the_last_letter(tmp_path: Path) -> None:
    with mailserver.running() as box:
        home = posted.home(tmp_path / "a home", port=box.port)
        code, out, err = cpd23(home, "remind")
        assert (code, "This week (3)" in out) == (0, True)
        assert "Nothing has been written or sent. Next: cpd23 remind draft" in err
        assert not (home / "outbox").exists()
        assert not (home / ".course").exists()
        code, out, _ = cpd23(home, "remind", "draft")
        assert (code, f"Wrote 3 emails to outbox/{WEEK}" in out) == (0, True)
        code, out, _ = cpd23(home, "remind", "test")
        assert (code, box.to) == (0, ["zoe@library.example"])
        code, out, err = cpd23(home, "remind", "send")
        assert (code, out) == (1, "")
        assert "This needs your confirmation, but no terminal is attached" in err
        assert "--confirm 3" in err
        code, out, err = cpd23(home, "remind", "send", "--confirm", "2")
        assert (code, "The right number is 3." in err, len(box.to)) == (1, True, 1)
        code, out, _ = cpd23(home, "remind", "send", "--confirm", "3")
        assert (code, out.startswith("Sent 3 of 3 emails")) == (0, True)
        code, out, _ = cpd23(home, "remind", "send", "--confirm", "3")
        assert (code, out.startswith("0 emails to send")) == (0, True)
        assert Counter(box.to[1:]) == {f"p{n}@example.org": 1 for n in (1, 2, 3)}
        code, out, _ = cpd23(home, "remind", "status")
        assert (code, out.startswith(f"Emails for {WEEK}: 3 sent")) == (0, True)


def test_json_is_what_the_interface_promises_and_the_same_each_time(tmp_path: Path) -> None:
    home = posted.home(tmp_path / "h", also={"eve": "a@b.example)c@evil.example"})
    first, again = (cpd23(home, "remind", "--json", "--as-of", "2026-10-06") for _ in range(2))
    assert first[1] == again[1]
    answer = json.loads(first[1])
    assert (answer["schema"], answer["week"]) == (1, WEEK)
    assert set(answer["letters"][0]) >= {"handle", "kind", "key", "subject", "things"}
    told = {letter["handle"] for letter in answer["letters"]} | {skip["handle"] for skip in answer["skipped"]}
    assert told == {"p1", "p2", "p3", "eve"} or (first[0] == 4 and told == {"p1", "p2", "p3"} and "eve" in first[2])


def test_some_letters_that_did_not_go_make_exit_code_4(tmp_path: Path) -> None:
    with mailserver.running(Letterbox(modes={"p2@example.org": "rcpt 550 no such user"})) as box:
        home = posted.home(tmp_path / "h", port=box.port)
        code, out, err = cpd23(home, "remind", "send", "--confirm", "3")
    assert code == 4
    assert "P2: refused (550 no such user)" in out
    assert "cpd23 remind status" in err


def test_a_mistake_in_a_template_is_told_with_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    home = posted.home(tmp_path / "h")
    (home / "templates" / "mail").mkdir(parents=True)
    (home / "templates" / "mail" / "this-week.txt").write_text("Subject: x\n\nHello {{ nmae }}\n")
    code, out, err = cpd23(home, "remind", "draft")
    assert (code, out) == (1, "")
    assert "error: templates/mail/this-week.txt:3: 'nmae' is undefined." in err
    assert not (home / "outbox").exists()


def test_a_second_run_at_the_same_time_is_turned_away(tmp_path: Path) -> None:
    with mailserver.running(Letterbox("stall before")) as box:
        home = posted.home(tmp_path / "h", 1, port=box.port)
        first = begun(home, "remind", "send", "--confirm", "1")
        while "data" not in box.events and first.poll() is None:
            time.sleep(0.01)
        assert cpd23(home, "remind", "send", "--confirm", "1")[0] == 5
        first.kill()
        first.communicate()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_killed_at_every_word_and_run_again_nobody_gets_two_and_every_unsure_one_is_named(tmp_path: Path) -> None:
    box = Letterbox()
    with mailserver.running(box):
        for at in itertools.count(1):
            box.taken, box.events = [], []
            home = posted.home(tmp_path / f"h{at}", 2, port=box.port)
            whom: SimpleQueue[int] = SimpleQueue()

            def kill(_: str, at: int = at, whom: SimpleQueue[int] = whom) -> None:
                if len(box.events) == at:
                    os.kill(whom.get(), signal.SIGKILL)

            box.on_event = kill
            process = begun(home, "remind", "send", "--confirm", "2")
            whom.put(process.pid)
            process.communicate(timeout=600)
            box.on_event = lambda _: None
            again = cpd23(home, "remind", "send", "--confirm", str(LEFT[at]))
            assert again[0] == 0, (at, again)
            assert max(Counter(box.to).values(), default=0) <= 1
            never = {"p1", "p2"} - {address.partition("@")[0] for address in box.to}
            assert never <= doubtful(home)
            assert len(doubtful(home)) == (at in (3, 4, 7, 8))
            if process.returncode == 0:
                break
            assert process.returncode == -signal.SIGKILL
    assert at == 9
    assert never == set()


def test_weekly_reads_publishes_drafts_and_sends_only_what_was_approved(tmp_path: Path) -> None:
    with mailserver.running() as box:
        home = posted.home(tmp_path / "h", port=box.port)
        code, out, err = cpd23(home, "weekly")
        assert (code, box.to) == (0, []), err
        assert (home / "public" / "index.html").is_file()
        assert "3 drafted, 0 approved" in out
        assert cpd23(home, "weekly", "--send")[0] == 0
        assert box.to == []
        assert cpd23(home, "remind", "approve")[0] == 0
        code, out, _ = cpd23(home, "weekly", "--send")
        assert (code, sorted(box.to)) == (0, [f"p{n}@example.org" for n in (1, 2, 3)])
        assert cpd23(home, "weekly", "--send")[0] == 0
        assert len(box.to) == 3


@pytest.mark.parametrize("kind", ["windows", "mac", "cron", "systemd", "github"])
def test_schedule_prints_a_recipe_and_changes_nothing(tmp_path: Path, kind: str) -> None:
    home = posted.home(tmp_path / "my home")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    code, out, _ = cpd23(home, "schedule", "--for", kind, "--day", "tue", "--at", "7:30")
    assert (code, "Every Tuesday at 07:30" in out, "To remove it" in out) == (0, True, True)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
