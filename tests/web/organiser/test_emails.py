"""Emails: the plan with its reasons, previews, the note, edits, approvals, who is left out, and every way of sending."""

import io
import re
import threading
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

import mailserver
import organiser_app
import posted
import trusting
from course.adapters import disk
from course.adapters.store import Store
from course.core.letters.model import LetterState, NudgeKind, Sent
from course.core.letters.sent_record import RecordState
from course.core.model import Handle
from course.services import course_home, sent_record
from course.web.organiser.jobs import JobKind
from mailserver import Letterbox
from organiser_app import Window, text

WEEK = "2026-W41"


def opened(root: Path, people: int = 3, *, port: int = 0) -> Window:
    return organiser_app.window(posted.home(root / "home", people, port=port), posted.MONDAY)


def states(window: Window) -> dict[str, LetterState]:
    with Store(course_home.open_home(window.work.root).database, write=False) as store:
        return {item.handle: item.state for item in store.letters()}


def mark(window: Window) -> str:
    found = window.work.emails.at(window.work.snapshot(), window.work.now())
    return found.mark


def send(window: Window, number: str, **fields: str) -> str:
    answer = window.post("/emails/send", number=number, mark=fields.pop("mark", mark(window)), **fields)
    window.wait()
    return text(answer)


# Reading them ----------------------------------------------------------------------------------


def test_each_email_is_shown_with_its_reason_and_who_gets_none_with_theirs(tmp_path: Path) -> None:
    window = opened(tmp_path)
    roster = window.work.root / "participants.toml"
    roster.write_text(
        roster.read_text().replace('email = "p3@example.org"\n', 'email = "p3@example.org"\nreminders = false\n')
    )
    page = text(window.get("/emails?who=p1"))
    assert "Emails for week 3 2 emails are ready to read." in page
    assert "Thing 1 this week: Thing of 1" in page
    assert "Why Not started" in page
    assert "No email this week 1 P3 : asked not to get emails" in page
    assert "Emails 2 not sent yet" in page


def test_a_preview_runs_nothing_and_loads_nothing(tmp_path: Path) -> None:
    roster = '<img src=x onerror=alert(1)>"'
    window = organiser_app.window(posted.home(tmp_path / "home", 1), posted.MONDAY)
    path = window.work.root / "participants.toml"
    path.write_text(path.read_text().replace('name = "P1"', f"name = '{roster}'"))
    answer = window.get("/emails/of/p1")
    assert "<img" not in answer.text
    assert "Thing of 1" in answer.text
    told = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in told
    assert "sandbox " in told
    assert "allow-scripts" not in told
    assert 'sandbox="allow-same-origin allow-popups' in window.get("/emails?who=p1").text
    assert window.get("/emails/of/nobody").status_code == 404


def test_the_page_reads_and_writes_nothing(tmp_path: Path) -> None:
    window = opened(tmp_path)
    before = sorted(window.work.root.rglob("*"))
    for path in (
        "/emails",
        "/emails?edit=1",
        "/emails?note=1",
        "/emails/sent",
        "/emails/drafts.zip",
        "/emails/merge.csv",
    ):
        assert window.get(path).status_code == 200
    assert [path for path in sorted(window.work.root.rglob("*")) if ".course" not in path.parts] == before


# The note, edits, approvals ------------------------------------------------------------------------


def test_the_note_is_written_into_its_file_shown_in_every_email_and_undone(tmp_path: Path) -> None:
    window = opened(tmp_path)
    note = window.work.root / "notes" / "week-03.md"
    empty = window.get("/emails?note=1")
    mark_of_empty = empty.text.split('name="mark" value="')[1].split('"')[0]
    answer = window.post("/emails/note", week="3", text="Hello *all*,\r\nwelcome.", mark=mark_of_empty)
    assert note.read_bytes() == b"Hello *all*,\nwelcome.\n"
    assert "Your note for week 3 is saved." in text(answer)
    assert "<em>all</em>" in window.get("/emails/of/p1").text
    late = window.send("/emails/note", week="3", text="Mine!", mark=mark_of_empty)
    assert late.status_code == 409
    assert "Mine!" in late.text
    assert note.read_bytes() == b"Hello *all*,\nwelcome.\n"
    assert window.press(answer.text, "Undo").status_code == 200
    assert not note.exists()


