"""The ladder: plan, drafts, approval, sending; and that nobody gets two letters, whatever happens."""

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import mailserver
import posted
from course.adapters.store import Store
from course.core.errors import CourseError, PartlyDone
from course.core.model import Handle
from course.services import course_home as homes
from course.services.letters import drafts, remind, send
from course.services.letters.remind import Desk, Wish
from course.services.letters.send import Choice, Tally
from mailserver import Letterbox

MONDAY = posted.MONDAY
WEEK = "2026-W41"


class Killed(BaseException):
    """What a kill is to a program that cannot catch it."""


@contextmanager
def desk(root: Path, now: datetime = MONDAY) -> Iterator[Desk]:
    home = homes.open_home(root)
    with Store(home.database) as store:
        yield Desk(home, store, now, lambda _: None)


def sent(root: Path, now: datetime = MONDAY, choice: Choice | None = None, mode: str = "", **how: Any) -> Tally:
    with desk(root, now) as open_desk:
        batch = send.batch(open_desk.home, open_desk.store, now, choice or Choice())
        how = {"wait": lambda _: None, "timeout": mailserver.patience(mode), **how}
        return send.send(open_desk.home, open_desk.store, batch, now, "", **how)


def states(root: Path) -> dict[str, str]:
    with desk(root) as open_desk:
        return {item.handle: item.state for item in open_desk.store.letters()}


def doubtful(root: Path, now: datetime = MONDAY) -> set[str]:
    """Everybody who is named in the status as one whose letter may not have arrived."""
    with desk(root, now) as open_desk:
        answer = json.loads(remind.status(open_desk, as_json=True))
        words = remind.status(open_desk)
    unsure = {row["handle"] for row in answer["letters"] if row["state"] in ("unknown", "refused")}
    assert all(handle.upper() in words for handle in unsure)
    return unsure


# The rungs ---------------------------------------------------------------------------------------


