"""The program as a stranger meets it: commands as processes, and the form on a real port of loopback.

ATTACKED_TREE names another checkout whose `course` is attacked instead, to see that an attack worked before.
"""

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TREE = Path(os.environ.get("ATTACKED_TREE", Path(__file__).parents[1]))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(TREE), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "COLUMNS": "100"}


@dataclass(frozen=True)
class Done:
    """What a command said, and its exit code."""

    stdout: str
    stderr: str
    code: int


def run(*words: str, home: Path | None = None, folder: Path | None = None, typed: str = "") -> Done:
    """One command, to its end; `typed` is what comes through its standard input."""
    where = folder or (home.parent if home else TREE)
    words = (*words, "-C", str(home)) if home else words
    if not hasattr(os, "fork"):
        done = subprocess.run(
            [sys.executable, "-m", "course", *words],
            check=False,
            cwd=where,
            env=ENVIRONMENT,
            input=typed.encode(),
            capture_output=True,
        )
        return Done(done.stdout.decode(), done.stderr.decode(), done.returncode)
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / stream for stream in ("in", "out", "err")]
        files[0].write_bytes(typed.encode("utf-8", "surrogateescape"))
        code = int(_asked(json.dumps([words, str(where), *map(str, files)])))
        return Done(files[1].read_bytes().decode(), files[2].read_bytes().decode(), code)


def _asked(line: str) -> str:
    commands = _commands()
    assert commands.stdin is not None
    assert commands.stdout is not None
    commands.stdin.write(line + "\n")
    commands.stdin.flush()
    return commands.stdout.readline()


@functools.cache
def _commands() -> subprocess.Popen[str]:
    script = Path(__file__).with_name("fork_commands.py")
    made = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=TREE,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        assert made.stdin is not None
        assert made.stdout is not None
        made.stdin.close()
        made.wait()
        made.stdout.close()

    atexit.register(end)
    return made
