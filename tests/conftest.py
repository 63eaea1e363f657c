"""What all tests share: golden texts that are read, and rewritten on request; and neither chance nor today in any of them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

Golden = Callable[[Path, str], None]

TODAY = "1795338000"  # 22 November 2026, 09:00 UTC


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files; read the diff")


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Every run says the same, on any day, however slow the machine; `--hypothesis-profile=chance` looks for what is new."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", TODAY)
    patient = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("chance", patient, derandomize=False)
    settings.register_profile("same", patient, derandomize=True, database=None)
    settings.load_profile("same")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the golden file; with --update-golden write it there."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"differs from {path.name}; if it is meant: pytest --update-golden"

    return compare
