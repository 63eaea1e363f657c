"""Children work, and no job harms the next one."""

import io
import pickle
import struct
import sys
import time
from datetime import UTC, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.adapters import workers
from course.adapters.workers import Killed, Workers
from course.core.model import Entry
from course.formats.feeds import Parsed
from course.formats.intake import sign_up_files
from course.formats.intake.sign_up_files import RefusedFile, Sheet
from worker_jobs import echo, forge, work

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX's")


def answers(pool: Workers, *jobs: tuple[Any, ...]) -> list[Any]:
    """What the jobs gave, in the order in which they were handed in."""
    for number, job in enumerate(jobs):
        pool.submit(number, job if len(job) > 1 else (*job, None))
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
        (("object",), "error"),
        (("half a letter",), "error"),
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
    with Workers(1, echo) as pool:
        pool.submit(0, (blob,))
        assert pool.ready(None) == [(0, blob)]


def test_close_ends_the_children_at_once() -> None:
    pool = Workers(1, work)
    pool.submit("x", ("sleep", 600))
    child = pool._busy[0]._process
    pool.close()
    assert child.returncode is not None
    assert pool.ready(0.0) == []


# What may come back ------------------------------------------------------------------------------


def frame(data: bytes, size: int | None = None, is_value: bool = True) -> bytes:
    """A length and the bytes of an answer; with another `size` than theirs, a lie about it."""
    return struct.pack(">?Q", is_value, len(data) if size is None else size) + data


def packed(value: Any) -> bytes:
    """An answer of any type."""
    return frame(msgspec.msgpack.encode(value))


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(packed(value), id=repr(value))
        for value in (
            None, 1, "words", b"bytes", [], [{"id": "1"}], {"id": 1}, {"id": None}, {"id": b"1"}, {"tags": "a"}, {"tags": [["a"]]},
            {"tags": {"a": "b"}}, {"links": [None]}, {"published": 5}, {"published": "soon"}, {"comments": "3"}, {"comments": 1.5},
            {"comments": True}, {"reblog": 1}, {"reblog": "yes"}, {1: 2},
        )
    ]
    + [
        pytest.param(frame(b""), id="no bytes"),
        pytest.param(frame(b"\xc1"), id="no MessagePack"),
        pytest.param(frame(b"\x80\x80"), id="two values"),
        pytest.param(frame(b"\x81\xa2id\xa1\xff"), id="no UTF-8"),
        pytest.param(frame(b"\x81\xa2id\xa9x"), id="a text that is shorter than it says"),
        pytest.param(frame(b"\xdf\xff\xff\xff\xff"), id="four thousand million fields"),
        pytest.param(frame(b"\x81\xa4tags\xdd\xff\xff\xff\xff"), id="four thousand million labels"),
        pytest.param(frame(b"\x91" * 1_000_000), id="deep lists"),
        pytest.param(frame(b"\x81\xa1x" * 1_000_000), id="deep in an unknown field"),
        pytest.param(frame(b"\x81\xa4tags" + b"\x91" * 1_000_000), id="deep labels"),
        pytest.param(frame(b"", workers.LARGEST_ANSWER + 1), id="too large"),
        pytest.param(frame(b"", 2**64 - 1), id="much too large"),
        pytest.param(frame(pickle.dumps(Entry(id="1"), protocol=5)), id="a pickle"),
        pytest.param(frame(msgspec.msgpack.encode({"why": "\x1b[2J"}), is_value=False), id="a reason that is none"),
        pytest.param(frame(msgspec.msgpack.encode(Entry(id="1")), is_value=False), id="a value for a reason"),
    ],
)  # fmt: skip
def test_an_answer_of_another_type_is_none(answer: bytes) -> None:
    with pytest.raises(workers._BadAnswerError, match=r"an answer (of another type|that is too large)"):
        workers._receive(io.BytesIO(answer), Entry)


@pytest.mark.parametrize(
    "answer", [packed({"id": 1}), frame(b"\x81\xa1x" * 1_000_000), frame(b"", 2**64 - 1)], ids=["type", "depth", "size"]
)
def test_a_child_with_such_an_answer_is_replaced(answer: bytes) -> None:
    with Workers(1, forge, wall_seconds=300) as pool:
        false, honest = answers(pool, (answer, False), (b"", False))
        assert isinstance(false, Killed)
        assert false.why == "error"
        assert honest == Entry(id="honest")


@pytest.mark.parametrize("kept", [1, 9, 20])
def test_an_answer_that_is_cut_off_is_a_crash(kept: int) -> None:
    whole = packed(Entry(id="cut off in the middle"))
    with Workers(1, forge, wall_seconds=300) as pool:
        assert answers(pool, (whole[:kept], True), (b"", False)) == [Killed("crash", "exit 0"), Entry(id="honest")]


def test_a_forged_answer_is_at_most_a_false_value_of_the_declared_type() -> None:
    with Workers(1, forge, wall_seconds=300) as pool:
        assert answers(pool, (packed({"id": "x", "tags": ["a"], "unknown": 1}), False)) == [Entry(id="x", tags=("a",))]


def test_two_declared_types_are_told_apart() -> None:
    with Workers(1, sign_up_files.parse_or_refuse) as pool:
        read, refused = answers(pool, (b"Name,Blog\nAnn,https://ann.example/\n", "a.csv"), (b"[[", "a.toml"))
        assert read == Sheet(("Name", "Blog"), ((2, ("Ann", "https://ann.example/")),))
        assert isinstance(refused, RefusedFile)
        assert "a.toml" in refused.what


MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30))]))
WORDS = st.text(st.characters(exclude_categories=["Cs"]))
SEVERAL = st.lists(WORDS, max_size=3).map(tuple)
ENTRIES = st.builds(
    Entry, WORDS, WORDS, SEVERAL, SEVERAL, SEVERAL, WORDS, st.booleans(), WORDS, MOMENTS | st.none(), st.none() | st.integers(0, 2**63)
)  # fmt: skip
MARKS = st.lists(st.binary(max_size=40), max_size=3).map(tuple)


@given(st.builds(Parsed, WORDS, st.lists(ENTRIES, max_size=3).map(tuple), WORDS | st.none(), marks=MARKS, parts=MARKS))
def test_every_feed_comes_back_as_it_was(feed: Parsed) -> None:
    pipe = io.BytesIO(workers._packed(feed))
    assert workers._receive(pipe, Parsed) == feed
