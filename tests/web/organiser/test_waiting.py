"""What waits for the organiser: accepted or declined one by one, and a decline is undone."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

import organiser_app
import organiser_home
from course.adapters.store import Store
from course.core.letters.reply_model import MailTaken, ReplyRequest, RequestKind, WaitingReply
from course.core.model import Handle
from course.services import course_home
from organiser_app import Window, text

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
NIGHTJAR = Handle("nightjar")


@pytest.fixture
def window(tmp_path: Path) -> Window:
    return organiser_app.window(organiser_home.make(tmp_path / "home"))


def settings(window: Window) -> dict[str, Any]:
    values = tomllib.loads((window.work.root / "participants.toml").read_text(encoding="utf-8"))
    return dict(values["participants"]["nightjar"])


def wish(window: Window, **asked: object) -> None:
    with Store(course_home.open_home(window.work.root).database) as store:
        store.save_wish(NIGHTJAR, asked, NOW)


def replied(window: Window, request: ReplyRequest, handle: str = "nightjar", sender: str = "") -> None:
    words = "Please! <script>alert(1)</script> \u202e"
    with Store(course_home.open_home(window.work.root).database) as store:
        store.keep_mail(MailTaken(waiting=(WaitingReply(request, Handle(handle), sender, words),)), NOW)


def number(page: TestResponse, action: str) -> str:
    found = re.search(rf'action="[^"]*{action}">.*?name="number" value="(\d+)"', page.text, re.DOTALL)
    assert found
    return found[1]


def undo(window: Window, page: TestResponse) -> TestResponse:
    step = re.search(r'name="step" value="([^"]+)"', page.text)
    assert step
    return window.post("/undo", step=step[1])


def test_nothing_waits(window: Window) -> None:
    assert "Nothing is waiting" in text(window.get("/people/waiting"))


def test_a_change_is_accepted_or_declined(window: Window) -> None:
    wish(window, reminders=False)
    wish(window, **{"from": "2026-12-01", "until": "2026-12-24"})
    page = window.get("/people/waiting")
    assert "Nightjar asks to get no more emails." in text(page)
    assert "Nightjar asks to pause from 1 December 2026 to 24 December 2026." in text(page)
    declined = window.post("/people/waiting/change", number=number(page, "waiting/change"), what="no")
    assert "You declined what Nightjar asked for: to get no more emails." in text(declined)
    assert "1 change that people asked for" in text(declined)
    assert "2 change" in text(undo(window, declined))
    page = window.get("/people/waiting")
    pause = number(page, "waiting/change")
    accepted = window.post("/people/waiting/change", number=pause, what="accept")
    assert "You accepted what Nightjar asked for: to pause" in text(accepted)
    assert "pauses" in settings(window)
    assert "reminders" not in settings(window)
    again = window.post("/people/waiting/change", number=pause, what="accept")  # a second click
    assert "has already been done" in text(again)


def test_a_reply_is_done_or_taken_off_the_list(window: Window) -> None:
    pause = ReplyRequest(RequestKind.PAUSE, start=NOW.date(), until=datetime(2026, 12, 24, tzinfo=UTC).date())
    replied(window, pause)
    replied(window, ReplyRequest(RequestKind.UNCLEAR), "", "who@example.org")
    replied(window, ReplyRequest(RequestKind.POST, addresses=("https://elsewhere.example/5",)))
    page = window.get("/people/waiting")
    assert "<script>alert" not in page.text
    assert "who@example.org (not in the course)" in text(page)
    first = number(page, "waiting/reply")
    off = window.post("/people/waiting/reply", number=first, what="no")
    assert "is off the list. Nothing else was changed." in text(off)
    assert "pauses" not in settings(window)
    assert "3 replies to your emails" in text(undo(window, off))
    numbers = re.findall(r'name="number" value="(\d+)"', window.get("/people/waiting").text)
    for one in numbers:
        window.post("/people/waiting/reply", number=one, what="accept", thing="5")
    assert "pauses" in settings(window)
    (row,) = [r for r in window.work.snapshot().report.rows if r.participant.handle == "nightjar"]
    assert 5 in [credit.thing for credit in row.credits]
    assert "1 reply to your emails" in text(window.get("/people/waiting"))  # nobody knows whose it is


def test_a_sign_up_is_declined_and_put_back(window: Window) -> None:
    data = {"name": "Eve <b>", "email": "eve@example.org", "blogs": ["javascript:alert(1)"], "agreed": "yes"}
    with Store(course_home.open_home(window.work.root).database) as store:
        store.confirm("link", NOW, data, NOW)
    page = window.get("/people/waiting")
    assert "Eve <b>" in text(page)
    assert 'href="javascript' not in page.text
    gone = window.post("/people/waiting/decline", number=number(page, "waiting/decline"))
    assert "wasn’t added" in text(gone)
    assert "Nothing is waiting" in text(gone)
    assert "1 sign-up from the web" in text(undo(window, gone))


@pytest.mark.parametrize("path", ["reply", "change", "decline"])
@pytest.mark.parametrize("wrong", ["", "999", "x", "²", "9" * 30])
def test_what_isnt_there_changes_nothing(window: Window, path: str, wrong: str) -> None:
    assert "has already been done" in text(window.post(f"/people/waiting/{path}", number=wrong, what="accept"))
