"""`cpd23 open` attacked: by other sites and programs of the same computer, by other users of it, and by what people wrote."""

import contextlib
import http.server
import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

import browsing
import opened
import organiser_home
import organiser_pages
from opened import Opened

NOBODY = 65534
CONNECTIONS = 1000
needs_proc = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no /proc on this system")
needs_root = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() != 0, reason="only an administrator can act as another user"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return organiser_home.make(tmp_path_factory.mktemp("attacked") / "home")


@pytest.fixture(scope="module")
def app(home: Path) -> Iterator[Opened]:
    """The running app, with a browser that was let in."""
    with opened.running(home) as running:
        running.enter()
        yield running


def state(home: Path) -> bytes:
    """What an attacker might want to change."""
    return (home / "participants.toml").read_bytes() + (home / ".course" / "course.db").read_bytes()


# Without the cookie ----------------------------------------------------------------------------------


def test_nobody_gets_in_without_the_token_or_with_an_old_one(app: Opened, home: Path) -> None:
    before = state(home)
    assert app.ask("GET", "/")[0] == 404
    assert app.ask("GET", f"{app.prefix}/")[0] == 403
    for token in ("", "x", app.token, app.token[:-1]):  # the right one has been used
        status, headers, text = app.ask("POST", f"{app.prefix}/enter", f"token={token}", Origin="null")
        assert (status, "set-cookie" in headers) == (403, False)
        assert app.cookie not in text
    assert app.ask("GET", f"{app.prefix}/enter?token={app.token}")[0] == 200  # a page with a button that opens nothing
    assert state(home) == before


def test_the_address_and_the_cookie_of_another_run_open_nothing(app: Opened, tmp_path: Path) -> None:
    with opened.running(organiser_home.make(tmp_path / "other")) as other:
        other.enter()
        assert other.ask("GET", f"{other.prefix}/", Cookie=app.cookie)[0] == 403
        assert other.ask("GET", f"{app.prefix}/", Cookie=other.cookie)[0] == 404
        assert other.ask("GET", f"{other.prefix}/", Cookie=app.cookie.replace("cpd23-", "cpd23"))[0] == 403
        assert app.ask("GET", f"{app.prefix}/", Cookie=f"{app.cookie.partition('=')[0]}=x; {other.cookie}")[0] == 403
        names = {one.cookie.partition("=")[0] for one in (app, other)}
        assert len(names) == 2  # a browser keeps one jar for all ports: neither run takes the other's place
        assert other.send("/stop")[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example", ""]
)
def test_another_name_for_this_computer_is_not_answered(app: Opened, host: str) -> None:
    named = host if ":" in host or not host else f"{host}:{app.port}"
    named = host if host == "127.0.0.1" else named
    status, _, text = app.ask("GET", f"{app.prefix}/", Cookie=app.cookie, Host=named)
    assert status == 400
    assert "Nightjar" not in text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:{port}", "http://127.0.0.1:1", ""]
)
def test_a_form_from_elsewhere_is_refused(app: Opened, home: Path, origin: str) -> None:
    before = state(home)
    body = urlencode({**app.hidden, "start": "2026-11-23"})
    path = f"{app.prefix}/person/nightjar/pause"
    assert app.ask("POST", path, body, Cookie=app.cookie, Origin=origin.format(port=app.port))[0] == 403
    assert state(home) == before


def test_the_same_form_from_its_own_page_is_taken(tmp_path: Path) -> None:
    """So what is refused here is refused for its reason."""
    with opened.running(organiser_home.make(tmp_path / "own")) as own:
        own.enter()
        before = state(tmp_path / "own")
        assert own.send("/person/nightjar/pause", start="2026-11-23")[0] == 303
        assert state(tmp_path / "own") != before


@pytest.mark.parametrize("token", ["", "x", "{other}"])
def test_a_form_without_its_token_is_refused(app: Opened, home: Path, token: str) -> None:
    before = state(home)
    body = urlencode({**app.hidden, "token": token.format(other=app.token), "start": "2026-11-23"})
    path = f"{app.prefix}/person/nightjar/pause"
    assert app.ask("POST", path, body, Cookie=app.cookie, Origin=app.origin)[0] == 403
    assert state(home) == before


