"""The door against a server that misbehaves in every way we could think of, all of it at once."""

from collections.abc import Iterator

import pytest

from course.adapters import http
from course.core.trouble_kind import TroubleKind
from hostile import run
from hostile.case import Case
from hostile.cases import CASES, VISIBLE
from hostile.server import Server

PATIENCE = 3.0  # seconds for a case that never ends; in life it is 25


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(CASES) as running:
        yield running


@pytest.fixture(scope="module")
def outcomes(server: Server) -> dict[str, http.Outcome]:
    return run.outcomes(server, VISIBLE, PATIENCE)


@pytest.mark.parametrize("case", VISIBLE, ids=lambda case: case.name)
def test_each_case_ends_as_it_should(outcomes: dict[str, http.Outcome], case: Case) -> None:
    assert run.named(outcomes[case.name]) in case.door.split("|"), outcomes[case.name]


def test_there_are_enough_cases() -> None:
    assert len(VISIBLE) >= 300


def test_nobody_visited_the_canary(server: Server, outcomes: dict[str, http.Outcome]) -> None:
    assert outcomes
    assert server.canary_visits == 0


def test_every_healthy_feed_beside_them_is_whole(outcomes: dict[str, http.Outcome]) -> None:
    beside = [outcome for name, outcome in outcomes.items() if name.startswith("beside")]
    assert len(beside) == len(VISIBLE)
    assert {run.named(outcome) for outcome in beside} == {"fetched"}
    assert len({outcome.body for outcome in beside if isinstance(outcome, http.Fetched)}) == 1


def test_every_trouble_speaks_to_people(outcomes: dict[str, http.Outcome]) -> None:
    found = [outcome for outcome in outcomes.values() if isinstance(outcome, http.Unreachable)]
    assert {outcome.kind for outcome in found} <= set(TroubleKind)
    assert all(outcome.says.endswith(".") and outcome.next.endswith(".") for outcome in found)


def test_no_request_carries_more_than_it_must(server: Server, outcomes: dict[str, http.Outcome]) -> None:
    assert outcomes
    names = {line.partition(b":")[0].lower() for head in server.heads for line in head.split(b"\r\n")[1:] if line}
    assert names == {b"host", b"user-agent", b"accept", b"accept-encoding"}
