"""Handing one letter over, against a server that does what it likes."""

import os
import smtplib
import ssl
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import mailserver
from course.adapters import smtp
from course.adapters.smtp import Envelope, Mailer
from course.core.errors import CourseError
from course.core.model import MailSettings

LETTER = Envelope(
    "zoe@library.example", "ada@example.org", b"Subject: x\r\n\r\n.a line with a dot\r\n..two\r\n\r\nend\r\n"
)


def plain(box: mailserver.Letterbox, **changes: object) -> MailSettings:
    return replace(MailSettings("127.0.0.1", box.port, "none"), **changes)  # type: ignore[arg-type]


def handed(mode: str) -> tuple[smtp.SendOutcome, list[str], list[str]]:
    """The outcome, who received it, and whether it was claimed."""
    claims: list[str] = []

    def claim() -> bool:
        claims.append("claimed")
        return True

    with mailserver.running(mailserver.Letterbox(mode)) as box:
        connection = smtp.connect(plain(box), "", mailserver.patience(mode))
        outcome = smtp.hand_over(connection, LETTER, claim)
        smtp.goodbye(connection)
        return outcome, box.to, claims


@pytest.mark.parametrize(
    ("mode", "state", "code", "arrived", "claimed", "still_open"),
    [
        ("accept", "sent", 250, True, True, True),
        ("mail 550 who are you", "planned", 550, False, False, True),
        ("rcpt 550 no such user", "refused", 550, False, False, True),
        ("rcpt 450 greylisted", "refused", 450, False, False, True),
        ("rcpt 421 too many", "refused", 421, False, False, False),
        ("drop rcpt", "planned", 0, False, False, False),
        ("drop before", "planned or unknown", 0, False, True, False),
        ("data 554 spam", "refused", 554, False, True, True),
        ("data 451 later", "refused", 451, False, True, True),
        ("drop after", "unknown", 0, True, True, False),
        ("stall after", "unknown", 0, True, True, False),
        ("stall before", "unknown", 0, False, True, False),
    ],
)
def test_what_became_of_a_letter(
    mode: str, state: str, code: int, arrived: bool, claimed: bool, still_open: bool
) -> None:
    outcome, to, claims = handed(mode)
    assert outcome.state in state.split(" or ")
    assert (outcome.code, bool(to), bool(claims), outcome.open) == (code, arrived, claimed, still_open)


def test_a_letter_arrives_as_it_was_written() -> None:
    with mailserver.running() as box:
        connection = smtp.connect(plain(box), "")
        smtp.hand_over(connection, LETTER, lambda: True)
        smtp.goodbye(connection)
    assert box.taken == [("ada@example.org", LETTER.message)]


def test_a_letter_that_another_run_has_claimed_is_not_sent() -> None:
    with mailserver.running() as box:
        connection = smtp.connect(plain(box), "")
        assert smtp.hand_over(connection, LETTER, lambda: False).state == "planned"
        assert smtp.hand_over(connection, LETTER, lambda: True).state == "sent"
        smtp.goodbye(connection)
    assert box.to == ["ada@example.org"]


@pytest.mark.parametrize(("at", "state"), [(b"Subject", "planned"), (b".\r\n", "unknown")])
def test_a_cut_before_the_last_byte_is_surely_not_sent_and_one_at_it_is_unknown(at: bytes, state: str) -> None:
    class Cut(smtplib.SMTP):
        def send(self, data: Any) -> None:
            if data[: len(at)] == at:
                raise ConnectionResetError("cut")
            super().send(data)

    with mailserver.running() as box:
        connection = Cut("127.0.0.1", box.port)
        connection.ehlo()
        outcome = smtp.hand_over(connection, LETTER, lambda: True)
    assert (outcome.state, outcome.open, box.to) == (state, False, [])


def test_a_mailer_connects_once_again_after_a_break_and_ends_politely(tmp_path: Path) -> None:
    waits: list[float] = []
    with mailserver.running() as box:
        with Mailer(replace(plain(box), per_minute=30), wait=waits.append) as mailer:
            assert mailer.send(LETTER).state == "sent"
            mailer.pause()
            box.mode = "drop after"
            assert mailer.send(LETTER).state == "unknown"
            assert mailer.connection is None
            box.mode = "accept"
            assert mailer.send(LETTER).state == "sent"
        assert mailer.connection is None
    assert waits == [2.0]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    import trustme

    ca = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return context, path


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_holds_is_taken_and_any_other_is_not(
    security: str, authority: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = authority
    how = {"tls": context} if security == "tls" else {"starttls": context}
    with mailserver.running(mailserver.Letterbox(password="p4ss"), **how) as box:
        settings = plain(box, security=security, user="zoe")
        with pytest.raises(CourseError, match=r"certificate of the mail server .* isn't valid"):
            smtp.connect(settings, "p4ss")
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        connection = smtp.connect(settings, "p4ss")
        assert smtp.hand_over(connection, LETTER, lambda: True).state == "sent"
        smtp.goodbye(connection)


def test_no_encryption_where_it_was_asked_for_is_an_error_and_nothing_is_sent() -> None:
    with (
        mailserver.running() as box,
        pytest.raises(CourseError, match="doesn't support what"),
    ):
        smtp.connect(plain(box, security="starttls"), "")
    assert box.events == []


def test_a_wrong_password_is_told_without_the_password() -> None:
    with mailserver.running(mailserver.Letterbox(password="right")) as box, pytest.raises(CourseError) as caught:
        smtp.connect(plain(box, user="zoe"), "wr0ng-secret")
    assert "doesn't accept the password of the user zoe" in str(caught.value)
    assert "wr0ng-secret" not in f"{caught.value} {caught.value.hint}"


def test_a_password_never_travels_readable() -> None:
    with pytest.raises(CourseError, match="would be sent unencrypted"):
        smtp.connect(MailSettings("smtp.library.example", 25, "none", "zoe"), "secret")


def test_a_server_that_is_not_there_is_told_with_its_name() -> None:
    with mailserver.running() as box:
        gone = plain(box)
    with pytest.raises(CourseError, match=f"127.0.0.1:{gone.port} can't be used"):
        smtp.connect(gone, "")


def test_the_password_comes_from_the_environment_then_a_closed_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = MailSettings("smtp.library.example", user="zoe", password_file="secret")
    (tmp_path / "secret").write_text("from the file\n")
    (tmp_path / "secret").chmod(0o600)
    monkeypatch.delenv(smtp.PASSWORD, raising=False)
    assert smtp.password(settings, tmp_path) == "from the file"
    assert smtp.password(replace(settings, user=""), tmp_path) == ""
    monkeypatch.setenv(smtp.PASSWORD, "from outside")
    assert smtp.password(settings, tmp_path) == "from outside"
    monkeypatch.delenv(smtp.PASSWORD)
    with pytest.raises(smtp.PasswordNeeded, match="no terminal is attached"):
        smtp.password(replace(settings, password_file=""), tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX")
def test_a_password_file_that_others_can_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(smtp.PASSWORD, raising=False)
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o640)
    with pytest.raises(CourseError, match="Others on this computer can read") as caught:
        smtp.password(MailSettings("s", user="zoe", password_file="secret"), tmp_path)
    assert str(caught.value.hint).startswith("Make it private: chmod 600")
