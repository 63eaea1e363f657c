"""Attacks of a stranger on the running form: floods, oracles, forged hosts, other people's blogs."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import platforms
import served_form
from course.adapters.store.web_state import WebState
from course.services.registration import limits
from course.services.registration.limits import Limiter
from served_form import PUBLIC, Browser, Served

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def form(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    with served_form.running(tmp_path, *getattr(request, "param", ())) as served:
        yield served


@pytest.fixture(scope="module")
def one_form(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """For what changes nothing: the same running form."""
    with served_form.running(tmp_path_factory.mktemp("form")) as served:
        yield served


def test_one_mailbox_gets_two_emails_however_it_is_spelled_and_whoever_asks(form: Served) -> None:
    spelled = [
        "v.ic.tim@gmail.com",
        "victim+1@gmail.com",
        "VICTIM@googlemail.com",
        "vic.tim+x@gmail.com",
        "victim@gmail.com",
    ]
    for number, email in enumerate(spelled):
        form.browser(f"2001:db8:{number:x}::1").sign_up(form.blog, email=email)
    form.stop()
    form.start()
    form.browser("198.51.100.9").sign_up(form.blog, email="victim+after@gmail.com")
    assert len(form.all_mails()) == 2


def test_one_network_cannot_use_up_everybody_s_day(tmp_path: Path) -> None:
    limiter = Limiter(WebState(tmp_path / "web.db"), b"k")

    def asks(address: str, number: int) -> bool:
        return limiter.take("email", limits.EMAILS, NOW, address=address, email=f"p{number}@h{number}.example")

    sent = sum(asks(f"2001:db8:7:{n % 256:x}::{n:x}", n) for n in range(600))
    assert sent <= 300 / 4
    assert asks("2001:db8:8::1", 1001)
    assert sum(asks("192.0.2.7", 2000 + n) for n in range(20)) == 20  # a room of people behind one address


def test_what_a_stranger_typed_is_in_no_email(form: Served) -> None:
    form.browser().sign_up(form.blog, name="WIN 1000 now", email="victim@example.org")
    (text,) = form.mails(1)
    (mail,) = form.box.messages()
    assert "WIN" not in text + str(mail["To"]) + str(mail["Subject"])
    assert form.blog not in text


@pytest.mark.parametrize(
    "name", ["evil.example", "Prize: www.evil.example/win", "evil。example", "10.0.0.1", "Ann bit.ly/x"]
)
def test_a_name_like_a_host_is_refused(name: str) -> None:
    from course.core.people import joining

    assert "web address" in joining.name_trouble(name)
    assert joining.name_trouble("J. R. Marsh-O'Neil") == ""
    assert joining.name_trouble("Library No. 5 (St. Ives)") == ""


def test_no_link_is_sent_for_a_blog_that_could_not_be_read_and_only_one_for_each_look(form: Served) -> None:
    browser = form.browser()
    unreadable = browser.check(f"{form.blog}/private-wp/")
    browser.submit(unreadable, "/send")
    good = browser.check(form.blog, email="good@example.org")
    browser.submit(good, "/send")
    browser.submit(good, "/send")
    assert len(form.all_mails()) == 1
    assert form.box.to[0] == "good@example.org"


def test_the_answer_does_not_tell_whether_a_mailbox_exists(form: Served) -> None:
    form.box.modes["nobody@example.org"] = "rcpt 550 no such user"
    pages = []
    for email in ("somebody@example.org", "nobody@example.org", "nightjar@example.org"):
        answer = form.browser().sign_up(form.blog, email=email)
        pages.append((answer.status, answer.text.replace(email, "X")))
    assert len(set(pages)) == 1


def test_the_answer_does_not_wait_for_the_mail_server(form: Served) -> None:
    form.box.mode = "stall before"
    assert form.browser().sign_up(form.blog).status == 200
    form.box.mode = "accept"


def test_a_request_does_not_wait_for_a_blog(one_form: Served) -> None:
    """The blog answers only when the form has answered."""
    answered = threading.Event()

    with _held_blog(answered) as slow:
        browser = one_form.browser()
        page = browser.get("/")
        hidden = re.findall(r'name="(token)" value="([^"]*)"', page.text)
        body = "&".join(f"{k}={v}" for k, v in [*hidden, *served_form.FIELDS.items(), ("blog", slow)])
        answer = browser.ask("POST", "/", body.replace("@", "%40").replace(" ", "+"))
        answered.set()
        assert answer.status == 303


@contextlib.contextmanager
def _held_blog(answered: threading.Event) -> Iterator[str]:
    """A port that takes connections and says nothing until the event; 127.0.0.1 in disguise would be refused at once."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.mark.parametrize("form", [("--accept",)], indirect=True)
