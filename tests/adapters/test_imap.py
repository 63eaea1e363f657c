"""Reading an inbox on a real server: everything new, once, and nothing there is touched."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

import imapserver
from course.adapters import imap
from course.adapters.imap import ImapFolder, InboxPosition
from course.core.errors import CourseError
from course.core.model import InboxSettings
from imapserver import PASSWORD, USER, Mailbox

pytestmark = imapserver.needed
LONG_AGO = date(2020, 1, 1)


@pytest.fixture(scope="module")
def server() -> Iterator[Mailbox]:
    with imapserver.running() as box:
        yield box


@pytest.fixture
def settings(server: Mailbox, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> InboxSettings:
    """A folder for one test, on a server whose certificate is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.authority))
    folder = f"Course{abs(hash(request.node.name))}"
    for number in range(3):
        server.put(f"Subject: {number}\n\nHello\n".encode(), folder)
    return InboxSettings("localhost", USER, server.port, folder=folder)


def new(
    settings: InboxSettings, before: InboxPosition | None = None, since: date = LONG_AGO
) -> tuple[list[bytes], InboxPosition]:
    validity, uid = (before.validity, before.uid) if before else (0, 0)
    with ImapFolder(settings, PASSWORD) as inbox:
        found = list(inbox.new("here", validity, uid, since))
        assert inbox.position
        return found, inbox.position


def test_each_message_is_read_once_in_its_order(settings: InboxSettings, server: Mailbox) -> None:
    found, position = new(settings)
    assert [data.split(b"\r\n")[0] for data in found] == [b"Subject: 0", b"Subject: 1", b"Subject: 2"]
    assert new(settings, position) == ([], position)
    server.put(b"Subject: 3\n\nHello\n", settings.folder)
    found, later = new(settings, position)
    assert [data.split(b"\r\n")[0] for data in found] == [b"Subject: 3"]
    assert later.uid == position.uid + 1


def test_nothing_is_marked_or_moved(settings: InboxSettings, server: Mailbox) -> None:
    before = server.files()
    new(settings)
    assert server.files() == before
    assert all("/new/" in name for name in before if settings.folder in name)  # not even seen


def test_where_the_server_numbers_anew_what_is_recent_is_read_again(settings: InboxSettings) -> None:
    _, position = new(settings)
    assert len(new(settings, replace(position, validity=position.validity + 1))[0]) == 3
    assert new(settings, None, date.today() + timedelta(days=2))[0] == []  # noqa: DTZ011 - the server has the day of the machine


def test_a_large_message_is_cut(settings: InboxSettings, server: Mailbox) -> None:
    _, position = new(settings)
    server.put(b"Subject: large\n\n" + b"STOP\n" * 1_000_000, settings.folder)
    (data,), _ = new(settings, position)
    assert len(data) == imap.LARGEST


def test_a_connection_that_begins_readable_is_encrypted_before_the_password(
    settings: InboxSettings, server: Mailbox
) -> None:
    assert len(new(replace(settings, port=server.plain_port, security="starttls"))[0]) == 3


@pytest.mark.parametrize(
    ("change", "secret", "what"),
    [
        ({}, "wrong", "doesn't accept the password of the user zoe"),
        ({"folder": "Elsewhere"}, PASSWORD, "The folder 'Elsewhere'"),
        ({"server": "127.0.0.1"}, PASSWORD, "certificate"),
        ({"port": 1}, PASSWORD, "can't be read"),
    ],
)
def test_what_is_wrong_is_said(settings: InboxSettings, change: dict[str, Any], secret: str, what: str) -> None:
    with pytest.raises(CourseError, match=what), ImapFolder(replace(settings, **change), secret) as inbox:
        list(inbox.new("here", 0, 0, LONG_AGO))


def test_a_server_that_nobody_vouches_for_gets_no_password(
    settings: InboxSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(CourseError, match="certificate"), ImapFolder(settings, PASSWORD):
        pass
