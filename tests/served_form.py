"""The form as a stranger meets it: `cpd23 serve` in a process of its own on a port of loopback, and a small browser."""

import contextlib
import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import black_box
import homes
import mailserver
import platforms
from mailserver import Letterbox

PUBLIC = "https://join.example"
FIELDS = {"name": "Ann B.", "email": "ann@example.org", "show": "private", "reminders": "yes", "agreed": "yes"}


@dataclass
class Answer:
    """One answer of the form."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: list[str] = field(default_factory=list)


@dataclass
class Browser:
    """A visitor with cookies; `visitor` is the address that the web server in front tells."""

    port: int
    visitor: str = "192.0.2.7"
    host: str = "join.example"
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        sent = {
            "Host": self.host,
            "X-Forwarded-For": self.visitor,
            "X-Forwarded-Proto": "https",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"Content-Type": "application/x-www-form-urlencoded"} if body else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        connection.request(method, path, body or None, sent)
        got = connection.getresponse()
        text = got.read().decode("utf-8", "replace")
        cookies = got.msg.get_all("Set-Cookie", [])
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, text, cookies)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def submit(self, page: Answer, path: str, **fields: str) -> Answer:
        """Post a page's form with its hidden fields, and follow it to where it leads."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        answer = self.ask("POST", path, urlencode({**{k: unescape(v) for k, v in hidden.items()}, **fields}))
        while answer.status == 303:
            path = answer.headers["location"]
            answer = self.get(path)
        while "refresh" in answer.headers:
            time.sleep(0.1)
            answer = self.get(path)
        return answer

    def check(self, blog: str, **fields: str) -> Answer:
        return self.submit(self.get("/"), "/", **{**FIELDS, "blog": blog, **fields})

    def sign_up(self, blog: str, **fields: str) -> Answer:
        return self.submit(self.check(blog, **fields), "/send")


@dataclass
class Served:
    """A running form, its home, the letterbox, a blog, and what the server said."""

    port: int
    home: Path
    box: Letterbox
    blog: str
    pages: dict[str, platforms.Reply]
    log: Path
    options: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = None

    def browser(self, visitor: str = "192.0.2.7") -> Browser:
        return Browser(self.port, visitor)

    def mails(self, count: int) -> list[str]:
        """The texts of the emails, once so many are there."""
        deadline = time.monotonic() + 60
        while len(self.box.taken) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        return [str(mail.get_content()) for mail in self.box.messages()]

    def all_mails(self) -> list[str]:
        """The texts of all emails: one more is asked for, and when it is there, the others are as well."""
        self.browser("203.0.113.200").sign_up(self.blog, email="last@last.example", name="Last")
        deadline = time.monotonic() + 60
        while "last@last.example" not in self.box.to and time.monotonic() < deadline:
            time.sleep(0.05)
        return [str(m.get_content()) for m in self.box.messages() if "last@last.example" not in str(m["To"])]

    def start(self) -> None:
        """Start the server, and wait until it listens."""
        words = ["serve", "-C", str(self.home), "--port", str(self.port), "--address", PUBLIC, "--behind-proxy"]
        environment = {**black_box.ENVIRONMENT, "CPD23_ALLOW_PRIVATE": platforms.pair(self.blog)}
        with self.log.open("ab") as out:
            command = [sys.executable, "-m", "course", *words, *self.options]
            self.process = subprocess.Popen(command, cwd=self.home, env=environment, stdout=out, stderr=out)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.1)
        raise AssertionError(f"the form did not start: {self.log.read_text(errors='replace')}")

    def stop(self) -> None:
        """Stop it as a person would, and wait for its end."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)
            self.process = None


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def running(folder: Path, *options: str, roster: str = homes.ROSTER) -> Iterator[Served]:
    """`cpd23 serve` behind a web server, with a readable blog beside it."""
    pages = {**platforms.WORDPRESS, **platforms.TROUBLED}
    with platforms.served(pages) as blog, mailserver.running() as box:
        extra = (
            f'[fetch]\nallow_private = ["{platforms.pair(blog)}"]\n'
            f'[mail]\nserver = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\n'
        )
        home = homes.make(folder / "home", roster, extra)
        served = Served(free_port(), home, box, blog, pages, folder / "log", options)
        served.start()
        try:
            yield served
        finally:
            served.stop()