def test_the_plan_writes_nothing_but_the_store(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    before = {path for path in root.rglob("*") if ".course" not in path.parts}
    with desk(root) as open_desk:
        words = remind.show(open_desk)
        answer = json.loads(remind.show(open_desk, as_json=True))
    assert "This week (3)" in words
    assert answer["week"] == WEEK
    assert [letter["handle"] for letter in answer["letters"]] == ["p1", "p2", "p3"]
    assert answer["letters"][0]["subject"] == "Thing 1 this week: Thing of 1"
    assert answer["letters"][0]["things"] == [1]
    assert {path for path in root.rglob("*") if ".course" not in path.parts} == before


def test_the_plan_is_the_same_byte_for_byte_whenever_it_is_made(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    with desk(root) as one, desk(root, MONDAY + timedelta(days=300)) as other:
        assert remind.show(one, "2026-10-07", as_json=True) == remind.show(other, "2026-10-07", as_json=True)


def test_drafts_have_a_file_each_a_table_and_a_page(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h", also={"eve": "not an address"})
    with desk(root) as open_desk:
        words = remind.write_drafts(open_desk)
    folder = root / "outbox" / WEEK
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["index.html", "letters.json", "merge.csv", *(f"this-week-p{n}.eml" for n in (1, 2, 3))]
    table = (folder / "merge.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbfName,Email,Subject,Text,Kind,Things\r\n")
    assert (folder / "index.html").read_text("utf-8").count("<details") == 3
    assert "p1@example.org" not in (folder / "index.html").read_text("utf-8")
    assert "Wrote 3 letters" in words


def test_drafting_again_changes_nothing_keeps_what_was_edited_and_takes_away_what_is_wrong(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    folder = root / "outbox" / WEEK
    with desk(root) as open_desk:
        remind.write_drafts(open_desk)
        first = {path.name: path.read_bytes() for path in folder.iterdir()}
        remind.write_drafts(open_desk)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    edited = first["this-week-p1.eml"].replace(b"Hello P1,", b"Dear P1,")
    (folder / "this-week-p1.eml").write_bytes(edited)
    roster = (root / "participants.toml").read_text("utf-8")
    (root / "participants.toml").write_text(
        roster.replace("p2@example.org", "two@example.org").split("[participants.p3]")[0], "utf-8"
    )
    with desk(root) as open_desk:
        words = remind.write_drafts(open_desk)
    assert (folder / "this-week-p1.eml").read_bytes() == edited
    assert b"two@example.org" in (folder / "this-week-p2.eml").read_bytes()
    assert not (folder / "this-week-p3.eml").exists()
    assert "1 letter that you changed" in words


def test_a_letter_that_was_approved_stays_as_it_was_approved(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    with desk(root) as open_desk:
        remind.write_drafts(open_desk)
        remind.approve(open_desk)
        (root / "templates" / "mail").mkdir(parents=True)
        (root / "templates" / "mail" / "this-week.txt").write_text("Subject: new\n\nNew words\n")
        remind.write_drafts(open_desk)
    assert b"New words" not in (root / "outbox" / WEEK / "this-week-p1.eml").read_bytes()


def test_nothing_is_approved_that_was_not_drafted(tmp_path: Path) -> None:
    with desk(posted.home(tmp_path / "h")) as open_desk, pytest.raises(CourseError, match=f"no drafts of {WEEK}"):
        remind.approve(open_desk)


def test_a_letter_changed_after_approval_is_not_sent_and_one_that_was_not_approved_waits(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        with desk(root) as open_desk:
            remind.write_drafts(open_desk)
            assert send.batch(open_desk.home, open_desk.store, MONDAY, Choice(approved_only=True)).ready == ()
            remind.approve(open_desk)
        letter = root / "outbox" / WEEK / "this-week-p2.eml"
        letter.write_bytes(letter.read_bytes().replace(b"Hello P2,", b"Hello you,"))
        tally = sent(root, choice=Choice(approved_only=True))
        assert box.to == ["p1@example.org", "p3@example.org"]
        assert tally.of("sent") == ("p1", "p3")
        assert sent(root).of("sent") == ()
        assert box.to == ["p1@example.org", "p3@example.org"]


def test_a_letter_that_is_no_longer_right_is_not_sent_and_said(tmp_path: Path) -> None:
    from course.core.model import SelfReport

    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        with desk(root) as open_desk:
            remind.write_drafts(open_desk)
            open_desk.store.save_self_report(SelfReport(Handle("p2"), 1, MONDAY.date(), "Zoë"))
            batch = send.batch(open_desk.home, open_desk.store, MONDAY, Choice())
        assert [draft.letter.nudge.handle for draft in batch.ready] == ["p1", "p3"]
        assert [(skip.handle, skip.why) for skip in batch.held] == [
            ("p2", "the draft is no longer right: has done this week's Thing 1")
        ]
        sent(root)
        assert sorted(box.to) == ["p1@example.org", "p3@example.org"]


def test_sending_asks_for_the_number(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        asked: list[tuple[str, int]] = []

        def refuse(question: str, number: int) -> None:
            asked.append((question, number))
            raise CourseError("no")

        with desk(root) as open_desk:
            with pytest.raises(CourseError, match="no"):
                remind.send(open_desk, Wish(), refuse, None)
            words, whole = remind.send(open_desk, Wish(), lambda _question, _number: None, None)
            again, _ = remind.send(open_desk, Wish(), refuse, None)
    assert asked == [("3 letters from zoe@library.example by 127.0.0.1, about 1 minute.", 3)]
    assert whole
    assert words.startswith(f"3 of 3 letters of {WEEK} sent.")
    assert again.startswith(f"0 letters to send in {WEEK}.")
    assert len(box.to) == 3


def test_only_limit_and_a_dry_run(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        with desk(root) as open_desk:
            dry, _ = remind.send(open_desk, Wish(dry=True), _never, None)
            assert "3 letters to send" in dry
            assert box.to == []
            remind.send(open_desk, Wish(only="P2"), _yes, None)
            assert box.to == ["p2@example.org"]
            remind.send(open_desk, Wish(limit=1), _yes, None)
            assert box.to == ["p2@example.org", "p1@example.org"]


def test_who_is_asked_for_alone_is_spoken_of_alone(tmp_path: Path) -> None:
    from course.core.model import SelfReport

    root = posted.home(tmp_path / "h")
    with desk(root) as open_desk:
        remind.write_drafts(open_desk)
        for handle in ("p2", "p3"):
            open_desk.store.save_self_report(SelfReport(Handle(handle), 1, MONDAY.date(), "Zoë"))
        for who, letters in (("P1", 1), ("P2", 0)):
            words, _ = remind.send(open_desk, Wish(only=who, dry=True), _never, None)
            assert words.startswith(f"{letters} letter{'' if letters == 1 else 's'} to send in {WEEK}.")
            assert who in words
            assert not [other for other in ("P1", "P2", "P3", "p1", "p2", "p3") if other != who and other in words]
        words, _ = remind.send(open_desk, Wish(dry=True), _never, None)
        assert "Held back: P2, P3: the draft is no longer right: has done this week's Thing 1.\n" in words


def test_who_gets_no_letter_and_is_asked_for_alone_is_told_why(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    roster = root / "participants.toml"
    roster.write_text(roster.read_text("utf-8").replace('email = "p2@example.org"\n', ""), "utf-8")
    with desk(root) as open_desk:
        words, whole = remind.send(open_desk, Wish(only="P2"), _never, None)
    assert whole
    assert words.splitlines() == [
        f"0 letters to send in {WEEK}. Nothing was sent.",
        "Held back: P2: has no email in the roster that a letter could go to.",
    ]


def test_without_a_mail_server_the_drafts_can_be_noted_as_sent_by_hand(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    with desk(root) as open_desk:
        with pytest.raises(CourseError, match="no mail server") as caught:
            remind.send(open_desk, Wish(), _yes, None)
        assert "--by-hand" in caught.value.hint
        words, _ = remind.send(open_desk, Wish(by_hand=True), _yes, None)
        assert words.startswith("3 of 3 letters")
        assert json.loads(remind.show(open_desk, as_json=True))["letters"] == []


def test_a_rehearsal_reaches_the_organiser_only_and_is_not_written_down(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        with desk(root) as open_desk:
            words = remind.rehearse(open_desk, None)
    assert box.to == ["zoe@library.example"]
    assert box.messages()[0]["Subject"] == "[TEST for P1] Thing 1 this week: Thing of 1"
    assert "to zoe@library.example only, as for P1" in words
    assert states(root) == {}


def test_mistakes_in_the_files_are_told_and_the_others_get_their_letters(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    with (root / "participants.toml").open("a") as roster:
        roster.write('[participants.bad]\nname = "Bad"\ncohort = "nowhere"\njoined = 2026-10-01\nblogs = []\n')
    said: list[str] = []
    with pytest.raises(PartlyDone), remind.opened(root, MONDAY, said.append) as open_desk:
        assert "This week (3)" in remind.show(open_desk)
    assert any(line.startswith("participants.toml:") for line in said)


def _yes(_question: str, _number: int) -> None:
    return None


def _never(_question: str, _number: int) -> None:
    raise AssertionError("nobody should be asked")


# A server that misbehaves ------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["drop after", "stall after"])
def test_a_cut_after_the_last_byte_is_unknown_listed_by_name_and_never_sent_again_by_itself(
    tmp_path: Path, mode: str
) -> None:
    box = Letterbox(modes={"p2@example.org": mode})
    with mailserver.running(box):
        root = posted.home(tmp_path / "h", port=box.port)
        assert sent(root, mode=mode).of("unknown") == ("p2",)
        assert doubtful(root) == {"p2"}
        box.modes.clear()
        sent(root)
        sent(root, MONDAY + timedelta(days=1))
        assert Counter(box.to) == {"p1@example.org": 1, "p2@example.org": 1, "p3@example.org": 1}
        assert sent(root, choice=Choice(resend=Handle("p2"))).of("sent") == ("p2",)
        assert Counter(box.to)["p2@example.org"] == 2
        ids = {message["Message-ID"] for message in box.messages() if "p2@" in message["To"]}
        assert len(ids) == 1
        assert doubtful(root) == set()
        with pytest.raises(CourseError, match="no letter in doubt"):
            sent(root, choice=Choice(resend=Handle("p2")))


def test_refused_for_the_moment_is_tried_once_more_at_the_end(tmp_path: Path) -> None:
    box = Letterbox(modes={"p1@example.org": "rcpt 450 greylisted"})
    with mailserver.running(box):
        root = posted.home(tmp_path / "h", port=box.port)
        tally = sent(root)
        assert box.events.count("rcpt") == 4
        assert (tally.of("sent"), tally.of("refused")) == (("p2", "p3"), ("p1",))
        assert doubtful(root) == {"p1"}
        box.modes.clear()
        assert sent(root, MONDAY + timedelta(hours=1)).of("sent") == ("p1",)
        assert max(Counter(box.to).values()) == 1


def test_refused_for_good_is_noted_and_no_letter_goes_there_until_the_address_is_another(tmp_path: Path) -> None:
    box = Letterbox(modes={"p1@example.org": "rcpt 550 no such user"})
    with mailserver.running(box):
        root = posted.home(tmp_path / "h", port=box.port)
        sent(root)
        assert doubtful(root) == {"p1"}
        assert box.events.count("rcpt") == 3
        next_week = MONDAY + timedelta(days=7)
        sent(root, next_week)
        assert box.events.count("rcpt") == 5
        roster = (root / "participants.toml").read_text("utf-8")
        (root / "participants.toml").write_text(roster.replace("p1@example.org", "one@example.org"), "utf-8")
        with desk(root, next_week) as open_desk:
            remind.write_drafts(open_desk)
        assert sent(root, next_week).of("sent") == ("p1",)
        assert "one@example.org" in box.to


def test_a_server_that_drops_before_taking_is_asked_again_and_then_left(tmp_path: Path) -> None:
    box = Letterbox("drop rcpt")
    with mailserver.running(box):
        root = posted.home(tmp_path / "h", 5, port=box.port)
        tally = sent(root)
        assert "3 times in a row" in tally.stopped
        assert box.to == []
        box.mode = "accept"
        assert len(sent(root).of("sent")) == 5
        assert Counter(box.to).most_common(1)[0][1] == 1


def test_a_server_that_does_not_want_us_ends_the_run_and_harms_nobody(tmp_path: Path) -> None:
    box = Letterbox("mail 550 not from here")
    with mailserver.running(box):
        root = posted.home(tmp_path / "h", port=box.port)
        tally = sent(root)
        assert "takes no letters from the organiser's address" in tally.stopped
        assert box.events.count("mail") == 1
        assert set(states(root).values()) == {"planned"}
        assert doubtful(root) == set()


def test_a_server_that_is_not_there_sends_nothing_and_says_so(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
    with pytest.raises(CourseError, match="cannot be used"):
        sent(root)
    assert set(states(root).values()) == {"planned"}


def test_the_daily_cap_holds_over_runs_and_the_rest_goes_the_next_day(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", 5, port=box.port, per_day=2)
        tally = sent(root)
        assert "used up" in tally.stopped
        assert len(box.to) == 2
        assert sent(root, MONDAY + timedelta(hours=3)).of("sent") == ()
        sent(root, MONDAY + timedelta(days=1))
        sent(root, MONDAY + timedelta(days=2))
        assert sorted(box.to) == [f"p{n}@example.org" for n in range(1, 6)]


def test_the_pace_is_kept(tmp_path: Path) -> None:
    waits: list[float] = []
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", 4, port=box.port)
        toml = root / "things" / "course.toml"
        toml.write_text(toml.read_text("utf-8").replace("per_minute = 6000", "per_minute = 30"), "utf-8")
        sent(root, wait=waits.append)
    assert waits == [2.0, 2.0, 2.0]


# Killed at any moment ----------------------------------------------------------------------------


def killer(at: int) -> Callable[[str], None]:
    """A step that kills at the n-th call."""
    counter = itertools.count(1)

    def step(_: str) -> None:
        if next(counter) == at:
            raise Killed

    return step


MODES: list[dict[str, str]] = [
    {},
    {"p2@example.org": "drop after"},
    {"p2@example.org": "rcpt 450 later"},
    {"p2@example.org": "rcpt 550 no"},
    {"p2@example.org": "data 451 later"},
    {"p1@example.org": "drop before", "p2@example.org": "drop after"},
]


@pytest.mark.parametrize("modes", MODES, ids=str)
def test_killed_at_step_n_for_every_n_and_run_again_nobody_gets_two(tmp_path: Path, modes: dict[str, str]) -> None:
    box = Letterbox()
    with mailserver.running(box):
        for at in itertools.count(1):
            box.taken, box.modes = [], dict(modes)
            root = posted.home(tmp_path / f"h{at}", 2, port=box.port)
            try:
                sent(root, before=killer(at))
                finished = True
            except Killed:
                finished = False
            killed_with = list(box.to)
            box.modes.clear()
            for _ in range(2):
                sent(root)
            assert max(Counter(box.to).values(), default=0) <= 1, f"two letters after a kill at step {at}"
            unsure = doubtful(root)
            never = {"p1", "p2"} - {address.partition("@")[0] for address in box.to}
            assert never <= unsure, f"somebody was forgotten after a kill at step {at}"
            assert len(unsure) <= len(modes) + 1
            assert set(killed_with) <= set(box.to)
            if finished:
                break
    assert at > 15


def test_two_runs_at_once_are_kept_apart_by_the_store_even_without_the_lock(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "h", port=box.port)
        with desk(root) as one, desk(root) as other:
            first = send.batch(one.home, one.store, MONDAY, Choice())
            second = send.batch(other.home, other.store, MONDAY, Choice())
            send.send(one.home, one.store, first, MONDAY, "", wait=lambda _: None)
            send.send(other.home, other.store, second, MONDAY, "", wait=lambda _: None)
    assert sorted(Counter(box.to).values()) == [1, 1, 1]


def test_forgetting_somebody_takes_their_letters_and_approvals(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    with desk(root) as open_desk:
        remind.write_drafts(open_desk)
        remind.approve(open_desk)
        remind.send(open_desk, Wish(by_hand=True), _yes, None)
        open_desk.store.forget_letters(Handle("p2"))
        assert {item.handle for item in open_desk.store.letters()} == {"p1", "p3"}
        assert not any("p2" in key for key in open_desk.store.approvals(WEEK))
        assert drafts.folder(open_desk.home, WEEK).is_dir()


def test_the_words_can_be_copied_into_the_home_and_what_is_there_stays(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "h")
    folder = root / "templates" / "mail"
    folder.mkdir(parents=True)
    (folder / "this-week.txt").write_text("Subject: mine\n\nMine\n")
    assert "1 that were there stayed" in remind.words(root)
    assert (folder / "this-week.txt").read_text() == "Subject: mine\n\nMine\n"
    assert (folder / "well-done.html").exists()
    with desk(root) as open_desk:
        remind.write_drafts(open_desk)
    assert b"Subject: mine" in (root / "outbox" / WEEK / "this-week-p1.eml").read_bytes()
