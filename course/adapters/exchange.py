"""Replace a file that a person may be saving at this moment, without ever losing what they saved.

On Linux the new file and the old one change places in one step, so that what was there is in our hands and can be compared;
a lease tells whether somebody has opened the old file for writing. Elsewhere the comparison comes just before the rename.
"""

import contextlib
import errno
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_AT_FDCWD, _EXCHANGE = -100, 2  # of renameat2
_TRIES = 20
_PAUSE = 0.05  # seconds between two looks whether an editor is done


class ChangedMeanwhile(Exception):
    """Somebody else has saved the file, or is saving it; theirs is in its place."""


def replace(target: Path, old: bytes, fresh: Path) -> None:
    """Put the file `fresh`, which is complete, in the place of `target`, which must still hold `old`; else ChangedMeanwhile.

    Whatever happens, `target` is the old file, the fresh one, or what somebody else has saved; `fresh` is gone afterwards."""
    try:
        with _held(target) as lease:
            ours = fresh.read_bytes()
            if target.read_bytes() != old:
                raise ChangedMeanwhile
            if not _exchanged(fresh, target):
                os.replace(fresh, target)
                return
            if lease.is_broken() or fresh.read_bytes() != old:
                _put_back(target, fresh, ours)
                raise ChangedMeanwhile
    finally:
        fresh.unlink(missing_ok=True)


def _put_back(target: Path, held: Path, placed: bytes) -> None:
    """Give the place back to what was there; if somebody saves once more meanwhile, the newest stays."""
    for _ in range(_TRIES):
        putting = held.read_bytes()
        if not _exchanged(held, target) or held.read_bytes() == placed:
            return
        placed = putting


class _Lease:
    """A read lease on the old file: the kernel grants none while somebody writes, and takes it back when somebody wants to."""

    def __init__(self, handle: int) -> None:
        self.handle, self.held = handle, False

    def take(self) -> bool:
        """Whether nobody has the file open for writing, as far as this system can tell."""
        if sys.platform != "linux":
            return True
        import fcntl

        try:
            fcntl.fcntl(self.handle, fcntl.F_SETSIG, signal.SIGURG)  # ignored unless somebody asks for it
            fcntl.fcntl(self.handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return error.errno != errno.EAGAIN  # others: no leases on this disk, or not our file
        self.held = True
        return True

    def is_broken(self) -> bool:
        """Whether somebody has begun to open the file for writing since."""
        if not self.held or sys.platform != "linux":
            return False
        import fcntl

        return fcntl.fcntl(self.handle, fcntl.F_GETLEASE) != fcntl.F_RDLCK


@contextlib.contextmanager
def _held(target: Path) -> Iterator[_Lease]:
    handle = os.open(target, os.O_RDONLY)
    try:
        lease = _Lease(handle)
        for _ in range(_TRIES):
            if lease.take():
                break
            time.sleep(_PAUSE)
        else:
            raise ChangedMeanwhile
        yield lease
    finally:
        os.close(handle)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two files change places in one step; False where this system can't."""
    if sys.platform != "linux":
        return False
    import ctypes  # here, since most commands replace nothing

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    done = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    return bool(done == 0)