def test_an_edited_email_goes_as_it_was_written_and_can_be_taken_back(tmp_path: Path) -> None:
    with mailserver.running() as box:
        window = opened(tmp_path, 1, port=box.port)
        answer = window.post(
            "/emails/edit",
            who="p1",
            subject="For you\r\nBcc: x@example.org",
            text="My own words.\n\nhttps://example.org/x",
        )
        assert "Your text for P1 is saved." in text(answer)
        page = window.get("/emails/of/p1").text
        assert '<a href="https://example.org/x">' in page
        undone = window.press(answer.text, "Undo")
        assert "uses the program’s text again" in text(undone)
        assert "Thing of 1" in window.get("/emails/of/p1").text
        window.post("/emails/edit", who="p1", subject="For you", text="My own words.")
        send(window, "1")
        (message,) = box.messages()
    assert message["Subject"] == "For you"
    assert message["Bcc"] is None
    assert message.get_body(("plain",)).get_content().strip() == "My own words."  # type: ignore[union-attr] # it has one


def test_an_edit_without_words_changes_nothing(tmp_path: Path) -> None:
    window = opened(tmp_path, 1)
    answer = window.send("/emails/edit", who="p1", subject="", text="x")
    assert answer.status_code == 422
    assert "An email needs a subject and a text." in text(answer)
    assert "Thing of 1" in window.get("/emails/of/p1").text


def test_approvals_hold_for_what_was_read_and_go_with_undo(tmp_path: Path) -> None:
    window = opened(tmp_path)
    answer = window.post("/emails/approve", who="p1", after="p2")
    assert "You approved the email to P1. Nothing has been sent yet." in text(answer)
    assert "who=p2" not in text(answer)
    assert 'aria-current="true">P2' in answer.text
    assert answer.text.count("Approved</span>") == 1
    undone = window.press(answer.text, "Undo")
    assert undone.text.count("Approved</span>") == 0
    whole = window.post("/emails/approve")
    assert "You approved all 3 emails." in text(whole)
    (window.work.root / "notes").mkdir()
    (window.work.root / "notes" / "week-03.md").write_text("A word.")
    page = window.get("/emails?who=p1")
    assert "This email has changed since you approved it." in text(page)
    assert page.text.count("Changed</span>") == 3
    assert "3 emails are held back: P1: the draft was changed after you approved it" in text(page)


def test_somebody_left_out_gets_nothing_until_put_back(tmp_path: Path) -> None:
    with mailserver.running() as box:
        window = opened(tmp_path, port=box.port)
        answer = window.post("/emails/leave-out", who="p2", after="p3")
        assert "P2 won’t get an email this week." in text(answer)
        assert "P2 : you left this email out." in text(answer)
        assert "Emails 2 not sent yet" in text(answer)
        send(window, "2")
        assert sorted(box.to) == ["p1@example.org", "p3@example.org"]
        window.press(window.get("/emails").text, "Put it back on the list")
        send(window, "1")
    assert sorted(box.to) == ["p1@example.org", "p2@example.org", "p3@example.org"]


# Sending -------------------------------------------------------------------------------------------


def test_the_right_number_sends_and_any_other_sends_nothing(tmp_path: Path) -> None:
    with mailserver.running() as box:
        window = opened(tmp_path, port=box.port)
        assert "You typed 4, but the number of emails is 3. Nothing was sent." in send(window, "4")
        assert "Type 3 to confirm. Nothing was sent." in send(window, "")
        assert box.to == []
        send(window, "3")
        assert len(box.to) == 3
        after = text(window.get("/emails/sent"))
    assert "3 emails sent this week" in after
    assert "3 emails were sent." in after
    assert "3 emails have been sent this week." in text(window.get("/emails"))
    assert "3 emails sent" in text(window.get("/"))


