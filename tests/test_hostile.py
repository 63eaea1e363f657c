"""The whole program against the misbehaving server, everything at once. One by one: `python -m tests.hostile --each`."""

from hostile import run
from hostile.cases import VISIBLE


def test_every_case_at_once_ends_as_it_should_and_harms_nobody_else() -> None:
    assert run.track(VISIBLE) == []
