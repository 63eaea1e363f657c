"""From an email that was sent to its reply and what comes of it, with a real mail server, a real store and a real roster."""

from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

import incoming_mail as table
import mailserver
import posted
from course.adapters import home_files
from course.adapters.smtp import Mailer
from course.adapters.store import Store
from course.core.errors import CourseError, UsageError
from course.core.letters import bounces
from course.core.letters.model import Returned
from course.core.letters.reply_model import (
    EmailReturned,
    EmailsStopped,
    NothingToDo,
    PostsSent,
    RequestKind,
    WaitingReply,
)
from course.core.model import HandInWay, Handle, Pause, Post, PostKey, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.formats.command_lines import worded
from course.services import course_home as homes
from course.services.letters import drafts, incoming_mail, send
from course.services.letters.incoming_mail import MailRead, MailStatus
from course.services.people import edit_person, unsubscribe_links
from course.services.reporting import report, review

MONDAY, LATER = posted.MONDAY, posted.MONDAY + timedelta(days=2)
P1, P2, P3 = (Handle(f"p{n}") for n in (1, 2, 3))
Emails = dict[str, EmailMessage]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Emails]]:
    """A home that has sent its first emails, and these as they arrived, by address."""
    with mailserver.running() as box:
        home = posted.home(tmp_path_factory.mktemp("sent") / "home", port=box.port)
        send_week(home, 0)
        yield home, {str(one["To"].addresses[0].addr_spec): one for one in box.messages()}


def send_week(root: Path, weeks: int) -> None:
    now = MONDAY + timedelta(weeks=weeks)
    home = homes.open_home(root)
    with Store(home.database) as store:
        planned = send.plan(home, store, now, send.SendRequest())
    send.apply(root, planned, Mailer(send.settings(home)), now)


@pytest.fixture
def copied(sent: tuple[Path, Emails], tmp_path: Path) -> tuple[Path, Emails]:
    """The same home, for one test alone."""
    import shutil

    import trusting

    shutil.copytree(sent[0], tmp_path / "home")
    return trusting.grant(tmp_path / "home"), sent[1]


def read(root: Path, *messages: bytes, weeks: int = 0) -> MailRead:
    home, now = homes.open_home(root), LATER + timedelta(weeks=weeks)
    with Store(home.database, write=False) as store:
        planned = incoming_mail.plan(home, store, messages, now)
    return incoming_mail.apply(root, planned, now)


def status(root: Path) -> MailStatus:
    home = homes.open_home(root)
    with Store(home.database, write=False) as store:
        return incoming_mail.status(home, store)


def skipped(root: Path, weeks: int = 1) -> dict[str, str]:
    home = homes.open_home(root)
    with Store(home.database, write=False) as store:
        planned = drafts.plan(home, store, home.today(MONDAY + timedelta(weeks=weeks)))
    return {str(skip.handle): worded(skip.why) for skip in planned.skipped}


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_stop_in_a_reply_stops_the_emails_at_once(copied: tuple[Path, Emails]) -> None:
    root, emails = copied
    found = read(root, table.answered(emails["p1@example.org"], "STOP"))
    assert found.outcomes == (EmailsStopped(P1),)
    assert found.unwritten == ""
    assert homes.open_home(root).roster[P1].reminders is False
    assert homes.open_home(root).roster[P2].reminders is True
    assert skipped(root)["p1"] == "asked not to get emails"
    assert status(root).waiting == ()


@pytest.mark.parametrize("how", ["headers", "words", "click"])
def test_stop_is_known_by_the_head_by_the_quoted_words_or_by_the_link(copied: tuple[Path, Emails], how: str) -> None:
    """A mail server may have written a Message-ID of its own; a mail program may send the link's email."""
    root, emails = copied
    email = emails["p1@example.org"]
    if how == "click":
        subject = str(email["List-Unsubscribe"]).partition("subject=")[2].rstrip(">").replace("%20", " ")
        data = f"From: p1@home.example\nSubject: {subject}\n\n".encode()
    else:
        data = table.answered(email, "Stop please", headers=how == "headers")
    assert read(root, data).outcomes == (EmailsStopped(P1),)


