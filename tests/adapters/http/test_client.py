"""The door: validators, redirects, politeness, deadlines, certificates, proxies."""

import asyncio
import contextlib
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from course.adapters import http
from course.adapters.http import Fetched, NotModified, Request, Unreachable
from course.core.errors import CourseError
from hostile.case import HEALTHY, Case, rss
from hostile.case import http as answer
from hostile.cases import CASES
from hostile.server import Server, Wire


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(CASES) as running:
        yield running


def ask(
    server: Server, name: str, etag: str | None = None, modified: str | None = None, at: str | None = None
) -> http.Outcome:
    request = Request(f"{server.base}/{name}", etag, modified, validated_at=at)
    return http.get(request.url, allow_private=server.allowed, request=request)


@pytest.mark.parametrize("name", ["plain", "weak", "gzip-suffix", "unquoted", "commas", "quotes", "utf-8", "500-bytes"])
def test_a_validator_goes_back_byte_for_byte(server: Server, name: str) -> None:
    first = ask(server, f"validator-{name}")
    assert isinstance(first, Fetched)
    again = ask(server, f"validator-{name}", first.etag, first.modified)
    assert isinstance(again, NotModified)
    assert again.etag == first.etag


@pytest.mark.parametrize("name", ["2-kb", "empty", "controls"])
def test_a_validator_that_is_not_fit_to_be_sent_back_is_dropped(server: Server, name: str) -> None:
    outcome = ask(server, f"validator-{name}")
    assert isinstance(outcome, Fetched)
    assert (outcome.etag, outcome.modified) == (None, None)


def test_validators_of_an_answer_that_has_none_stay_as_they_were(server: Server) -> None:
    outcome = ask(server, "validator-304-with-body", '"old"', "Mon, 05 Oct 2026 10:00:00 GMT")
    assert outcome == NotModified(outcome.url, '"b"', "Mon, 05 Oct 2026 10:00:00 GMT", None, outcome.deadline)


def test_validators_go_only_to_the_address_that_gave_them(server: Server) -> None:
    server.heads.clear()
    ask(server, "redirect-308", '"x"')
    assert [b"If-None-Match" in head for head in server.heads] == [True, False]
    server.heads.clear()
    ask(server, "redirect-308", '"x"', at=f"{server.base}/healthy")
    assert [b"If-None-Match" in head for head in server.heads] == [False, True]


def test_a_validator_cannot_smuggle_a_header_in(server: Server) -> None:
    server.heads.clear()
    ask(server, "healthy", '"a"\r\nCookie: b=c')
    assert b"Cookie" not in server.heads[0]


@pytest.mark.parametrize(("name", "moved"), [("chain-5", True), ("redirect-308", True), ("redirect-307", False)])
def test_only_permanent_redirects_all_the_way_are_a_move(server: Server, name: str, moved: bool) -> None:
    outcome = ask(server, name)
    assert isinstance(outcome, Fetched)
    assert outcome.url == f"{server.base}/healthy"
    assert outcome.moved == (outcome.url if moved else None)


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("429-seconds", 120.0),
        ("429-huge", 172800.0),
        ("429-words", None),
        ("429-negative", None),
        ("429-odd-digit", None),
        ("429-bad-date", None),
        ("503-past", 0.0),
        ("503-seconds", 60.0),
    ],
)
def test_how_long_a_site_wants_us_to_wait(server: Server, name: str, seconds: float | None) -> None:
    outcome = ask(server, f"status-{name}")
    assert isinstance(outcome, Unreachable)
    assert (outcome.kind, outcome.retry_at) == ("rate-limited", seconds)


