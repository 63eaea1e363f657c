"""How fast the form answers an innocent visitor while three attacks run on loopback: python -m benchmarks.form_under_attack

The attacks: large bodies that are declared and sent, 110 connections that say nothing and come back, and look-ups of a
blog that never answers, from many networks. The figure: of 100 visits to `/`, how many were answered within one second.
"""

import argparse
import contextlib
import http.client
import random
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

import platforms
import served_form
from served_form import FIELDS, Served

VISITS, WITHIN = 100, 1.0  # seconds
IDLE = 110


def large_bodies(form: Served, stop: threading.Event) -> None:
    """Bodies of 900 MB announced, and sent as far as the server takes them."""
    head = b"POST / HTTP/1.1\r\nHost: join.example\r\nContent-Length: 900000000\r\n\r\n"
    while not stop.is_set():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", form.port), timeout=5) as one:
            one.sendall(head)
            for _ in range(50):
                one.sendall(b"x" * 65536)


def silent(form: Served, stop: threading.Event) -> None:
    """A connection that says nothing, and is opened again when it is closed."""
    while not stop.is_set():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", form.port), timeout=2) as one:
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    if one.recv(10) == b"":
                        break


def slow_blogs(form: Served, never: str, stop: threading.Event) -> None:
    """Sign-ups with a blog that never answers, each from a network of its own."""
    while not stop.is_set():
        with contextlib.suppress(OSError, http.client.HTTPException):
            browser = form.browser(f"2001:db8:{random.randrange(65536):x}::1")
            page = browser.get("/")
            token = page.text.partition('name="token" value="')[2].partition('"')[0]
            body = urlencode({**FIELDS, "token": token, "told": "", "blog": never})
            browser.ask("POST", "/", body)
        stop.wait(0.05)


def visits(form: Served) -> list[float]:
    """How long each visit took, in seconds."""
    taken = []
    for _ in range(VISITS):
        began = time.perf_counter()
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", form.port, timeout=30)
            connection.request("GET", "/", headers={"Host": "join.example", "X-Forwarded-For": "203.0.113.5"})
            assert connection.getresponse().status == 200
            connection.close()
        taken.append(time.perf_counter() - began)
        time.sleep(0.1)
    return taken


def main() -> None:
    """Measure without and with the attacks."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        served_form.running(Path(folder)) as form,
    ):
        form.pages["/never/"] = platforms.Reply(sleep=60)
        never = f"{form.blog}/never/"
        show("alone", visits(form))
        stop = threading.Event()
        attacks = [threading.Thread(target=silent, args=(form, stop)) for _ in range(IDLE)]
        attacks += [threading.Thread(target=large_bodies, args=(form, stop)) for _ in range(3)]
        attacks += [threading.Thread(target=slow_blogs, args=(form, never, stop)) for _ in range(3)]
        for attack in attacks:
            attack.start()
        time.sleep(5)
        try:
            show("under attack", visits(form))
        finally:
            stop.set()
            for attack in attacks:
                attack.join()


def show(what: str, taken: list[float]) -> None:
    """One line: how many in time, the median and the slowest."""
    ordered = sorted(taken)
    fast = sum(one <= WITHIN for one in taken)
    print(
        f"{what:<13} {fast} of {len(taken)} within {WITHIN:g} s; median {ordered[len(taken) // 2]:.3f} s, slowest {ordered[-1]:.3f} s"
    )


if __name__ == "__main__":
    main()