def test_a_message_is_acted_on_once_whatever_happens_between(copied: tuple[Path, Emails]) -> None:
    root, emails = copied
    stop = table.answered(emails["p1@example.org"], "STOP")
    read(root, stop)
    edit_person.change(root, "p1", ["reminders=yes"], homes.open_home(root).today(LATER))
    assert read(root, stop, stop).outcomes == (NothingToDo("read before"),)
    assert homes.open_home(root).roster[P1].reminders is True
    pause = table.answered(emails["p2@example.org"], "PAUSE until 1 November")
    for _ in range(2):
        read(root, pause, pause)
    assert len(status(root).waiting) == 1


def test_stop_holds_for_every_run_of_the_person(copied: tuple[Path, Emails]) -> None:
    root, emails = copied
    page = root / "participants.toml"
    page.write_text(
        page.read_text() + '[participants.p1-2]\nname = "P1"\ncohort = "spring"\njoined = 2026-10-03\nblogs = []\n'
        'email = "p1@example.org"\nearlier = "p1"\n'
    )
    course = root / "things" / "course.toml"
    course.write_text(course.read_text().replace("[mail]", "[cohorts.spring]\n[mail]"))
    read(root, table.answered(emails["p1@example.org"], "STOP"))
    roster = homes.open_home(root).roster
    assert [roster[Handle(one)].reminders for one in ("p1", "p1-2", "p2")] == [False, False, True]


def test_stop_holds_where_the_roster_cannot_be_edited(copied: tuple[Path, Emails]) -> None:
    root, emails = copied
    page = root / "participants.toml"
    text = page.read_text().replace("[participants.p1]\n", "").split("[participants.p2]")
    lines = dict(line.split(" = ", 1) for line in text[0].strip().splitlines())
    inline = "participants.p1 = { " + ", ".join(f"{key} = {value}" for key, value in lines.items()) + " }\n\n"
    page.write_text(inline + "[participants.p2]" + text[1])
    found = read(root, table.answered(emails["p1@example.org"], "STOP"))
    assert "Make this change there yourself" in str(found.unwritten)
    assert skipped(root)["p1"] == "asked not to get emails"


def test_what_asks_for_more_waits_for_the_organiser(copied: tuple[Path, Emails]) -> None:
    root, emails = copied
    before = (root / "participants.toml").read_bytes()
    read(
        root,
        table.answered(emails["p1@example.org"], "PAUSE until 1 November"),
        table.answered(emails["p2@example.org"], "I've moved to https://new.example/"),
        table.answered(emails["p3@example.org"], "My post for Thing 1: https://padlet.example/p3"),
        table.mail("STOP", code="", sender="who@else.example"),
    )
    assert (root / "participants.toml").read_bytes() == before
    waiting = status(root).waiting
    kinds = [kept.reply.request.kind for kept in waiting]
    assert kinds == [RequestKind.STOP, RequestKind.PAUSE, RequestKind.MOVED]  # STOP first of all
    said = [incoming_mail.accept(root, kept.number, LATER) for kept in waiting[1:]]
    assert said[0] == "P1 (p1): pauses from 7 October 2026 to 1 November 2026."
    assert "https://new.example/" in said[1]
    roster = homes.open_home(root).roster
    assert roster[P1].pauses == (Pause(date(2026, 10, 7), date(2026, 11, 1)),)
    assert roster[P2].blogs == ("https://new.example/",)
    with Store(homes.open_home(root).database, write=False) as store:
        (posted_,) = store.hand_ins()
        assert store.rulings() == ()
    assert (posted_.handle, posted_.thing, posted_.url, posted_.way) == (
        P3,
        1,
        "https://padlet.example/p3",
        HandInWay.EMAIL,
    )
    (card,) = review.queue(homes.open_home(root), homes.open_home(root).today(LATER))
    assert (card.person.handle, card.things) == (P3, (1,))
    (left,) = status(root).waiting
    with pytest.raises(CourseError, match="who sent this reply"):
        incoming_mail.accept(root, left.number, LATER)
    assert incoming_mail.dismiss(root, [left.number]) == 1
    assert status(root).waiting == ()
    with pytest.raises(UsageError):
        incoming_mail.accept(root, left.number, LATER)


