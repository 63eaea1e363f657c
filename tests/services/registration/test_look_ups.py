"""Look-ups in the background: one at a time for each visitor, in turn, and never anybody else's."""

import threading
from datetime import UTC, datetime, timedelta

from course.core.errors import CourseError
from course.services.registration import look_ups
from course.services.registration.look_ups import LookUps

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Gate:
    """Work that goes on until it is let go; it knows how many of each visitor run."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.started: list[str] = []
        self.came = threading.Condition()

    def work(self, name: str) -> str:
        with self.came:
            self.started.append(name)
            self.came.notify_all()
        assert self.open.wait(60)
        return name

    def has_started(self, count: int) -> bool:
        with self.came:
            return self.came.wait_for(lambda: len(self.started) >= count, 60)


def begin(queue: LookUps, gate: Gate, visitor: str, name: str) -> str:
    made = queue.begin("browser", visitor, lambda: gate.work(name), {}, NOW)
    assert made
    return made


def test_a_visitor_has_one_at_a_time_and_a_network_two() -> None:
    queue, gate = LookUps(), Gate()
    begin(queue, gate, "192.0.2.1", "a1")
    begin(queue, gate, "192.0.2.1", "a2")
    begin(queue, gate, "192.0.2.2", "b1")
    begin(queue, gate, "192.0.2.3", "c1")
    begin(queue, gate, "198.51.100.1", "d1")
    assert gate.has_started(3)
    assert sorted(gate.started) == ["a1", "b1", "d1"]
    gate.open.set()
    assert gate.has_started(5)


def test_one_network_cannot_take_every_place() -> None:
    queue, gate = LookUps(), Gate()
    for number in range(50):
        begin(queue, gate, f"2001:db8:0:{number:x}::1", f"bad{number}")
    begin(queue, gate, "2001:db8:1::1", "good")
    assert gate.has_started(3)
    assert "good" in gate.started
    gate.open.set()


def test_too_many_are_not_taken() -> None:
    queue, gate = LookUps(), Gate()
    for number in range(look_ups.WAITING_OF_A_VISITOR + 1):  # one runs
        begin(queue, gate, "192.0.2.1", str(number))
        assert gate.has_started(1)
    assert queue.begin("browser", "192.0.2.1", lambda: None, {}, NOW) is None
    assert queue.begin("browser", "192.0.2.2", lambda: None, {}, NOW) is not None
    gate.open.set()


def test_only_the_browser_that_asked_sees_the_answer_and_takes_it_once() -> None:
    queue = LookUps()
    name = queue.begin("mine", "192.0.2.1", lambda: 7, {}, NOW)
    assert name
    job = queue.find(name, "mine", NOW)
    assert job
    assert job.done.wait(60)
    assert job.found == 7
    assert queue.find(name, "other", NOW) is None
    assert queue.find("other", "mine", NOW) is None
    assert queue.take(name, "other", NOW) is None
    assert queue.take(name, "mine", NOW) is job
    assert queue.take(name, "mine", NOW) is None


def test_answers_are_forgotten_after_a_while() -> None:
    queue = LookUps()
    name = queue.begin("mine", "192.0.2.1", lambda: 7, {}, NOW)
    assert name
    assert queue.find(name, "mine", NOW + look_ups.KEPT + timedelta(seconds=1)) is None


def test_work_that_fails_ends_and_the_next_one_runs() -> None:
    queue, gate = LookUps(), Gate()
    gate.open.set()

    def fails() -> None:
        raise CourseError("things/course.toml can't be used.")

    name = queue.begin("mine", "192.0.2.1", fails, {}, NOW)
    begin(queue, gate, "192.0.2.1", "next")
    assert gate.has_started(1)
    assert name
    job = queue.find(name, "mine", NOW)
    assert job
    assert (job.done.is_set(), job.found) == (True, None)
