"""Replies to the emails, from messages that the organiser saved."""

import io
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import incoming_mail
import organiser_app
import posted
import trusting
from organiser_app import Window, text


def draft(window: Window) -> EmailMessage:
    found = window.work.emails.at(window.work.snapshot(), window.work.now())
    one = found.drafts[0]
    message = message_from_bytes(one.data, policy=policy.SMTP)
    message["References"] = f"<{one.letter.code}@library.example>"
    message["Message-ID"] = "<1@library.example>"
    assert isinstance(message, EmailMessage)
    return message


def test_saved_replies_are_read_done_or_listed(tmp_path: Path) -> None:
    window = organiser_app.window(posted.home(tmp_path / "home", 2), posted.MONDAY)
    stop = incoming_mail.answered(draft(window), "STOP", sender="p1@example.org")
    page = window.post("/people/waiting/read", saved="yes", messages=(io.BytesIO(stop), "reply.eml"))
    assert "1 message read. STOP: P1 (p1) gets no more emails." in text(page)
    assert "reminders = false" in (window.work.root / "participants.toml").read_text(encoding="utf-8")
    box = b"From somebody\n" + stop + b"\nFrom somebody\n" + stop
    again = window.post("/people/waiting/read", saved="yes", messages=(io.BytesIO(box), "replies.mbox"))
    assert "read before" in text(again)


def test_without_a_message_nothing_is_read(tmp_path: Path) -> None:
    window = organiser_app.window(posted.home(tmp_path / "home", 1), posted.MONDAY)
    assert "No message was chosen, so nothing was read." in text(window.post("/people/waiting/read", saved="yes"))
    assert "Messages that you saved in your mail program" in text(window.get("/people/waiting"))


def test_the_inbox_of_a_folder_that_is_not_trusted_is_not_read(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "home", 1)
    with (root / "things" / "course.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[mail]\nserver = "127.0.0.1"\nsecurity = "none"\n[mail.inbox]\nserver = "127.0.0.1"\nuser = "zoe"\n'
        )
    window = organiser_app.window(root, posted.MONDAY)
    assert "so the inbox isn’t read" in text(window.get("/people/waiting"))
    assert "You haven't trusted this course folder" in text(window.post("/people/waiting/read"))


def test_the_inbox_is_read_while_something_else_is_done(tmp_path: Path) -> None:
    root = posted.home(tmp_path / "home", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings = f'server = "127.0.0.1"\nport = {server.getsockname()[1]}\nsecurity = "starttls"\nuser = "zoe"\n'
        with (root / "things" / "course.toml").open("a", encoding="utf-8") as file:
            file.write(f"[mail.inbox]\n{settings}")
        window = organiser_app.window(trusting.grant(root), posted.MONDAY)
        page = window.post("/people/waiting/read", password="secret")
        assert "Asking the mail server what is new." in text(page)
        assert "Read the inbox" not in text(page)
        assert "Asking the mail server" in text(window.get("/people/waiting/progress"))
        assert "The program is reading the inbox." in text(window.post("/read"))
        connection, _ = server.accept()
        connection.close()
        window.wait()
    assert window.get("/people/waiting/progress").headers["HX-Redirect"].endswith("/people/waiting")
    page = window.get("/people/waiting")
    assert "can't be read" in text(page)
    assert "Password for zoe" in text(page)  # it may have been wrong
