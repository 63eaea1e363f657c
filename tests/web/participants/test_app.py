"""The registration pages: from the first page to one's own, and everything that strangers may try."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import homes
import platforms
from course.adapters.store import Store
from course.core.model import Handle
from course.services import course_home as desk_home
from course.services.people import importing, pending_changes
from course.services.people.importing import Wanted
from course.services.registration import sign_up
from course.services.registration.sign_up import Office
from course.web.participants import app, security

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
ANN = {"name": "Ann B.", "email": "ann@example.org", "show": "private", "reminders": "yes", "agreed": "yes"}


@dataclass
class Visit:
    """A browser, a mailbox and a clock around the pages of one home."""

    home: Path
    site: str
    accept: bool = False
    now: datetime = START
    mails: list[EmailMessage] = field(default_factory=list)
    mail_works: bool = True

    def __post_init__(self) -> None:
        office = Office(self.home, "http://join.example", self.accept, self._post)
        self.app = app.create(office, b"k" * 32, lambda: self.now)
        self.browser: FlaskClient = self.app.test_client()

    def _post(self, letter: EmailMessage, to: str) -> bool:
        assert to in str(letter["To"])
        self.mails.append(letter)
        return self.mail_works

    def submit(self, page: TestResponse, address: str, **fields: str) -> TestResponse:
        """Post a form of a page, with its hidden fields."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        return self.browser.post(address, data={**{k: unescape(v) for k, v in hidden.items()}, **fields})

    def check(self, **fields: str) -> TestResponse:
        return self.submit(self.browser.get("/"), "/", **{**ANN, "blog": self.site, **fields})

    def link(self, letter: int = -1) -> str:
        found = re.search(r"http://join\.example(/\S+)", self.mails[letter].get_content())
        assert found
        return found[1]

    def join(self, **fields: str) -> str:
        """All the way to one's own page; its address."""
        self.submit(self.check(**fields), "/send")
        self.browser.post(self.link())
        return self.link()

    @property
    def roster(self) -> str:
        return (self.home / "participants.toml").read_text()


@pytest.fixture(params=[False])
def visit(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visit]:
    with platforms.served({**platforms.WORDPRESS, **platforms.TROUBLED, "/": platforms.WORDPRESS["/"]}) as site:
        home = homes.make(tmp_path / "home", extra=f'[fetch]\nallow_private = ["{platforms.pair(site)}"]\n')
        yield Visit(home, site, accept=request.param)


def test_the_whole_way_and_nothing_is_kept_before_the_link_is_used(visit: Visit) -> None:
    is_this_you = visit.check()
    assert "Is this you?" in is_this_you.text
    assert "Thing 6: online networks" in is_this_you.text
    assert "Lemon drizzle" in is_this_you.text
    assert "not about a Thing" in is_this_you.text
    sent = visit.submit(is_this_you, "/send")
    assert "Look into your mail" in sent.text
    everything = b"".join(path.read_bytes() for path in visit.home.rglob("*") if path.is_file())
    assert b"ann@example.org" not in everything
    assert b"Ann B." not in everything
    question = visit.browser.get(visit.link())
    assert "Do you want to join?" in question.text
    welcome = visit.browser.post(visit.link())
    assert "You are in" in welcome.text
    assert "How a post counts" in welcome.text
    assert visit.roster == homes.ROSTER
    with Store(desk_home.open_home(visit.home).database) as store:
        assert [data["name"] for data in store.waiting().values()] == ["Ann B."]
    mine = visit.link()
    assert mine.startswith("/me/")
    assert "being prepared" in visit.browser.get(mine).text
    importing.take_in(visit.home, Wanted(None, waiting=True), START, say=lambda _: None, agree=None)
    assert desk_home.open_home(visit.home).roster[Handle("ann-b")].email == "ann@example.org"
    assert "2 of 9 Things done" in visit.browser.get(mine).text  # whoever is taken in is read at once


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_with_accept_the_person_is_taken_in_at_once(visit: Visit) -> None:
    mine = visit.join()
    assert 'name = "Ann B."' in visit.roster
    assert "0 of 9 Things done" in visit.browser.get(mine).text


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_even_with_accept_a_name_that_can_be_confused_waits_for_a_look(visit: Visit) -> None:
    visit.join(name="Nіghtjar")
    assert visit.roster == homes.ROSTER


