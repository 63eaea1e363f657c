"""What all tests share: golden texts that are read, and rewritten on request; and neither chance nor today in any of them."""

import compileall
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

Golden = Callable[[Path, str], None]

WORKER = "PYTEST_XDIST_WORKER"  # set in the processes that run the tests
MEMORY, ROOM = (
    Path("/dev/shm"),
    4 * 2**30,
)  # a folder in memory where there is one, and the bytes that must be free in it
TODAY = "1795338000"  # 22 November 2026, 09:00 UTC
SLOW = (  # modules and folders that `-m "not slow"` leaves out; single tests carry the marker themselves
    "adapters/http/test_http_fuzz.py",
    "adapters/http/test_http_hostile.py",
    "adapters/store/test_errors.py",  # whole commands, each a process
    "adapters/test_imap.py",  # its own server
    "adapters/test_workers.py",  # processes that are killed
    "browser",
    "cli/commands",  # whole commands
    "core/detection/test_topic_learning.py",  # whole courses
    "cli/test_mistakes.py",
    "cli/test_screen.py",
    "formats/feeds/test_feeds_agree.py",  # a thousand made feeds
    "formats/feeds/test_feeds_hostile.py",
    "security",
    "services/learning",  # whole courses
    "services/registration/test_hostile_registrations.py",
    "test_faults.py",
    "test_fuzz.py",
    "test_home_2011.py",
    "test_home_from_before.py",
    "test_hostile.py",
    "test_kills.py",
    "test_open_kills.py",
    "test_replay.py",
    "test_replay_feeds.py",
    "test_seeds.py",
    "test_simulated_course.py",
)


FIRST = (  # what takes a minute: one course that many tests look at, and so begins before others take a part of them; long waits
    "test_simulated_course.py",
    "test_hostile.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files; read the diff")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Every run says the same, on any day, however slow the machine; `--hypothesis-profile=chance` looks for what is new."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", TODAY)
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("TMPDIR", str(MEMORY))  # thousands of homes are made, and each file is synced to the disk
        tempfile.tempdir = None
    if WORKER not in os.environ:
        compileall.compile_dir(Path(__file__).parents[1] / "course", quiet=2)
    if WORKER in os.environ or not config.getoption("numprocesses", None):  # workers may keep their compiled tests
        os.environ["PYTHONDONTWRITEBYTECODE"] = (
            "1"  # a command that may write little would leave half a compiled module
        )
    os.environ["XDG_CONFIG_HOME"] = os.environ["APPDATA"] = tempfile.mkdtemp(prefix="cpd23-test-settings-")
    patient = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("chance", patient, derandomize=False)
    settings.register_profile("same", patient, derandomize=True, database=None, max_examples=30)
    settings.load_profile("same")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than there are processors where slow tests run, since many wait: for a deadline, a server, a browser."""
    return (os.cpu_count() or 1) + ("not slow" not in config.option.markexpr)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow modules, and everything that needs a browser, as slow; those come first, so that no long one is the last."""
    for item in items:
        if _place(item).startswith(SLOW) or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.slow)
    items.sort(
        key=lambda item: (
            not _place(item).startswith(FIRST),
            not item.get_closest_marker("browser"),
            not item.get_closest_marker("slow"),
        )
    )


def _place(item: pytest.Item) -> str:
    here = Path(__file__).parent
    return item.path.relative_to(here).as_posix() if item.path.is_relative_to(here) else ""


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the golden file; with --update-golden write it there."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"differs from {path.name}; if it is meant: pytest --update-golden"

    return compare
