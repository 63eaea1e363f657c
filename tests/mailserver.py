"""A mail server on loopback that accepts, refuses, stalls, and drops the line before or after taking a message.

Who stalls does so until the other side hangs up: however slow the machine, it is never the server that goes on first.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

ENDLESS = 600  # seconds


def patience(mode: str) -> float:
    """Seconds for a test to wait for an answer: few only where none comes."""
    return 3.0 if "stall" in mode else 120.0


@dataclass
class Letterbox:
    """What has arrived, and how the server behaves; `mode` may be changed while it runs, `modes` is by recipient."""

    mode: str = "accept"
    modes: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    on_event: Callable[[str], None] = lambda _: None
    port: int = 0
    password: str = ""

    @property
    def to(self) -> list[str]:
        """The recipients of every message taken, in order."""
        return [recipient for recipient, _ in self.taken]

    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(data, policy=policy.default) for _, data in self.taken]

    def _now(self, recipients: list[str]) -> str:
        return next((self.modes[one] for one in recipients if one in self.modes), self.mode)

    def _event(self, name: str) -> None:
        self.events.append(name)
        self.on_event(name)

    async def handle_MAIL(self, server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        self._event("mail")
        if self.mode.startswith("mail "):
            return self.mode.removeprefix("mail ")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        self._event("rcpt")
        mode = self._now([address])
        if mode.startswith("rcpt "):
            return mode.removeprefix("rcpt ")
        if mode == "drop rcpt":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mode = self._now(envelope.rcpt_tos)
        self._event("data")
        if mode == "drop before":
            server.transport.abort()
            return "250 OK"
        if mode.startswith("data "):
            return mode.removeprefix("data ")
        if mode == "stall before":
            await asyncio.sleep(ENDLESS)
            return "451 too slow"
        self.taken += [(recipient, envelope.original_content) for recipient in envelope.rcpt_tos]
        self._event("taken")
        if mode == "drop after":
            server.transport.abort()
        if mode == "stall after":
            await asyncio.sleep(ENDLESS)
        return "250 OK"


class _AnyPort(Controller):
    """The library knocks at the port that it was given, which here is the one that the system chose."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def running(
    box: Letterbox | None = None, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None
) -> Iterator[Letterbox]:
    """The server with its letterbox, on a port of its own."""
    box = box if box is not None else Letterbox()

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.password.decode() == box.password
        return AuthResult(success=right, handled=False)

    controller = _AnyPort(
        box,
        hostname="127.0.0.1",
        port=0,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=bool(starttls),
        authenticator=known,
        auth_require_tls=False,
        ready_timeout=120,
    )
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()
