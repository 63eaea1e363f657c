"""A short run of `python -m tests.open_kills --kills 50`, which does all actions."""

import pytest

import open_kills

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("action", ["decide", "close", "send"])  # the store, files, the mail server
def test_a_killed_app_loses_doubles_and_halves_nothing(action: str) -> None:
    assert open_kills.killed(1, seed=7, actions=(action,)) == []
