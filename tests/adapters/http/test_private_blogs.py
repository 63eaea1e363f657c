"""allow_private belongs to the roster: it holds for a blog's own host and port, and for nothing that somebody leads us to."""

from collections.abc import Iterator

import pytest

import platforms
from course.adapters.http import Fetched, HttpClient, Outcome, Request, Unreachable
from course.adapters.http.redirects import ALL_IN

SITE = {
    "/": platforms.rss(),
    "/moved": platforms.Reply(status=301, headers={"Location": "{root}/"}),
}


@pytest.fixture
def intranet() -> Iterator[str]:
    with platforms.served(SITE) as address:
        yield address


def read(url: str, blog: str, private: str) -> Outcome:
    with HttpClient(private_blogs=[platforms.pair(private)]) as client:
        client.send(Request(url, blog=blog))
        while client.busy:
            for _, outcome in client.ready(ALL_IN):
                return outcome
    raise AssertionError("no answer")


@pytest.mark.parametrize("path", ["/", "/moved"])
def test_a_blog_on_the_roster_may_stand_in_a_private_place(intranet: str, path: str) -> None:
    assert isinstance(read(intranet + path, intranet + path, intranet), Fetched)


def test_nobody_else_leads_there(intranet: str) -> None:
    for blog in ("", "https://ann.example/", "http://127.0.0.1:1/", "not an address"):
        outcome = read(f"{intranet}/", blog, intranet)
        assert isinstance(outcome, Unreachable)
        assert outcome.kind == "refused-address"


def test_a_redirect_does_not_lead_there(intranet: str) -> None:
    outcomes: list[Outcome] = []
    with (
        platforms.served({"/": platforms.Reply(status=302, headers={"Location": f"{intranet}/"})}) as outside,
        HttpClient(private_blogs=[platforms.pair(intranet), platforms.pair(outside)]) as client,
    ):
        client.send(Request(f"{outside}/", blog=f"{outside}/"))
        while client.busy:
            outcomes += [outcome for _, outcome in client.ready(ALL_IN)]
    assert [outcome.kind for outcome in outcomes if isinstance(outcome, Unreachable)] == ["refused-address"]


def test_what_is_allowed_for_everything_holds_for_a_redirect_too(intranet: str) -> None:
    with platforms.served({"/": platforms.Reply(status=302, headers={"Location": f"{intranet}/"})}) as outside:
        pairs = [platforms.pair(intranet), platforms.pair(outside)]
        with HttpClient(allow_private=pairs) as client:
            client.send(Request(f"{outside}/"))
            outcomes = []
            while client.busy:
                outcomes += [outcome for _, outcome in client.ready(ALL_IN)]
    assert isinstance(outcomes[0], Fetched)
