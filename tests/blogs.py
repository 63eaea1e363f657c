"""Blogs on loopback: pages by path, each a function of what was asked; every request is remembered."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it."""

    path: str
    query: Mapping[str, str]
    headers: Headers


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says."""

    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)
    cut: int = 0  # bytes that are promised and not sent


Page = Callable[[Asked], Answer]


def _nothing(_: Asked) -> Answer:
    return Answer(status=404)


class _Quietly(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Who asks may leave before the answer is out."""


class Blogs:
    """A server with pages by path; 404 for all others. `asked` holds the requests in their order."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        blogs = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                asked = Asked(parts.path, query, {name.lower(): value for name, value in self.headers.items()})
                blogs.asked.append(asked)
                answer = blogs.pages.get(parts.path, _nothing)(asked)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.status != 304:
                    self.send_header("Content-Length", str(len(answer.body) + answer.cut))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = _Quietly(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def place(self) -> str:
        """HOST:PORT."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def url(self, path: str = "/") -> str:
        """The address of a page."""
        return f"http://{self.place}{path}"

    def shows(self, path: str, page: Page | Answer | bytes) -> str:
        """Put a page up; its address."""
        if isinstance(page, bytes):
            page = Answer(page)
        if isinstance(page, Answer):
            answer = page
            self.pages[path] = lambda _: answer
        else:
            self.pages[path] = page
        return self.url(path)

    def paths(self) -> list[str]:
        """The paths asked for since the last call, with their queries."""
        found = [one.path + "".join(f"?{name}={value}" for name, value in one.query.items()) for one in self.asked]
        self.asked.clear()
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@dataclass(frozen=True, slots=True)
class Item:
    """A post before it is written down."""

    number: int
    published: datetime | None
    title: str = ""
    id: str = ""
    url: str = ""
    text: str = ""


def rss(items: Iterable[Item], generator: str = "", more: str = "") -> bytes:
    """A feed as WordPress writes it; the newest first."""
    head = f"<generator>{generator}</generator>" if generator else ""
    body = "".join(map(_rss_item, items))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f"<title>A blog</title><link>https://blog.example/</link>{head}{more}{body}</channel></rss>"
    ).encode()


def _rss_item(item: Item) -> str:
    date = f"<pubDate>{format_datetime(item.published)}</pubDate>" if item.published else ""
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(item.url)}</link>"
        f'<guid isPermaLink="false">{escape(item.id)}</guid>{date}<description>{escape(item.text)}</description></item>'
    )


def atom(items: Iterable[Item], more: str = "") -> bytes:
    """A feed as Blogger writes it; the newest first."""
    body = "".join(map(_atom_entry, items))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blog</id>'
        f"<title>A blog</title><updated>2026-10-01T00:00:00Z</updated>{more}{body}</feed>"
    ).encode()


def _atom_entry(item: Item) -> str:
    date = (
        f"<published>{item.published.isoformat()}</published><updated>{item.published.isoformat()}</updated>"
        if item.published
        else ""
    )
    return (
        f'<entry><id>{escape(item.id)}</id><title>{escape(item.title)}</title><link rel="alternate" href="{escape(item.url)}"/>'
        f'{date}<content type="html">{escape(item.text)}</content></entry>'
    )
