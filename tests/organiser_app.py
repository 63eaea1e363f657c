"""The organiser's app for tests: as values through WSGI, and as a real server for a real browser."""

import itertools
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import Client, TestResponse

import compiled_templates
from course.adapters import randomness
from course.web.organiser import app, door_page, run
from course.web.organiser.entrance import Entrance
from course.web.organiser.lifetime import Lifetime
from course.web.organiser.run import OpenApp
from course.web.organiser.workspace import Workspace
from course.web.security import App

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass
class Window:
    """A browser without a screen that has been let in: it sends what our forms send, and follows where it is led."""

    work: Workspace
    app: App = field(init=False)
    client: Client = field(init=False)
    session: str = field(init=False)

    def __post_init__(self) -> None:
        self.app = app.create(self.work)
        self.app.jinja_env.bytecode_cache = compiled_templates.CACHE
        self.client = Client(self.work.entrance.guard(self.app, self.work.lifetime.used), use_cookies=False)
        self.session = str(self.work.entrance.admit(self.work.entrance.token))

    def get(self, path: str) -> TestResponse:
        """A page; `path` begins behind the prefix, or is a whole address of the app."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: Any) -> TestResponse:
        """A form with its token, and the page to which it leads."""
        return self.follow(self.send(path, **fields))

    def send(self, path: str, **fields: Any) -> TestResponse:
        """A form with its token, and the answer to it."""
        return self._ask("POST", path, {"token": self.work.entrance.form_token, "of": self.work.course_mark, **fields})

    def press(self, page: str, button: str) -> TestResponse:
        """Send the first form of a page that has this button, with what it holds, and follow."""
        form = next(one for one in re.findall(r"<form\b.*?</form>", page, re.DOTALL) if f">{button}" in one)
        fields: dict[str, list[str]] = {}
        for name, value in re.findall(r'name="([^"]*)" value="([^"]*)"', form):
            fields.setdefault(unescape(name), []).append(unescape(value))
        action = re.search(r'action="([^"]*)"', form)
        assert action, form
        return self.post(unescape(action[1]), **fields)

    def follow(self, answer: TestResponse) -> TestResponse:
        """The page to which an answer leads."""
        return self.get(answer.headers["Location"]) if answer.status_code == 303 else answer

    def wait(self) -> None:
        """Until the job at work has ended."""
        if job := self.work.jobs.last():
            assert job.ended.wait(300)

    def _ask(self, method: str, path: str, data: Any) -> TestResponse:
        entrance = self.work.entrance
        inside = path.removeprefix(entrance.origin).removeprefix(entrance.prefix)
        headers = {"Host": entrance.host, "Origin": entrance.origin, "Cookie": f"{entrance.cookie}={self.session}"}
        return self.client.open(f"{entrance.prefix}{inside}", method=method, headers=headers, data=data)


def window(root: Path, now: datetime = MONDAY, *, pause: float = 10) -> Window:
    """The app of a home at this moment, without a server. Each form comes `pause` seconds or more after the one before."""
    entrance = Entrance(8123, randomness.secret)
    return Window(Workspace(root, entrance, Lifetime(itertools.count(step=pause).__next__), lambda: now))


def text(answer: TestResponse) -> str:
    """What a page says, without its marks."""
    page = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", answer.text.replace("<wbr>", ""), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page))).strip()


@contextmanager
def served(root: Path, now: datetime = MONDAY) -> Iterator[OpenApp]:
    """The app on a real port of loopback."""
    opened = run.opened(root, lambda: now, time.monotonic, randomness.secret)
    thread = threading.Thread(target=opened.run)
    thread.start()
    try:
        yield opened
    finally:
        opened.work.lifetime.stop()
        opened.server.next_channel_cleanup = 0  # it looks once a second whether it should end: here, now
        opened.server.pull_trigger()
        thread.join()
        opened.server.close()


def enter(page: Any, opened: OpenApp) -> None:
    """Come in with a browser's page (playwright), as with `cpd23 open --no-browser`."""
    page.goto(door_page.address(opened.entrance))
    page.get_by_role("button", name="Open the course").click()
    page.wait_for_url(lambda url: urlsplit(url).path == f"{opened.entrance.prefix}/")
