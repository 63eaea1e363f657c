"""Cheap outages: large bodies, silent and slow connections. `/` goes on answering."""

import contextlib
import http.client
import socket
import time
from collections.abc import Iterator

import pytest

import served_form
from served_form import Served

pytestmark = pytest.mark.slow
PATIENCE = 70.0  # seconds; the old server waited for two minutes and more


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_form.running(tmp_path_factory.mktemp("form")) as served:
        yield served


def connected(form: Served, data: bytes) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", form.port), timeout=PATIENCE)
    one.sendall(data)
    return one


def front_page(form: Served) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", form.port, timeout=PATIENCE)
    connection.request("GET", "/", headers={"Host": "join.example"})
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_large_body_is_refused_before_it_comes(form: Served) -> None:
    head = b"POST / HTTP/1.1\r\nHost: join.example\r\nContent-Length: 900000000\r\n\r\n"
    with connected(form, head) as one:
        assert b" 413 " in one.recv(4096).split(b"\r\n")[0]


def test_a_body_without_a_length_is_cut_off(form: Served) -> None:
    head = b"POST / HTTP/1.1\r\nHost: join.example\r\nTransfer-Encoding: chunked\r\n\r\n"
    with connected(form, head) as one:
        with contextlib.suppress(OSError):
            for _ in range(64):
                one.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
        with contextlib.suppress(ConnectionResetError):
            assert b" 413 " in one.recv(4096).split(b"\r\n")[0]


def test_a_large_head_is_refused(form: Served) -> None:
    with connected(form, b"GET / HTTP/1.1\r\nHost: join.example\r\nX-Long: " + b"x" * 40_000) as one:
        assert b" 431 " in one.recv(4096).split(b"\r\n")[0]


SILENT = (b"", b"GET / HTTP/1.1\r\nHost: join", b"POST / HTTP/1.1\r\nHost: join.example\r\nContent-Length: 10\r\n\r\nx")


def test_silent_connections_and_a_request_that_drips_in_are_closed(form: Served) -> None:
    """All at once, since each takes its time: 15 seconds without a byte, 30 for a whole request."""
    with contextlib.ExitStack() as stack:
        silent = [stack.enter_context(connected(form, sent)) for sent in SILENT]
        dripping = stack.enter_context(connected(form, b"GET / HTTP/1.1\r\nHost: join.example\r\n"))
        dripping.settimeout(1.0)
        for _ in range(int(PATIENCE)):
            if _closed(dripping):
                break
            with contextlib.suppress(OSError):
                dripping.sendall(b"X: y\r\n")
        else:
            raise AssertionError("a connection that sends a line each second was never closed")
        assert [one.recv(100) for one in silent] == [b"", b"", b""]


def _closed(one: socket.socket) -> bool:
    try:
        return one.recv(100) == b""
    except TimeoutError:
        return False
    except (ConnectionResetError, BrokenPipeError):  # closed while a line of ours was under way
        return True


def test_silent_connections_starve_nobody(form: Served) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(350):
            stack.enter_context(connected(form, b""))
        assert front_page(form) == 200


def test_a_crowd_that_comes_back_at_once_starves_nobody(form: Served) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(600):
            with contextlib.suppress(OSError):
                stack.enter_context(connected(form, b""))
        time.sleep(3)
        assert front_page(form) == 200
