"""The picture beside a link: a real PNG in the colours of the course, the same for the same course."""

import struct
import zlib

from course.formats import colours
from course.formats.site import share_picture
from course.formats.site.drawings import Book

DAY = colours.day()


def pixels(png: bytes) -> list[bytes]:
    """The colour number of each pixel, row by row, after each check sum has been checked."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts = 8, {}
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size]) == (zlib.crc32(name + data),)
        parts[name], at = data, at + 12 + size
    wide, high, bits, kind = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (wide, high, bits, kind) == (share_picture.WIDE, share_picture.HIGH, 8, 3)
    assert list(parts) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    raw = zlib.decompress(parts[b"IDAT"])
    rows = [raw[row * (wide + 1) : (row + 1) * (wide + 1)] for row in range(high)]
    assert all(row[0] == 0 for row in rows)
    assert max(max(row) for row in rows) < len(parts[b"PLTE"]) // 3
    return [row[1:] for row in rows]


def test_every_thing_is_a_book_in_the_colour_of_its_part() -> None:
    books = [Book(number, 60, 1 + (number - 1) // 6, "now" if number == 3 else "open") for number in range(1, 24)]
    png = share_picture.png(books, DAY)
    assert png == share_picture.png(books, DAY)
    assert len(png) < 20_000
    rows = pixels(png)
    ground = rows[100][0]
    across = [shelf.split(bytes([ground])) for shelf in (rows[296], rows[566])]
    assert [sum(bool(part) for part in shelf) for shelf in across] == [12, 11]
    assert len({part[0] for shelf in across for part in shelf if part}) == 4


def test_a_course_of_one_thing_or_none_has_a_picture_too() -> None:
    assert pixels(share_picture.png([Book(1, 30, 1, "later")], DAY))
    assert pixels(share_picture.png([], DAY))
