"""[mail] and [mail.inbox] of course.toml: how emails leave, and where replies arrive."""

from collections.abc import Mapping
from typing import Any

from course.core.model import InboxSettings, MailSettings
from course.formats.files import course_fields, toml_reader
from course.formats.files.toml_reader import TomlFile


def outgoing(page: TomlFile, values: Mapping[str, Any]) -> MailSettings | None:
    """How emails leave; None where only an inbox is named, or the server is missing."""
    mail = {key: value for key, value in values.items() if key != "inbox"}
    if not mail and "inbox" in values:
        return None
    good = toml_reader.take(page, "mail", mail, course_fields.MAIL, near="mail")
    return MailSettings(**good) if "server" in good else None


def inbox(page: TomlFile, values: Mapping[str, Any]) -> InboxSettings | None:
    """Where replies arrive; None where no inbox is named, or not in full."""
    if "inbox" not in values:
        return None
    if not isinstance(values["inbox"], dict):
        page.tell(page.line("mail", "inbox"), "inbox isn't a table.", "Write [mail.inbox] on a line of its own.")
        return None
    good = toml_reader.take(page, "mail.inbox", values["inbox"], course_fields.INBOX, near="inbox")
    if "address" in good and "@" not in good["address"]:
        line = page.line("mail.inbox", "address")
        page.tell(
            line, f'address "{good["address"]}" has no @ sign.', "Write the email address that replies are sent to."
        )
        del good["address"]
    return InboxSettings(**good) if {"server", "user"} <= good.keys() else None