def test_a_second_click_sends_nothing_twice(tmp_path: Path) -> None:
    with mailserver.running() as box:
        window = opened(tmp_path, port=box.port)
        old = mark(window)
        send(window, "3", mark=old)
        again = window.send("/emails/send", number="3", mark=old)
        assert again.status_code == 409
        assert "have changed since this page was shown, so nothing was sent" in text(again)
    assert len(box.to) == 3


def test_while_the_blogs_are_read_nothing_is_sent_and_the_page_says_why(tmp_path: Path) -> None:
    window = opened(tmp_path, port=1)
    shown, go_on = mark(window), threading.Event()
    window.work.jobs.start(JobKind.READ, lambda _: go_on.wait(60))
    for path in ("/emails/send", "/emails/by-hand", "/emails/again"):
        answer = window.post(path, number="3", mark=shown)
        assert answer.status_code == 409
        assert "The program is reading the blogs. What you asked for wasn’t done." in text(answer)
    go_on.set()
    window.wait()
    assert LetterState.SENT not in states(window).values()


def test_a_change_in_between_sends_nothing(tmp_path: Path) -> None:
    with mailserver.running() as box:
        window = opened(tmp_path, port=box.port)
        old = mark(window)
        window.post("/emails/leave-out", who="p2")
        assert window.send("/emails/send", number="3", mark=old).status_code == 409
    assert box.to == []


def test_another_run_is_named_and_nothing_goes(tmp_path: Path) -> None:
    with mailserver.running() as box:
        window = opened(tmp_path, port=box.port)
        with disk.lock(window.work.root):
            for path, fields in (
                ("send", {"number": "3", "mark": mark(window)}),
                ("approve", {}),
                ("leave-out", {"who": "p1"}),
            ):
                answer = window.send(f"/emails/{path}", **fields)
                assert answer.status_code == 409
                assert "Another cpd23 command is working in this course folder." in text(answer)
    assert box.to == []


def test_it_stops_in_the_middle_and_goes_on_later(tmp_path: Path) -> None:
    box = Letterbox()
    with mailserver.running(box):
        window = opened(tmp_path, port=box.port)

        def stop(_: str) -> None:
            window.send("/emails/stop")

        box.on_event = stop
        send(window, "3")
        page = text(window.get("/emails/sent"))
        assert len(box.to) == 1
        assert "Sending stopped before every email was tried: you stopped it. 2 emails haven’t been sent yet." in page
        box.on_event = lambda _: None
        send(window, "2")
    assert sorted(box.to) == ["p1@example.org", "p2@example.org", "p3@example.org"]


def test_refused_and_doubtful_emails_are_named_with_what_to_do(tmp_path: Path) -> None:
    box = Letterbox(modes={"p1@example.org": "drop after", "p2@example.org": "rcpt 550 no such user"})
    with mailserver.running(box):
        window = opened(tmp_path, port=box.port)
        send(window, "3")
        assert states(window) == {"p1": LetterState.UNKNOWN, "p2": LetterState.REFUSED, "p3": LetterState.SENT}
        page = text(window.get("/emails/sent"))
        assert "P1 ? Not sure It may or may not have arrived:" in page
        assert "P2 Refused The mail server says: 550" in page
        assert "2 emails need attention" in text(window.get("/"))
        box.modes.clear()
        asked = window.get("/emails/again?who=p1")
        assert "If the first one arrived after all, P1 will get it twice." in text(asked)
        taken = box.to.count("p1@example.org")
        window.press(asked.text, "Send 1 email again")
        window.wait()
        assert box.to.count("p1@example.org") == taken + 1
    assert states(window)["p1"] is LetterState.SENT


def test_a_doubtful_email_can_be_called_arrived(tmp_path: Path) -> None:
    box = Letterbox(modes={"p1@example.org": "drop after"})
    with mailserver.running(box):
        window = opened(tmp_path, 1, port=box.port)
        send(window, "1")
        window.post("/emails/arrived", who="p1")
        assert states(window) == {"p1": LetterState.SENT}
        assert window.send("/emails/arrived", who="p1").status_code == 422


