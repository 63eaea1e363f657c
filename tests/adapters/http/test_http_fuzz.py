"""Whatever a server answers, an outcome comes back: no exception, no wait."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.adapters import http
from course.adapters.http import redirects, response_buffer
from course.adapters.http.address import parse
from course.adapters.http.results import Request
from course.core.trouble_kind import TroubleKind
from hostile.case import CHUNKED, Case, chunk, rss
from hostile.case import http as whole
from hostile.server import Server, Wire

FEED = rss()
GOOD = (whole(FEED), CHUNKED + chunk(FEED) + b"0\r\n\r\n", b"HTTP/1.1 302 Found\r\nLocation: /said\r\n\r\n")


@pytest.fixture(scope="module")
def saying() -> Iterator[tuple[Server, list[bytes]]]:
    said = [b""]

    async def say(wire: Wire) -> None:
        await wire.send(said[0])

    with Server({"said": Case("said", say)}) as server:
        yield server, said


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good answer with a few bytes changed, left out or put in."""
    data = bytearray(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, min(len(data) - 1, 200)))
        match draw(st.sampled_from(["change", "leave", "insert", "cut"])):
            case "change":
                data[place] = draw(st.integers(0, 255))
            case "leave":
                del data[place : place + draw(st.integers(1, 20))]
            case "insert":
                data[place:place] = draw(st.binary(max_size=10))
            case _:
                del data[place + 1 :]
        if not data:
            return b""
    return bytes(data)


@settings(max_examples=150)
@given(damaged())
def test_a_damaged_answer_has_an_outcome(saying: tuple[Server, list[bytes]], data: bytes) -> None:
    server, said = saying
    said[0] = data
    outcome = http.get(f"{server.base}/said", allow_private=server.allowed)
    if isinstance(outcome, http.Unreachable):
        assert outcome.kind in set(TroubleKind)
    else:
        assert isinstance(outcome, http.Fetched)
    assert server.canary_visits == 0


@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_any_retry_after_is_a_bounded_wait_or_none(value: bytes) -> None:
    wait = response_buffer.seconds_to_wait(value)
    assert wait is None or 0 <= wait <= 2 * 86400


@given(st.binary(max_size=700))
def test_any_validator_goes_back_as_it_came_or_not_at_all(value: bytes) -> None:
    kept = response_buffer.validator(value)
    if kept is not None:
        going = redirects.PendingRequest(
            Request("http://blog.example/", kept), None, parse("http://blog.example/"), 25.0
        )
        assert going.validators() == [b"If-None-Match: " + value]
        assert b"\n" not in value


@given(st.binary(max_size=80))
def test_any_redirect_leads_to_a_strict_address_or_to_trouble(location: bytes) -> None:
    going = redirects.PendingRequest(Request("http://blog.example/a"), None, parse("http://blog.example/a"), 25.0)
    outcome = going.follow(302, location)
    if outcome is None:
        assert parse(going.place.url) == going.place
    else:
        assert outcome.kind in ("redirect", "refused-address")