def test_a_link_works_once_and_for_three_days(visit: Visit) -> None:
    visit.submit(visit.check(), "/send")
    link = visit.link()
    visit.now = START + timedelta(days=3, minutes=-1)
    assert visit.browser.post(link).status_code == 200
    assert visit.browser.post(link).status_code == 404
    visit.submit(visit.check(email="ben@example.org"), "/send")
    late = visit.link()
    visit.now += timedelta(days=3, minutes=1)
    assert visit.browser.get(late).status_code == 404
    assert visit.browser.post(late).status_code == 404


def test_a_link_that_was_changed_opens_nothing(visit: Visit) -> None:
    visit.submit(visit.check(), "/send")
    link = visit.link()
    for wrong in (link[:-1], link[:-2] + "xx", link.replace("/c/", "/c/x"), "/c/", "/c/" + "a" * 500, "/c/%00"):
        assert visit.browser.get(wrong).status_code == 404, wrong
        assert visit.browser.post(wrong).status_code in (404, 405), wrong


def test_the_page_is_the_same_whoever_the_address_belongs_to(visit: Visit) -> None:
    pages = [
        visit.submit(visit.check(email=email), "/send").text for email in ("ann@example.org", "nightjar@example.org")
    ]
    assert pages[0].replace("ann@", "X") == pages[1].replace("nightjar@", "X")
    assert "already" in str(visit.mails[1]["Subject"])
    assert "/me/" in visit.link()
    assert "Nightjar" in visit.browser.get(visit.link()).text
    with Store(desk_home.open_home(visit.home).database) as store:
        assert store.waiting() == {}


def test_somebody_else_s_blog_brings_only_a_letter_that_says_so(visit: Visit) -> None:
    (visit.home / "participants.toml").write_text(homes.ROSTER.replace("https://library.example/bo/", visit.site))
    visit.submit(visit.check(), "/send")
    assert "takes part already" in visit.mails[0].get_content()
    assert "/c/" not in visit.mails[0].get_content()


SAME = [
    "http://192.168.0.1/",
    "http://nobody.invalid/",
    "{closed}",
    "https://{pair}/",
    "http://169.254.169.254/latest/",
]


def test_what_cannot_be_reached_is_all_told_alike(visit: Visit) -> None:
    told = set()
    for address in SAME:
        blog = address.format(closed="http://127.0.0.1:1/", pair=platforms.pair(visit.site))
        page = visit.check(blog=blog).text
        box = re.search(r'<div class="box" role="alert">(.*?)</div>', page, re.DOTALL)
        assert box
        told.add(re.sub(r"<bdi>.*?</bdi>", "", box[1]))
    assert len(told) == 1
    assert "Nothing could be read at this address." in told.pop()
    assert "private or forbidden" not in page


@pytest.mark.parametrize(
    ("path", "words"), [("private-wp/", "Site visibility"), ("wix/", "Wix's Blog"), ("gone/", "taken away")]
)
def test_what_a_public_page_showed_is_named(visit: Visit, path: str, words: str) -> None:
    page = visit.check(blog=f"{visit.site}/{path}")
    assert "We cannot follow this blog yet" in page.text
    assert words in unescape(page.text)
    again = visit.submit(page, "/back")
    assert 'value="Ann B."' in again.text


@pytest.mark.parametrize(
    ("field_", "value", "words"),
    [
        ("name", "", "no name"),
        ("name", "x" * 200, "200 letters"),
        ("email", "ann(at)example.org", "@-sign"),
        ("email", "", "nowhere to send"),
        ("email", "ann@gmial.com", "gmail.com"),
        ("blog", "", "no blog address"),
        ("blog", "ann.blogpsot.com", "ann.blogspot.com"),
        ("blog", "https://sites.google.com/view/ann", "no feed"),
        ("agreed", "", "tick the box"),
    ],
)
def test_a_field_that_will_not_do_is_named_and_what_was_typed_stays(
    visit: Visit, field_: str, value: str, words: str
) -> None:
    page = visit.check(**{field_: value})
    assert page.status_code == 422
    assert words in unescape(page.text)
    assert 'aria-invalid="true"' in page.text
    assert ("ann@example.org" in page.text) is (field_ != "email")
    assert visit.mails == []


def test_a_form_from_elsewhere_is_refused(visit: Visit) -> None:
    assert visit.browser.post("/", data={**ANN, "blog": visit.site}).status_code == 400
    page = visit.browser.get("/")
    token = re.search(r'name="token" value="(\w+)"', page.text)
    assert token
    other = visit.app.test_client()
    other.get("/")
    assert other.post("/", data={**ANN, "blog": visit.site, "token": token[1]}).status_code == 400
    assert visit.browser.post("/send", data={"token": token[1], "told": "forged"}).status_code == 400


