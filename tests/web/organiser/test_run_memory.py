"""What a run remembers: the last things, each under a name, some only once, and some until the course changes."""

from course.web.organiser.run_memory import RunMemory, SnapshotMemory


def test_the_last_things_are_kept_under_their_names() -> None:
    memory: RunMemory[int] = RunMemory(2)
    first, second = memory.keep(1), memory.keep(2)
    assert (memory.find(first), memory.find(second)) == (1, 2)
    third = memory.keep(3)
    assert (memory.find(first), memory.find(third)) == (None, 3)
    assert (memory.take(third), memory.take(third)) == (3, None)
    assert memory.find("") is None


def test_what_was_made_of_a_snapshot_is_made_again_only_for_another_one() -> None:
    memory, made = SnapshotMemory(), iter(range(100))
    monday, tuesday = object(), object()
    assert [memory.once(monday, name, made.__next__) for name in "abab"] == [0, 1, 0, 1]
    assert [memory.once(tuesday, "a", made.__next__) for _ in range(2)] == [2, 2]
    assert memory.once(monday, "a", made.__next__) == 3
    assert [memory.once(monday, number, made.__next__) for number in range(30)] == list(range(4, 34))
    assert memory.once(monday, "a", made.__next__) == 34  # of very many things the last ones are kept
