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
from collections.abc import Mapping, Sequence
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
    done = command(words, folder=where, environment=ENVIRONMENT, typed=typed)
    return Done(done.stdout.decode(), done.stderr.decode(), done.returncode)


def said(
    words: Sequence[str], *, folder: Path | None = None, environment: Mapping[str, str] = os.environ, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """One command, to its end, and what it said as text with the ends of lines of this system."""
    done = command(words, folder=folder, environment=environment, typed=typed)
    out, err = (stream.decode().replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def command(
    words: Sequence[str], *, folder: Path | None = None, environment: Mapping[str, str] = os.environ, typed: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """One command, to its end, without a terminal: a process of its own, which is forked from one that has it all loaded."""
    data = typed.encode("utf-8", "surrogateescape")
    environment = {**environment, "PYTHONPATH": str(TREE)}
    where = str(folder or Path.cwd())
    if not hasattr(os, "fork"):
        line = [sys.executable, "-m", "course", *words]
        return subprocess.run(line, check=False, cwd=where, env=environment, input=data, capture_output=True)
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / stream for stream in ("in", "out", "err")]
        files[0].write_bytes(data)
        code = int(_asked(json.dumps([list(words), where, environment, *map(str, files)])))
        return subprocess.CompletedProcess(list(words), code, files[1].read_bytes(), files[2].read_bytes())


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