def test_a_test_goes_to_the_organiser_alone(tmp_path: Path) -> None:
    with mailserver.running() as box:
        window = opened(tmp_path, port=box.port)
        window.post("/emails/test")
        window.wait()
        assert box.to == ["zoe@library.example"]
        assert "Sent 1 sample email to you, as P1 would get it." in text(window.get("/emails/sent"))
    assert states(window) == {}


def test_a_folder_that_is_not_trusted_sends_nothing_and_says_what_it_asks_for(tmp_path: Path) -> None:
    with mailserver.running() as box:
        window = opened(tmp_path, port=box.port)
        settings = window.work.root / "things" / "course.toml"
        settings.write_text(settings.read_text().replace("per_minute", 'user = "eve"\nper_minute'))
        page = text(window.get("/emails"))
        assert f"Emails go through 127.0.0.1:{box.port} (none) as eve." in page
        assert "allow it once on the command line" in page
        answer = window.send("/emails/send", number="3", mark=mark(window))
        assert answer.status_code == 422
        assert window.send("/emails/test").status_code == 422
        assert "haven't trusted this course folder on this computer yet" in text(answer)
    assert box.to == []


# The password --------------------------------------------------------------------------------------


@pytest.fixture(name="guarded")
def with_password(tmp_path: Path) -> Iterator[tuple[Window, Letterbox]]:
    """A window of a home whose mail server wants a password that is stored nowhere."""
    box = Letterbox(password="s3cret-word")
    with mailserver.running(box):
        window = opened(tmp_path, 1, port=box.port)
        settings = window.work.root / "things" / "course.toml"
        settings.write_text(settings.read_text().replace("per_minute", 'user = "zoe"\nper_minute'))
        trusting.grant(window.work.root)
        yield window, box


def test_the_password_is_asked_for_and_on_no_page_and_in_no_file(
    guarded: tuple[Window, Letterbox], caplog: pytest.LogCaptureFixture
) -> None:
    window, box = guarded
    assert 'type="password"' in window.get("/emails").text
    wrong = send(window, "1", password="not-this-one")
    assert "not-this-one" not in wrong
    assert "doesn't accept the password of the user zoe" in text(window.get("/emails/sent"))
    assert 'type="password"' in window.get("/emails").text
    send(window, "1", password="s3cret-word")
    assert box.to == ["p1@example.org"]
    pages = "".join(window.get(path).text for path in ("/", "/emails", "/emails/sent"))
    assert "s3cret-word" not in pages + caplog.text + repr(window.work.mail_password)
    files = [path for path in window.work.root.rglob("*") if path.is_file()]
    assert all(b"s3cret-word" not in path.read_bytes() for path in files)
    assert window.work.mail_password.is_known
    window.post("/emails/forget-password")
    assert not window.work.mail_password.is_known


# By hand -------------------------------------------------------------------------------------------


def test_by_hand_the_drafts_are_saved_and_noted_as_sent(tmp_path: Path) -> None:
    window = opened(tmp_path)
    with zipfile.ZipFile(io.BytesIO(window.get("/emails/drafts.zip").data)) as archive:
        assert sorted(archive.namelist()) == ["merge.csv", "this-week-p1.eml", "this-week-p2.eml", "this-week-p3.eml"]
        message = message_from_bytes(archive.read("this-week-p2.eml"), policy=policy.default)
    assert (message["To"], message["X-Unsent"]) == ("P2 <p2@example.org>", "1")
    one = window.get("/emails/draft/p1")
    assert one.headers["Content-Disposition"] == 'attachment; filename="this-week-p1.eml"'
    assert "p3@example.org" in window.get("/emails/merge.csv").text
    assert window.send("/emails/by-hand", number="2", mark=mark(window)).status_code == 422
    assert states(window) == {}
    window.post("/emails/by-hand", number="3", mark=mark(window))
    window.wait()
    assert set(states(window).values()) == {LetterState.SENT}
    assert states(window).keys() == {Handle("p1"), Handle("p2"), Handle("p3")}


