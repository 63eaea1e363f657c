"""Status codes, redirects and addresses."""

import asyncio
import itertools

from hostile.case import Case, Script, fine, http, page, rss, trouble
from hostile.server import Wire

LOG_IN = page('</head><body><form action="/in"><input type="password" name="p"></form>')


def _status(code: str, kinds: str, *headers: str, name: str = "", body: bytes = b"no") -> Case:
    return trouble(f"status-{name or code}", http(body, f"{code} Said So", *headers, kind="text/plain"), kinds)


def _to(location: str, code: str = "302 Found", *headers: str) -> bytes:
    return http(b"moved", code, f"Location: {location}", *headers, kind="text/plain")


async def _endless_404(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 404 Not Found\r\n\r\n")
    await wire.flood(b"n" * 65536)


async def _dripping_500(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 500 Oh\r\nContent-Length: 5000\r\n\r\n")
    await wire.drip(b"x" * 5000, 0.5)


async def _slow_redirect(wire: Wire) -> None:
    await asyncio.sleep(9)
    await wire.send(f"HTTP/1.1 302 Found\r\nLocation: /redirect-slow?{wire.visits}\r\n\r\n".encode())


async def _endless_redirect(wire: Wire) -> None:
    await wire.send(
        b"HTTP/1.1 302 Found\r\nLocation: {BASE}/healthy\r\n\r\n".replace(b"{BASE}", wire.server.base.encode())
    )
    await wire.flood(b"n" * 65536)


STATUSES = (
    _status("204", "empty", body=b""),
    _status("205", "empty", body=b""),
    _status("300", "redirect"),
    _status("301", "redirect", name="301-nowhere"),
    _status("302", "redirect", name="302-nowhere"),
    _status("304", "broken-answer", name="304-unasked", body=b""),
    _status("305", "redirect"),
    _status("306", "redirect"),
    _status("400", "server-error"),
    _status("401", "login"),
    _status("401", "login", 'WWW-Authenticate: Basic realm="x"', name="401-basic"),
    _status("402", "server-error"),
    _status("403", "forbidden"),
    _status("403", "forbidden", "cf-mitigated: challenge", name="403-challenge"),
    _status("404", "not-found"),
    _status("405", "server-error"),
    _status("406", "server-error"),
    _status("407", "server-error"),
    _status("410", "gone"),
    _status("418", "server-error"),
    _status("429", "rate-limited"),
    _status("429", "rate-limited", "Retry-After: 120", name="429-seconds"),
    _status("429", "rate-limited", "Retry-After: Mon, 23 Nov 2026 10:00:00 GMT", name="429-date"),
    _status("429", "rate-limited", "Retry-After: 99999999999999999999", name="429-huge"),
    _status("429", "rate-limited", "Retry-After: soon", name="429-words"),
    _status("429", "rate-limited", "Retry-After: -5", name="429-negative"),
    _status("429", "rate-limited", "Retry-After: \xb2", name="429-odd-digit"),
    _status("429", "rate-limited", "Retry-After: Thu, 99 Foo 99999 99:99:99 GMT", name="429-bad-date"),
    _status("451", "server-error"),
    _status("500", "server-error"),
    _status("502", "server-error"),
    _status("503", "server-error"),
    _status("503", "rate-limited", "Retry-After: 60", name="503-seconds"),
    _status("503", "rate-limited", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT", name="503-past"),
    _status("504", "server-error"),
    _status("511", "login"),
    _status("599", "server-error"),
    _status("999", "server-error"),
    trouble("status-403-login", http(LOG_IN, "403 Forbidden", kind="text/html"), "login"),
    trouble("status-404-with-feed", http(rss(), "404 Not Found"), "not-found"),
    trouble("status-404-endless", _endless_404, "not-found"),
    trouble("status-500-drip", _dripping_500, "server-error"),
    fine("status-203", http(rss(), "203 Elsewhere")),
    fine("status-without-reason", http(rss(), "200")),
    Case("status-206", http(rss(), "206 Partial"), "cut", "cut-off", ("Thing 1: blogs", "Thing 2: feeds")),
)

_TOWARDS_CANARY = {  # spellings of this machine
    "dotted": "http://127.0.0.1:{CANARY}/x",
    "short": "http://127.1:{CANARY}/x",
    "decimal": "http://2130706433:{CANARY}/x",
    "hex": "http://0x7f.1:{CANARY}/x",
    "hex-whole": "http://0x7F000001:{CANARY}/x",
    "octal": "http://0177.0.0.1:{CANARY}/x",
    "zero": "http://0.0.0.0:{CANARY}/x",
    "zero-short": "http://0:{CANARY}/x",
    "dot": "http://127.0.0.1.:{CANARY}/x",
    "name": "http://localhost:{CANARY}/x",
    "name-dot": "http://LOCALHOST.:{CANARY}/x",
    "v6": "http://[::1]:{CANARY}/x",
    "v6-mapped": "http://[::ffff:127.0.0.1]:{CANARY}/x",
    "v6-mapped-hex": "http://[::ffff:7f00:1]:{CANARY}/x",
    "v6-compatible": "http://[::127.0.0.1]:{CANARY}/x",
    "v6-any": "http://[::]:{CANARY}/x",
    "nat64": "http://[64:ff9b::7f00:1]:{CANARY}/x",
    "6to4": "http://[2002:7f00:1::]:{CANARY}/x",
    "teredo": "http://[2001:0:7f00:1::80ff:fffe]:{CANARY}/x",
    "link-local": "http://169.254.169.254/latest/meta-data/",
    "private": "http://10.0.0.1/x",
    "carrier": "http://100.64.0.1/x",
    "multicast": "http://224.0.0.1/x",
    "broadcast": "http://255.255.255.255/x",
    "documentation": "http://192.0.2.1/x",
    "v6-multicast": "http://[ff02::1]/x",
    "v6-private": "http://[fd00::1]/x",
    "circled": "http://①②⑦.⓪.⓪.①:{CANARY}/x",
    "full-width": "http://１２７．０．０．１:{CANARY}/x",
    "ideographic-dots": "http://127。0。0。1:{CANARY}/x",
    "user-info": "http://user:secret@127.0.0.1:{PORT}/healthy",
    "user-info-only": "http://user@127.0.0.1:{PORT}/healthy",
    "at-sign": "http://127.0.0.1:{PORT}@127.0.0.1:{CANARY}/x",
    "mail-port": "http://127.0.0.1:25/x",
}

_NO_ADDRESS = {
    "ftp": "ftp://127.0.0.1:{CANARY}/x",
    "file": "file:///etc/hostname",
    "gopher": "gopher://127.0.0.1:{CANARY}/_x",
    "javascript": "javascript:alert(1)",
    "data": "data:application/rss+xml,<rss/>",
    "dict": "dict://127.0.0.1:{CANARY}/x",
    "port-zero": "http://127.0.0.1:0/x",
    "port-large": "http://127.0.0.1:99999/x",
    "port-words": "http://127.0.0.1:eighty/x",
    "no-host": "http:///x",
    "two-dots": "http://blog..example/x",
    "long-label": "http://" + "a" * 64 + ".example/x",
    "blank": "http://127.0.0.1 .example/x",
    "percent": "http://127.0.0.1%2e:{CANARY}/x",
    "backslash": "http://blog.example\\@127.0.0.1:{CANARY}/x",
    "zone": "http://[fe80::1%25lo]:{CANARY}/x",
    "brackets": "http://[::1:{CANARY}/x",
    "five-numbers": "http://1.2.3.4.5/x",
    "large-number": "http://256.256.256.256/x",
}


_WITH_A_PASSWORD = {
    "user-info",
    "user-info-only",
    "at-sign",
    "backslash",
}  # such a table of the roster is a mistake, and isn't read


def _direct(name: str, address: str, kinds: str) -> Case:
    in_the_end = f"missing|{kinds}" if name in _WITH_A_PASSWORD else kinds
    return Case(f"address-{name}", b"", kinds, in_the_end, address=address)


def _redirected(name: str, address: str, kinds: str) -> Case:
    return trouble(f"redirect-to-{name}", b"HTTP/1.1 302 Found\r\nLocation: " + address.encode() + b"\r\n\r\n", kinds)


ADDRESSES = (
    *(_direct(name, address, "refused-address") for name, address in _TOWARDS_CANARY.items()),
    *(_direct(name, address, "bad-address") for name, address in _NO_ADDRESS.items()),
    *(_redirected(name, address, "refused-address") for name, address in _TOWARDS_CANARY.items()),
    *(
        _redirected(name, address, "redirect|refused-address")
        for name, address in _NO_ADDRESS.items()
        if name != "zone"
    ),
    Case("address-nobody-there", b"", "no-connection", "no-connection", address="http://127.0.0.1:{NOBODY}/x"),
)


def _chain(steps: int) -> tuple[Case, ...]:
    """`steps` redirects, then a feed."""
    places = [f"chain-{steps}", *(f"chain-{steps}-{step}" for step in range(1, steps)), "healthy"]
    first, *rest = [
        (place, _to(f"{{BASE}}/{following}", "301 Moved")) for place, following in itertools.pairwise(places)
    ]
    kinds = "redirect" if steps > 5 else ""
    titles = () if kinds else ("Thing 1: blogs", "Thing 2: feeds")
    whole: list[Case] = [Case(first[0], first[1], kinds or "fetched", kinds, titles)]
    return (*whole, *(Case(name, script, "hidden") for name, script in rest))


def _sent_on(name: str, script: Script) -> Case:
    return fine(f"redirect-{name}", script)


REDIRECTS = (
    *_chain(1),
    *_chain(5),
    *_chain(6),
    trouble("redirect-self", _to("{BASE}/redirect-self"), "redirect"),
    trouble("redirect-circle", _to("{BASE}/redirect-circle-2"), "redirect"),
    Case("redirect-circle-2", _to("{BASE}/redirect-circle"), "hidden"),
    trouble("redirect-two-steps-in", _to("{BASE}/redirect-to-dotted"), "refused-address"),
    trouble("redirect-relative-scheme", _to("//127.0.0.1:{CANARY}/x"), "refused-address"),
    trouble("redirect-slow", _slow_redirect, "timeout", slow=True),
    trouble("redirect-empty", _to(""), "redirect"),
    trouble("redirect-long", _to("{BASE}/" + "x" * 5000), "redirect"),
    trouble("redirect-to-login", _to("{BASE}/wp-login.php?redirect_to=x"), "login"),
    Case("wp-login.php", http(LOG_IN, kind="text/html"), "hidden"),
    _sent_on("relative", _to("/healthy")),
    _sent_on("relative-name", _to("healthy")),
    _sent_on("303", _to("{BASE}/healthy", "303 See Other")),
    _sent_on("307", _to("{BASE}/healthy", "307 Temporary")),
    _sent_on("308", _to("{BASE}/healthy", "308 Permanent")),
    _sent_on("fragment", _to("{BASE}/healthy#posts")),
    _sent_on("blank", _to("/healthy?a b")),
    _sent_on("bytes", _to("/healthy?caf\xe9")),
    _sent_on("cookie", _to("/healthy", "302 Found", "Set-Cookie: a=b")),
    Case(
        "redirect-twice",
        _to("/healthy", "302 Found", "Location: http://127.0.0.1:{CANARY}/x"),
        "broken-answer|redirect|fetched",
        "broken-answer|redirect|",
    ),
    _sent_on("endless", _endless_redirect),
)

ALL = (*STATUSES, *ADDRESSES, *REDIRECTS)
