"""Markdown as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats.letters import plain_markdown
from course.formats.letters.plain_markdown import TextMarks


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A **b** *c* `d`", "A *b* *c* d"),
        ("[x](https://a.example/) <https://b.example/>", "x (https://a.example/) https://b.example/"),
        ("# Hi\n\none\ntwo\\\nthree", "*Hi*\n\none two\nthree"),
        ("Before:\n- one\n- two\n  - deep\n\nAfter", "Before:\n\n- one\n- two\n  - deep\n\nAfter"),
        ("3. c\n4. d", "3. c\n4. d"),
        ("```\n*code*\n```", "*code*"),
        ("[look](javascript:alert(1)) <b>bold</b>", "[look](javascript:alert(1)) <b>bold</b>"),
        ("a\x1b[31m\u202eb", "a [31mb"),
        ("", ""),
    ],
)
def test_each_kind_of_markup(markdown: str, text: str) -> None:
    assert plain_markdown.plain(markdown) == text


def test_the_marks_are_those_of_the_place() -> None:
    assert plain_markdown.plain("**a** *b*", TextMarks("**", "_")) == "**a** _b_"
    assert plain_markdown.plain("**a** *b*", TextMarks("", "")) == "a b"


@given(st.text(max_size=200))
def test_any_text_at_all_is_rendered(text: str) -> None:
    assert "\r" not in plain_markdown.plain(text)
