"""The pictures of the public pages: well formed, described in words, and never wider than their frame."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats import colours
from course.formats.site import drawings
from course.formats.site.drawings import Book

BOOKS = st.lists(
    st.builds(Book, st.integers(1, 99), st.integers(0, 600), st.integers(1, 4), st.sampled_from(["open", "now", "later"])),
    min_size=1,
    max_size=60,
)  # fmt: skip


@given(BOOKS)
def test_every_thing_is_one_book_inside_the_frame(books: list[Book]) -> None:
    drawn = ET.fromstring(drawings.bookcase(books))
    width = float(drawn.attrib["viewBox"].split()[2])
    shapes = [shape for shape in drawn.iter("rect") if "bk" in shape.attrib["class"].split()]
    assert len(shapes) == len(books)
    assert all(float(s.attrib["x"]) >= 0 and float(s.attrib["x"]) + float(s.attrib["width"]) <= width for s in shapes)


@given(st.dictionaries(st.integers(1, 23), st.integers(1, 900), max_size=23), st.integers(0, 60))
def test_the_shelf_has_a_book_for_every_thing_or_for_several(done: dict[int, int], new: int) -> None:
    drawn = ET.fromstring(drawings.shelf(done, {}, min(new, sum(done.values()))))
    books = len([shape for shape in drawn.iter("rect") if shape.attrib["class"] == "bk"])
    if sum(done.values()) <= drawings.MOST_BOOKS:
        assert books == sum(done.values())
    assert books <= drawings.MOST_BOOKS + len(done)


def test_the_bookcase_is_told_in_words() -> None:
    books = [Book(1, 60, 1, "open"), Book(2, 60, 1, "now"), Book(3, 60, 1, "now"), Book(4, 60, 2, "later")]
    label = re.search(r'aria-label="([^"]*)"', drawings.bookcase(books))
    assert label
    assert label[1] == (
        "A bookcase with 4 numbered books, one for each Thing. "
        "Books 2 and 3 have bookmarks: they&#39;re this week&#39;s. 1 book is still to come."
    )


@pytest.mark.parametrize("accent", ["#8c2f39", "#ffff00", "#000000"])
def test_the_pictures_that_are_files_are_svg_without_script(accent: str) -> None:
    shades = colours.day(accent)
    shelf = drawings.certificate_shelf([Book(n, 60, n % 4 + 1, "open") for n in range(1, 24)], shades)
    for text in (drawings.emblem(shades), drawings.badge(shades), shelf):
        assert ET.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
        assert "script" not in text
    assert shelf.count("<text") == 23
