"""Registering with a look at the blog first."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import homes
import platforms
from course.adapters import disk
from course.adapters.store import Store
from course.core.errors import CourseError, MailboxTaken
from course.core.model import Handle, Participant
from course.core.people import find_person
from course.core.people.joining import SignUp
from course.formats.command_lines import worded
from course.formats.terminal import inspect_blog as words
from course.services import course_home as desk_home
from course.services.letters import drafts
from course.services.people import edit_person, register
from course.services.reporting import report
from course.services.tracking import track

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def home_allowing(root: Path, *addresses: str) -> Path:
    allowed = ", ".join(f'"{platforms.pair(address)}"' for address in addresses)
    return homes.make(root / "home", extra=f"[fetch]\nallow_private = [{allowed}]\n")


def test_the_blog_is_looked_at_and_kept_under_the_address_that_answered(tmp_path: Path) -> None:
    with platforms.served(platforms.WORDPRESS) as site:
        home = home_allowing(tmp_path, site)
        told = SignUp("Ann B.", (f"{platforms.pair(site)}/wp-admin/edit.php",))
        found = register.consider(desk_home.open_home(home), told, NOW)
        person = register.add(home, found.told, TODAY)
    assert not found.doubtful
    assert "Thing 6" in words.render_text(found.seen[0], found.zone)
    assert person.blogs == (f"{site}/",)
    assert "/feed/" not in (home / "participants.toml").read_text()


def test_a_blog_that_cannot_be_read_is_doubtful_and_says_what_to_do(tmp_path: Path) -> None:
    with platforms.served(platforms.TROUBLED) as site:
        home = home_allowing(tmp_path, site)
        found = register.consider(desk_home.open_home(home), SignUp("Ann", (f"{site}/private-wp/",)), NOW)
    assert found.doubtful
    assert "Site visibility" in words.render_text(found.seen[0], found.zone)


def test_the_same_feed_under_another_address_is_refused_with_the_name(tmp_path: Path) -> None:
    with platforms.served(platforms.GHOST) as site:
        home = home_allowing(tmp_path, site)
        register.add(home, SignUp("Ann", (f"{site}/thing-6/",)), TODAY)
        opened = desk_home.open_home(home)
        with disk.lock(home), Store(opened.database) as store:
            track.track(opened, store, NOW, people=[Handle("ann")])
        with pytest.raises(CourseError, match=r"feed as the blog of Ann \(ann\)"):
            register.consider(opened, SignUp("Ben", (f"{site}/",)), NOW)


def test_offline_nobody_is_visited(tmp_path: Path) -> None:
    home = home_allowing(tmp_path)
    found = register.consider(desk_home.open_home(home), SignUp("Ann", ("nowhere.invalid",)), NOW, offline=True)
    assert found.seen == ()
    assert not found.doubtful


def test_who_was_forgotten_is_not_registered_unawares(tmp_path: Path) -> None:
    home = home_allowing(tmp_path)
    opened = desk_home.open_home(home)
    with Store(opened.database) as store:
        store.forget_words(["ann.example"], b"salt" * 4)
    found = register.consider(opened, SignUp("Ann", ("https://ann.example/2026/11/x/",)), NOW, offline=True)
    assert any("asked to be forgotten" in warning for warning in found.warnings)


def joined(home: Path, name: str, email: str, **more: Any) -> Participant:
    return register.add(home, SignUp(name, email=email, **more), TODAY)


@pytest.mark.parametrize("email", ["nightjar@example.org", "Nightjar@Example.org", "nightjar+two@example.org"])
def test_a_second_entry_with_the_same_mailbox_is_refused_unless_the_organiser_wants_it(
    tmp_path: Path, email: str
) -> None:
    home = homes.make(tmp_path / "home")
    with pytest.raises(MailboxTaken, match=r"Nightjar \(nightjar\) already uses this mailbox") as refused:
        joined(home, "Ann", email)
    assert "register --again nightjar" in worded(refused.value.hint)
    assert "--anyway" in worded(refused.value.hint)
    assert joined(home, "Ann", email, shares_mailbox=True).handle == "ann"
    with pytest.raises(CourseError, match="already uses this mailbox"):
        edit_person.change(home, "bo", [f"email={email}"], TODAY)
    assert "email = " in edit_person.change(home, "bo", [f"email={email}"], TODAY, anyway=True).said


FEED = """<rss version="2.0"><channel><title>N</title><link>https://n.example/</link>
<item><title>Thing 1: Matter a</title><link>https://n.example/1</link><pubDate>Thu, 08 Oct 2026 10:00:00 GMT</pubDate></item>
<item><title>Thing 2: Matter b</title><link>https://n.example/2</link><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Thing 1: Matter a, again</title><link>https://n.example/3</link><pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Thing 3: Matter c</title><link>https://n.example/4</link><pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate></item>
</channel></rss>
"""


def test_somebody_who_comes_back_has_two_entries_whose_credits_never_mix(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home", roster=homes.ROSTER.replace("https://nightjar.blogspot.com/", "nightjar.xml"))
    (home / "nightjar.xml").write_text(FEED)
    told = SignUp("", cohort="own-pace", joined=date(2026, 11, 21))
    opened = desk_home.open_home(home)
    with disk.lock(home), Store(opened.database) as store:
        track.track(opened, store, NOW)
        before = report.report(opened, store, date(2026, 11, 20)).rows
    person = register.add(home, register.in_later_run(opened, "nightjar", told), TODAY)
    assert (person.handle, person.name, person.earlier) == ("nightjar-2", "Nightjar", "nightjar")
    assert (person.blogs, person.email) == (("nightjar.xml",), "nightjar@example.org")
    opened = desk_home.open_home(home)
    assert opened.problems == ()
    assert opened.roster[Handle("nightjar")].next_run == date(2026, 11, 21)
    later = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with disk.lock(home), Store(opened.database) as store:
        tracked = track.track(opened, store, later, everything=True)
        assert "nightjar" not in {row.handle for row in tracked.rows}  # its blog is read for the newest run only
        after = {row.participant.handle: row for row in report.report(opened, store, date(2026, 11, 25)).rows}
        letters = drafts.plan(opened, store, date(2026, 11, 30))
        then = report.report(opened, store, date(2026, 11, 20)).rows
    assert [c.thing for c in after[Handle("nightjar")].credits] == [1, 2]
    assert [c.thing for c in after[Handle("nightjar-2")].credits] == [1, 3]
    assert next(row for row in then if row.participant.handle == "nightjar").credits == before[1].credits
    assert {letter.nudge.handle for letter in letters.letters} == {"nightjar-2"}


def test_a_third_run_continues_the_second_and_a_name_means_the_newest(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home", extra="[cohorts.spring]\nstarts = 2027-02-01\n")
    for cohort, day in (("own-pace", date(2026, 11, 1)), ("spring", date(2027, 1, 20))):
        opened = desk_home.open_home(home)
        told = register.in_later_run(opened, "Nightjar", SignUp("", cohort=cohort, joined=day))
        register.add(home, told, TODAY)
    opened = desk_home.open_home(home)
    chain = {handle: (one.earlier, one.next_run) for handle, one in opened.roster.items() if handle != "bo"}
    assert chain == {
        "nightjar": (None, date(2026, 11, 1)),
        "nightjar-2": ("nightjar", date(2027, 1, 20)),
        "nightjar-3": ("nightjar-2", None),
    }
    assert find_person.one("nightjar@example.org", opened.roster).handle == "nightjar-3"
    assert find_person.one("nightjar", opened.roster).handle == "nightjar"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (SignUp("", cohort="autumn"), "is in autumn already"),
        (SignUp("", cohort="own-pace", joined=date(2026, 10, 1)), "a later run must begin after that"),
        (SignUp("", cohort="own-pace", email="bo@library.example"), "Bo Larsson"),
    ],
)
def test_what_cannot_be_a_later_run_is_told(tmp_path: Path, told: SignUp, says: str) -> None:
    roster = homes.ROSTER + 'email = "bo@library.example"\n'
    home = homes.make(tmp_path / "home", roster=roster)
    with pytest.raises(CourseError, match=says):
        register.add(home, register.in_later_run(desk_home.open_home(home), "nightjar", told), TODAY)
