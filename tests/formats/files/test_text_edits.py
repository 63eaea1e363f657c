"""A file that comes back from a form: only what was changed differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats.files.text_edits import typed_over

LINES = st.lists(
    st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\ufeff")), st.sampled_from(["\n", "\r\n"]))
)


def in_a_form(text: str) -> str:
    """What a browser sends."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


@given(LINES, st.booleans(), st.booleans())
def test_a_text_that_nobody_changed_keeps_every_byte(lines: list[tuple[str, str]], bom: bool, open_end: bool) -> None:
    text = "".join(line + end for line, end in lines)
    text = text.removesuffix("\n").removesuffix("\r") if open_end else text
    old = (b"\xef\xbb\xbf" if bom else b"") + text.encode()
    if text:
        assert typed_over(old, in_a_form(text)) == old


@pytest.mark.parametrize(
    ("old", "typed", "new"),
    [
        (b"a\nb\nc\n", "a\r\nB\r\nc\r\n", b"a\nB\nc\n"),
        (b"a\r\nb\nc\r\n", "a\r\nb\r\nx\r\nc\r\n", b"a\r\nb\nx\r\nc\r\n"),
        (b"\xef\xbb\xbfa\nb", "a\r\nb\r\nc", b"\xef\xbb\xbfa\nb\nc"),
        (b"a\nb", "b\r\n", b"b"),
        (b"", "a\r\nb\r\n", b"a\nb\n"),
        (b"a\n", "", b"\n"),
    ],
)
def test_a_change_changes_its_line_alone(old: bytes, typed: str, new: bytes) -> None:
    assert typed_over(old, typed) == new
