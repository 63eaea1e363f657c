"""What this computer knows of its own network."""

import socket

from course.adapters.http import network
from course.adapters.http.ssrf_guard import Guard


def own_addresses() -> set[str]:
    """The addresses that this computer uses, asked in another way."""
    found = {"127.0.0.1"}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
            found.add(probe.getsockname()[0])
        except OSError:
            pass
    return found


def test_a_computer_knows_its_own_addresses() -> None:
    assert all(network.is_own(number) for number in own_addresses())
    assert not network.is_own("198.51.100.7")
    assert not network.is_own("2001:db8::7")


def test_an_odd_number_is_nobodys() -> None:
    assert not network.is_own("999.1.1.1")
    assert not network.is_own("::nonsense")


def test_the_guard_lets_nobody_in_at_our_own_address() -> None:
    for number in own_addresses():
        assert not Guard().admits("ann.example", number, 443)
        assert Guard([f"{number}:443"]).admits("ann.example", number, 443)


def test_the_question_can_always_be_answered() -> None:
    assert network.has_route() in (True, False)
