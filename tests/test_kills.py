"""A short run of `python -m tests.kills --kills 200`."""

import kills


def test_five_kills_lose_and_double_nothing() -> None:
    assert kills.killed(5, seed=7, count=12) == []
