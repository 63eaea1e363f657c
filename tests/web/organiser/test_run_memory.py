"""What a run remembers: the last things, each under a name, and some only once."""

from course.web.organiser.run_memory import RunMemory


def test_the_last_things_are_kept_under_their_names() -> None:
    memory: RunMemory[int] = RunMemory(2)
    first, second = memory.keep(1), memory.keep(2)
    assert (memory.find(first), memory.find(second)) == (1, 2)
    third = memory.keep(3)
    assert (memory.find(first), memory.find(third)) == (None, 3)
    assert (memory.take(third), memory.take(third)) == (3, None)
    assert memory.find("") is None
