"""The letters of joining: confirm, welcome, and what somebody gets who is here already."""

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from course.core.model import Course
from course.formats import sanitize
from course.formats.letters import mime

_PRIVATE = "This link is private, so please don't share it. It works for 30 days."
HOW_TO_COUNT = 'Put "Thing 1" in the title, or use the tag thing1. For two Things in one post, write "Things 8 and 9".'


def confirm(course: Course, email: str, link: str, now: datetime) -> EmailMessage:
    """The email with the one link that makes somebody a participant. Whoever filled in the form chose none of its words."""
    title = sanitize.mail_line(course.title)
    text = (
        "Hello,\n\n"
        f"Somebody, probably you, wants to join {title} with this email address.\n\n"
        f"To confirm that you want to join, open this link:\n{link}\n\n"
        "The link works for three days. We keep nothing about you until you use it.\n"
        "If this wasn't you, please ignore this email.\n"
    )
    return _letter(course, email, "", f"Confirm that you want to join {_short(course)}", text, now)


def welcome(course: Course, email: str, name: str, link: str, now: datetime) -> EmailMessage:
    """The email to keep: how a post counts, and the private link."""
    text = (
        f"Hello {sanitize.mail_name(name)},\n\n"
        f"Welcome to {sanitize.mail_line(course.title)}.\n\n"
        f"How a post counts\n{HOW_TO_COUNT}\n\n"
        f"Your own page\n{link}\n\n"
        "Your page shows which of your posts count. You can also pause, leave, stop the reminders,\n"
        "and see everything we keep about you.\n"
        f"{_PRIVATE} After that, you can ask for a new one on the same page.\n"
    )
    return _letter(course, email, name, f"Welcome to {_short(course)}", text, now)


def here_already(course: Course, email: str, link: str, now: datetime) -> EmailMessage:
    """For somebody whose email is on the roster: a fresh private link in place of a second place."""
    text = (
        "Hello,\n\n"
        f"Somebody, probably you, has just signed up for {sanitize.mail_line(course.title)} with this email address.\n"
        "You are already a participant, so nothing was changed.\n\n"
        f"Your own page\n{link}\n{_PRIVATE}\n\n"
        "Do you have a new blog or a new email address? Reply to this email.\n"
    )
    return _letter(course, email, "", f"You're already in {_short(course)}", text, now)


def own_page(course: Course, email: str, link: str, now: datetime) -> EmailMessage:
    """A fresh private link for somebody who asked for one."""
    text = (
        "Hello,\n\n"
        f"Here is the link to your own page in {sanitize.mail_line(course.title)}:\n{link}\n{_PRIVATE}\n\n"
        "If you didn't ask for this link, please ignore this email.\n"
    )
    return _letter(course, email, "", f"Your page in {_short(course)}", text, now)


def taken(course: Course, email: str, now: datetime) -> EmailMessage:
    """For somebody who signs up with a blog that is on the roster under another email, or under none."""
    text = (
        "Hello,\n\n"
        f"Somebody, probably you, wants to join {sanitize.mail_line(course.title)} with this email address.\n\n"
        "The blog they gave is already in the course, so nothing was changed. If it's your blog, reply to this email.\n"
        "If this wasn't you, please ignore this email.\n"
    )
    return _letter(course, email, "", f"Joining {_short(course)}", text, now)


def _short(course: Course) -> str:
    return sanitize.mail_line(course.title, 60)


def _letter(course: Course, email: str, name: str, subject: str, text: str, now: datetime) -> EmailMessage:
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
