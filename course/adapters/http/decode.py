"""Undo gzip and deflate, with a limit on what comes out."""

import contextlib
import zlib
from collections.abc import Iterable

_STEP = 64 * 1024  # bytes given to zlib at a time, so that what came before an error is kept
_MEMBERS = 1000  # gzip files in one body; tools that squeeze in blocks write one for every 64 KB
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's own numbers for the three wrappings
_MOST_LAYERS = 2
_MAGIC = b"\x1f\x8b\x08"


class TooLargeError(Exception):
    """More came out than the limit."""


class UndecodableError(Exception):
    """It is no encoding that we asked for, or it is not what it claims to be."""


def decoded(body: bytes, encodings: Iterable[str], most: int) -> tuple[bytes, bool]:
    """The plain bytes (at most `most`) and whether they are whole; TooLargeError or UndecodableError otherwise."""
    layers = [name for name in encodings if name not in ("identity", "")]
    if len(layers) > _MOST_LAYERS:
        raise UndecodableError(", ".join(layers[:5]))
    whole = True
    for name in reversed(layers):
        body, complete = _unwrapped(body, name, most)
        whole = whole and complete
    if len(layers) < _MOST_LAYERS and body.startswith(_MAGIC):  # a .gz file, served as it is
        body, complete = _unwrapped(body, "gzip", most)
        whole = whole and complete
    return body, whole


def _unwrapped(body: bytes, name: str, most: int) -> tuple[bytes, bool]:
    if not body or _is_plain(body):
        return body, True  # a header that promises what was not done; common, and harmless
    if name in ("gzip", "x-gzip"):
        return _inflated(body, _GZIP, most)
    if name == "deflate":
        zlib_head = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
        return _inflated(body, _ZLIB if zlib_head else _RAW, most)
    raise UndecodableError(name)


def _is_plain(body: bytes) -> bool:
    """Whether a feed or a page stands here as it is."""
    return body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{")


def _inflated(body: bytes, wrapping: int, most: int) -> tuple[bytes, bool]:
    out: list[bytes] = []
    room, at = most, 0
    for _ in range(_MEMBERS):
        stream = zlib.decompressobj(wrapping)
        while at < len(body) and not stream.eof:
            before, piece = stream.copy(), body[at : at + _STEP]
            try:
                out.append(stream.decompress(piece, room + 1))
            except zlib.error as error:
                out.append(_up_to_the_error(before, piece, room))
                if not any(out):
                    raise UndecodableError(str(error)) from None
                return b"".join(out), False
            room -= len(out[-1])
            if room < 0:
                raise TooLargeError
            at += len(piece)
        if not stream.eof:
            return b"".join(out), False
        at -= len(stream.unused_data)
        if wrapping != _GZIP or not body.startswith(_MAGIC, at):
            return b"".join(out), True
    return b"".join(out), False


def _up_to_the_error(stream: "zlib._Decompress", piece: bytes, room: int) -> bytes:
    """What zlib gives byte by byte, since it gives nothing of a piece that holds an error."""
    out = bytearray()
    with contextlib.suppress(zlib.error):
        for place in range(len(piece)):
            out += stream.decompress(piece[place : place + 1], room - len(out) + 1)
            if len(out) > room:
                raise TooLargeError
    return bytes(out)