def test_every_answer_carries_the_headers(visit: Visit) -> None:
    for address in ("/", "/notice", "/style.css", "/nothing", "/me/" + "x" * 22, "/c/x"):
        answer = visit.browser.get(address)
        for header, value in security.HEADERS.items():
            assert answer.headers[header] == value, (address, header)
    cookie = visit.app.test_client().get("/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_what_is_too_large_is_refused(visit: Visit) -> None:
    page = visit.browser.get("/")
    assert visit.submit(page, "/", **{**ANN, "blog": "x" * 17_000}).status_code == 413


def test_visitors_and_addresses_are_limited(visit: Visit) -> None:
    answers = [visit.submit(visit.check(), "/send").status_code for _ in range(4)]
    assert answers == [200, 200, 429, 429]
    assert len(visit.mails) == 2
    statuses = [visit.check(email=f"p{n}@example.org").status_code for n in range(20)]
    assert statuses[-1] == 429
    visit.now += timedelta(minutes=11)
    assert visit.check(email="later@example.org").status_code == 200


def test_secrets_cannot_be_guessed_for_long(visit: Visit) -> None:
    answers = [visit.browser.get(f"/me/{n:022d}").status_code for n in range(40)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_when_the_letter_cannot_be_sent_it_is_said_and_nothing_is_kept(visit: Visit) -> None:
    visit.mail_works = False
    page = visit.submit(visit.check(), "/send")
    assert page.status_code == 503
    assert "Nothing was kept" in page.text


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_pausing_leaving_and_coming_back(visit: Visit) -> None:
    mine = visit.join()
    place = f"{mine}/place"
    page = visit.browser.get(place)
    assert "I am back" not in page.text
    assert "Paused until Sunday 6 December 2026" in visit.submit(page, place, wish="pause", until="2026-12-06").text
    assert "pauses = [{ from = 2026-11-22, until = 2026-12-06 }]" in visit.roster
    assert visit.submit(page, place, wish="pause", until="2020-01-01").status_code == 422
    assert "Welcome back" in visit.submit(visit.browser.get(place), place, wish="resume").text
    assert "pauses" not in visit.roster
    assert "You have left" in visit.submit(page, place, wish="leave").text
    assert "withdrawn = 2026-11-22" in visit.roster
    assert visit.browser.post(place, data={"wish": "leave"}).status_code == 400


def test_without_accept_a_wish_waits_and_is_heeded_at_once(visit: Visit) -> None:
    with Store(desk_home.open_home(visit.home).database) as store:
        secret = sign_up.private_link(store, Handle("nightjar"), START)
    page = visit.browser.get(f"/u/{secret}")
    assert "<button" in page.text
    assert "reminders" not in visit.roster
    one_click = visit.app.test_client().post(f"/u/{secret}", data={"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    assert visit.roster == homes.ROSTER
    opened = desk_home.open_home(visit.home)
    with Store(opened.database) as store:
        assert pending_changes.heeded(opened, store).roster[Handle("nightjar")].reminders is False
    assert pending_changes.take_in(visit.home) == 1
    assert desk_home.open_home(visit.home).roster[Handle("nightjar")].reminders is False


def test_my_data_shows_everything_to_who_has_the_secret_only(visit: Visit) -> None:
    with Store(desk_home.open_home(visit.home).database) as store:
        secret = sign_up.private_link(store, Handle("nightjar"), START)
    assert "nightjar@example.org" in visit.browser.get(f"/me/{secret}/data").text
    assert visit.browser.get(f"/me/{secret}/data.json").json["roster"]["handle"] == "nightjar"  # type: ignore[index]
    assert visit.browser.get(f"/me/{secret[:-1]}x/data").status_code == 404


def test_only_hashes_of_secrets_are_kept(visit: Visit) -> None:
    mine = visit.join()
    secret = mine.removeprefix("/me/")
    assert len(secret) >= 22
    for path in visit.home.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    '"><img src=x>',
    "a\r\nBcc: all",
    "A\u202eB",
    "'; DROP TABLE waiting; --",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_words_and_nothing_more(visit: Visit, name: str) -> None:
    visit.submit(visit.check(name=name), "/send")
    page = visit.browser.get(visit.link())
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    shown = re.search(r"<dt>Name</dt><dd><bdi>(.*?)</bdi>", page.text)
    assert shown
    assert unescape(shown[1]) == " ".join(name.replace("\u202e", "").split())
    assert "\u202e" not in page.text
    assert str(visit.mails[0]["To"]).count("@") == 1
    assert visit.mails[0]["Bcc"] is None
