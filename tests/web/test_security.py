"""What protects pages: headers, hosts, cookies, signed text."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Response

from course.web import security
from course.web.security import App, OnlyHosts, Seal

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def app(address: str) -> App:
    made = App("pages", address)
    made.add_url_rule("/", "front", lambda: "<p>x</p>", methods=["GET"], provide_automatic_options=False)
    made.add_url_rule("/fails/<secret>", "fails", _fails)

    def with_cookie() -> Response:
        answer = Response("x")
        made.set_cookie(answer, "cpd23", "v" * 22)
        return answer

    made.add_url_rule("/cookie", "cookie", with_cookie)
    return made


def _fails(secret: str) -> str:
    raise LookupError("a fault of the program")


@pytest.mark.parametrize(("address", "https"), [("https://join.example", True), ("http://127.0.0.1:8023", False)])
def test_every_answer_has_every_header(address: str, https: bool) -> None:
    browser = app(address).test_client()
    for path in ("/", "/nothing", "/cookie"):
        answer = browser.get(path)
        assert {name: answer.headers.get(name) for name in security.HEADERS} == security.HEADERS
        assert ("Strict-Transport-Security" in answer.headers) == https
    for method in ("post", "put", "delete", "patch", "options", "trace"):
        assert getattr(browser, method)("/").status_code == 405


def test_cookies_are_tied_to_the_host_over_https() -> None:
    secure = app("https://join.example").test_client().get("/cookie").headers["Set-Cookie"]
    assert secure.startswith("__Host-cpd23=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(secure.split("; "))
    assert "Domain" not in secure
    assert "Max-Age" not in secure
    plain = app("http://127.0.0.1:8023").test_client().get("/cookie").headers["Set-Cookie"]
    assert plain.startswith("cpd23=")
    assert "Secure" not in plain


def test_an_error_of_the_program_is_logged_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    assert app("https://join.example").test_client().get("/fails/topsecret").status_code == 500
    assert "a fault of the program" in caplog.text
    assert "topsecret" not in caplog.text


@pytest.mark.parametrize(
    ("address", "host", "port", "good", "bad"),
    [
        ("https://join.example", "127.0.0.1", 8023, ["join.example", "127.0.0.1:8023", "localhost:8023", "[::1]:8023"], ["127.0.0.1"]),
        ("https://join.example:8443", "::1", 9, ["join.example:8443", "[::1]:9"], ["join.example", "evil.example", ""]),
        ("http://10.1.2.3:80", "10.1.2.3", 80, ["10.1.2.3:80"], ["localhost:80", "10.1.2.3:81", "10.1.2.3.evil.example:80"]),
    ],
)  # fmt: skip
def test_only_these_hosts_are_answered(address: str, host: str, port: int, good: list[str], bad: list[str]) -> None:
    guarded = OnlyHosts(app(address).wsgi_app, security.hosts(address, host, port))
    for name, status in [*((name, "200") for name in good), *((name, "400") for name in bad)]:
        said: list[str] = []
        environ = app(address).test_client().get("/").request.environ | {"HTTP_HOST": name}
        list(guarded(environ, lambda line, _headers, _info=None: said.append(line)))  # noqa: B023
        assert said[0].startswith(status), name


def test_a_style_is_allowed_by_its_digest_alone() -> None:
    policy = security.policy_for("<style>p { color: red }</style>")
    assert "'sha256-" in policy
    assert "unsafe" not in policy
    assert "style-src 'none'" in security.policy_for("<p>x</p>")


def test_signed_text_is_known_again_until_its_end_and_by_its_key_only() -> None:
    seal = Seal(b"k" * 32)
    link = seal.link({"name": "Ann"}, NOW)
    opened = seal.opened_link(link, NOW + timedelta(days=3))
    assert opened
    assert opened[1] == {"name": "Ann"}
    assert seal.opened_link(link, NOW + timedelta(days=3, seconds=1)) is None
    assert Seal(b"x" * 32).opened_link(link, NOW) is None
    for wrong in ("", "x", link[:-1], link + "x", link.replace(".", "", 1), "é" * 40):
        assert seal.opened_link(wrong, NOW) is None
    assert seal.is_own_form("c" * 22, seal.token("c" * 22))
    assert not seal.is_own_form("", seal.token(""))
    assert not seal.is_own_form("c" * 22, seal.token("d" * 22))
