"""Everything kept about one person as a page: whole, without script, and with links to the web only."""

import html5lib
import pytest

import make
import stage
from course.core.letters.model import LetterState, NudgeKind
from course.core.letters.reply_model import ReplyRequest, RequestKind, WaitingReply
from course.core.model import Handle, Pause, PostRow, Show, Standing, Words
from course.formats.terminal import people_page
from course.formats.terminal.people_list import Record

HOSTILE = "<script>alert(1)</script>"


def page(title: str = "Thing 1", url: str = "https://ada.example/1", name: str = "Ada") -> str:
    post = make.post(make.day(2), title=title, url=url)
    record = Record(
        make.standing_of(
            "ada", "behind", who={"name": name, "show": Show.PRIVATE}, reason="owes Things 2 and 3", owed=(2, 3)
        ),
        make.course().zone,
        make.day(10),
        (
            PostRow(post, True, (make.claim(1),), frozenset({1})),
            PostRow(make.post(None, title=""), False, (), frozenset()),
        ),
        (make.ruling(1, post.key, 4, why="Clear."),),
        (make.self_report(3, 5),),
        words={post.words: Words(title, text=f"The whole text. {HOSTILE}", tags=("thing1",))},
        letters=(make.sent("w.ada", make.day(3)),),
        replies=(WaitingReply(ReplyRequest(RequestKind.PAUSE), Handle("ada"), "", "PAUSE until May"),),
        recommended=(("2026-W48", "https://bo.example/1"),),
    )
    return people_page.page(record, "ada.json")


def test_the_page_has_everything_and_says_where_the_same_lies_for_machines() -> None:
    text = page()
    for words in (
        "Everything we keep about <bdi>Ada</bdi>",
        'href="ada.json"',
        "ada@example.org",
        "0 Things completed. Left from earlier weeks: Things 2 and 3. We haven't found a post of yours for this course yet.",
        "In the organiser's report today, you're listed under “behind”.",
        "<dt>Who sees you</dt><dd><bdi>only the organiser</bdi></dd>",
        "8 October 2026: this week, sent",
        "You asked for a pause: <bdi>PAUSE until May</bdi>",
        "Week of 23 November 2026: ",
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


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_setting_email_and_reply_has_its_words(standing: Standing) -> None:
    who = {
        "groups": ("school",),
        "reminders": False,
        "withdrawn": make.day(4),
        "pauses": (Pause(make.day(2), None),),
        "moved": (make.day(1),),
        "agreed": make.day(0),
        "certificate_name": "Ada",
        "earlier": "ada-2025",
    }
    letters = [make.sent("w.ada", make.day(3), kind) for kind in NudgeKind]
    letters += [make.sent("w.ada", make.day(3), state=state) for state in LetterState if state is not LetterState.HELD]
    replies = tuple(WaitingReply(ReplyRequest(kind), Handle("ada"), "", "Hm.") for kind in RequestKind)
    record = Record(
        make.standing_of("ada", standing, who=who),
        make.course().zone,
        make.day(10),
        letters=tuple(letters),
        replies=replies,
    )
    text = people_page.page(record, "")
    assert text.count("2026: ") == len(letters)
    assert "You wrote: <bdi>Hm.</bdi>" in text
