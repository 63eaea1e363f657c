"""A short run of `python -m tests.open_kills --kills 50`."""

import pytest

import open_kills

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("action", open_kills.ACTIONS)
def test_a_killed_app_loses_doubles_and_halves_nothing(action: str) -> None:
    assert open_kills.killed(1, seed=7, actions=(action,)) == []
