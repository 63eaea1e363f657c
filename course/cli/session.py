"""An open home with its store for one command, and the password of the mail account."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from course.cli.options import Here, day, now
from course.core import sentences
from course.core.errors import PartlyDone

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.adapters.imap import ImapFolder
    from course.adapters.smtp import Mailer
    from course.adapters.store import Store
    from course.core.model import InboxSettings, MailSettings
    from course.services.course_home import Home


@dataclass(frozen=True, slots=True)
class Session:
    """An open home with its store, at one moment."""

    home: "Home"
    store: "Store"
    now: datetime

    def day(self, words: str | None) -> date:
        """The day that --as-of means, today without it."""
        return day(words, self.home.today(self.now))


@contextmanager
def opened(here: Here, *, alone: bool = False, write: bool = True) -> Iterator[Session]:
    """The home for one command, `alone` under the lock. Mistakes in its files are shown, and make it PartlyDone (4)."""
    from course.adapters import disk
    from course.adapters.store import Store
    from course.services import course_home

    root = here.root()
    with disk.lock(root) if alone else nullcontext():
        home = course_home.open_home(root)
        for problem in home.problems:
            here.say(str(problem))
        with Store(home.database, write=write) as store:
            yield Session(home, store, now())
    if home.problems:
        mistakes = sentences.plural(len(home.problems), "mistake")
        raise PartlyDone(f"The files have {mistakes}, so some of their content was left out.", "See all: cpd23 check")


def mailer(here: Here, settings: "MailSettings", root: Path) -> "Mailer":
    """The mail account, with its password; asks for it where it is stored nowhere and a terminal is attached."""
    from course.adapters import smtp

    return smtp.Mailer(settings, password(here, settings, root))


def inbox(here: Here, settings: "InboxSettings", root: Path) -> "ImapFolder":
    """The inbox, with its password, likewise."""
    from course.adapters import imap

    return imap.ImapFolder(settings, _password(here, root, partial(imap.password, settings, root), "the inbox"))


def password(here: Here, settings: "MailSettings", root: Path) -> str:
    """The password of the mail account; PasswordNeeded where it is stored nowhere and no terminal is attached."""
    from course.adapters import smtp

    return _password(here, root, partial(smtp.password, settings, root), "the mail account")


def _password(here: Here, root: Path, stored: "Callable[[], str]", whose: str) -> str:
    from course.adapters import smtp
    from course.services import course_trust

    course_trust.require(root)
    try:
        return stored()
    except smtp.PasswordNeeded:
        if not here.asks:
            raise
        return str(typer.prompt(f"Password for {whose}", hide_input=True, err=True))
