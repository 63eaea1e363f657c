"""The report as Markdown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import make
import stage
from course.formats.report import View, markdown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Thing 6: plain.", "Thing 6: plain."),
        ("*a* _b_ `c` [d](e)", r"\*a\* \_b\_ \`c\` \[d\](e)"),
        ("<b> & | ~ # @ $ ^", r"\<b\> \& \| \~ \# \@ \$ \^"),
        ("- a", r"\- a"),
        ("a - b", "a - b"),
        ("https://a.example www.a.example", r"https\://a.example www\.a.example"),
    ],
)
def test_words_are_nothing_but_words(text: str, escaped: str) -> None:
    assert markdown.escaped(text) == escaped


@given(st.text(st.sampled_from("ab *_`[]()<>#|~&@!-+=:/.\\"), min_size=1, max_size=30))
def test_a_reader_shows_the_very_words(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse("x " + markdown.escaped(text) + "x")
    inside = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inside} <= {"text", "text_special"}
    assert "".join(child.content for child in inside) == f"x {text}x"


def test_the_things_done_are_links_to_their_posts() -> None:
    text = markdown.render(stage.report())
    line = next(line for line in text.splitlines() if line.startswith("| Behind | 3/12"))
    assert "[1](<https://behind.example/behind-1>) [2](<https://behind.example/behind-2>)" in line
    assert "javascript" not in text


def test_an_address_cannot_end_its_link() -> None:
    row = make.standing_of(done=(1,))
    row = replace(row, credits=(replace(row.credits[0], url="https://a.example/x>)|y"),))
    text = markdown.render(replace(stage.report(), rows=(row,), to_review=(), changes=None), View())
    assert "[1](<https://a.example/x%3E)%7Cy>)" in text
