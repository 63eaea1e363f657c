"""The form of one home as the pages use it: its home, its limits, its look-ups, its emails."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from course.adapters import smtp
from course.adapters.store.web_state import PLACE, WebState
from course.core.errors import CourseError
from course.core.letters.model import LetterState
from course.formats.letters import mime
from course.services.course_home import Home
from course.services.letters import send
from course.services.registration.home_cache import HomeCache
from course.services.registration.limits import Limiter
from course.services.registration.look_ups import LookUps
from course.services.registration.mail_queue import Deliver, MailQueue, State
from course.services.registration.members import Members

MAIL_TIMEOUT = 20.0  # seconds


class Form:
    """Everything that the pages of one home share. `address` is where people find them, without a slash at the end."""

    def __init__(
        self,
        root: Path,
        address: str,
        key: bytes,
        deliver: Deliver,
        clock: Callable[[], datetime],
        *,
        accept: bool = False,
        allow_private: tuple[str, ...] = (),
    ) -> None:
        self.root, self.address, self.key, self.now, self.accept = root, address, key, clock, accept
        self.allow_private = allow_private  # only for tests on loopback; the course's own list is not for strangers
        self.state = WebState(root / PLACE)
        self.limiter = Limiter(self.state, key)
        self.look_ups = LookUps()
        self.mail = MailQueue(deliver)
        self.members = Members(root)
        self._homes = HomeCache(root)

    def home(self) -> Home:
        """The home as its files are now. What its settings allow inside the network, they do not allow strangers."""
        home = self._homes.home()
        fetch = replace(home.course.fetch, allow_private=())
        return replace(home, course=replace(home.course, fetch=fetch))


def by_smtp(home: Home, secret: str) -> Deliver:
    """How to hand an email to the course's mail server; CourseError, at once, where there is none."""
    server = send.settings(home)
    sender = str(mime.sender(home.course).addr_spec)

    def deliver(letter: EmailMessage, to: str) -> State:
        try:
            with smtp.Mailer(server, secret, MAIL_TIMEOUT) as mailer:
                outcome = mailer.send(smtp.Envelope(sender, to, letter.as_bytes()))
        except CourseError:
            return "later"
        if outcome.state.may_have_arrived:  # when in doubt, not twice: the page offers to begin again
            return "sent"
        return "refused" if outcome.state is LetterState.REFUSED and outcome.code >= 500 else "later"

    return deliver