def test_stop_that_waits_can_be_accepted(copied: tuple[Path, Emails]) -> None:
    root, _ = copied
    read(root, table.mail("STOP", code="", sender="P1 <p1@example.org>"))
    (kept,) = status(root).waiting
    assert homes.open_home(root).roster[P1].reminders is True
    incoming_mail.accept(root, kept.number, LATER)
    assert homes.open_home(root).roster[P1].reminders is False


def test_a_post_whose_thing_is_not_said_needs_it(copied: tuple[Path, Emails]) -> None:
    root, emails = copied
    data = table.answered(emails["p3@example.org"], "https://padlet.example/p3")
    read(root, data.replace(b"Thing 1", b"News"))
    (kept,) = status(root).waiting
    with pytest.raises(UsageError, match="which Thing"):
        incoming_mail.accept(root, kept.number, LATER)
    assert "Thing 2" in incoming_mail.accept(root, kept.number, LATER, thing=2)
    assert status(root).waiting == ()
    home = homes.open_home(root)
    with Store(home.database, write=False) as store:
        rows = report.report(home, store, home.today(LATER)).rows
    assert [(row.participant.handle, credit.thing) for row in rows for credit in row.credits] == [(P3, 2)]
    assert review.queue(home, home.today(LATER)) == ()


def test_a_post_sent_twice_in_two_emails_is_handed_in_once(copied: tuple[Path, Emails]) -> None:
    root, emails = copied
    for words in ("https://padlet.example/p3", "Thing 1 again: https://padlet.example/p3/"):
        read(root, table.answered(emails["p3@example.org"], words))
    with Store(homes.open_home(root).database, write=False) as store:
        assert len(store.hand_ins()) == 1


def test_a_post_that_was_read_but_does_not_count_can_be_sent(copied: tuple[Path, Emails]) -> None:
    """What counts already isn't handed in again, however its address is written."""
    root, emails = copied
    blog = "https://p3.example/"
    with Store(homes.open_home(root).database) as store:
        for name, title in (("one", "Thing 1: a blog"), ("cake", "On cake")):
            said = Words(title, text="Words.")
            kept = Post(PostKey(name), P3, blog, f"{blog}{name}.html", title, MONDAY, MONDAY, f"words-{name}")
            change = PostChange(kept, kept.key, said, post_content.joined(said), True)
            store.save([VisitResult(P3, blog, MONDAY, good=True, keeping=(change,))])
    counts, missed = (
        table.answered(emails["p3@example.org"], f"Thing 1: {blog}{name}") for name in ("one.html?m=1", "cake.html")
    )
    assert read(root, counts, missed).outcomes == (
        NothingToDo("the post already counts"),
        PostsSent(P3, 1, (f"{blog}cake.html",)),
    )


def test_an_email_that_came_back_for_good_closes_the_address_until_it_is_corrected(copied: tuple[Path, Emails]) -> None:
    root, emails = copied
    assert read(root, table.returned(emails["p1@example.org"])).outcomes == (
        EmailReturned(P1, "2026-W41", for_good=True),
    )
    assert "came back" in skipped(root)["p1"]
    assert [item.handle for item in status(root).closed] == [P1]
    assert "again" in incoming_mail.reopen(root, "p1")
    assert "p1" not in skipped(root)
    assert "nothing was changed" in incoming_mail.reopen(root, "p1")
    read(root, table.returned(emails["p1@example.org"], status="5.1.2"))
    assert "came back" in skipped(root)["p1"]
    edit_person.change(root, "p1", ["email=p1@new.example"], homes.open_home(root).today(LATER))
    assert "p1" not in skipped(root)
    assert status(root).closed == ()


