"""Serve: open the registration pages to the web."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from course.adapters import clock, secret_keys, smtp
from course.core.errors import CourseError, UsageError
from course.core.model import MailSettings
from course.services import course_home as homes
from course.services.course_home import Home
from course.services.people import unsubscribe_links
from course.services.registration import sign_up

THREADS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to serve, under which address, and how."""

    host: str
    port: int
    address: str = ""  # "": http://HOST:PORT
    accept: bool = False
    behind_proxy: bool = False

    def public(self) -> str:
        """The address that stands in letters."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return self.address or f"http://{shown}:{self.port}"


def serve(root: Path, wanted: Wanted, *, say: Callable[[str], None], ask: Callable[[], str] | None) -> None:
    """Serve until Ctrl-C. What is missing (the extra, the mail server, its password) is told before anybody comes."""
    home = homes.open_home(root)
    run, create = _extra()
    if urlsplit(wanted.public()).scheme not in ("http", "https"):
        raise UsageError(f"{wanted.address!r} is no web address.", "Write it like https://join.library.example")
    secret = smtp.password(_server(home), root, ask)
    office = sign_up.Office(root, wanted.public(), wanted.accept, sign_up.by_smtp(home, secret))
    app = create(office, secret_keys.kept(root / unsubscribe_links.KEY), clock.now)
    unsubscribe_links.note_address(root, wanted.public())
    say(f"The registration pages are at {wanted.public()}/ (Ctrl-C ends them).")
    if not wanted.accept:
        say("Confirmed sign-ups wait until: cpd23 people import --waiting")
    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
    run(app, host=wanted.host, port=wanted.port, threads=THREADS, ident=None, **(proxy if wanted.behind_proxy else {}))


def _server(home: Home) -> MailSettings:
    """The mail server; CourseError where there is none, since nobody is taken in whose address was not confirmed."""
    if home.course.mail is None:
        raise CourseError(
            "There is no mail server in things/course.toml, and everybody who signs up gets one letter to confirm.",
            "Add [mail] to it. Without a mail server: a form of any kind, and cpd23 people import answers.csv",
        )
    return home.course.mail


def _extra() -> tuple[Callable[..., None], Callable[..., object]]:
    """The web server and the pages: the two doors know each other by name only, since neither may lean on the other."""
    try:
        return importlib.import_module("waitress").serve, importlib.import_module("course.web.participants.app").create
    except ModuleNotFoundError as error:
        raise CourseError(
            "The registration pages need three more packages.",
            "uv tool install 'cpd23[web]', or pip install 'cpd23[web]'",
        ) from error
