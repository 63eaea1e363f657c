"""Messages as bytes: whatever they are, reading them ends soon and gives a value."""

# ruff: noqa: E501  (a row of a table is one line)

import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.formats.letters import incoming
from incoming_mail import CODE, bounce, mail, parts

PIECES = st.sampled_from(
    [
        b"From: ada@example.org\n", b"Subject: STOP\n", b"Subject: =?utf-8?q?ST=4F=50?=\n", b"Subject: =?x?b?!!?=\n", b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: text/plain; charset=utf-16\n", b"Content-Type: message/rfc822\n", b"Content-Type: message/delivery-status\n", b"Return-Path: <>\n",
        b"Content-Transfer-Encoding: base64\n", b"Content-Type: text/html; charset*=x'y'%zz\n", b"\n", b"--b\n", b"--b--\n", b"STOP\n", b"\xff\xfe\x00", b"> STOP\n",
        b"Final-Recipient: rfc822; ada@example.org\n", b"Action: failed\n", b"From: <<>>@,;:\n", b"References: <\n", b"\r", b"<blockquote>", b"&#x110000;",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=40)), max_size=40))
def test_any_bytes_are_read(pieces: list[bytes]) -> None:
    found = incoming.parsed(b"".join(pieces))
    assert "\x1b" not in found.words + found.subject + found.sender
    assert len(found.words) <= 10_000


MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    "data",
    [
        mail("STOP").replace(b"Subject:", b"X: " + b"a\n " * 30_000 + b"\nSubject:"),
        b"From: a@b.example\n" + b"A: b\n" * (MEGABYTE // 5) + b"\nSTOP",
        b"From: " + b"<" * MEGABYTE + b"\n\nSTOP",
        b"Subject: " + b"=?a?q?" * (MEGABYTE // 6) + b"\n\nSTOP",
        b"Content-Type: text/plain; " + b'";' * (MEGABYTE // 2) + b"\n\nSTOP",
        b"Content-Type: multipart/mixed; boundary=a\r\r--a\rContent-Type: text/plain; "
        + b'";\r ' * 200_000
        + b"\r\rSTOP",
        b"Content-Type: multipart/report; boundary=a\n\n" + b"--a\n\n" * (MEGABYTE // 5),
        b"Content-Type: message/delivery-status\n\n" + b"Status: 5.1.1\n\n" * 60_000,
    ],
)
def test_a_message_that_would_keep_the_reader_busy_is_not_read(data: bytes) -> None:
    assert incoming.parsed(data).automatic == "it has too many parts"


def test_two_senders_are_none_however_far_apart() -> None:
    spaces = b" " * 5000
    assert incoming.parsed(b"From: ada@example.org," + spaces + b"eve@example.org\n\nSTOP").sender == ""


def test_a_page_of_heads_without_end_has_no_words() -> None:
    page = b"Content-Type: text/html\n\n<p>STOP</p>" + b"<head " * 40_000
    assert incoming.parsed(page).words == ""


def test_a_message_is_known_again_from_whichever_folder_it_is_read() -> None:
    once = mail("STOP")
    assert incoming.parsed(once).id == incoming.parsed(b"X-Mozilla-Status: 0001\n" + once).id
    assert incoming.parsed(once).id == incoming.parsed(once.replace(b"\n", b"\r\n")).id
    assert incoming.parsed(once).id != incoming.parsed(mail("STOP", subject="Re: another")).id


def test_without_a_message_id_the_words_tell_messages_apart() -> None:
    first, second = (mail(words).replace(b"Message-ID: <abc@mail.example>\n", b"") for words in ("STOP", "PAUSE"))
    assert incoming.parsed(first).id != incoming.parsed(second).id


def test_encoded_words_are_read() -> None:
    assert incoming.parsed(mail(subject="=?iso-8859-1?q?Caf=E9?= =?utf-8?b?IFNUT1A=?=")).subject == "Café STOP"


def test_codes_are_told_apart_by_their_place() -> None:
    found = incoming.parsed(mail("Hello", subject=f"STOP {CODE}"))
    assert found.codes == ((CODE,), (CODE,), (CODE,))
    assert incoming.parsed(mail("Hello", quoted=False)).codes == ((), (CODE,), ())


def test_a_bounce_is_read_with_its_returned_head_only() -> None:
    found = incoming.parsed(bounce()).returned
    assert found is not None
    assert (found.for_good, found.for_now, found.codes) == (("ada@example.org",), (), (CODE,))
    elsewhere = incoming.parsed(bounce(code="", head=f"Return-Path: <>\nSubject: {CODE}")).returned
    assert elsewhere is not None
    assert elsewhere.codes == ()


def test_a_whole_email_returned_is_read_as_well() -> None:
    """Exchange and others return all of it, encoded."""
    original = EmailMessage(policy=email.policy.SMTP)
    original["References"] = f"<{CODE}@library.example>"
    original.set_content("Hello Ada")
    data = parts(
        (
            "message/delivery-status",
            "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.0.0",
        ),
        ("message/rfc822", original.as_string()),
        how="report; report-type=delivery-status",
        code="",
    )
    found = incoming.parsed(data).returned
    assert found is not None
    assert found.codes == (CODE,)
