"""Everything kept about one person as a page: whole, without script, and with links to the web only."""

import html5lib

import make
import stage
from course.core.model import PostRow, Words
from course.formats.terminal import people_page
from course.formats.terminal.people_list import Record

HOSTILE = "<script>alert(1)</script>"


def page(title: str = "Thing 1", url: str = "https://ada.example/1", name: str = "Ada") -> str:
    post = make.post(make.day(2), title=title, url=url)
    record = Record(
        make.standing_of("ada", who={"name": name}, reason="owes Thing 2"),
        make.course().zone,
        make.day(10),
        (
            PostRow(post, True, (make.claim(1),), frozenset({1})),
            PostRow(make.post(None, title=""), False, (), frozenset()),
        ),
        (make.ruling(1, post.key, 4, why="Clear."),),
        (make.self_report(3, 5),),
        words={post.words: Words(title, text=f"The whole text. {HOSTILE}", tags=("thing1",))},
    )
    return people_page.page(record, "ada.json")


def test_the_page_has_everything_and_says_where_the_same_lies_for_machines() -> None:
    text = page()
    for words in (
        "Everything we keep about <bdi>Ada</bdi>",
        'href="ada.json"',
        "ada@example.org",
        "0 Things completed. In the organiser's report today: on schedule, owes Thing 2.",
        "7 October 2026",
        "This post counts for Thing 1. We found “<bdi>Thing 1</bdi>” in the title.",
        "No date, outside the dates of this course",
        "tags: <bdi>thing1</bdi>",
        "The whole text.",
        "Thing 1 accepted by <bdi>Zoë</bdi>: <bdi>Clear.</bdi>",
        "Thing 3 marked as done",
    ):
        assert words in text, words


def test_the_page_is_strict_html_whatever_strangers_have_written() -> None:
    text = page(stage.HOSTILE, "javascript:alert(1)", stage.HOSTILE)
    html5lib.HTMLParser(strict=True).parse(text)
    assert "<script" not in text
    assert 'href="javascript' not in text
    assert 'href="https://ada.example/1"' in page()
