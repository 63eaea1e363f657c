"""The memory of the web form: counts over restarts, sessions that run out, nothing that names anybody."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course.adapters.store import web_state
from course.adapters.store.web_state import WebState
from course.core.errors import CourseError

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_counts_hold_over_a_restart_and_end_with_their_time(tmp_path: Path) -> None:
    path = tmp_path / ".course" / "web.db"
    wanted = [(b"visitor", 2, HOUR), (b"all", 3, HOUR)]
    assert [WebState(path).take(wanted, NOW) for _ in range(3)] == [True, True, False]
    assert WebState(path).take([(b"other", 2, HOUR), (b"all", 3, HOUR)], NOW)
    assert not WebState(path).take([(b"third", 2, HOUR), (b"all", 3, HOUR)], NOW)
    assert WebState(path).take([(b"third", 1, HOUR)], NOW)  # what was refused was not counted
    assert WebState(path).take(wanted, NOW + HOUR)


def test_two_limits_of_one_kind_count_once(tmp_path: Path) -> None:
    state = WebState(tmp_path / "web.db")
    wanted = [(b"visitor", 2, HOUR), (b"visitor", 3, 24 * HOUR)]
    assert [state.take(wanted, NOW + n * 2 * HOUR) for n in range(4)] == [True, True, True, False]


def test_a_clock_that_was_wrong_shuts_nobody_out(tmp_path: Path) -> None:
    state = WebState(tmp_path / "web.db")
    assert state.take([(b"visitor", 1, HOUR)], NOW + timedelta(days=900))
    assert state.take([(b"visitor", 1, HOUR)], NOW)


def test_sessions_run_out_and_can_be_ended(tmp_path: Path) -> None:
    state = WebState(tmp_path / "web.db")
    state.begin_session("cookie", "link", NOW + HOUR, NOW)
    assert state.session("cookie", NOW) == "link"
    assert state.session("other", NOW) is None
    assert state.session("cookie", NOW + HOUR) is None
    state.end_session("cookie")
    assert state.session("cookie", NOW) is None


@pytest.mark.skipif(os.name != "posix", reason="modes of files are for POSIX")
def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    WebState(tmp_path / "web.db").begin_session("cookie", "link", NOW + HOUR, NOW)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("web.db*")} == {0o600}


def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "web.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(CourseError) as told:
        WebState(tmp_path / "web.db")
    assert "delete it" in str(told.value.hint)


def test_it_can_be_erased(tmp_path: Path) -> None:
    WebState(tmp_path / "web.db").begin_session("cookie", "link", NOW + HOUR, NOW)
    web_state.erase(tmp_path / "web.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_deleted_while_the_form_runs_is_made_again(tmp_path: Path) -> None:
    state = WebState(tmp_path / "web.db")
    assert state.take([(b"visitor", 1, HOUR)], NOW)
    web_state.erase(tmp_path / "web.db")
    assert state.session("cookie", NOW) is None
    assert state.take([(b"visitor", 1, HOUR)], NOW)
