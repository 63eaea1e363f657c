"""A few of the faults of `python -m tests.faults`, in CI: each kind on commands that write the roster, the store and pages."""

from pathlib import Path

import pytest

pytest.importorskip("resource", reason="no limits on this system")
import faults


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return faults.prepared(tmp_path_factory.mktemp("faults") / "model")


@pytest.mark.parametrize(
    ("name", "kind", "trial"),
    [
        ("pause", "steps", 3),
        ("pause", "bytes", 3),
        ("mark", "bytes", 5),
        ("track", "steps", 2),
        ("track", "bytes", 6),
        ("publish", "steps", 9),
    ],
)
def test_a_step_that_fails_loses_nothing(name: str, kind: str, trial: int, model: Path, tmp_path: Path) -> None:
    command = faults.COMMANDS[name]
    goal = faults.state(faults._after(model, tmp_path / "goal", command))
    home = faults._after(model, tmp_path / "home", ["things", "list"])
    failed = faults.faulty(home, kind, trial, command)
    assert "fault" in failed.stderr
    assert list(faults.judged(home, failed, goal, command)) == []