# Paths -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/static/../app.py",
            "/static/..%2fapp.py",
            "/static/%2e%2e/app.py",
            "/static/app.css%00.js",
            "/static//app.css/",
        ),
        *("/public/../participants.toml", "/public/..%2fparticipants.toml", "/public/%2e%2e%2fparticipants.toml"),
        *(
            "/public//etc/passwd",
            "/public/%2fetc%2fpasswd",
            "/public/..%5cparticipants.toml",
            "/public/.course/course.db",
        ),
        *(
            "/course/file?name=../../../etc/passwd",
            "/course/file?name=/etc/passwd",
            "/course/file?name=.course/course.db",
        ),
        *(
            "/course/file?name=things/../.course/lock",
            "/course/file?name=notes/../../x.md",
            "/course/file?name=notes/../x.md",
        ),
        *("/person/..%2f..%2fnightjar", "/person/nightjar/../../people", "/certificates/..%2fnightjar.html"),
        *("/report/..%2freport.html", "/emails/draft/..%2f..%2fparticipants.toml", "/emails/of/%00", "//evil.example/"),
    ],
)
def test_no_path_leads_to_another_file(app: Opened, home: Path, path: str) -> None:
    (home / "x.md").write_text("a secret beside the course", encoding="utf-8")
    status, headers, text = app.ask("GET", f"{app.prefix}{path}", Cookie=app.cookie)
    assert status in (400, 404, 422)
    assert "location" not in headers
    assert not any(secret in text for secret in ("root:", "secret", "nightjar@", "SQLite", "import "))


def test_odd_requests_are_sent_away(app: Opened) -> None:
    for line in (
        f"GET http://evil.example{app.prefix}/ HTTP/1.1",
        f"GET {app.prefix}\\..\\ HTTP/1.1",
        f"CONNECT 127.0.0.1:{app.port} HTTP/1.1",
        f"GET {app.prefix}/people HTTP/1.1\r\nHost: evil.example",
        "G\x00ET / HTTP/1.1",
    ):
        with socket.create_connection(("127.0.0.1", app.port), timeout=300) as one:
            one.sendall(f"{line}\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: one.recv(65536), b""))
        assert answer.split(b" ")[1] in (b"400", b"403", b"404", b"405", b"501"), (line, answer)
        assert b"Nightjar" not in answer


# In a browser ----------------------------------------------------------------------------------------

FORM = """<!doctype html><title>Evil</title><form method="post" action="{target}/person/nightjar/pause">
<input name="start" value="2026-11-23"><input name="token" value="{token}"><input name="of" value="{of}"></form>
<iframe src="{target}/people"></iframe>
<img src="{target}/people.csv"><script src="{target}/static/app.js"></script>
<script>
window.read = fetch("{target}/people", {{credentials: "include", mode: "no-cors"}}).then(a => a.text(), () => "refused");
window.seen = () => {{ try {{ return frames[0].document.body.innerText }} catch {{ return "closed" }} }};
</script>"""


@contextlib.contextmanager
def site(page: str) -> Iterator[int]:
    """Somebody else's web site on another port, which shows this page and remembers the cookies it is sent."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Set-Cookie", "cpd23=evil; path=/")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    cookies: list[str] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
        assert not any("cpd23-" in cookie for cookie in cookies)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.browser
@pytest.mark.skipif(browsing.CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
@pytest.mark.slow
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost"]
)  # for a browser the first is the same site, the second another
def test_another_site_in_the_same_browser_reads_and_changes_nothing(home: Path, host: str) -> None:
    """Even one that has found out the secret path, and the token of a form. It is sent no cookie of ours."""
    with opened.running(home) as app, browsing.tab() as page:
        page.goto(app.address)
        page.get_by_role("button", name="Open the course").click()
        page.get_by_role("link", name="People").wait_for()
        token, of = (page.locator(f'input[name="{name}"]').first.get_attribute("value") for name in ("token", "of"))
        before = state(home)
        with site(FORM.format(target=f"{app.origin}{app.prefix}", token=token, of=of)) as port:
            page.goto(f"http://{host}:{port}/")
            assert page.evaluate("window.read") in ("", "refused")
            assert "Nightjar" not in str(page.evaluate("window.seen()"))
            assert page.evaluate("document.images[0].naturalWidth") == 0
            assert page.evaluate("document.cookie") == "cpd23=evil"
            page.evaluate("document.forms[0].submit()")
            page.wait_for_url(lambda url: "/pause" in url)
            assert "isn't signed in" in page.inner_text("body")
        assert state(home) == before
        page.goto(f"{app.origin}{app.prefix}/people")
        page.get_by_role("link", name="Nightjar").wait_for()


class Active(HTMLParser):
    """Everything in a page that would run, or lead elsewhere without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag == "script" and not str(own.get("src", "")).endswith(("/static/app.js", "/static/htmx.min.js")):
            self.found.append(f"{tag} {own}")
        for name, value in own.items():
            leads = name in ("href", "src", "action", "formaction") and str(value).lower().startswith(
                ("javascript:", "data:text", "vbscript:")
            )
            if name.startswith("on") or name == "srcdoc" or leads or "alert(" in name:
                self.found.append(f"{tag} {name}={value}")
        if tag == "img" and own.get("src") == "x":
            self.found.append("img")


def test_hostile_words_are_words_on_every_page(tmp_path: Path) -> None:
    window = organiser_pages.filled(tmp_path / "home")
    pages = 0
    for address in organiser_pages.addresses(window):
        answer = window.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy or "frame-ancestors 'self'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert (
            "script-src" not in policy or "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
        )
        if answer.mimetype == "text/html":
            pages += 1
            seen = Active()
            seen.feed(answer.text)
            assert seen.found == [], address
            assert "49" not in answer.text.partition("onerror=alert(2)&gt; ")[2][:4], (
                address
            )  # {{ 7*7 }} is not reckoned
            assert "\u202e" not in answer.text
    assert pages > 30


