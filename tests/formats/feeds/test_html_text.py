"""Plain text from the HTML of strangers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats.feeds import html_text


def test_a_page_full_of_anything_becomes_text_in_linear_time() -> None:
    for piece in (
        "<a ",
        "<!--",
        "<![CDATA[",
        "&",
        "<b>",
        "<script>",
        '<a href="',
        "&#x",
        "<b></b>x",
        "&amp;",
        "<",
        ">",
        '"',
        " ",
        "\n",
        "<h2>",
    ):
        found = html_text.plain(piece * (600_000 // len(piece)))
        assert len(found.text.encode()) <= html_text.LONGEST
        assert len(html_text.line(piece * 100_000)) <= html_text.TITLE


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://a.example/my post.html", "https://a.example/my%20post.html"),
        (" https://a.example/\n2026/ ", "https://a.example/2026/"),
        ("https://a.example/a\u00a0b", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_is_read_as_browsers_read_it(written: str, meant: str) -> None:
    assert html_text.web_address(written) == meant


@pytest.mark.parametrize("start", ["<a", "</a", "<p>yes</p><a", "<a>b> <a"])
def test_a_tag_whose_name_never_ends_is_read_in_linear_time(start: str) -> None:
    found = html_text.plain(start + "a" * 500_000)
    assert len(found.text.encode()) == html_text.LONGEST
    assert len(html_text.line(start + "a" * 500_000)) == html_text.TITLE


@given(st.text())
def test_text_never_holds_controls(markup: str) -> None:
    found = html_text.plain(html_text.without_controls(markup))
    for words in (html_text.line(markup), *found.text.split("\n"), *found.headings):
        assert not html_text._UNWANTED.search(words)
        assert words == " ".join(words.split())


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"], exclude_characters="<>&"), min_size=1)
    )
)
def test_words_between_tags_all_come_through(words: list[str]) -> None:
    found = html_text.plain("".join(f"<p>{word}</p>" for word in words))
    assert found.text.split() == "\n".join(words).split()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;p&gt;Escaped twice&lt;/p&gt;&lt;p&gt;by the platform&lt;/p&gt;", "Escaped twice\nby the platform"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("<p>one<!-- two --> three</p>", "one three"),
        ("<SCRIPT>no</SCRIPT><p>yes</p>", "yes"),
        ('<p title="a > b" class="x">yes</p>', "yes"),
        ("<p>un<b>bro</b>ken</p>", "unbroken"),
        ("<td>one</td><td>two</td>", "one two"),
    ],
)
def test_html_becomes_lines(markup: str, text: str) -> None:
    assert html_text.plain(markup).text == text


@pytest.mark.parametrize(
    ("markup", "headings"),
    [
        ("<h1>One</h1><p>two</p><H6>Six</H6>", ("One", "Six")),
        ("<p><b>Wholly bold</b></p><p>Partly <b>bold</b></p>", ("Wholly bold",)),
        ("<p><strong>Bold</strong>: and then text</p>", ()),
        ("<p><b>One<br>Two</b></p>", ("One", "Two")),
        ("<h2>Same</h2><h2>Same</h2>", ("Same",)),
        ("<h2></h2>", ()),
        (f"<h2>{'x' * 301}</h2>", ()),
    ],
)
def test_headings_are_those_of_html_and_lines_that_are_wholly_bold(markup: str, headings: tuple[str, ...]) -> None:
    assert html_text.plain(markup).headings == headings


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ('<a href="https://a.example/?x=1&amp;y=2">a</a>', ("https://a.example/?x=1&y=2",)),
        ("<A class=x HREF=https://a.example/x>a</A><a href='https://a.example/x'>b</a>", ("https://a.example/x",)),
        ('<a href="/relative">a</a><a href="mailto:a@b.example">b</a><a name="x">c</a>', ()),
        ('<script><a href="https://a.example/">a</a></script>', ()),
        ('<abbr href="https://a.example/">a</abbr>', ()),
    ],
)
def test_links_are_those_of_the_web_each_once(markup: str, links: tuple[str, ...]) -> None:
    assert html_text.plain(markup).links == links


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("Thing&nbsp;6 &amp;amp; &lt;b&gt;more&lt;/b&gt;", "Thing 6 & more"),
        ("one<br/>two <i>three</i>", "one two three"),
        ("a <- b, and <tagged> words", "a <- b, and <tagged> words"),
        ("<script>alert(1)</script>Thing 6", "Thing 6"),
        ("Thing\u202e 6\x07", "Thing 6"),
        ("x" * 600, "x" * 500),
    ],
)
def test_a_title_is_one_line_of_text(markup: str, line: str) -> None:
    assert html_text.line(markup) == line


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("a & b", "a &amp; b"),
        ("&nbsp;&eacute;", "&#160;&#233;"),
        ("&amp;&lt;&#7;&#x41;", "&amp;&lt;&#7;&#x41;"),
        ("&nonsense;&#;", "&amp;nonsense;&amp;#;"),
    ],
)
def test_every_ampersand_means_something(text: str, mended: str) -> None:
    assert html_text.with_good_entities(text) == mended
