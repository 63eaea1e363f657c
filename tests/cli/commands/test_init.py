"""On a terminal, an answer that isn't valid is asked for again; none of the others is lost."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on Windows")
ROOT = Path(__file__).parents[3]


def conversation(folder: Path, *words: str, answers: list[str]) -> tuple[int, str]:
    """Run one command on a terminal; each answer is typed when a question stands there. Its code, and all that was shown."""
    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "course", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    shown, waiting = b"", list(answers)
    while select.select([screen], [], [], 300)[0]:
        try:
            shown += os.read(screen, 4096)
        except OSError:  # the other side has gone
            break
        if waiting and shown.endswith(b": "):
            os.write(screen, f"{waiting.pop(0)}\n".encode())
    os.close(screen)
    return process.wait(300), shown.decode().replace("\r", "")


def test_a_new_course_asks_again_and_keeps_what_was_answered(tmp_path: Path) -> None:
    answers = ["", "03/04/2026", "5 oct 2026", "slow", "brisk", "Zoë Marsh", "zoe", "zoe@library.example"]
    code, shown = conversation(tmp_path, "init", "new", answers=answers)
    assert code == 0, shown
    assert "could be two different dates" in shown
    assert "Week 1 begins on Monday 5 October 2026." in shown
    assert "  Steady: about one Thing a week for half a year, with four breaks to catch up." in shown
    assert "There is no pace 'slow'." in shown
    assert "The email 'zoe' isn't valid" in shown
    settings = (tmp_path / "new" / "things" / "course.toml").read_text(encoding="utf-8")
    assert "starts = 2026-10-05" in settings
    assert 'organiser = { name = "Zoë Marsh", email = "zoe@library.example" }' in settings


def test_a_newcomer_s_email_is_asked_for_again(tmp_path: Path) -> None:
    conversation(tmp_path, "init", "new", "--organiser", "Zoë", "--email", "z@library.example", answers=["", "", ""])
    code, shown = conversation(tmp_path / "new", "register", answers=["Nightjar", "n@@x", "n@x.example", ""])
    assert code == 0, shown
    assert "The email 'n@@x' isn't valid" in shown
    assert 'email = "n@x.example"' in (tmp_path / "new" / "participants.toml").read_text(encoding="utf-8")