def test_retry_after_as_a_date_counts_from_now(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795424400")  # 23 November 2026, 09:00 UTC
    outcome = ask(server, "status-429-date")
    assert isinstance(outcome, Unreachable)
    assert outcome.retry_at == 3600.0


def test_the_status_and_a_challenge_are_named(server: Server) -> None:
    challenge, error = ask(server, "status-403-challenge"), ask(server, "status-502")
    assert isinstance(challenge, Unreachable)
    assert isinstance(error, Unreachable)
    assert "Cloudflare" in challenge.says
    assert "502" in error.says


def test_a_deadline_ends_what_drips(server: Server) -> None:
    started = time.monotonic()
    outcome = http.get(
        "", allow_private=server.allowed, request=Request(f"{server.base}/slow-body", deadline=started + 1)
    )
    assert isinstance(outcome, Unreachable)
    assert outcome.kind == "timeout"
    assert 0.9 < time.monotonic() - started < 20  # and not the 25 of a request that names no deadline


def test_a_deadline_that_has_passed_asks_nobody(server: Server) -> None:
    server.heads.clear()
    outcome = http.get(
        "", allow_private=server.allowed, request=Request(f"{server.base}/healthy", deadline=time.monotonic() - 1)
    )
    assert isinstance(outcome, Unreachable)
    assert (outcome.kind, server.heads) == ("timeout", [])


def test_a_caller_who_was_away_blames_nobody_for_it() -> None:
    away = threading.Event()

    async def while_we_are_away(wire: Wire) -> None:
        while not away.is_set():
            await asyncio.sleep(0.01)
        await wire.send(answer(rss()))

    cases = {"good": Case("good", while_we_are_away), "bad": CASES["slow-silence"]}
    with Server(cases) as server, http.HttpClient(allow_private=server.allowed) as client:
        for name in cases:
            client.send(Request(f"{server.base}/{name}", deadline=time.monotonic() + 2), name)
        assert client.ready(0.1) == []
        away.set()
        time.sleep(2.2)
        kinds: dict[object, type] = {}
        while client.busy:
            kinds |= {tag: type(outcome) for tag, outcome in client.ready(1)}
    assert kinds == {"good": Fetched, "bad": Unreachable}


def test_without_permission_this_machine_is_not_read(server: Server) -> None:
    server.heads.clear()
    outcome = http.get(f"{server.base}/healthy")
    assert isinstance(outcome, Unreachable)
    assert (outcome.kind, server.heads) == ("refused-address", [])


def test_permission_may_come_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPD23_ALLOW_PRIVATE", f"10.9.8.7:80, 127.0.0.1:{server.port}")
    assert isinstance(http.get(f"{server.base}/healthy"), Fetched)


def test_permission_for_a_name_is_for_that_name(server: Server) -> None:
    pair = (f"localhost:{server.port}",)
    assert isinstance(http.get(f"http://localhost:{server.port}/healthy", allow_private=pair), Fetched)
    refused = http.get(f"{server.base}/healthy", allow_private=pair)
    assert isinstance(refused, Unreachable)
    assert refused.kind == "refused-address"


def test_we_say_who_we_are(server: Server) -> None:
    server.heads.clear()
    http.get(f"{server.base}/healthy", allow_private=server.allowed, contact="https://library.example/\r\nX: y é")
    assert b"User-Agent: cpd23 (reads the blogs of a course; +https://library.example/X: y )\r\n" in server.heads[0]


def test_many_at_once_are_in_flight_together() -> None:
    waiting = 0
    most = 0

    async def meet(wire: Wire) -> None:
        nonlocal waiting, most
        waiting += 1
        most = max(most, waiting)
        while most < 20:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        waiting -= 1
        await wire.send(answer(rss()))

    began = time.monotonic()
    with (
        Server({"meet": Case("meet", meet)}) as server,
        http.HttpClient(workers=20, allow_private=server.allowed) as client,
    ):
        for number in range(40):
            client.send(Request(f"{server.base}/meet?{number}"), number)
        tags = set()
        while client.busy:
            tags |= {tag for tag, outcome in client.ready(1) if isinstance(outcome, Fetched)}
    assert tags == set(range(40))
    assert most == 20 or time.monotonic() - began > 4  # an exchange that takes so long makes room for one more


def test_slow_sites_do_not_keep_the_others_waiting(server: Server) -> None:
    with http.HttpClient(workers=2, allow_private=server.allowed) as client:
        for number in range(2):
            client.send(Request(f"{server.base}/slow-silence?{number}"), "slow")
        client.send(Request(f"{server.base}/healthy"), "quick")
        tags: list[object] = []
        while not tags:  # the slow ones end as well, later
            tags = [tag for tag, _ in client.ready(1)]
    assert tags == ["quick"]


def test_many_large_bodies_wait_for_each_other_and_come_whole() -> None:
    large = b"<rss>" + b"x" * (7 * 2**20)
    with (
        Server({"large": Case("large", answer(large))}) as running,
        http.HttpClient(workers=20, allow_private=running.allowed) as client,
    ):
        for number in range(20):
            client.send(Request(f"{running.base}/large?{number}"), number)
        found: list[tuple[object, int]] = []
        while client.busy:
            found += [(tag, len(outcome.body)) for tag, outcome in client.ready(1.0) if isinstance(outcome, Fetched)]
    assert sorted(found, key=str) == sorted(((number, len(large)) for number in range(20)), key=str)


class _Tag:
    """Something that a caller holds by a request."""


def test_the_door_forgets_what_it_handed_out(server: Server) -> None:
    with http.HttpClient(allow_private=server.allowed) as client:
        tag = _Tag()
        forgotten = weakref.ref(tag)
        client.send(Request(f"{server.base}/healthy"), tag)
        del tag
        while client.busy:
            client.ready(1.0)
        assert forgotten() is None


def test_one_at_a_time_where_politeness_is_due() -> None:
    """`localhost` is a name, so it is treated like any site until it turns out to be an allowed address."""
    with Server({"healthy": HEALTHY}) as server, http.HttpClient(allow_private=server.allowed) as client:
        for number in range(4):
            client.send(Request(f"http://localhost:{server.port}/healthy?{number}"), number)
        done = []
        while client.busy:
            done += [tag for tag, _ in client.ready(1)]
    assert sorted(map(str, done)) == ["0", "1", "2", "3"]


def test_nothing_to_do_ends_at_once() -> None:
    with http.HttpClient() as client:
        started = time.monotonic()
        assert client.ready(60.0) == []
        assert time.monotonic() - started < 30


def test_closing_while_something_is_going_on_hangs_up(server: Server) -> None:
    client = http.HttpClient(allow_private=server.allowed)
    client.send(Request(f"{server.base}/slow-silence"))
    assert client.ready(0.2) == []
    client.close()
    assert client.busy == 1


# Certificates ------------------------------------------------------------------------------------


@contextlib.contextmanager
def serving(certificate: trustme.LeafCert, *, versions: tuple[ssl.TLSVersion, ...] = ()) -> Iterator[int]:
    """A port where a healthy feed is served over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    listening = socket.create_server(("127.0.0.1", 0))
    body = answer(rss())

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                raw, _ = listening.accept()
                with raw, contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as wrapped:
                    wrapped.recv(65536)
                    wrapped.sendall(body)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """A certificate authority that SSL_CERT_FILE names."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


def over_tls(certificate: trustme.LeafCert) -> http.Outcome:
    with serving(certificate) as port:
        return http.get(f"https://127.0.0.1:{port}/", allow_private=(f"127.0.0.1:{port}",))


def test_a_good_certificate_is_trusted(authority: trustme.CA) -> None:
    assert isinstance(over_tls(authority.issue_cert("127.0.0.1")), Fetched)


def _another_name(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("blog.example")


def _nobody_knows(authority: trustme.CA) -> trustme.LeafCert:
    return trustme.CA().issue_cert("127.0.0.1")


def _expired(authority: trustme.CA) -> trustme.LeafCert:
    from datetime import UTC, datetime

    return authority.issue_cert("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("certificate", [_another_name, _nobody_knows, _expired])
def test_a_bad_certificate_is_not(authority: trustme.CA, certificate: Callable[[trustme.CA], trustme.LeafCert]) -> None:
    outcome = over_tls(certificate(authority))
    assert isinstance(outcome, Unreachable)
    assert outcome.kind == "tls"


def test_https_where_something_else_is_spoken_is_tls_trouble() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def greet() -> None:
            talking, _ = listening.accept()
            with talking, contextlib.suppress(OSError):  # who asks may have gone
                talking.sendall(b"220 mail.example ESMTP ready\r\n")
                talking.recv(65536)

        thread = threading.Thread(target=greet)
        thread.start()
        outcome = http.get(f"https://127.0.0.1:{port}/", allow_private=(f"127.0.0.1:{port}",))
        thread.join(5)
    assert isinstance(outcome, Unreachable)
    assert outcome.kind == "tls"


def test_a_certificate_file_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "nowhere.pem")
    with pytest.raises(CourseError, match=r"nowhere\.pem"):
        http.get("https://127.0.0.1:9/", allow_private=("127.0.0.1:9",))


# Behind a proxy ----------------------------------------------------------------------------------


def test_a_proxy_gets_no_name_that_leads_inwards(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.base)
    monkeypatch.delenv("no_proxy", raising=False)
    server.heads.clear()
    outcome = http.get("http://localhost:8181/x")
    assert isinstance(outcome, Unreachable)
    assert (outcome.kind, server.heads) == ("refused-address", [])


def test_a_proxy_is_asked_for_what_is_public_and_may_itself_be_private(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.base)
    monkeypatch.delenv("no_proxy", raising=False)
    server.heads.clear()
    http.get("http://8.8.8.8/blog")
    assert server.heads[0].startswith(b"GET http://8.8.8.8/blog HTTP/1.1\r\n")


def test_allowed_private_addresses_are_read_without_the_proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert isinstance(http.get(f"{server.base}/healthy", allow_private=server.allowed), Fetched)
