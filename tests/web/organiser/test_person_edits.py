"""What is done for a person: at once, with its undo; twice does no harm, and another run is named."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

import organiser_app
import organiser_home
from course.adapters import disk
from organiser_app import Window, text


@pytest.fixture
def window(tmp_path: Path) -> Window:
    return organiser_app.window(organiser_home.make(tmp_path / "home"))


def settings(window: Window, handle: str = "nightjar") -> dict[str, Any]:
    values = tomllib.loads((window.work.root / "participants.toml").read_text(encoding="utf-8"))
    return dict(values["participants"][handle])


def credited(window: Window, handle: str = "nightjar") -> list[int]:
    rows = window.work.snapshot().report.rows
    return [credit.thing for row in rows if row.participant.handle == handle for credit in row.credits]


def undo(window: Window, page: TestResponse) -> TestResponse:
    """Press the button Undo of a page."""
    step = re.search(r'name="step" value="([^"]+)"', page.text)
    assert step
    return window.post("/undo", step=step[1])


def key_of(window: Window, title: str) -> str:
    return next(row.post.key for row in window.work.snapshot().report.posts if row.post.title.startswith(title))


@pytest.mark.parametrize(
    ("path", "fields", "key", "value"),
    [
        ("pause", {"start": "2026-11-23", "until": "2026-12-06"}, "pauses", None),
        ("withdraw", {"on": "2026-11-20"}, "withdrawn", None),
        ("settings", {"show": "public"}, "show", "public"),
        ("settings", {"name": "Night Jar"}, "name", "Night Jar"),
        ("settings", {"groups": "archives, maps"}, "groups", ["archives", "maps"]),
        ("settings", {"reminders": "no"}, "reminders", False),
        ("settings", {"cohort": "own-pace"}, "cohort", "own-pace"),
    ],
)
def test_a_setting_is_changed_and_put_back(
    window: Window, path: str, fields: dict[str, str], key: str, value: object
) -> None:
    before = settings(window)
    whole = {
        "name": "Nightjar", "email": "nightjar@example.org", "show": "course", "reminders": "yes", "groups": "",
        "cohort": "autumn", "joined": "2026-10-01", "certificate_name": "",
    } if path == "settings" else {}  # fmt: skip
    page = window.post(f"/person/nightjar/{path}", **(whole | fields))
    assert page.status_code == 200
    assert key in settings(window)
    assert value is None or settings(window)[key] == value
    assert window.get(page.request.path).status_code == 200  # loaded again: nothing happens twice
    assert "Undone" in text(undo(window, page))
    assert settings(window) == before
    assert "already been undone" in text(undo(window, page))
    assert settings(window) == before


def test_a_pause_ends_and_begins_again(window: Window) -> None:
    window.post("/person/nightjar/pause", start="2026-11-01")
    page = window.post("/person/nightjar/resume")
    assert "Nightjar takes part again from today." in text(page)
    undo(window, page)
    assert "End the pause" in text(window.get("/person/nightjar"))


def test_a_thing_is_credited_by_hand_once_and_taken_back(window: Window) -> None:
    for _ in range(2):
        page = window.post("/person/nightjar/credit", thing="5", note="Told me on the phone", what="credit")
    assert "You credited Thing 5 to Nightjar." in text(page)
    assert text(page).count("Told me on the phone") == 1  # in the history
    assert credited(window) == [1, 2, 5]
    undo(window, page)
    assert credited(window) == [1, 2]


def test_a_post_is_decided_on_its_page(window: Window) -> None:
    page = window.post("/person/nightjar/decide", key=key_of(window, "Before"), thing="3", what="credit")
    assert credited(window) == [1, 2, 3]
    undo(window, page)
    page = window.post("/person/nightjar/decide", key=key_of(window, "Thing 1"), thing="1", what="refuse")
    assert credited(window) == [2]
    assert "You decided this on 23 November 2026." in text(page)
    undo(window, page)
    assert credited(window) == [1, 2]


def test_a_decision_of_the_history_is_undone_and_made_again(window: Window) -> None:
    window.post("/person/nightjar/credit", thing="1", what="refuse")
    window.post("/person/nightjar/credit", thing="6", what="credit")
    page = window.post("/person/nightjar/undo", place="0")
    assert credited(window) == [1, 2, 6]
    undo(window, page)
    assert credited(window) == [2, 6]
    assert window.post("/person/nightjar/undo", place="77").status_code == 404


@pytest.mark.parametrize(
    ("path", "fields", "says"),
    [
        ("pause", {"start": "2026-11-23", "until": "2026-11-01"}, "before it begins"),
        ("pause", {"start": "nonsense"}, "isn't a date"),
        ("credit", {"thing": "99", "what": "credit"}, "There is no Thing 99"),
        ("credit", {"thing": "²", "what": "credit"}, "There is no Thing 0"),
        ("credit", {"thing": "5", "what": "credit", "url": "no address"}, "t the address of a post"),
        ("decide", {"thing": "5", "what": "credit", "key": "none"}, "is no longer kept"),
        ("resume", {}, "is not on a pause and has not left"),
        ("follow", {}, "redirect to a new address"),
        ("settings", {"name": "Nightjar", "email": "no-mail", "cohort": "autumn", "joined": "2026-10-01"}, "no-mail"),
    ],
)
def test_what_cant_be_done_is_said_and_changes_nothing(
    window: Window, path: str, fields: dict[str, str], says: str
) -> None:
    before = (settings(window), credited(window))
    answer = window.post(f"/person/nightjar/{path}", **fields)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "cpd23 " not in text(answer).replace("cpd23 is", "")
    assert (settings(window), credited(window)) == before


def test_another_run_is_named_and_nothing_is_done(window: Window) -> None:
    before = settings(window)
    with disk.lock(window.work.root):
        for path in ("pause", "withdraw", "credit"):
            answer = window.post(f"/person/nightjar/{path}", start="today", on="today", thing="5", what="credit")
            assert answer.status_code == 409
            assert "Another cpd23 command is working in this course folder." in text(answer)
    assert settings(window) == before


def test_a_shared_mailbox_is_asked_about(window: Window) -> None:
    form = {"name": "Bo Larsson", "email": "nightjar@example.org", "cohort": "own-pace", "joined": "2026-11-01"}
    answer = window.post("/person/bo/settings", **form, reminders="yes", show="course")
    assert "They share this mailbox" in text(answer)
    window.post("/person/bo/settings", **form, reminders="yes", show="course", anyway="1")
    assert settings(window, "bo")["email"] == "nightjar@example.org"


def test_private_links_are_stopped(window: Window) -> None:
    assert "don’t work any more" in text(window.post("/person/nightjar/sign-out"))
