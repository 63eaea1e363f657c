"""The entrance: who gets in, who doesn't, and with which status they are sent away."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from course.web.organiser.entrance import ENTER, Entrance

ORIGIN = "http://127.0.0.1:8123"
SECRETS = [f"{letter * 21}-" for letter in "abcdefgh"]


class App:
    """An app behind the entrance that remembers what was let in."""

    def __init__(self) -> None:
        self.entrance = Entrance(8123, iter(SECRETS).__next__)
        self.let_in: list[str] = []
        self.session = ""
        self.browser = Client(self.entrance.guard(self.page, lambda: None), use_cookies=False)

    def page(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.let_in.append(environ["PATH_INFO"])
        assert environ["SCRIPT_NAME"] == self.entrance.prefix
        return Response("inside")(environ, start)

    def ask(self, method: str, inside: str, *, prefix: str | None = None, **headers: str) -> TestResponse:
        """A request of the right browser, apart from what `headers` say otherwise; "" leaves a header out."""
        self.session = self.entrance.admit(self.entrance.token) or self.session
        whole = {
            "Host": "127.0.0.1:8123",
            "Cookie": f"{self.entrance.cookie}={self.session}",
            "Origin": ORIGIN if method == "POST" else "",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        sent = {name: value for name, value in whole.items() if value}
        path = (self.entrance.prefix if prefix is None else prefix) + inside
        return self.browser.open(path, method=method, headers=sent)


def test_the_browser_that_was_opened_gets_in() -> None:
    app = App()
    assert app.ask("GET", "/people").status_code == 200
    assert app.ask("POST", "/read", Sec_Fetch_Site="same-origin").status_code == 200
    assert app.let_in == ["/people", "/read"]


@pytest.mark.parametrize(
    ("method", "inside", "headers", "status"),
    [
        ("GET", "/", {"Cookie": ""}, 403),
        ("GET", "/", {"Cookie": "cpd23=wrong"}, 403),
        ("GET", "/", {"Host": "evil.example"}, 400),
        ("GET", "/", {"Host": "evil.example:8123"}, 400),
        ("GET", "/", {"Host": "localhost:8123"}, 400),
        ("GET", "/", {"Host": "127.0.0.1:9"}, 400),
        ("POST", "/read", {"Origin": "http://evil.example"}, 403),
        ("POST", "/read", {"Origin": "null"}, 403),
        ("POST", "/read", {"Origin": ""}, 403),
        ("POST", "/read", {"Origin": "http://127.0.0.1:9999"}, 403),
        ("POST", "/read", {"Sec_Fetch_Site": "cross-site"}, 403),
        ("POST", "/read", {"Sec_Fetch_Site": "same-site"}, 403),
        ("PUT", "/", {}, 405),
        ("DELETE", "/people/ann", {}, 405),
        ("OPTIONS", "/", {}, 405),
        ("TRACE", "/", {}, 405),
    ],
)
def test_everybody_else_is_sent_away(method: str, inside: str, headers: dict[str, str], status: int) -> None:
    app = App()
    answer = app.ask(method, inside, **headers)
    assert answer.status_code == status
    assert app.let_in == []
    assert app.entrance.prefix not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("prefix", ["", "/", "/aaaaaaaaaaaaaaaaaaaaa", "/b", "//", "/../", "/%2e%2e/"])
def test_without_the_prefix_there_is_nothing(prefix: str) -> None:
    app = App()
    assert app.ask("GET", "/", prefix=prefix).status_code == 404
    assert app.let_in == []


def test_the_token_works_once() -> None:
    entrance = Entrance(8123, iter(SECRETS).__next__)
    assert entrance.admit("") is None
    assert entrance.admit(entrance.token + "x") is None
    session = entrance.admit(entrance.token)
    assert session
    assert entrance.admit(entrance.token) is None
    assert session not in (entrance.token, entrance.form_token)


def test_what_opens_without_a_session_is_the_way_in_and_the_style() -> None:
    app = App()
    assert app.ask("POST", ENTER, Cookie="", Origin="null").status_code == 200
    assert app.ask("GET", "/static/app.css", Cookie="").status_code == 200
    assert app.ask("GET", "/static/app.js", Cookie="").status_code == 403
    assert app.let_in == [ENTER, "/static/app.css"]