def test_accept_takes_nobody_in_without_proof_of_the_blog(form: Served) -> None:
    before = (form.home / "participants.toml").read_bytes()
    browser = form.browser()
    browser.sign_up(form.blog)
    (text,) = form.mails(1)
    link = text[text.index(PUBLIC) :].split()[0].removeprefix(PUBLIC)
    assert browser.submit(browser.get(link), link).status == 200
    assert (form.home / "participants.toml").read_bytes() == before
    word = re.search(r"cpd23-[a-z2-7]{10}", browser.get("/me").text)
    assert word
    form.pages["/feed/"] = platforms.rss(posts=((f"Word: {word[0]}", "2026-11-20"),))
    assert "re in the course now" in browser.submit(browser.get("/me"), "/me/proof").text
    assert "Ann B." in (form.home / "participants.toml").read_text(encoding="utf-8")
    assert "[participants.ann-b]" not in (form.home / "participants.toml").read_text(encoding="utf-8")


def test_secrets_leave_the_address_and_are_in_no_log(form: Served) -> None:
    browser = form.browser()
    browser.sign_up(form.blog, email="nightjar@example.org")
    (text,) = form.mails(1)
    path = text[text.index(PUBLIC) :].split()[0].removeprefix(PUBLIC)
    answer = browser.get(path)
    assert (answer.status, answer.headers["location"]) == (303, "/me")
    (cookie,) = answer.cookies
    assert cookie.startswith("__Host-cpd23=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "Nightjar" in browser.get("/me").text
    assert path.split("/")[-1] not in browser.get("/me").text
    for wrong in (f"/me/{'x' * 22}", f"/c/{'y' * 80}", path + "x"):
        browser.get(wrong)
    form.stop()
    log = form.log.read_text(errors="replace")
    kept = b"".join(file.read_bytes() for file in form.home.rglob("*") if file.is_file())
    for secret in (path.split("/")[-1], browser.cookies["__Host-cpd23"], "x" * 22, "nightjar@example.org"):
        assert secret not in log
    assert path.split("/")[-1].encode() not in kept
    assert browser.cookies["__Host-cpd23"].encode() not in kept


def test_error_pages_need_no_home_and_show_nothing_of_it(form: Served) -> None:
    (form.home / "things" / "course.toml").write_text("title = [", encoding="utf-8")
    form.browser().get("/")
    answers = [form.browser().get(path) for path in ("/nothing", f"/me/{'x' * 22}", "/c/x", "/")]
    assert [answer.status for answer in answers] == [404, 404, 404, 200]  # the form goes on with the course as it was
    for answer in answers:
        assert "course.toml" not in answer.text
        assert str(form.home) not in answer.text


@pytest.mark.parametrize(
    ("host", "status"),
    [("join.example", 200), ("JOIN.example", 200), ("evil.example", 400), ("join.example.evil.example", 400), ("", 400),
     ("join.example:99999", 400), ("join.example@evil.example", 400)],
)  # fmt: skip
def test_only_its_own_host_is_answered(one_form: Served, host: str, status: int) -> None:
    answer = Browser(one_form.port, host=host).get("/")
    assert answer.status == status
    assert "evil" not in answer.text
    assert "x-frame-options" in answer.headers


def test_odd_paths_methods_and_headers_open_nothing(one_form: Served) -> None:
    browser = one_form.browser()
    for path in (
        "//",
        "//evil.example/",
        "//me",
        "/./",
        "/me//data",
        "/%2e%2e/",
        "/c/%00",
        "/\\evil.example",
        "/static/x",
    ):
        answer = browser.get(path)
        assert answer.status in (400, 404) or path.startswith("//"), path  # slashes before the path are taken as one
        assert "location" not in answer.headers
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"):
        assert browser.ask(method, "/").status in (400, 405, 501), method
    answer = browser.ask(
        "GET", "/", X_Forwarded_Host="evil.example", X_Original_URL="/me", X_HTTP_Method_Override="DELETE"
    )
    assert answer.status == 200
    assert "evil.example" not in answer.text
    assert "server" not in answer.headers
    assert browser.ask("HEAD", "/").text == ""
