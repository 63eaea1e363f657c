"""sent.jsonl beside a real store and a real mail server: whatever happens to the store, nobody gets an email twice."""

import json
import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import broken_machine
import mailserver
import posted
from course.adapters.smtp import Mailer
from course.adapters.store import Store
from course.core.errors import CourseError
from course.core.letters.model import LetterState
from course.core.letters.sent_record import RecordState
from course.formats.command_lines import worded
from course.services import course_home as homes
from course.services import sent_record
from course.services.letters import send
from course.services.letters.send import SendRequest, SendResult
from mailserver import Letterbox

NOW = posted.MONDAY
PEOPLE = [f"p{n}@example.org" for n in (1, 2, 3)]


class Killed(BaseException):
    """What a kill is to a program that cannot catch it."""


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with mailserver.running() as running:
        yield running


@pytest.fixture
def root(box: Letterbox, tmp_path: Path) -> Path:
    return posted.home(tmp_path / "home", port=box.port)


def go(root: Path, weeks: int = 0, request: SendRequest | None = None) -> SendResult:
    now = NOW + timedelta(weeks=weeks)
    home = homes.open_home(root)
    with Store(home.database) as store:
        planned = send.plan(home, store, now, request or SendRequest())
        mailer = Mailer(send.settings(home), wait=lambda _: None)
        return send.carry_out(home, store, planned, mailer, now)


def recover(root: Path, weeks: int = 0) -> sent_record.RecoveryPlan:
    now = NOW + timedelta(weeks=weeks)
    home = homes.open_home(root)
    with Store(home.database) as store:
        planned = sent_record.plan_recovery(home, store, now)
    sent_record.recover(root, planned, now)
    return planned


def lines(root: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (root / "sent.jsonl").read_text().splitlines()]


def test_every_email_has_a_line_before_and_after_and_nothing_else_is_kept(root: Path, box: Letterbox) -> None:
    before: list[str] = []
    box.on_event = lambda name: before.append(lines(root)[-1]["state"]) if name == "data" else None
    go(root)
    head, *rows = lines(root)
    assert set(head) == {"schema", "key"}
    assert [set(row) for row in rows] == [{"week", "kind", "mailbox", "state"}] * 6
    assert [row["state"] for row in rows] == ["claimed", "sent"] * 3
    assert {(row["week"], row["kind"]) for row in rows} == {("2026-W41", "this-week")}
    assert before == ["claimed"] * 3
    text = (root / "sent.jsonl").read_text()
    assert not any(word in text for word in ("@", "example", '"p1', '"P1"'))
    assert stat.S_IMODE((root / "sent.jsonl").stat().st_mode) == 0o600


def test_a_refusal_and_an_email_by_hand_are_noted(root: Path, box: Letterbox) -> None:
    box.modes = {"p1@example.org": "rcpt 550 no"}
    go(root)
    assert sorted(row["state"] for row in lines(root)[1:] if row["state"] != "claimed")[-2:] == ["sent", "sent"]
    home = homes.open_home(root)
    with Store(home.database) as store:
        later = NOW + timedelta(weeks=1)
        send.carry_out(home, store, send.plan(home, store, later, SendRequest()), None, later)
    assert [row["state"] for row in lines(root) if row.get("week") == "2026-W42"]


@pytest.mark.parametrize("what", ["missing", "old copy"])
def test_without_its_store_nothing_is_sent_until_the_organiser_has_looked(
    what: str, root: Path, box: Letterbox, tmp_path: Path
) -> None:
    with Store(root / ".course/course.db") as store:
        store.compact()
    shutil.copytree(root / ".course", tmp_path / "copy")
    go(root)
    assert sorted(box.to) == PEOPLE
    shutil.rmtree(root / ".course")
    if what == "old copy":
        shutil.copytree(tmp_path / "copy", root / ".course")
    for attempt in range(2):
        with pytest.raises(CourseError, match="don't agree") as told:
            go(root)
        assert told.value.code == 1
        assert "cpd23 remind recover" in worded(told.value.hint)
        assert len(box.to) == 3, attempt
    planned = recover(root)
    assert [(letter.handle, letter.state) for letter in planned.letters] == [(f"p{n}", "sent") for n in (1, 2, 3)]
    assert go(root).of(LetterState.SENT) == ()
    assert sorted(box.to) == PEOPLE
    go(root, 1)
    assert sorted(box.to) == sorted(PEOPLE * 2)


