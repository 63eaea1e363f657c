"""What a case is, and the pieces of which answers are made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hostile.server import Wire

Script = bytes | Callable[["Wire"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Case:
    """One behaviour. `door` and `kind` list, with bars, what may come of it at the door and at the whole tracker.

    The door says fetched, cut, unchanged or a kind of trouble; the tracker a kind of trouble, or nothing where all is well.
    """

    name: str
    script: Script = b""
    door: str = "fetched"
    kind: str = ""
    titles: tuple[str, ...] = ()  # the posts that must be kept
    address: str = ""  # where it is not {BASE}/NAME
    slow: bool = False  # ends only with the deadline


TITLES = ("Thing 1: blogs", "Thing 2: feeds")


def rss(titles: tuple[str, ...] = TITLES, *, head: str = "", declare: str = "utf-8") -> bytes:
    """A small honest feed."""
    items = "".join(
        f"<item><title>{title}</title><link>https://blog.example/{number}</link>"
        f'<guid isPermaLink="false">post-{number}</guid><pubDate>Mon, {number + 1:02d} Oct 2026 10:00:00 +0000</pubDate>'
        f"<description>Words about {title}.</description></item>\n"
        for number, title in enumerate(titles, 1)
    )
    return (
        f'<?xml version="1.0" encoding="{declare}"?>{head}\n<rss version="2.0"><channel><title>A blog</title>'
        f"<link>https://blog.example/</link><description>d</description>\n{items}</channel></rss>"
    ).encode(declare)


def page(inside: str = "", title: str = "A page") -> bytes:
    """A web page with something in its head."""
    return f"<!DOCTYPE html><html><head><title>{title}</title>{inside}</head><body><p>Hello.</p></body></html>".encode()


def http(
    body: bytes = b"", status: str = "200 OK", *headers: str, kind: str = "application/rss+xml", length: bool = True
) -> bytes:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if kind and body:
        lines.append(f"Content-Type: {kind}")
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def chunk(data: bytes) -> bytes:
    """One chunk."""
    return b"%x\r\n%s\r\n" % (len(data), data)


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nTransfer-Encoding: chunked\r\n\r\n"
HEALTHY = Case("healthy", http(rss()), titles=TITLES)


def trouble(name: str, script: Script, kinds: str, *, slow: bool = False) -> Case:
    """A case in which nothing can be read, and the door knows why."""
    return Case(name, script, kinds, kinds, slow=slow)


def fine(name: str, script: Script, titles: tuple[str, ...] = TITLES) -> Case:
    """A case that is odd but must be read all the same."""
    return Case(name, script, titles=titles)


def cut(name: str, script: Script, titles: tuple[str, ...] = ()) -> Case:
    """A case that ends early: what came is kept."""
    return Case(name, script, "cut", "cut-off", titles)
