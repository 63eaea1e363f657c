"""[mail] and [mail.inbox]."""

import pytest

from course.core.model import InboxSettings, MailSettings
from course.formats.files import mail_settings
from course.formats.files.toml_reader import TomlFile

INBOX = {"server": "imap.library.example", "user": "zoe"}


def test_an_inbox_alone_sends_nothing() -> None:
    page = TomlFile("course.toml", "")
    assert mail_settings.outgoing(page, {"inbox": INBOX}) is None
    assert mail_settings.inbox(page, {"inbox": INBOX}) == InboxSettings("imap.library.example", "zoe")
    assert page.problems == []


def test_a_mail_server_alone_reads_nothing() -> None:
    page = TomlFile("course.toml", "")
    assert mail_settings.outgoing(page, {"server": "smtp.library.example"}) == MailSettings("smtp.library.example")
    assert mail_settings.inbox(page, {"server": "smtp.library.example"}) is None


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ("here", "isn't a table"),
        ({"server": "imap.library.example"}, "user is missing"),
        ({**INBOX, "security": "none"}, "security"),
        ({**INBOX, "address": "zoe"}, "no @ sign"),
        ({**INBOX, "foldr": "x"}, "foldr"),
    ],
)
def test_a_mistake_is_told(wrong: object, what: str) -> None:
    page = TomlFile("course.toml", '[mail.inbox]\naddress = "zoe"\n')
    mail_settings.inbox(page, {"inbox": wrong})
    assert any(what in problem.what for problem in page.problems)
