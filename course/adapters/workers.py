"""Child processes for work that strangers' bytes may make slow or large: each with limits, killed at its deadline.

A job is a function imported by name in the child. It gets plain values and gives plain values and dataclasses of
the course's own floors; nothing else is let back in. The desk says which job.
"""

import contextlib
import io
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

LARGEST_ANSWER = 256 * 2**20
_START = 30.0  # seconds that an interpreter may take to start on a crowded machine
_READY = "ready"
_LENGTH = struct.Struct(">Q")
_CHILD = "import sys; sys.path[:] = {path!r}; from course.adapters import workers; workers.serve()"
_PLAIN = frozenset(
    [("builtins", name) for name in ("frozenset", "set", "bytearray", "complex", "slice", "range")]
    + [("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")]
    + [("copyreg", "_reconstructor"), ("builtins", "object"), ("_codecs", "encode")]
)


@dataclass(frozen=True, slots=True)
class Killed:
    """A job that gave no answer: `why` is `cpu`, `memory`, `deadline`, `crash` or `error`; `says` has the details."""

    why: str
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
            child = self._idle.pop() if self._idle else _Child(self._job, self._limits, self._answers)
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

    def __init__(self, job: str, limits: tuple[int, int], answers: "queue.Queue[tuple[_Child, Any, Any]]") -> None:
        self.deadline = float("inf")  # of the monotonic clock
        self._greeted = False
        self.late = False
        self.done = 0
        self._answers = answers
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
        self._thread = threading.Thread(target=self._talk, args=((job, *limits),), daemon=True)
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

    def _talk(self, hello: tuple[Any, ...]) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return
        while (given := self._jobs.get()) is not None:
            tag, args, seconds = given
            try:
                if not self._greeted:
                    _send(stdin, hello)
                    self._greeted = _receive(stdout, _PlainUnpickler) == _READY
                    self.deadline = time.monotonic() + seconds
                _send(stdin, args)
                answer = _receive(stdout, _PlainUnpickler)
            except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
                answer = self._epitaph(error)
            self.done += 1
            self._answers.put((self, tag, answer))

    def _epitaph(self, error: Exception) -> Killed:
        """Why the child fell silent, by the way in which it ended."""
        if isinstance(error, pickle.UnpicklingError):
            return Killed("error", str(error))
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
    name, cpu_seconds, memory_mb = _receive(stdin, pickle.Unpickler)
    _limit_memory(memory_mb)
    job = _imported(name)
    _send(stdout, _READY)
    while True:
        try:
            args = _receive(stdin, pickle.Unpickler)
        except EOFError:
            return
        _limit_cpu(cpu_seconds)
        _send(stdout, _done(job, args))


def _done(job: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    try:
        return job(*args)
    except MemoryError:
        return Killed("memory")
    except RecursionError:
        return Killed("error", "RecursionError")
    except Exception as error:  # one feed among many: it is told, and the run goes on
        return Killed("error", f"{type(error).__name__}: {error}"[:500])


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


class _PlainUnpickler(pickle.Unpickler):
    """Lets in plain values, and dataclasses of core and text: a child that was taken over gains nothing by its answers."""

    def find_class(self, module: str, name: str) -> Any:
        found: Any = super().find_class(module, name) if _may_come_in(module, name) else None
        if found is None or (module.startswith("course.") and not hasattr(found, "__dataclass_fields__")):
            raise pickle.UnpicklingError(f"an answer with {module}.{name}")
        return found


def _may_come_in(module: str, name: str) -> bool:
    return (module, name) in _PLAIN or (
        "." not in name and module.startswith(("course.core.", "course.formats.", "course.adapters.workers"))
    )


def _send(pipe: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, protocol=5)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes], unpickler: Callable[[IO[bytes]], pickle.Unpickler]) -> Any:
    size = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]
    if size > LARGEST_ANSWER:
        raise pickle.UnpicklingError("an answer that is too large")
    return unpickler(io.BytesIO(_exactly(pipe, size))).load()


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
