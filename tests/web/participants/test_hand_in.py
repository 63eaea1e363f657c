"""Handing in on one's own page."""

import re
from datetime import timedelta
from html import unescape

import pytest
from werkzeug.test import TestResponse

from course.adapters.store import Store
from course.core.model import HandIn, HandInWay, Handle, Source
from course.formats.terminal.review import Answer
from course.services import course_home
from course.services.people import hand_ins
from course.services.people.hand_ins import Offer
from course.services.reporting import report, review
from visiting import START, Visit

PADLET = "https://padlet.example/nightjar/6"
NIGHTJAR = Handle("nightjar")


def handed(visit: Visit, **fields: str) -> TestResponse:
    """Sign in and hand something in."""
    return visit.submit(visit.open(visit.private_link()), "/me/hand-in", **{"thing": "6", **fields})


def kept(visit: Visit) -> tuple[HandIn, ...]:
    with Store(course_home.open_home(visit.home).database, write=False) as store:
        return store.hand_ins()


def at_once(visit: Visit) -> None:
    """Let what is handed in count at once."""
    path = visit.home / "things" / "course.toml"
    path.write_text('hand_in = "credit"\n' + path.read_text(), encoding="utf-8")


def done(visit: Visit) -> dict[int, Source]:
    home = course_home.open_home(visit.home)
    with Store(home.database, write=False) as store:
        rows = report.report(home, store, START.date()).rows
    return {credit.thing: credit.by for row in rows for credit in row.credits if row.participant.handle == NIGHTJAR}


def test_an_address_waits_for_the_organiser_and_nothing_is_fetched(visit: Visit) -> None:
    page = handed(visit, address=f"{visit.site}/feed/")
    assert "handed in Thing 6. Zoë Marsh will look at it." in page.text
    assert "waiting for the organiser" in page.text
    assert done(visit) == {}
    home = course_home.open_home(visit.home)
    (card,) = review.queue(home, START.date())
    assert card.post.title == "Handed in by Nightjar on 22 November 2026"
    assert card.post.url == f"{visit.site}/feed/"
    assert review.decide(home, card, Answer.YES, START.date())
    assert done(visit) == {6: Source.SELF_REPORT}
    assert "Handed in by Nightjar on 22 November 2026" in visit.browser.get("/me").text
    (one,) = kept(visit)
    assert (one.handle, one.thing, one.url) == (NIGHTJAR, 6, f"{visit.site}/feed/")


def test_with_credit_it_counts_at_once_and_twice_is_once(visit: Visit) -> None:
    at_once(visit)
    assert "handed in Thing 6. It counts." in handed(visit, private="yes").text
    assert "already handed that in for Thing 6" in handed(visit, private="yes").text
    handed(visit, address=PADLET)
    assert "already" in handed(visit, address=PADLET.replace("https://", "http://www.") + "/").text
    assert len(kept(visit)) == 2
    assert done(visit) == {6: Source.SELF_REPORT}
    assert "1 of 9 Things done" in visit.browser.get("/me").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose the Thing. Then paste the address"),
        ({"address": PADLET, "private": "yes"}, "Choose the Thing. Then paste the address"),
        ({"thing": "", "private": "yes"}, "Choose the Thing"),
        ({"thing": "99", "private": "yes"}, "Choose the Thing"),
        ({"thing": "٦", "private": "yes"}, "Choose the Thing"),
        ({"thing": "9" * 400, "private": "yes"}, "Choose the Thing"),
        ({"address": "javascript:alert(1)"}, "addresses that begin with javascript:"),
        ({"address": "ftp://padlet.example/x"}, "addresses that begin with ftp:"),
        ({"address": "https://ann:secret@padlet.example/x"}, "contains a user name or a password"),
        ({"address": "ann@padlet.example"}, "is an email address, not a web address"),
        ({"address": "two words.example"}, "t a single address"),
        ({"address": "https://padlet.example/" + "x" * 1000}, "too long for the address of a post"),
    ],
)
def test_what_will_not_do_is_said_and_kept_nowhere(visit: Visit, fields: dict[str, str], words: str) -> None:
    page = handed(visit, **fields)
    assert page.status_code == 422
    assert words in unescape(page.text)
    assert kept(visit) == ()


def test_a_bare_address_gets_its_scheme(visit: Visit) -> None:
    handed(visit, address="padlet.example/nightjar/6")
    assert kept(visit)[0].url == PADLET
    handed(visit, address="https://notes.example/Thing_(6).")
    assert kept(visit)[1].url == "https://notes.example/Thing_(6)"


