"""The server: a thread with its own loop, raw sockets, and a canary beside it that counts its visitors."""

import asyncio
import contextlib
import socket
import struct
import threading
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from hostile.case import Case

LIFE = 300.0  # seconds that one connection may take at most: more than any reader waits


class Wire:
    """One connection, seen from the server."""

    def __init__(self, server: "Server", head: bytes, writer: asyncio.StreamWriter, visits: int) -> None:
        self.server = server
        self.head = head
        self.visits = visits  # of this address, the present one included
        self._writer = writer

    async def send(self, data: bytes) -> None:
        """Put bytes on the wire, at once."""
        self._writer.write(data)
        await self._writer.drain()

    async def drip(self, data: bytes, pause: float) -> None:
        """One byte at a time."""
        for place in range(len(data)):
            await self.send(data[place : place + 1])
            await asyncio.sleep(pause)

    async def flood(self, piece: bytes, limit: int = 400 * 2**20) -> None:
        """The same again and again, until the other side has had enough."""
        for _ in range(limit // len(piece)):
            await self.send(piece)

    async def reset(self) -> None:
        """End the connection the rude way, once the other side has read what has been sent."""
        raw = self._writer.get_extra_info("socket")
        until = self.server.now() + 60
        await asyncio.sleep(0.1)
        while _unread(raw) and self.server.now() < until:
            await asyncio.sleep(0.05)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()

    def fill(self, data: bytes) -> bytes:
        """BASE, PORT and CANARY in a script stand for what is known only once the server runs."""
        head, blank, body = data.partition(b"\r\n\r\n")
        filled = self.server.fill(body.decode("latin-1")).encode("latin-1")
        head = self.server.fill(head.decode("latin-1")).encode("latin-1")
        return head.replace(b"Content-Length: %d" % len(body), b"Content-Length: %d" % len(filled)) + blank + filled


class Server:
    """Serves the cases at /NAME on 127.0.0.1; `canary` is the port that must not be visited."""

    def __init__(self, cases: Mapping[str, Case]) -> None:
        self.cases = cases
        self.canary_visits = 0
        self.visits: Counter[str] = Counter()
        self.heads: list[bytes] = []  # every request, as it came
        self._loop = asyncio.new_event_loop()
        self._writers: set[asyncio.StreamWriter] = set()
        self._sockets = [self._bound(), self._bound()]
        self._nobody = socket.socket()
        self._nobody.bind(("127.0.0.1", 0))  # taken, but nobody listens
        self.nobody = int(self._nobody.getsockname()[1])
        self.port, self.canary = (int(bound.getsockname()[1]) for bound in self._sockets)
        self.base = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._listening = threading.Event()

    def __enter__(self) -> "Server":
        self._thread.start()
        self._listening.wait(LIFE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(LIFE)
        self._loop.close()
        self._nobody.close()

    def now(self) -> float:
        """Seconds, as the server counts them."""
        return self._loop.time()

    def address(self, case: Case) -> str:
        """The address of a case."""
        return self.fill(case.address or f"{{BASE}}/{case.name}")

    @property
    def allowed(self) -> tuple[str, ...]:
        """What a reader of these cases must be allowed: this server, and a port where nobody answers; never the canary."""
        return (f"127.0.0.1:{self.port}", f"127.0.0.1:{self.nobody}")

    def fill(self, text: str) -> str:
        """The text with the ports and the base that are known only now."""
        for name, value in (("BASE", self.base), ("CANARY", self.canary), ("PORT", self.port), ("NOBODY", self.nobody)):
            text = text.replace(f"{{{name}}}", str(value))
        return text

    @staticmethod
    def _bound() -> socket.socket:
        bound = socket.socket()
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", 0))
        bound.listen(1024)
        bound.setblocking(False)
        return bound

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.set_exception_handler(lambda loop, context: None)  # a client that hangs up is no news here
        servers = [
            self._loop.run_until_complete(asyncio.start_server(answer, sock=bound, backlog=1024))
            for answer, bound in zip((self._serve, self._count_visit), self._sockets, strict=True)
        ]
        self._loop.call_soon(self._listening.set)
        self._loop.run_forever()
        self._loop.run_until_complete(self._stop(servers))

    async def _stop(self, servers: list[asyncio.Server]) -> None:
        """Hang up on everybody, and leave nothing open."""
        for server in servers:
            server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0.1)

    async def _count_visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.canary_visits += 1
        self._writers.add(writer)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
        writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError, asyncio.LimitOverrunError):
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), LIFE)
            self.heads.append(head)
            target = head.split(b" ", 2)[1].decode("latin-1")
            name = target.partition("?")[0].strip("/").partition("/")[0]
            self.visits[name] += 1
            case = self.cases.get(name)
            wire = Wire(self, head, writer, self.visits[name])
            if case is None:
                await wire.send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            elif isinstance(case.script, bytes):
                await wire.send(wire.fill(case.script))
            else:
                await asyncio.wait_for(case.script(wire), LIFE)
            with contextlib.suppress(OSError):
                if writer.can_write_eof() and not writer.is_closing():
                    writer.write_eof()
                await asyncio.sleep(0.05)
        writer.close()
        self._writers.discard(writer)


def _unread(raw: socket.socket) -> bool:
    """Whether the other side of a loopback connection has bytes that its program has not taken yet, where /proc tells."""
    near, far = (f":{place[1]:04X}" for place in (raw.getsockname(), raw.getpeername()))
    with contextlib.suppress(OSError):
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, local, remote, _, queues, *_ = line.split()
            if local.endswith(far) and remote.endswith(near):
                return int(queues.partition(":")[2], 16) > 0
    return False
