"""The letters of joining: confirm, welcome, and what somebody gets who is here already."""

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from course.core.model import Course
from course.formats import sanitize
from course.formats.letters import mime

HOW_TO_COUNT = 'Write "Thing 1" in the title, or use the tag thing1. Two in one post: "Things 8 and 9".'


def confirm(course: Course, email: str, name: str, link: str, now: datetime) -> EmailMessage:
    """The letter with the one link that makes somebody a participant."""
    text = (
        f"Hello {sanitize.mail_name(name)},\n\n"
        f"somebody, probably you, wants to join {sanitize.mail_line(course.title)} with this address.\n\n"
        f"Confirm that you want to join:\n{link}\n\n"
        "The link works for three days. Until you use it, nothing about you is kept.\n"
        "If this was not you, do nothing.\n"
    )
    return _letter(
        course, email, name, f"Confirm that you want to join {sanitize.mail_line(course.title, 60)}", text, now
    )


def welcome(course: Course, email: str, name: str, link: str, now: datetime) -> EmailMessage:
    """The letter to keep: how a post counts, and the private link."""
    text = (
        f"Hello {sanitize.mail_name(name)},\n\n"
        f"you are in: welcome to {sanitize.mail_line(course.title)}.\n\n"
        f"How a post counts\n{HOW_TO_COUNT}\n\n"
        f"Your own page (private: do not pass this link on)\n{link}\n\n"
        "There you see which posts were counted; you can pause, leave, stop the reminders,\n"
        "and see everything that is kept about you.\n"
    )
    return _letter(course, email, name, f"Welcome to {sanitize.mail_line(course.title, 60)}", text, now)


def here_already(course: Course, email: str, name: str, link: str, now: datetime) -> EmailMessage:
    """For somebody whose email is on the roster: a fresh private link in place of a second place."""
    text = (
        f"Hello {sanitize.mail_name(name)},\n\n"
        f"somebody, probably you, has just signed up for {sanitize.mail_line(course.title)} with this address.\n"
        "You are a participant already, so nothing was changed.\n\n"
        f"Your own page (private: do not pass this link on)\n{link}\n\n"
        "A new blog, another email? Answer this letter.\n"
    )
    return _letter(course, email, name, f"You are in {sanitize.mail_line(course.title, 60)} already", text, now)


def taken(course: Course, email: str, blog: str, now: datetime) -> EmailMessage:
    """For somebody who signs up with a blog that is on the roster under another email, or under none."""
    text = (
        "Hello,\n\n"
        f"somebody, probably you, wants to join {sanitize.mail_line(course.title)} with this address and the blog\n"
        f"{sanitize.mail_link(blog) or sanitize.mail_line(blog)}\n\n"
        "That blog takes part already, so nothing was changed. If it is yours, answer this letter.\n"
        "If this was not you, do nothing.\n"
    )
    return _letter(course, email, "", f"Joining {sanitize.mail_line(course.title, 60)}", text, now)


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