def test_it_can_be_taken_back_by_its_owner_until_it_is_decided(visit: Visit) -> None:
    page = handed(visit, address=PADLET)
    (one,) = kept(visit)
    other = visit.app.test_client()
    assert other.post("/me/hand-in/back", data={"key": one.key}).status_code == 400
    assert "ve taken it back." in visit.submit(page, "/me/hand-in/back", key=one.key).text
    assert kept(visit) == ()
    page = handed(visit, address=PADLET)
    review.mark(course_home.open_home(visit.home), "nightjar", 6, START.date(), url=PADLET, refuse=True)
    (one,) = kept(visit)
    assert "has already decided" in visit.submit(page, "/me/hand-in/back", key=one.key).text
    assert "not counted" in visit.browser.get("/me").text
    again = visit.submit(visit.browser.get("/me"), "/me/hand-in", thing="6", address=PADLET).text
    assert "already handed that in" in again
    assert "counts once" not in again
    assert len(kept(visit)) == 1


def test_a_form_from_elsewhere_and_one_without_a_session_hand_nothing_in(visit: Visit) -> None:
    visit.open(visit.private_link())
    assert visit.browser.post("/me/hand-in", data={"thing": "6", "private": "yes"}).status_code == 400
    visit.browser = visit.app.test_client()
    page = visit.submit(visit.browser.get("/me"), "/me/hand-in", thing="6", private="yes")
    assert "Send me the link" in page.text
    assert kept(visit) == ()


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_who_has_left_hands_nothing_in(visit: Visit) -> None:
    page = visit.open(visit.private_link())
    visit.submit(visit.browser.get("/me/place"), "/me/place", change="leave")
    after = visit.submit(page, "/me/hand-in", thing="6", private="yes")
    assert "Hand in a Thing" not in after.text
    assert kept(visit) == ()


def test_handing_in_is_limited(visit: Visit) -> None:
    page, answers = visit.open(visit.private_link()), []
    for number in range(62):
        visit.now += timedelta(minutes=1)
        address = f"https://padlet.example/{number}"
        answers.append(visit.submit(page, "/me/hand-in", thing="6", address=address).status_code)
    assert answers.count(200) == 60
    assert answers[-1] == 429
    assert len(kept(visit)) == 60


HOSTILE = "https://padlet.example/<script>alert(1)</script>\u202e"


def test_a_hostile_address_is_words_and_nothing_more(visit: Visit) -> None:
    page = handed(visit, address=HOSTILE)
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text
    data = visit.browser.get("/me/data").text
    assert "&lt;script&gt;" in data
    assert "<script>alert" not in data


def test_what_is_handed_in_is_in_the_export(visit: Visit) -> None:
    home = course_home.open_home(visit.home)
    assert hand_ins.hand_in(home, NIGHTJAR, Offer(6, PADLET), HandInWay.EMAIL, START)
    visit.open(visit.private_link())
    words = (
        "Thing 6, handed in by email on 22 November 2026: <bdi>https://padlet.example/nightjar/6</bdi>. The organiser"
    )
    assert words in visit.browser.get("/me/data").text
    assert visit.browser.get("/me/data.json").json["hand_ins"] == [  # type: ignore[index]
        {"thing": 6, "at": "2026-11-22T09:00:00+00:00", "url": PADLET, "way": "email", "state": "waiting"}
    ]


def next_thing(page: TestResponse) -> str:
    (found,) = re.findall(r'<h2 id="next">Thing (\d+)', page.text)
    return str(found)


def test_the_trail_shows_every_thing_and_the_box_leads_to_the_next(visit: Visit) -> None:
    page = visit.open(visit.private_link())
    trail = re.findall(r'<li class="m-(\w+)"', page.text)
    assert len(trail) == 9
    assert "waiting" not in trail
    first = next_thing(page)
    assert f'href="/members/thing-0{first}"' in page.text
    after = handed(visit, thing=first, private="yes")
    changed = re.findall(r'<li class="m-(\w+)"', after.text)
    assert changed == [*trail[: int(first) - 1], "waiting", *trail[int(first) :]]
    assert next_thing(after) != first  # what the organiser has to decide isn't the next to do
    course = visit.home / "things" / "course.toml"
    course.write_text('site = "https://library.example/small/"\n' + course.read_text(), encoding="utf-8")
    assert f'href="https://library.example/small/thing-0{next_thing(after)}.html"' in visit.browser.get("/me").text
