"""An email inside another page: all of it, in its own colours, and nothing that reaches outside."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats.letters.previews import preview


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("<body style='color: red'><p>Hello<br>Ann</body>", '<div style="color: red"><p>Hello<br>Ann</p></div>'),
        ("<p>5 &lt; 6 &amp; 7</p>", "<p>5 &lt; 6 &amp; 7</p>"),
        ("<p>a</template></div></p>", "<p>a</p>"),
        ("<p onclick='x()' hidden>a<script>alert(1)</script><img src=x>b</p>", "<p>ab</p>"),
        ("<form action='https://x.example'><input>a</form>", "a"),
        ("<a href='javascript:x()'>a</a>", "<a>a</a>"),
        (
            "<a href='https://x.example/?a=1&amp;b=2'>a</a>",
            '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">a</a>',
        ),
        ("<p><b>a</p>b</b>", "<p><b>a</b></p>b"),
        ("<svg><style>p { color: red }</style></svg>a", "a"),
        ("<!-- a --><!doctype html><title>a</title>b", "b"),
    ],
)
def test_what_is_known_stays_and_is_closed(page: str, body: str) -> None:
    assert preview(page).body == body


def test_the_style_sheet_stays_unless_it_holds_a_tag() -> None:
    assert preview("<style>.a > p { color: red }</style><p>a").style == ".a > p { color: red }"
    assert preview("<style>p { content: '<b>' }</style>").style == ""


TAGS = [
    "p",
    "table",
    "div",
    "b",
    "li",
    "script",
    "style",
    "template",
    "body",
    "br",
    "title",
    "svg",
    "textarea",
    "iframe",
    "a",
]


@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
            st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "&lt;", "<", ">", '"', "<p style='", "<a href='x"]),
            st.text(max_size=5),
        ),
        max_size=14,
    ).map("".join)
)
def test_no_email_gets_out_of_its_place(page: str) -> None:
    found = preview(page)
    whole = (
        f"<title>x</title><div id=a><template><style>{found.style}</style>{found.body}</template></div><div id=b></div>"
    )
    body = html5lib.HTMLParser(namespaceHTMLElements=False).parse(whole).find("body")
    assert [child.get("id") for child in body] == ["a", "b"]
    assert not {element.tag for element in body.iter() if isinstance(element.tag, str)} & {
        "script",
        "svg",
        "textarea",
        "iframe",
    }