def test_emails_that_come_back_for_now_are_counted_and_told_after_three_in_a_row(tmp_path: Path) -> None:
    with mailserver.running() as box:
        root = posted.home(tmp_path / "home", 1, port=box.port)
        for week in range(bounces.IN_A_ROW):
            assert status(root).in_a_row == {}
            send_week(root, week)
            for _ in range(2):  # a server says so each day: one email counts once
                email = box.messages()[-1]
                read(root, table.returned(email, status=f"4.2.{week}", action="delayed"), weeks=week)
    assert status(root).in_a_row == {P1: 3}
    assert "p1" not in skipped(root, weeks=4)
    with Store(homes.open_home(root).database, write=False) as store:
        assert {item.returned for item in store.letters()} == {Returned.FOR_NOW}


def test_none_of_the_sixty_changes_anything(sent: tuple[Path, Emails], tmp_path: Path) -> None:
    """The whole table against a home in which Ada and Bo have had these very emails: what isn't listed leaves no byte."""
    root = posted.home(tmp_path / "home", 0, also={"ada": "ada@example.org", "bo": "bo@example.org"})
    home_files.write(root, unsubscribe_links.KEY, table.KEY, mode=home_files.PRIVATE)
    now = posted.MONDAY.replace(month=11, day=25)
    home = homes.open_home(root)
    with Store(home.database):
        pass
    before = {name: data for name, data in everything(root).items() if ".course" not in name}
    with Store(home.database, write=False) as store:
        planned = incoming_mail.plan(home, store, [row.data for row in table.NOT_ACTED_ON], now)
    found = incoming_mail.apply(root, planned, now)
    assert not [out for out in found.outcomes if isinstance(out, EmailsStopped | EmailReturned)]
    assert {name: data for name, data in everything(root).items() if ".course" not in name} == before
    kinds = {kept.reply.request.kind for kept in status(root).waiting}
    assert kinds <= {RequestKind.STOP, RequestKind.UNCLEAR}
    with Store(home.database, write=False) as store:
        assert store.wishes() == ()


def test_a_home_without_a_key_knows_no_codes(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "home", 1)
    found = read(root, table.mail("PAUSE until 1 November"))
    assert all(isinstance(out, NothingToDo) for out in found.outcomes)


def test_replies_are_in_the_export_and_gone_with_the_person(copied: tuple[Path, Emails]) -> None:
    from course.formats.terminal import people_list, people_page
    from course.services.people import forgetting

    root, emails = copied
    read(root, table.answered(emails["p1@example.org"], "PAUSE, but I can't say zanzibar until when"))
    read(root, table.mail("STOP", code="", sender="p1+work@example.org", subject="Re: zanzibar"))
    record = edit_person.look_up(root, "p1", None, LATER)
    assert "zanzibar" in people_list.show(record)
    assert "zanzibar" in people_list.show_data(record, whole=True)
    assert "zanzibar" in people_page.page(record, "")
    forgetting.apply(root, forgetting.plan(root, "p1"), LATER)
    assert status(root).waiting == ()
    assert not [name for name, data in everything(root).items() if b"zanzibar" in data]


def test_closing_clears_what_came_back(copied: tuple[Path, Emails]) -> None:
    from course.services.rounds import close

    root, emails = copied
    read(
        root,
        table.answered(emails["p1@example.org"], "PAUSE zanzibar"),
        table.mail("STOP", code="", sender="z@zanzibar.example"),
    )
    assert len(status(root).waiting) == 2
    close.apply(root, close.plan(root, LATER), LATER)
    assert status(root).waiting == ()
    assert not [name for name, data in everything(root).items() if b"zanzibar" in data]


def test_a_message_read_twice_at_once_is_kept_once(copied: tuple[Path, Emails]) -> None:
    """Two plans of the same messages, one after the other applied: the second one decides anew under the lock."""
    root, emails = copied
    home = homes.open_home(root)
    pause = table.answered(emails["p1@example.org"], "PAUSE until 1 November")
    with Store(home.database, write=False) as store:
        first, second = (incoming_mail.plan(home, store, [pause], LATER) for _ in range(2))
    assert isinstance(incoming_mail.apply(root, first, LATER).outcomes[0], WaitingReply)
    assert isinstance(incoming_mail.apply(root, second, LATER).outcomes[0], NothingToDo)
    assert len(status(root).waiting) == 1
