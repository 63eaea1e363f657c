"""An email of the organiser's own, and the record of sent emails where the store was lost."""

from pathlib import Path

import organiser_app
import posted
from course.adapters.store import Store
from course.core.letters.model import LetterState
from course.services import course_home
from organiser_app import Window, text

WORDS = {"to": "everybody", "subject": "Tea on Friday", "text": "Come and have tea with us."}


def opened(root: Path) -> Window:
    return organiser_app.window(posted.home(root / "home", 2), posted.MONDAY)


def drafted(window: Window) -> list[str]:
    found = window.work.emails.at(window.work.snapshot(), window.work.now())
    return [draft.letter.subject for draft in found.drafts]


def test_an_email_of_ones_own_is_shown_then_drafted_and_undone(tmp_path: Path) -> None:
    window = opened(tmp_path)
    before = drafted(window)
    shown = text(window.post("/emails/own", **WORDS))
    assert "Draft this for 2 people?" in shown
    assert "Come and have tea with us." in shown
    assert drafted(window) == before
    said = window.post("/emails/own", **WORDS, sure="yes")
    assert "Your email is drafted for 2 people." in text(said)
    assert drafted(window) == ["Tea on Friday"] * 2
    assert "Undone: the drafts of your email were removed." in text(window.press(said.text, "Undo"))
    assert drafted(window) == before


def test_an_email_without_words_or_readers_is_not_drafted(tmp_path: Path) -> None:
    window = opened(tmp_path)
    assert "An email needs a subject and a text." in text(window.post("/emails/own", **WORDS | {"subject": " "}))
    nobody = text(window.post("/emails/own", **WORDS | {"to": "standing:finished"}, sure="yes"))
    assert "Nobody matches, so nothing was written." in nobody
    assert "cpd23" not in nobody
    assert "Tea on Friday" not in drafted(window)


def test_after_the_store_was_lost_the_record_is_repaired_and_nobody_gets_a_second_email(tmp_path: Path) -> None:
    window = opened(tmp_path)
    assert "The two records agree about every email." in text(window.get("/emails/record"))
    found = window.work.emails.at(window.work.snapshot(), window.work.now())
    window.post("/emails/by-hand", number="2", mark=found.mark)
    window.wait()
    home = course_home.open_home(window.work.root)
    home.database.unlink()
    window = organiser_app.window(window.work.root, posted.MONDAY)
    assert '/emails/record">the record of sent emails</a>' in window.get("/emails").text
    page = window.get("/emails/record")
    assert "2 emails that are only in sent.jsonl will be added" in text(page)
    assert window.post("/emails/record", mark="of another page").status_code == 409
    assert "The record of sent emails is repaired." in text(window.press(page.text, "Repair the record"))
    with Store(home.database, write=False) as store:
        assert [one.state for one in store.letters()] == [LetterState.SENT] * 2
    assert drafted(window) == []
