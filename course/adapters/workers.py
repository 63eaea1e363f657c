"""Child processes for work that strangers' bytes may make slow or large: each with limits, killed at its deadline.

A job is a function imported by name in the child. Its arguments and its answer cross as MessagePack, and both sides read
them as the types that the function declares. An answer of another type is no answer (docs/decisions/workers.md).
"""

import contextlib
import functools
import io
import os
import queue
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import GenericAlias
from typing import IO, TYPE_CHECKING, Any, Literal, get_type_hints

if TYPE_CHECKING:
    import msgspec

LARGEST_ANSWER = 256 * 2**20
_START = 30.0  # seconds that an interpreter may take to start on a crowded machine
_FRAME = struct.Struct(">?Q")  # whether it is a value and not a Killed; how many bytes follow
_CHILD = "import sys; sys.path[:] = {path!r}; from course.adapters import workers; workers.serve()"
_Hello = tuple[str, int, int]  # the job's name, CPU seconds, megabytes


class _BadAnswerError(Exception):
    """What came through the pipe is not of the declared type."""


@dataclass(frozen=True, slots=True)
class Killed:
    """A job that gave no answer: `why`, and the details."""

    why: Literal["cpu", "memory", "deadline", "crash", "error"]
    says: str = ""


class Workers:
    """At most `count` children, started when there is something to do and replaced after `recycle` jobs or any failure."""

    def __init__(
        self,
        count: int,
        job: Callable[..., Any],
        *,
        cpu_seconds: int = 6,
        memory_mb: int = 288,
        wall_seconds: float = 20.0,
        recycle: int = 2000,
    ) -> None:
        self._job = f"{job.__module__}:{job.__qualname__}"
        self._answer = get_type_hints(job)["return"]
        self._limits = (cpu_seconds, memory_mb)
        self._wall, self._recycle, self._count = wall_seconds, recycle, max(count, 1)
        self._waiting: deque[tuple[Any, tuple[Any, ...]]] = deque()
        self._answers: queue.Queue[tuple[_Child, Any, Any]] = queue.Queue()
        self._idle: list[_Child] = []
        self._busy: list[_Child] = []

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pending(self) -> int:
        """How many jobs have been handed in and not been given back."""
        return len(self._waiting) + len(self._busy)

    def submit(self, tag: Any, args: tuple[Any, ...]) -> None:
        """Hand in a job; its answer comes out of `ready` under this tag."""
        self._waiting.append((tag, args))
        self._hand_out()

    def ready(self, timeout: float | None = 0.0) -> list[tuple[Any, Any]]:
        """The answers there are, waiting up to `timeout` seconds for the first; a job without an answer gives Killed."""
        until = None if timeout is None else time.monotonic() + timeout
        found: list[tuple[Any, Any]] = []
        while self.pending and not found:
            self._end_late_ones()
            left = 0.25 if until is None else min(0.25, until - time.monotonic())
            self._take(found, max(left, 0.0))
            if until is not None and time.monotonic() >= until:
                break
        while not self._answers.empty():
            self._take(found, 0.0)
        return found

    def close(self) -> None:
        """End every child now; jobs that are under way give no answer."""
        for child in (*self._idle, *self._busy):
            child.end()
        self._idle, self._busy = [], []
        self._waiting.clear()

    def _take(self, found: list[tuple[Any, Any]], wait: float) -> None:
        try:
            child, tag, answer = self._answers.get(timeout=wait) if wait else self._answers.get_nowait()
        except queue.Empty:
            return
        if child not in self._busy:
            return  # of before a close
        self._busy.remove(child)
        found.append((tag, answer))
        if isinstance(answer, Killed) or child.done >= self._recycle:
            child.end()
        else:
            self._idle.append(child)
        self._hand_out()

    def _hand_out(self) -> None:
        while self._waiting and (self._idle or len(self._busy) < self._count):
            child = self._idle.pop() if self._idle else _Child((self._job, *self._limits), self._answer, self._answers)
            self._busy.append(child)
            child.give(*self._waiting.popleft(), self._wall)

    def _end_late_ones(self) -> None:
        now = time.monotonic()
        for child in self._busy:
            if now > child.deadline:
                child.late = True
                child.end()