def test_a_clock_that_was_set_back_is_noticed(root: Path, box: Letterbox) -> None:
    go(root, 2)
    with pytest.raises(CourseError, match="don't agree"):
        go(root)
    planned = recover(root)
    assert planned.found.later == "2026-W43"
    go(root)
    assert len(box.to) == 6


def test_a_record_that_was_lost_is_made_anew_from_the_store(root: Path, box: Letterbox) -> None:
    go(root)
    (root / "sent.jsonl").unlink()
    assert go(root).of(LetterState.SENT) == ()
    assert [row["state"] for row in lines(root)[1:]] == ["sent"] * 3
    shutil.rmtree(root / ".course")
    with pytest.raises(CourseError, match="don't agree"):
        go(root)
    assert len(box.to) == 3


def test_an_old_record_is_filled_up_from_the_store(root: Path, box: Letterbox) -> None:
    go(root)
    old = (root / "sent.jsonl").read_bytes()
    go(root, 1)
    (root / "sent.jsonl").write_bytes(old)
    with pytest.raises(CourseError, match="don't agree"):
        go(root, 1)
    assert len(recover(root, 1).found.not_in_record) == 3
    go(root, 1)
    assert len(box.to) == 6


def test_a_changed_address_and_other_ways_of_writing_it_are_no_disagreement(root: Path, box: Letterbox) -> None:
    go(root)
    roster = root / "participants.toml"
    text = roster.read_text()
    roster.write_text(
        text.replace("p1@example.org", "P1+news@Example.org").replace("p2@example.org", "two@example.org")
    )
    assert go(root).of(LetterState.SENT) == ()
    go(root, 1)
    assert len(box.to) == 6


def test_a_forgotten_person_leaves_a_hash_by_which_a_second_email_in_the_week_is_held(
    root: Path, box: Letterbox
) -> None:
    go(root)
    roster = (root / "participants.toml").read_text()
    done = broken_machine.run(root, ["people", "forget", "p2", "--yes"])
    assert "sent.jsonl" in broken_machine.told(done)
    assert lines(root)[-1]["state"] == "forgotten"
    go(root)
    (root / "participants.toml").write_text(roster)
    assert "p2" in {skip.handle for skip in _plan(root).held}
    go(root)
    assert box.to.count("p2@example.org") == 1


def _plan(root: Path) -> send.SendPlan:
    home = homes.open_home(root)
    with Store(home.database) as store:
        return send.plan(home, store, NOW, SendRequest())


@pytest.mark.parametrize("mode", ["drop rcpt", "drop before", "drop after"])
@pytest.mark.parametrize("store", ["kept", "lost"])
def test_a_letter_in_doubt_stays_in_doubt_and_nobody_gets_two(
    mode: str, store: str, root: Path, box: Letterbox
) -> None:
    box.modes = {"p2@example.org": mode}
    go(root)
    box.modes = {}
    if store == "lost":
        shutil.rmtree(root / ".course")
        with pytest.raises(CourseError, match="don't agree"):
            go(root)
        recover(root)
    go(root)
    assert max(box.to.count(person) for person in PEOPLE) == 1
    assert (mode == "drop rcpt") == (box.to.count("p2@example.org") == 1 and mode != "drop after")


