"""Twelve weeks with sixty people: one email a week, nobody private is shown, every hand-in and reply does what was meant."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from course.core.model import Handle, Progress, Source, Standing
from course.services import course_home
from simulated_course import people, weeks
from simulated_course.weeks import SimulatedCourse

HABITS = {one.handle: one for one in people.people()}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> SimulatedCourse:
    return weeks.happened(tmp_path_factory.mktemp("simulated") / "home")


def kinds(found: SimulatedCourse, handle: str) -> dict[str, list[str]]:
    """The kinds of emails that somebody got, by week."""
    by_week: defaultdict[str, list[str]] = defaultdict(list)
    for week, to, message in found.received:
        if to == HABITS[handle].address:
            by_week[week].append(str(message["Message-ID"]).split(".")[1])
    return by_week


def row(found: SimulatedCourse, handle: str) -> Progress:
    assert found.report
    return next(row for row in found.report.rows if row.participant.handle == handle)


def test_there_are_sixty_people_and_each_kind_of_email(found: SimulatedCourse) -> None:
    assert len(HABITS) == 60
    got = Counter(kind for week in found.weeks for kind in week.emails.elements())
    assert set(got) == {
        "welcome", "this-week", "no-blog", "catching-up", "miss-you", "finish-line", "well-done", "written", "extra"
    }  # fmt: skip
    assert got["well-done"] == sum(row.standing is Standing.FINISHED for row in rows_written_to(found))


def rows_written_to(found: SimulatedCourse) -> list[Progress]:
    """Everybody who gets emails to the end, one of those who share a mailbox."""
    assert found.report
    silent = {"stops", "bounces", "twin-a"}
    return [row for row in found.report.rows if row.participant.handle not in silent]


def test_nobody_gets_more_than_one_email_a_week_extras_apart(found: SimulatedCourse) -> None:
    for handle in HABITS:
        for week, got in kinds(found, handle).items():
            assert len([kind for kind in got if kind != "extra"]) <= 1, (handle, week, got)
            assert got.count("extra") <= 1
    assert sum(week.emails["extra"] for week in found.weeks) > 50


def test_nobody_private_is_shown_to_anybody(found: SimulatedCourse) -> None:
    private = HABITS["private"]
    others = [weeks.text_of(message) for _, to, message in found.received if to != private.address]
    own = [weeks.text_of(message) for _, to, message in found.received if to == private.address]
    assert any("/private/thing-1" in text for text in own)
    assert not any(private.name in text or "/private/" in text for text in others)
    assert any(HABITS["p00"].name in text for text in others)


def test_the_published_pages_name_nobody_who_did_not_ask_for_it(found: SimulatedCourse) -> None:
    pages = b"".join(path.read_bytes() for path in (found.root / "public").rglob("*") if path.is_file())
    assert b"mail.example" not in pages
    named = {one.handle for one in HABITS.values() if one.name.encode() in pages}
    assert named == {one.handle for one in HABITS.values() if one.show == "public" and one.stops}


def test_every_hand_in_is_counted_once(found: SimulatedCourse) -> None:
    by_person = Counter(one.handle for one in found.handed_in)
    assert by_person == {Handle("handin"): 10, Handle("sends"): 8}
    for handle, count in by_person.items():
        credits = row(found, handle).credits
        assert [credit.thing for credit in credits] == list(range(1, count + 1))
        assert {credit.by for credit in credits} == {Source.SELF_REPORT}


def test_every_post_counts_once_for_who_wrote_it(found: SimulatedCourse) -> None:
    for habit in HABITS.values():
        if habit.blog != "none":
            written = [thing for thing, at in habit.done() if at <= found.until]
            assert [credit.thing for credit in row(found, habit.handle).credits] == written


def test_every_reply_is_acted_on_as_it_was_meant(found: SimulatedCourse) -> None:
    did = {sender: Counter(names) for sender, names in found.outcomes.items()}
    assert did.pop("away") == {"nothing": len(kinds(found, "away"))}
    assert did == {
        "bounces": {"address closed": 1},
        "chats": {"nothing": 2},
        "forger": {"stop waits": 1, "nothing": 1},
        "moves": {"moved waits": 1},
        "pauses": {"pause waits": 1},
        "sends": {"post handed in": 8},
        "stops": {"stopped": 1},
    }
    assert len(kinds(found, "stops")) == 3
    assert len(kinds(found, "bounces")) == 1
    assert len(kinds(found, "chats")) > 10
    assert len(kinds(found, "p03")) > 10  # somebody else said STOP and PAUSE for them
    assert kinds(found, "pauses").keys().isdisjoint({"2026-W44", "2026-W45", "2026-W46", "2026-W47"})
    assert {"2026-W43", "2026-W48"} <= kinds(found, "pauses").keys()
    assert row(found, "moves").participant.blogs[0].endswith("/moves-new/feed")


def test_every_email_says_which_posts_were_seen_since_the_one_before(found: SimulatedCourse) -> None:
    for handle in ("p00", "masto", "private"):
        texts = [weeks.text_of(message) for _, to, message in found.received if to == HABITS[handle].address]
        for thing, _ in HABITS[handle].done():
            counted = [text for text in texts if f"counts for Thing {thing}." in text]
            assert len(counted) == 1, (handle, thing)


def test_every_post_that_others_may_see_is_recommended_to_somebody(found: SimulatedCourse) -> None:
    assert found.unread == frozenset()
    assert all(week.recommended == week.posts for week in found.weeks)
    assert found.weeks[-1].posts > 500


def test_the_welcome_names_others_and_the_notes_are_in_their_week(found: SimulatedCourse) -> None:
    welcomes = [weeks.text_of(m) for _, _, m in found.received if ".welcome." in str(m["Message-ID"])]
    assert all("Welcome, all of you." in text and text.count("/feed") >= 5 for text in welcomes)
    half_way = {(week, to) for week, to, m in found.received if "Half-way *soon*." in weeks.text_of(m)}
    assert {week for week, to in half_way if HABITS.get(to.partition("@")[0], HABITS["p00"]).cohort == "autumn"} == {
        "2026-W45"
    }
    own_pace = [one for one in HABITS.values() if one.cohort == "own-pace"]
    assert {to for _, to in half_way} >= {one.address for one in own_pace if one.stops > 3}
    (signed,) = {str(m["From"]) for _, to, m in found.received if to == own_pace[0].address}
    assert signed == "Amina <zoe@library.example>"


def test_what_happened_can_be_read_week_by_week(found: SimulatedCourse) -> None:
    lines = weeks.table(found).splitlines()
    assert len(lines) == weeks.WEEKS + 2
    assert "welcome" in lines[1]


def test_the_home_can_be_opened_afterwards(found: SimulatedCourse) -> None:
    home = course_home.open_home(found.root)
    assert home.problems == ()
    assert home.roster[Handle("stops")].reminders is False
    (pause,) = home.roster[Handle("pauses")].pauses
    assert pause.until == date(2026, 11, 22)
    assert Path(found.root, "sent.jsonl").is_file()
