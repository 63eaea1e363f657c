"""Words about email that came back."""

import json

import make
from course.core.letters.reply_model import (
    EmailReturned,
    EmailsStopped,
    KeptReply,
    NothingToDo,
    PostsSent,
    ReplyRequest,
    RequestKind,
    WaitingReply,
)
from course.core.model import Handle
from course.formats.terminal import incoming_mail as render

ADA = Handle("ada")
ROSTER = {ADA: make.person("ada", name="Ada\x1b[31m Berry")}
STOP = ReplyRequest(RequestKind.STOP)
OUTCOMES = (
    NothingToDo("it is an automatic message"),
    EmailReturned(ADA, "2026-W48", for_good=False),
    WaitingReply(ReplyRequest(RequestKind.POST, addresses=("https://x.example/8",)), ADA, "", "here"),
    EmailReturned(ADA, "2026-W47", for_good=True),
    PostsSent(ADA, 8, ("https://x.example/8",)),
    EmailsStopped(ADA),
    WaitingReply(STOP, Handle(""), "who@else.example", "STOP"),
    NothingToDo("it is an automatic message"),
)


def test_what_came_of_a_reading_begins_with_stop() -> None:
    text = render.render_read(OUTCOMES, ROSTER)
    lines = text.splitlines()
    assert lines[0] == "8 messages read."
    assert lines[1].startswith("  1 reply says STOP")
    assert lines[2] == "  STOP: Ada [31m Berry (ada) gets no more emails."
    assert "  2 messages left alone (it is an automatic message)." in lines
    assert "sent a post for Thing 8: cpd23 review" in text
    assert "who@else.example" not in text  # it may be in a log
    assert "Nothing has been changed yet." in render.render_read(OUTCOMES, ROSTER, dry_run=True)


def test_what_waits_shows_the_words_and_how_to_decide() -> None:
    waiting = [
        KeptReply(number, make.at(make.START), one)
        for number, one in enumerate(
            [
                WaitingReply(STOP, Handle(""), "who@else.example", ""),
                WaitingReply(ReplyRequest(RequestKind.STOP, certain=False), ADA, "", "STOP, I\u202e have a job"),
                WaitingReply(ReplyRequest(RequestKind.PAUSE, start=make.START, until=make.day(7)), ADA, "", "PAUSE"),
                WaitingReply(
                    ReplyRequest(RequestKind.MOVED, addresses=("https://new.example/",)), ADA, "", "I've moved"
                ),
                WaitingReply(ReplyRequest(RequestKind.POST, addresses=("https://x.example/8",)), ADA, "", "x"),
                WaitingReply(ReplyRequest(RequestKind.UNCLEAR), ADA, "", "PAUSE until later"),
            ],
            1,
        )
    ]
    closed = (make.sent("a.ada", make.START),)
    text = render.render_status(waiting, closed, {ADA: 3}, ROSTER)
    for words in (
        "6 replies are waiting for your decision.", "who@else.example (not on the roster) said STOP.", "(no text, only a subject)",
        "a pause from 5 October 2026 to 12 October 2026", "has moved to https://new.example/", "which Thing it's for (add --thing N)",
        "couldn't understand", "cpd23 people change ada email=ADDRESS", "3 in a row",
    ):  # fmt: skip
        assert words in text
    assert not set(text) & set("\x1b\u202e")


def test_nothing_waits() -> None:
    assert render.render_status([], (), {}, ROSTER) == "No replies are waiting, and no emails have come back.\n"


def test_json_has_every_message_and_everything_that_waits() -> None:
    found = json.loads(render.read_json(OUTCOMES))
    assert [one["outcome"] for one in found["messages"]] == [
        "nothing", "returned", "waiting", "returned", "post", "stopped", "waiting", "nothing",
    ]  # fmt: skip
    kept = KeptReply(4, make.at(make.START), OUTCOMES[2])
    whole = json.loads(render.status_json([kept], (make.sent("a.ada", make.START),), {ADA: 3}))
    assert whole["waiting"][0]["number"] == 4
    assert whole["waiting"][0]["addresses"] == ["https://x.example/8"]
    assert whole["closed"] == [{"handle": "ada", "week": "2026-W41"}]
    assert whole["in_a_row"] == [{"handle": "ada", "emails": 3}]
