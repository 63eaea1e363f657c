"""Run a command on a machine that fails: a full disk, a limit on files, closed streams, folders that can't be read."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import black_box

ROOT = Path(__file__).parents[1]
_DROP, _OVERRIDE, _SEARCH = 24, 1, 2  # prctl's PR_CAPBSET_DROP; CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def run(
    home: Path,
    command: Sequence[str],
    *,
    before: Callable[[], None] | None = None,
    environment: Mapping[str, str] | None = None,
    shell: str = "",
) -> subprocess.CompletedProcess[bytes]:
    """A command in this home, as a process of its own; `before` runs in it first, `shell` is put behind the command."""
    if not (before or shell):
        line = [*command, "-C", os.fsdecode(home), "--no-input"]
        return black_box.command(line, folder=ROOT, environment={**os.environ, **(environment or {})})
    words: list[str | bytes] = [sys.executable, "-m", "course", *command, "-C", os.fsencode(home), "--no-input"]
    if shell:
        words = ["bash", "-c", f'"$@" {shell}', "bash", *words]
    return subprocess.run(
        words,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        preexec_fn=before,
        timeout=300,
    )


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    """What it said on stderr; a traceback fails the test."""
    words = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in words, words
    return words


def small_files(largest: int) -> Callable[[], None]:
    """No file may become larger than so many bytes; the write fails, and the process lives on."""

    def limit() -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return limit


def few_files(most: int) -> Callable[[], None]:
    """So many files may be open at once."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    return limit


def little_memory(kilobytes: int) -> Callable[[], None]:
    """So much address space, as `ulimit -v` sets it."""

    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (kilobytes * 1024, kilobytes * 1024))

    return limit


def nobody_special() -> None:
    """Let permissions count, also for root."""
    import ctypes

    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for ability in (_OVERRIDE, _SEARCH):
            libc.prctl(_DROP, ability, 0, 0, 0)
