"""The letters of joining: confirm, welcome, and what somebody gets who is here already."""

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from course.core.model import Course
from course.formats import sanitize
from course.formats.letters import mime, texts


def confirm(course: Course, email: str, link: str, now: datetime) -> EmailMessage:
    """The email with the one link that makes somebody a participant. Whoever filled in the form chose none of its words."""
    return _letter(course, email, "", texts.confirm(_title(course), _short(course), link), now)


def welcome(course: Course, email: str, name: str, link: str, now: datetime) -> EmailMessage:
    """The email to keep: how a post counts, and the private link."""
    words = texts.welcome(_title(course), _short(course), sanitize.mail_name(name), link)
    return _letter(course, email, name, words, now)


def here_already(course: Course, email: str, link: str, now: datetime) -> EmailMessage:
    """For somebody whose email is on the roster: a fresh private link in place of a second place."""
    return _letter(course, email, "", texts.here_already(_title(course), _short(course), link), now)


def own_page(course: Course, email: str, link: str, now: datetime) -> EmailMessage:
    """A fresh private link for somebody who asked for one."""
    return _letter(course, email, "", texts.own_page(_title(course), _short(course), link), now)


def taken(course: Course, email: str, now: datetime) -> EmailMessage:
    """For somebody who signs up with a blog that is on the roster under another email, or under none."""
    return _letter(course, email, "", texts.taken(_title(course), _short(course)), now)


def _title(course: Course) -> str:
    return sanitize.mail_line(course.title)


def _short(course: Course) -> str:
    return sanitize.mail_line(course.title, 60)


def _letter(course: Course, email: str, name: str, words: tuple[str, str], now: datetime) -> EmailMessage:
    subject, text = words
    message = EmailMessage(policy=mime.POLICY)
    us = mime.sender(course)
    message["From"] = us
    message["To"] = Address(sanitize.mail_name(name), addr_spec=sanitize.mailbox(email))
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    mark = hashlib.sha256(f"{now.isoformat()}\n{email}\n{text}".encode()).hexdigest()[:24]
    message["Message-ID"] = f"<join.{mark}@{us.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message.set_content(text, cte="quoted-printable")
    return message