def test_without_a_mail_server_the_page_says_how_to_go_on(tmp_path: Path) -> None:
    window = opened(tmp_path)
    assert "There is no mail server in the settings of this course" in text(window.get("/emails"))
    answer = window.send("/emails/send", number="3", mark=mark(window))
    assert answer.status_code == 422
    assert states(window) == {}


def test_an_email_that_was_cut_off_before_the_store_knew_is_called_in_doubt(tmp_path: Path) -> None:
    """The process was killed between the record's line and the store's: nobody is left out without a word about it."""
    window = opened(tmp_path, 2)
    window.get("/emails")
    home = course_home.open_home(window.work.root)
    with Store(home.database) as store:
        record = sent_record.opened(home, store)
        letters = [one.letter for one in window.work.emails.at(window.work.snapshot(), window.work.now()).drafts]
        store.plan_letters(
            Sent(
                *(one.nudge.key, one.nudge.handle, one.nudge.kind, WEEK, LetterState.PLANNED, posted.MONDAY),
                mailbox=record.mailbox(one.address),
            )
            for one in letters
        )
        record.note(WEEK, NudgeKind.THIS_WEEK, "p1@example.org", RecordState.CLAIMED)
    with disk.lock(window.work.root):
        assert window.get("/emails").status_code == 200
        assert set(states(window).values()) == {LetterState.PLANNED}  # another run is at work
    window.get("/emails")
    assert states(window) == {"p1": LetterState.UNKNOWN, "p2": LetterState.PLANNED}
    assert "P1 ? Not sure It may or may not have arrived" in text(window.get("/emails/sent"))


def test_an_edited_email_whose_reason_has_changed_keeps_the_words_beside_it(tmp_path: Path) -> None:
    window = opened(tmp_path)
    window.post("/emails/edit", who="p1", subject="Mine", text="My own words.")
    write_note(window)
    page = window.get("/emails?who=p1")
    assert "The reason for this email has changed since you edited it" in text(page)
    assert "My own words." in page.text
    window.post("/emails/approve", who="p2")  # writes the drafts
    page = window.get("/emails?who=p1")
    assert "My own words." in page.text
    window.press(page.text, "Use my text again")
    draft = next(one for one in window.work.emails.at(window.work.snapshot(), window.work.now()).drafts if one.kept)
    assert "My own words." in draft.parts()[1]
    assert "The reason for this email has changed" not in text(window.get("/emails?who=p1"))


def test_words_that_were_set_aside_can_be_dropped(tmp_path: Path) -> None:
    window = opened(tmp_path)
    window.post("/emails/edit", who="p1", subject="Mine", text="My own words.")
    write_note(window)
    window.post("/emails/approve", who="p2")
    window.press(window.get("/emails?who=p1").text, "Delete my text")
    assert "My own words." not in window.get("/emails?who=p1").text
    assert not list((window.work.root / "outbox").rglob("*.yours.txt"))


def test_approving_all_once_more_says_so_and_offers_no_undo(tmp_path: Path) -> None:
    window = opened(tmp_path)
    window.post("/emails/approve")
    again = window.post("/emails/approve")
    assert "All 3 emails were already approved." in text(again)
    assert "Undo" not in text(again)


def test_a_second_click_shows_the_answer_to_the_first_with_its_undo(tmp_path: Path) -> None:
    window = organiser_app.window(posted.home(tmp_path / "home", 3), posted.MONDAY, pause=0.1)
    first, second = (window.post("/emails/approve") for _ in range(2))
    assert "You approved all 3 emails." in text(first)
    assert text(second) == text(first)


def test_a_form_without_what_it_needs_is_refused_in_a_sentence(tmp_path: Path) -> None:
    page = opened(tmp_path).post("/emails/note")
    assert page.status_code == 400
    assert "Something is missing from this form Nothing was changed." in text(page)


def write_note(window: Window) -> None:
    """What every email has in it: a reason for a change."""
    marks = re.findall(r'name="mark" value="([^"]*)"', window.get("/emails?note=1").text)
    assert window.post("/emails/note", week="3", text="A note for all.", mark=marks[0]).status_code == 200
