"""Web pages: everything escaped, nothing undefined, only links that lead to the web."""

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats import jinja_environment


def rendered(template: str, **values: object) -> str:
    return jinja_environment.environment().from_string(template).render(**values)


def test_what_people_wrote_is_escaped_and_cleaned() -> None:
    assert rendered("{{ name }}", name="<b>\u202eAda\x07 & co") == "&lt;b&gt;Ada  &amp; co"
    assert rendered("{{ link | web }}", link="javascript:alert(1)") == ""
    assert rendered("{{ link | web }}", link="https://a.example/?a&b") == "https://a.example/?a&amp;b"
    assert rendered("{{ link | host }}", link="https://www.a.example/x") == "a.example"
    assert rendered("{{ 'yes' if numbers is holds 2 else 'no' }}", numbers=[1, 2]) == "yes"


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered("{{ nobody }}")


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Public Libraries!", "public-libraries"), ("law", "law"), ("???", "x-f8c5d62f"), ("Zoë", "zoe-")],
)
def test_a_name_for_files(text: str, slug: str) -> None:
    made = jinja_environment.slug(text)
    assert made.startswith(slug[:2])
    assert text == "???" or made.startswith(slug)


def test_groups_in_other_letters_have_files_of_their_own() -> None:
    names = ["法律", "图书馆", "Zoë", "Zoe", "Право", ""]
    assert len({jinja_environment.slug(name) for name in names}) == len(names)


@given(st.text(max_size=60))
def test_a_slug_is_always_a_name_that_every_system_takes(text: str) -> None:
    made = jinja_environment.slug(text)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*yes*", "<p><em>yes</em></p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](https://a.example/)", '<p><a href="https://a.example/">x</a></p>\n'),
    ],
)
def test_markdown_obeys_no_html_and_links_to_the_web_only(text: str, html: str) -> None:
    assert jinja_environment.markdown(text) == html


def test_markdown_has_tables() -> None:
    assert "<table>" in jinja_environment.markdown("|a|b|\n|-|-|\n|1|2|")
