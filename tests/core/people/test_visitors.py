"""Who counts as one visitor, and what counts as one mailbox."""

import pytest

from course.core.people import visitors


@pytest.mark.parametrize(
    ("address", "one", "many"),
    [
        ("192.0.2.7", "192.0.2.7/32", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.7/32", "192.0.2.0/24"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
        ("", "unknown", "unknown"),
        ("nonsense", "unknown", "unknown"),
    ],
)
def test_a_visitor_is_an_address_of_ipv4_or_a_64_of_ipv6(address: str, one: str, many: str) -> None:
    assert (visitors.visitor(address), visitors.neighbourhood(address)) == (one, many)


def test_all_addresses_of_one_64_are_one_visitor() -> None:
    assert len({visitors.visitor(f"2001:db8::{n:x}") for n in range(1, 2000)}) == 1
    assert len({visitors.visitor(f"2001:db8:0:{n:x}::1") for n in range(200)}) == 200
    assert len({visitors.neighbourhood(f"2001:db8:0:{n:x}::1") for n in range(200)}) == 1


@pytest.mark.parametrize(
    ("email", "mailbox"),
    [
        ("Ann@Example.org", "ann@example.org"),
        ("ann+1@example.org", "ann@example.org"),
        ("a.n.n+x+y@GMail.com", "ann@gmail.com"),
        ("ann@googlemail.com", "ann@gmail.com"),
        ("a.nn@example.org", "a.nn@example.org"),
        ("+x@example.org", "+x@example.org"),
        ("  ann@example.org ", "ann@example.org"),
    ],
)
def test_one_mailbox_has_one_spelling(email: str, mailbox: str) -> None:
    assert visitors.mailbox(email) == mailbox