class _Child:
    """One child process and the thread that talks to it."""

    def __init__(self, hello: _Hello, answer: Any, answers: "queue.Queue[tuple[_Child, Any, Any]]") -> None:
        self.deadline = float("inf")  # of the monotonic clock
        self._greeted = False
        self.late = False
        self.done = 0
        self._answer, self._answers = answer, answers
        self._jobs: queue.SimpleQueue[tuple[Any, tuple[Any, ...], float] | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and a line of our own
            [
                sys.executable,
                "-I",
                "-S",
                "-X",
                "utf8",
                "-c",
                _CHILD.format(path=[os.path.abspath(p) for p in sys.path]),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
        )
        self._thread = threading.Thread(target=self._talk, args=(hello,), daemon=True)
        self._thread.start()

    def give(self, tag: Any, args: tuple[Any, ...], seconds: float) -> None:
        """Let it work on a job for so long; the time in which the interpreter starts does not count."""
        self.deadline = time.monotonic() + (seconds if self._greeted else _START)
        self._jobs.put((tag, args, seconds))

    def end(self) -> None:
        """Kill the process and wait for it."""
        self._jobs.put(None)
        self._process.kill()
        self._process.wait()
        if threading.current_thread() is not self._thread:
            self._thread.join(5)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe and not pipe.closed:
                _close(pipe)

    def _talk(self, hello: _Hello) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return
        while (given := self._jobs.get()) is not None:
            tag, args, seconds = given
            try:
                if not self._greeted:
                    _send(stdin, _packed(hello))
                    self._greeted = _receive(stdout, Literal["ready"]) == "ready"
                    self.deadline = time.monotonic() + seconds
                _send(stdin, _packed(args))
                answer = _receive(stdout, self._answer)
            except _BadAnswerError as error:
                answer = Killed("error", str(error))
            except (OSError, EOFError, ValueError):
                answer = self._epitaph()
            self.done += 1
            self._answers.put((self, tag, answer))

    def _epitaph(self) -> Killed:
        """Why the child fell silent, by the way in which it ended."""
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return Killed("crash", "it closed its pipe")
        if self.late:
            return Killed("deadline")
        return Killed("cpu") if -code == _SIGXCPU or code == _CPU_EXIT else Killed("crash", f"exit {code}")


_SIGXCPU, _CPU_EXIT = 24, 77


def serve() -> None:
    """In the child: do one job after the other until the pipe ends."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = io.StringIO()  # a stray print must not fall into the answers
    name, cpu_seconds, memory_mb = _receive(stdin, _Hello)
    _limit_memory(memory_mb)
    job = _imported(name)
    declared = get_type_hints(job)
    declared.pop("return")
    arguments = GenericAlias(tuple, tuple(declared.values()))
    _send(stdout, _packed("ready"))
    while True:
        try:
            args = _receive(stdin, arguments)
        except EOFError:
            return
        _limit_cpu(cpu_seconds)
        _send(stdout, _done(job, args))


def _done(job: Callable[..., Any], args: tuple[Any, ...]) -> bytes:
    """The frame of a job's answer; of a Killed where it raised something, or gave what can't be packed."""
    try:
        return _packed(job(*args))
    except MemoryError:
        return _packed(Killed("memory"), False)
    except RecursionError:
        return _packed(Killed("error", "RecursionError"), False)
    except Exception as error:  # one feed among many: it is told, and the run goes on
        says = f"{type(error).__name__}: {error}"[:500].encode("utf-8", "replace").decode()
        return _packed(Killed("error", says), False)


def _imported(name: str) -> Callable[..., Any]:
    import importlib

    module, _, path = name.partition(":")
    found: Any = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found  # type: ignore[no-any-return]


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: capped input and the deadline must do
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for kind in ("RLIMIT_AS", "RLIMIT_DATA"):
        try:
            resource.setrlimit(getattr(resource, kind), (megabytes * 2**20,) * 2)
        except (ValueError, OSError, AttributeError):  # macOS refuses the first
            continue


def _limit_cpu(seconds: int) -> None:
    """Let this process use so many seconds more; then SIGXCPU ends it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _packed(value: Any, is_value: bool = True) -> bytes:
    import msgspec

    data = msgspec.msgpack.encode(value)
    return _FRAME.pack(is_value, len(data)) + data


def _send(pipe: IO[bytes], frame: bytes) -> None:
    pipe.write(frame)
    pipe.flush()


def _receive(pipe: IO[bytes], kind: Any) -> Any:
    """The next value, of this type or a Killed; _BadAnswerError where it is neither, EOFError where the pipe ended."""
    import msgspec

    is_value, size = _FRAME.unpack(_exactly(pipe, _FRAME.size))
    if size > LARGEST_ANSWER:
        raise _BadAnswerError("an answer that is too large")
    try:
        return _decoder(kind if is_value else Killed).decode(_exactly(pipe, size))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, MemoryError) as error:
        raise _BadAnswerError(f"an answer of another type: {type(error).__name__}: {error}"[:500]) from error


@functools.cache
def _decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    import msgspec  # not before there is a job: loading takes a while

    return msgspec.msgpack.Decoder(kind)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # what was still in its buffer has nobody to read it
        pipe.close()


def _environment() -> dict[str, str]:
    """No secrets for the children: only what an interpreter needs to start."""
    wanted = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    return {name: os.environ[name] for name in wanted if name in os.environ}
