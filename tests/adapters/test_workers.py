"""Children work, and no job harms the next one."""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from course.adapters import workers
from course.adapters.workers import Killed, Workers
from course.core.model import Entry

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX's")


def work(what: str, value: Any = None) -> Any:
    """A job for the children of these tests."""
    return WORK[what](value)


def _burn(value: Any) -> None:
    while True:
        pass


def _grow(value: Any) -> int:
    return len([bytes(2**20) for _ in range(4096)])


def _smuggle(value: Any) -> Any:
    class Smuggled:
        def __reduce__(self) -> Any:
            return os.system, ("true",)

    return Smuggled()


WORK: dict[str, Callable[[Any], Any]] = {
    "echo": lambda value: value,
    "post": lambda value: Entry(id=value, tags=("a",)),
    "pid": lambda value: os.getpid(),
    "environment": lambda value: sorted(os.environ),
    "print": lambda value: print("noise") or "quiet",
    "raise": lambda value: 1 // 0,
    "recurse": lambda value: [WORK["recurse"](value)],
    "exit": lambda value: [os._exit(3)],
    "sleep": time.sleep,
    "burn": _burn,
    "grow": _grow,
    "smuggle": _smuggle,
}


def answers(pool: Workers, *jobs: tuple[Any, ...]) -> list[Any]:
    """What the jobs gave, in the order in which they were handed in."""
    for number, job in enumerate(jobs):
        pool.submit(number, job)
    found: dict[int, Any] = {}
    while pool.pending:
        found |= dict(pool.ready(None))
    return [found[number] for number in range(len(jobs))]


def test_answers_come_back_under_their_tags() -> None:
    with Workers(2, work) as pool:
        assert answers(pool, *(("echo", n) for n in range(50))) == list(range(50))
        assert answers(pool, ("post", "x"), ("print",)) == [Entry(id="x", tags=("a",)), "quiet"]


def test_nothing_is_started_before_there_is_work() -> None:
    with Workers(2, work) as pool:
        assert (pool.pending, pool.ready(0.0), pool._idle, pool._busy) == (0, [], [], [])


def test_two_children_at_most_and_used_again() -> None:
    with Workers(2, work) as pool:
        assert len(set(answers(pool, *(("pid",) for _ in range(20))))) <= 2


def test_children_are_replaced_after_a_while() -> None:
    with Workers(1, work, recycle=3) as pool:
        assert len(set(answers(pool, *(("pid",) for _ in range(9))))) == 3


@pytest.mark.parametrize(
    ("job", "why"),
    [
        pytest.param(("burn",), "cpu", marks=posix),
        pytest.param(("grow",), "memory", marks=posix),
        (("exit",), "crash"),
        (("raise",), "error"),
        (("recurse",), "error"),
        (("smuggle",), "error"),
    ],
)
def test_a_bad_job_is_named_and_the_next_one_done(job: tuple[Any, ...], why: str) -> None:
    with Workers(1, work, cpu_seconds=1, memory_mb=256, wall_seconds=300) as pool:
        bad, good = answers(pool, job, ("echo", "still here"))
        assert isinstance(bad, Killed)
        assert bad.why == why
        assert good == "still here"


def test_the_deadline_ends_a_job_that_only_waits() -> None:
    with Workers(1, work, wall_seconds=2) as pool:
        started = time.monotonic()
        slow, quick = answers(pool, ("sleep", 600), ("echo", 1))
        assert (slow, quick) == (Killed("deadline"), 1)
        assert time.monotonic() - started < 300


def test_one_stuck_child_does_not_stop_the_other() -> None:
    with Workers(2, work, wall_seconds=300) as pool:
        pool.submit("stuck", ("sleep", 600))
        for number in range(5):
            pool.submit(number, ("echo", number))
        found: list[Any] = []
        while len(found) < 5:
            found += pool.ready(10)
        assert sorted(found) == [(n, n) for n in range(5)]
        assert pool.pending == 1


def test_secrets_of_the_environment_stay_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPD23_SMTP_PASSWORD", "secret")
    with Workers(1, work) as pool:
        assert "CPD23_SMTP_PASSWORD" not in answers(pool, ("environment",))[0]


def test_large_values_go_both_ways() -> None:
    blob = bytes(8 * 2**20)
    with Workers(1, work) as pool:
        assert answers(pool, ("echo", blob)) == [blob]


def test_close_ends_the_children_at_once() -> None:
    pool = Workers(1, work)
    pool.submit("x", ("sleep", 600))
    child = pool._busy[0]._process
    pool.close()
    assert child.returncode is not None
    assert pool.ready(0.0) == []


def test_only_plain_values_and_our_own_dataclasses_come_in() -> None:
    assert workers._may_come_in("course.core.model", "Entry")
    assert not workers._may_come_in("course.core.model", "dataclass.mro")
    assert not workers._may_come_in("os", "system")
