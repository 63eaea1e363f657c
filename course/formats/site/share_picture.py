"""The picture that chat programs and social media show beside a link to the course: its Things as books on two shelves, a PNG."""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence

from course.formats.site.drawings import HEIGHTS, Book

WIDE, HIGH = 1200, 630  # pixels, as these programs ask for
_SIDE, _GAP, _PLANK, _TALL = 90, 6, 14, 2  # pixels; a book is so many times as tall as on the pages
_FLOORS = (300, 570)
_COLOURS = ("paper", "edge", "stamp", "ribbon", "accent-fill", "cloth-1", "cloth-2", "cloth-3", "cloth-4")

_Box = tuple[int, int, int, int, str]  # left, top, width and height in pixels, and the name of the colour


def png(books: Sequence[Book], colours: Mapping[str, str]) -> bytes:
    """The file: one byte a pixel, which names one of a handful of colours."""
    rows = [bytearray(WIDE) for _ in range(HIGH)]
    for left, top, width, height, colour in _boxes(books):
        for row in rows[top : top + height]:
            row[left : left + width] = bytes([_COLOURS.index(colour)]) * width
    palette = b"".join(bytes.fromhex(colours[name].removeprefix("#")) for name in _COLOURS)
    head = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 3, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, data) for name, data in ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _boxes(books: Sequence[Book]) -> Iterator[_Box]:
    """Everything that is drawn, the lowest first."""
    yield 0, 0, WIDE, 16, "accent-fill"
    half = -(-len(books) // 2)
    for floor, row in zip(_FLOORS, (books[:half], books[half:]), strict=True):
        yield _SIDE - 20, floor, WIDE - 2 * (_SIDE - 20), _PLANK, "edge"
        width = (WIDE - 2 * _SIDE) // max(half, 1) - _GAP
        for at, book in enumerate(row):
            yield from _book(_SIDE + at * (width + _GAP), floor, width, book)


def _book(left: int, floor: int, width: int, book: Book) -> Iterator[_Box]:
    height = HEIGHTS[(book.number - 1) % len(HEIGHTS)] * _TALL - 40
    top = floor - height
    yield left, top, width, height, f"cloth-{book.part}"
    if book.state == "now":
        yield left + width // 2 - 8, top - 28, 16, 44, "ribbon"
    for band in (top + 20, top + 28, floor - 26):
        yield left, band, width, 4, "stamp"
