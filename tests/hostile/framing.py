"""Broken, lying, slow and endless answers, encodings and validators."""

import asyncio
import gzip
import zlib

from hostile.case import CHUNKED, TITLES, Case, chunk, cut, fine, http, rss, trouble
from hostile.server import Wire

FEED = rss()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
HALF = FEED[: FEED.index(b"</item>") + 20]  # one whole post, and a piece of the next
FIRST = TITLES[:1]


def _raw_deflate(data: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def _bomb(mebibytes: int, wbits: int = 31) -> bytes:
    """One stream (gzip, or zlib with 15) that unpacks to so much: its blocks repeat, so that nobody has to pack them all."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, wbits)
    head = squeeze.compress(b"<rss>") + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(b" " * 2**20) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return head + block * mebibytes + squeeze.flush()


async def _reset_at_once(wire: Wire) -> None:
    await wire.reset()


async def _reset_in_head(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\nContent-")
    await wire.reset()


async def _reset_after_head(wire: Wire) -> None:
    await wire.send(OK + b"Content-Length: 500\r\n\r\n")
    await wire.reset()


async def _reset_in_body(wire: Wire) -> None:
    await wire.send(OK + b"Content-Length: 5000\r\n\r\n" + HALF)
    await wire.reset()


async def _continue_flood(wire: Wire) -> None:
    await wire.flood(b"HTTP/1.1 100 Continue\r\n\r\n", 2**20)


async def _hints_flood(wire: Wire) -> None:
    await wire.flood(b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n", 2**20)


async def _header_flood(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\n")
    await wire.flood(b"X-Filler: " + b"x" * 200 + b"\r\n", 20 * 2**20)


async def _header_line(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    await wire.flood(b"x" * 65536, 20 * 2**20)


async def _trailer_flood(wire: Wire) -> None:
    await wire.send(CHUNKED + chunk(FEED) + b"0\r\n")
    await wire.flood(b"X-Trailer: " + b"x" * 200 + b"\r\n", 20 * 2**20)


async def _endless_body(wire: Wire) -> None:
    await wire.send(OK + b"\r\n")
    await wire.flood(b"<rss>" + b"x" * 65536)


async def _endless_chunks(wire: Wire) -> None:
    await wire.send(CHUNKED)
    await wire.flood(chunk(b"x" * 65536))


async def _tiny_chunks(wire: Wire) -> None:
    await wire.send(CHUNKED + b"".join(chunk(FEED[place : place + 1]) for place in range(len(FEED))) + b"0\r\n\r\n")


async def _endless_chunk_extension(wire: Wire) -> None:
    await wire.send(CHUNKED + b"5;x=")
    await wire.flood(b"x" * 65536, 20 * 2**20)


async def _silence(wire: Wire) -> None:
    await asyncio.sleep(60)


async def _drip_head(wire: Wire) -> None:
    await wire.drip(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 1000, 0.4)


async def _drip_line(wire: Wire) -> None:
    await wire.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    await wire.drip(b"x" * 1000, 0.4)


async def _drip_body(wire: Wire) -> None:
    await wire.send(OK + b"Content-Length: 5000\r\n\r\n")
    await wire.drip(FEED + b" " * 4000, 0.4)


async def _drip_trailers(wire: Wire) -> None:
    await wire.send(CHUNKED + chunk(FEED) + b"0\r\n")
    await wire.drip(b"X-Trailer: x\r\n" * 300, 0.4)


async def _drip_continue(wire: Wire) -> None:
    for _ in range(100):
        await wire.send(b"HTTP/1.1 100 Continue\r\n\r\n"[: 1 + _ % 3])
        await asyncio.sleep(0.4)


async def _body_never_ends(wire: Wire) -> None:
    await wire.send(OK + b"Content-Length: 100000\r\n\r\n" + FEED)
    await asyncio.sleep(60)


async def _half_a_second(wire: Wire) -> None:
    await asyncio.sleep(0.5)
    await wire.send(http(FEED))


async def _unasked_tls(wire: Wire) -> None:
    await wire.send(b"\x15\x03\x01\x00\x02\x02\x46")


FRAMES = (
    fine("frame-no-length", OK + b"\r\n" + FEED),
    fine("frame-http-1.0", b"HTTP/1.0 200 OK\r\n\r\n" + FEED),
    fine("frame-chunked", CHUNKED + chunk(FEED[:100]) + chunk(FEED[100:]) + b"0\r\n\r\n"),
    fine("frame-chunk-extension", CHUNKED + b"%x;a=b\r\n%s\r\n0\r\n\r\n" % (len(FEED), FEED)),
    fine("frame-chunk-trailers", CHUNKED + chunk(FEED) + b"0\r\nX-Done: yes\r\n\r\n"),
    fine("frame-tiny-chunks", _tiny_chunks),
    fine("frame-lf-only", b"HTTP/1.1 200 OK\nContent-Type: text/xml\n\n" + FEED),
    fine("frame-second-answer", http(FEED) + http(rss(("Thing 9: smuggled",)))),
    fine("frame-continue-once", b"HTTP/1.1 100 Continue\r\n\r\n" + http(FEED)),
    fine("frame-processing", b"HTTP/1.1 102 Processing\r\n\r\n" * 3 + http(FEED)),
    fine("frame-length-twice-same", OK + b"Content-Length: %d\r\n" % len(FEED) * 2 + b"\r\n" + FEED),
    fine("frame-odd-type", http(FEED, kind="image/png")),
    fine("frame-no-type", http(FEED, kind="")),
    fine("frame-cookies", http(FEED, "200 OK", *(f"Set-Cookie: c{n}=v; Domain=.example" for n in range(40)))),
    fine("frame-slow-start", _half_a_second),
    cut("frame-length-too-long", OK + b"Content-Length: 9999\r\n\r\n" + FEED, TITLES),
    cut("frame-length-too-long-half", OK + b"Content-Length: 9999\r\n\r\n" + HALF, FIRST),
    cut("frame-length-huge", OK + b"Content-Length: 999999999999999\r\n\r\n" + FEED, TITLES),
    cut("frame-chunk-no-end", CHUNKED + chunk(FEED), TITLES),
    cut("frame-chunk-cut", CHUNKED + b"ffff\r\n" + HALF, FIRST),
    cut("frame-chunk-bad-later", CHUNKED + chunk(HALF) + b"zz\r\nx\r\n0\r\n\r\n", FIRST),
    cut("frame-reset-in-body", _reset_in_body, FIRST),
    Case("frame-trailer-flood", _trailer_flood, "cut|fetched", "cut-off|", TITLES),
    Case(
        "frame-length-too-short", OK + b"Content-Length: 600\r\n\r\n" + FEED, "fetched|cut", "malformed|cut-off|", FIRST
    ),
    Case("frame-length-empty-then-body", OK + b"Content-Length: 0\r\n\r\n" + FEED, "empty", "empty"),
    trouble("frame-length-negative", OK + b"Content-Length: -5\r\n\r\n" + FEED, "broken-answer"),
    trouble("frame-length-words", OK + b"Content-Length: many\r\n\r\n" + FEED, "broken-answer"),
    Case(
        "frame-length-twice",
        OK + b"Content-Length: 9\r\nContent-Length: 8\r\n\r\n" + FEED,
        "broken-answer|fetched|cut",
        "broken-answer|malformed|not-a-feed|cut-off|no-feed",
    ),
    trouble("frame-chunk-bad-size", CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n", "broken-answer"),
    trouble("frame-chunk-negative", CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n", "broken-answer"),
    trouble("frame-chunk-huge-size", CHUNKED + b"ffffffffffffffffffff\r\nhello", "broken-answer"),
    trouble("frame-chunk-endless-extension", _endless_chunk_extension, "broken-answer|too-large|timeout|cut-off"),
    trouble("frame-nothing", b"", "broken-answer|no-connection|empty"),
    trouble("frame-half-status", b"HTTP/1.1 2", "broken-answer|cut-off"),
    trouble("frame-half-head", b"HTTP/1.1 200 OK\r\nContent-Ty", "broken-answer|cut-off"),
    trouble("frame-http-0.9", FEED, "broken-answer"),
    trouble("frame-garbage", b"\x00\xff\xfe" * 500, "broken-answer"),
    trouble("frame-mail-greeting", b"220 mail.example ESMTP ready\r\n", "broken-answer"),
    trouble("frame-tls-alert", _unasked_tls, "broken-answer"),
    trouble("frame-http-7", b"HTTP/7.5 200 OK\r\n\r\n" + FEED, "broken-answer"),
    trouble("frame-status-zero", b"HTTP/1.1 000 Zero\r\n\r\n" + FEED, "broken-answer"),
    trouble("frame-status-words", b"HTTP/1.1 yes fine\r\n\r\n" + FEED, "broken-answer"),
    trouble("frame-switching", b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n", "broken-answer|cut-off"),
    trouble("frame-no-body", OK + b"\r\n", "empty"),
    trouble("frame-no-promised-body", OK + b"Content-Length: 500\r\n\r\n", "cut-off"),
    trouble("frame-reset-at-once", _reset_at_once, "no-connection"),
    trouble("frame-reset-in-head", _reset_in_head, "no-connection|broken-answer"),
    trouble("frame-reset-after-head", _reset_after_head, "no-connection|cut-off"),
    Case("head-nul", OK + b"X-Odd: a\x00b\r\n\r\n" + FEED, "fetched|broken-answer", "broken-answer|"),
    Case("head-no-colon", OK + b"nonsense\r\n\r\n" + FEED, "fetched|broken-answer", "broken-answer|"),
    Case("head-folded", OK + b"X-Odd: a\r\n  b\r\n\r\n" + FEED, "fetched|broken-answer", "broken-answer|"),
    trouble("head-300-lines", OK + b"X-One: 1\r\n" * 300 + b"\r\n" + FEED, "too-large"),
    trouble("head-70-kb", OK + b"X-One: " + b"x" * 70000 + b"\r\n\r\n" + FEED, "too-large"),
    trouble("head-flood", _header_flood, "too-large"),
    trouble("head-endless-line", _header_line, "too-large"),
    trouble("head-continue-flood", _continue_flood, "broken-answer|too-large"),
    trouble("head-hints-flood", _hints_flood, "broken-answer|too-large"),
    trouble("body-9-mib", http(b"<rss>" + b" " * (9 * 2**20)), "too-large"),
    trouble("body-endless", _endless_body, "too-large"),
    *(trouble(f"body-endless-too-{number}", _endless_body, "too-large") for number in range(8)),
    *(fine(f"body-7-mib-{number}", http(FEED + b" " * (7 * 2**20))) for number in range(12)),
    trouble("body-endless-chunks", _endless_chunks, "too-large"),
    trouble("slow-silence", _silence, "timeout", slow=True),
    trouble("slow-head", _drip_head, "timeout", slow=True),
    trouble("slow-head-line", _drip_line, "timeout", slow=True),
    trouble("slow-body", _drip_body, "timeout", slow=True),
    trouble("slow-body-stalls", _body_never_ends, "timeout", slow=True),
    trouble("slow-trailers", _drip_trailers, "timeout", slow=True),
    trouble("slow-continue", _drip_continue, "timeout|broken-answer", slow=True),
)

SQUEEZED = gzip.compress(FEED)


def _coded(name: str, body: bytes, *names: str) -> Case:
    return fine(f"coding-{name}", http(body, "200 OK", *(f"Content-Encoding: {coding}" for coding in names)))


def _uncoded(name: str, body: bytes, kinds: str, *names: str) -> Case:
    return trouble(f"coding-{name}", http(body, "200 OK", *(f"Content-Encoding: {coding}" for coding in names)), kinds)


CODINGS = (
    _coded("gzip", SQUEEZED, "gzip"),
    _coded("x-gzip", SQUEEZED, "X-GZIP"),
    _coded("gzip-members", gzip.compress(FEED[:200]) + gzip.compress(FEED[200:]), "gzip"),
    _coded("gzip-forty-members", b"".join(gzip.compress(FEED[at : at + 20]) for at in range(0, len(FEED), 20)), "gzip"),
    _coded("gzip-empty-member-first", gzip.compress(b"") + SQUEEZED, "gzip"),
    _uncoded("gzip-only-empty-members", gzip.compress(b"") * 100_000, "cut-off|empty", "gzip"),
    _coded("gzip-then-rubbish", SQUEEZED + b"rubbish after the end", "gzip"),
    _coded("gzip-undeclared", SQUEEZED),
    _coded("gzip-only-declared", FEED, "gzip"),
    _coded("gzip-twice", gzip.compress(SQUEEZED), "gzip", "gzip"),
    _coded("gzip-twice-in-one", gzip.compress(SQUEEZED), "gzip, gzip"),
    _coded("deflate-zlib", zlib.compress(FEED), "deflate"),
    _coded("deflate-raw", _raw_deflate(FEED), "deflate"),
    _coded("identity", FEED, "identity"),
    _coded("brotli-only-declared", FEED, "br"),
    _uncoded("gzip-three-times", gzip.compress(gzip.compress(SQUEEZED)), "bad-encoding", "gzip, gzip, gzip"),
    _uncoded("gzip-fifty-times", SQUEEZED, "bad-encoding", ", ".join(["gzip"] * 50)),
    _uncoded("gzip-rubbish", b"\x00\x01rubbish" * 50, "bad-encoding", "gzip"),
    _uncoded("deflate-rubbish", b"\xff\xff\xffrubbish" * 50, "bad-encoding", "deflate"),
    _uncoded("brotli", b"\x1b\x0a\x00\xf8\x25\x00\xc2\xa2\xaa" * 20, "bad-encoding", "br"),
    _uncoded("unknown", b"\x99\x98\x97" * 20, "bad-encoding", "rot13"),
    _uncoded("gzip-bomb", _bomb(200), "too-large", "gzip"),
    _uncoded("gzip-bomb-undeclared", _bomb(50), "too-large"),
    _uncoded("gzip-bomb-nested", gzip.compress(_bomb(200)), "too-large", "gzip, gzip"),
    _uncoded("deflate-bomb", _bomb(100, wbits=15), "too-large", "deflate"),
    _uncoded("gzip-empty-inside", gzip.compress(b""), "empty", "gzip"),
    cut("coding-gzip-cut", http(SQUEEZED[:-60], "200 OK", "Content-Encoding: gzip")),
    cut("coding-gzip-bad-sum", http(SQUEEZED[:-8] + b"\0" * 8, "200 OK", "Content-Encoding: gzip"), TITLES),
)


def _honours(etag: bytes) -> "object":
    async def script(wire: Wire) -> None:
        if b"\r\nIf-None-Match: " + etag + b"\r\n" in wire.head:
            await wire.send(b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n")
        else:
            await wire.send(OK + b"ETag: " + etag + b"\r\nContent-Length: %d\r\n\r\n" % len(FEED) + FEED)

    return script


async def _new_etag_each_time(wire: Wire) -> None:
    await wire.send(http(FEED, "200 OK", f'ETag: "{wire.visits}"'))


async def _not_modified_with_body(wire: Wire) -> None:
    if b"If-None-Match" in wire.head:
        await wire.send(b'HTTP/1.1 304 Not Modified\r\nETag: "b"\r\nContent-Length: 600\r\n\r\n' + FEED)
    else:
        await wire.send(http(FEED, "200 OK", 'ETag: "b"'))


VALIDATORS = (
    *(
        fine(f"validator-{name}", _honours(etag))  # type: ignore[arg-type]
        for name, etag in {
            "plain": b'"v1"',
            "weak": b'W/"v1"',
            "gzip-suffix": b'"v1-gzip"',
            "unquoted": b"v1",
            "commas": b'"a, b; c=d"',
            "quotes": b'"a\\"b"',
            "utf-8": '"é"'.encode(),
            "500-bytes": b'"' + b"x" * 498 + b'"',
        }.items()
    ),
    fine("validator-2-kb", http(FEED, "200 OK", 'ETag: "' + "x" * 2000 + '"')),
    fine("validator-empty", http(FEED, "200 OK", "ETag:", "Last-Modified:")),
    fine("validator-controls", http(FEED, "200 OK", 'ETag: "a\x01\x02b"')),
    fine("validator-twice", http(FEED, "200 OK", 'ETag: "one"', 'ETag: "two"')),
    fine("validator-bad-date", http(FEED, "200 OK", "Last-Modified: yesterday at noon")),
    fine("validator-changes", _new_etag_each_time),
    fine("validator-304-with-body", _not_modified_with_body),
)

ALL = (*FRAMES, *CODINGS, *VALIDATORS)
