"""The participants' pages of one home, with a browser, a mailbox and a clock around them."""

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from html import unescape
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import compiled_templates
import platforms
from course.core.model import Handle
from course.services import course_home as desk_home
from course.services.registration import private_pages
from course.services.registration.form import Form
from course.services.registration.mail_queue import State
from course.web.participants import app

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
ANN = {"name": "Ann B.", "email": "ann@example.org", "show": "private", "reminders": "yes", "agreed": "yes"}


@dataclass
class Visit:
    """A browser, a mailbox and a clock around the pages of one home."""

    home: Path
    site: str
    accept: bool = False
    pages: dict[str, platforms.Reply] = field(default_factory=dict)  # of the blog
    now: datetime = START
    mails: list[EmailMessage] = field(default_factory=list)
    mail: State = "sent"

    def __post_init__(self) -> None:
        self.form = Form(
            self.home,
            "http://join.example",
            b"k" * 32,
            self._deliver,
            lambda: self.now,
            accept=self.accept,
            allow_private=(platforms.pair(self.site),),
        )
        self.app = app.create(self.form)
        self.app.jinja_env.bytecode_cache = compiled_templates.CACHE
        self.browser: FlaskClient = self.app.test_client()

    def _deliver(self, letter: EmailMessage, to: str) -> State:
        assert to == letter["To"].addresses[0].addr_spec
        self.mails.append(letter)
        return self.mail

    def submit(self, page: TestResponse, address: str, /, **fields: str) -> TestResponse:
        """Post a form of a page, with its hidden fields; whatever is looked at or sent for it has ended then."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        answer = self.browser.post(address, data={**{k: unescape(v) for k, v in hidden.items()}, **fields})
        while answer.status_code == 303:
            answer = self.browser.get(answer.location)
        while "Refresh" in answer.headers:
            time.sleep(0.02)
            answer = self.browser.get(answer.request.path)
        assert self.form.mail.wait(60)
        return answer

    def check(self, **fields: str) -> TestResponse:
        return self.submit(self.browser.get("/"), "/", **{**ANN, "blog": self.site, **fields})

    def link(self, letter: int = -1) -> str:
        found = re.search(r"http://join\.example(/\S+)", self.mails[letter].get_content())
        assert found
        return found[1]

    def confirm(self, link: str) -> TestResponse:
        """Open a confirmation link and press its button."""
        return self.submit(self.browser.get(link), link)

    def join(self, **fields: str) -> str:
        """All the way to one's own page; the private link to it."""
        self.submit(self.check(**fields), "/send")
        self.confirm(self.link())
        return self.link()

    def open(self, link: str) -> TestResponse:
        """A private link, in a browser of its own."""
        self.browser = self.app.test_client()
        return self.browser.get(link, follow_redirects=True)

    def private_link(self, handle: str = "nightjar") -> str:
        person = self.form.home().roster[Handle(handle)]
        return private_pages.new_link(self.form, person, self.now).removeprefix("http://join.example")

    def people(self) -> list[str]:
        return [person.name for person in desk_home.open_home(self.home).roster.values()]

    @property
    def roster(self) -> str:
        return (self.home / "participants.toml").read_text()