# Others on the computer ------------------------------------------------------------------------------


@needs_proc
def test_the_token_is_in_a_private_file_and_in_no_process_list(home: Path) -> None:
    with opened.running(home, browser=True) as app:
        assert app.file is not None
        assert (app.file.stat().st_mode & 0o777, app.file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        assert home not in app.file.parents
        told = json.loads((home.parent / "home-browser.json").read_text(encoding="utf-8"))
        assert app.token not in str(told)
        seen = b"".join(_read(path) for name in ("cmdline", "environ") for path in Path("/proc").glob(f"[0-9]*/{name}"))
        assert app.token.encode() not in seen
        assert app.prefix.encode() not in seen
        app.enter()
        app.end()
        assert not app.file.parent.exists()


def _read(path: Path) -> bytes:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return b""


@needs_root
def test_another_user_cannot_read_the_private_file(home: Path) -> None:
    with opened.running(home, browser=True) as app:
        assert app.file is not None
        for command in (["cat", str(app.file)], ["ls", str(app.file.parent)]):
            tried = subprocess.run(command, capture_output=True, check=False, user=NOBODY, cwd="/")
            assert (tried.returncode, tried.stdout) != (0, b"")
            assert b"ermission denied" in tried.stderr


@pytest.mark.slow
def test_a_thousand_connections_keep_nobody_out(app: Opened) -> None:
    """They say nothing, or begin to: the organiser's page comes all the same."""
    with contextlib.ExitStack() as held:
        for number in range(CONNECTIONS):
            with contextlib.suppress(OSError):
                one = held.enter_context(socket.create_connection(("127.0.0.1", app.port), timeout=300))
                one.sendall(b"GET / HT" if number % 2 else b"")
        assert "Nightjar" in app.get("/people")
        status, _, _ = app.send("/people/add/look", blog="", name="")
        assert status in (200, 303, 422)


def test_a_large_form_is_refused(app: Opened) -> None:
    body: dict[str, Any] = {"Cookie": app.cookie, "Origin": app.origin}
    with socket.create_connection(("127.0.0.1", app.port), timeout=300) as one:
        head = "".join(f"{name}: {value}\r\n" for name, value in body.items())
        one.sendall(
            f"POST {app.prefix}/read HTTP/1.1\r\nHost: 127.0.0.1:{app.port}\r\n{head}Content-Length: 900000000\r\n\r\n".encode()
        )
        assert b" 413 " in one.recv(4096).split(b"\r\n")[0]
