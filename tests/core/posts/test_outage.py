"""Is it them, or is it us?"""

import pytest

from course.core.posts import outage
from course.core.posts.outage import Attempt
from course.core.trouble_kind import TroubleKind


def attempts(*kinds: str | None, far: bool = True) -> list[Attempt]:
    return [Attempt(f"{number}.example", far, TroubleKind(kind) if kind else None) for number, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("tried", "network", "ours"),
    [
        (attempts("dns"), True, False),  # one name that is not found is a slip
        (attempts("dns"), False, True),
        (attempts("no-connection"), False, True),
        (attempts("no-connection", "no-connection"), True, False),  # two servers that are down
        (attempts("dns", "dns"), True, True),
        (attempts("dns", "no-connection"), True, False),
        (attempts("dns", None), True, False),
        (attempts("dns", "not-found"), False, False),  # somebody answered
        (attempts("dns", "bad-address"), False, True),  # nobody was asked about the other
        (attempts("bad-address"), False, False),
        (attempts("no-connection", far=False), False, False),  # nothing out there was tried
        (attempts(), False, False),
        (attempts(*["dns"] * 4, None), True, True),
        (attempts(*["dns"] * 3, None, None), True, False),
        (attempts(*["no-connection"] * 5, far=False), True, True),
    ],
)
def test_whose_fault_it_is(tried: list[Attempt], network: bool, ours: bool) -> None:
    assert outage.is_ours(tried, lambda: network) is ours


def test_two_people_on_one_dead_host_prove_nothing() -> None:
    assert not outage.is_ours([Attempt("gone.example", True, TroubleKind.DNS)] * 2, lambda: True)
