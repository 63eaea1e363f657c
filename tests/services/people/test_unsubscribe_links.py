"""The link in every letter by which one click stops the reminders."""

from datetime import UTC, datetime
from pathlib import Path

import homes
import mailserver
from course.adapters import secret_keys
from course.adapters.smtp import Mailer
from course.adapters.store import Store
from course.core.model import Handle
from course.services import course_home as desk_home
from course.services.letters import drafts, send
from course.services.people import unsubscribe_links
from course.services.registration.form import Form
from course.web.participants import app

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_letter_carries_a_link_that_stops_the_next_one(tmp_path: Path) -> None:
    with mailserver.running() as box:
        home = homes.make(
            tmp_path / "home",
            extra=f'[mail]\nserver = "127.0.0.1"\nport = {box.port}\nsecurity = "none"\nper_minute = 6000\n',
        )
        unsubscribe_links.note_address(home, "https://join.example")
        opened = desk_home.open_home(home)
        with Store(opened.database) as store:
            planned = send.plan(opened, store, NOW, send.SendRequest())
        send.apply(home, planned, Mailer(send.settings(opened)), NOW)
        (letter,) = box.messages()
    link = str(letter["List-Unsubscribe"]).partition(">")[0].removeprefix("<")
    assert link.startswith("https://join.example/u/")
    assert "nightjar" not in link
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    key = secret_keys.kept(home, unsubscribe_links.KEY)
    pages = app.create(Form(home, "https://join.example", key, lambda _letter, _to: "sent", lambda: NOW)).test_client()
    path = link.removeprefix("https://join.example")
    assert "<button" in pages.get(path).text
    assert pages.post(path[:-1] + "x").status_code == 404
    assert pages.post(path.replace("/u/", "/u/bo.")).status_code == 404
    assert pages.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    with Store(opened.database) as store:
        after = drafts.plan(opened, store, opened.today(NOW))
    assert after.letters == ()
    assert Handle("nightjar") in {skip.handle for skip in after.skipped}


def test_the_link_of_an_earlier_run_stops_the_emails_of_this_one(tmp_path: Path) -> None:
    roster = homes.ROSTER + (
        '\n[participants.nightjar-2]\nname = "Nightjar"\ncohort = "own-pace"\njoined = 2026-11-01\nblogs = []\n'
        'email = "nightjar@example.org"\nearlier = "nightjar"\n'
    )
    home = homes.make(tmp_path / "home", roster)
    key = secret_keys.kept(home, unsubscribe_links.KEY)
    pages = app.create(Form(home, "https://join.example", key, lambda _letter, _to: "sent", lambda: NOW)).test_client()
    assert (
        pages.get(f"/u/{unsubscribe_links.secret(key, Handle('nightjar'))}").status_code == 200
    )  # a scanner follows links
    with Store(desk_home.open_home(home).database) as store:
        assert store.wishes() == ()
        pages.post(f"/u/{unsubscribe_links.secret(key, Handle('nightjar'))}")
        assert {handle for _, handle, _ in store.wishes()} == {"nightjar", "nightjar-2"}


def test_without_pages_there_is_no_link(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home")
    unsubscribe_links.note_address(home, "http://127.0.0.1:8023")
    assert unsubscribe_links.links(desk_home.open_home(home), [Handle("bo")]) == {}