@pytest.mark.parametrize("step", ["claim_letter", "settle_letter"])
@pytest.mark.parametrize("store", ["kept", "lost"])
def test_a_run_that_is_killed_around_an_email_doubles_nothing(
    step: str, store: str, root: Path, box: Letterbox
) -> None:
    class Stopped(Store):
        """A store in which one step is never reached."""

    def kill(*_: object) -> None:
        raise Killed

    setattr(Stopped, step, kill)
    home = homes.open_home(root)
    with Stopped(home.database) as stopped:
        planned = send.plan(home, stopped, NOW, SendRequest())
    with pytest.raises(Killed), Stopped(home.database) as stopped:
        send.carry_out(home, stopped, planned, Mailer(send.settings(home), wait=lambda _: None), NOW)
    if store == "lost":
        shutil.rmtree(root / ".course")
        with pytest.raises(CourseError, match="don't agree"):
            go(root)
        recover(root)
    go(root)
    assert max(box.to.count(person) for person in PEOPLE) == 1
    assert lines(root)[-1]["state"] == "sent"


@pytest.mark.parametrize("rest", ["", '{"week": "2026-W41", "ki'])
def test_a_line_that_was_cut_off_is_dropped_and_one_in_the_middle_is_named(
    rest: str, root: Path, box: Letterbox
) -> None:
    go(root)
    with (root / "sent.jsonl").open("a") as file:
        file.write(rest)
    go(root, 1)
    assert len(box.to) == 6
    assert all(lines(root))
    (root / "sent.jsonl").write_text((root / "sent.jsonl").read_text().replace('"sent"', '"se', 1))
    with pytest.raises(CourseError, match=r"sent\.jsonl:3: this line can't be read"):
        go(root, 2)
    assert len(box.to) == 6


def test_a_disk_that_takes_no_line_lets_no_email_go(root: Path, box: Letterbox) -> None:
    broken_machine.told(broken_machine.run(root, ["remind", "draft"], environment=at()))
    done = broken_machine.run(
        root, ["remind", "send", "--confirm", "3"], before=broken_machine.small_files(0), environment=at()
    )
    assert "damaged" not in broken_machine.told(done)
    assert done.returncode == 1
    assert box.to == []


def test_the_command_shows_the_difference_and_asks(root: Path, box: Letterbox) -> None:
    go(root)
    shutil.rmtree(root / ".course")
    stopped = broken_machine.run(root, ["remind", "send", "--confirm", "3"], environment=at())
    assert (stopped.returncode, "remind recover" in broken_machine.told(stopped)) == (1, True)
    asked = broken_machine.run(root, ["remind", "recover"], environment=at())
    assert asked.returncode == 1
    assert b"3 emails are only in sent.jsonl and will be added to the store" in asked.stdout
    assert b"P1" in asked.stdout
    shown = broken_machine.run(root, ["remind", "recover", "-n"], environment=at())
    assert (shown.returncode, shown.stdout) == (0, asked.stdout)
    assert broken_machine.run(root, ["remind", "recover", "--yes"], environment=at()).returncode == 0
    again = broken_machine.run(root, ["remind", "recover"], environment=at())
    assert (again.returncode, b"agree about every email" in again.stdout) == (0, True)
    assert len(box.to) == 3


def test_a_link_in_its_place_is_not_followed(root: Path, box: Letterbox, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("mine")
    (root / "sent.jsonl").symlink_to(tmp_path / "outside")
    with pytest.raises(CourseError, match="is a link"):
        go(root)
    assert (box.to, (tmp_path / "outside").read_text()) == ([], "mine")


def test_closing_takes_it_away(root: Path) -> None:
    go(root)
    broken_machine.told(broken_machine.run(root, ["close", "--yes"], environment=at()))
    assert not (root / "sent.jsonl").exists()


def test_every_state_of_a_letter_has_one_in_the_record() -> None:
    assert {"planned", "claimed", "sent", "refused", "unknown"} < {str(state) for state in RecordState}


def at() -> dict[str, str]:
    return {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
