"""Which addresses lead to one mailbox?"""

import pytest

from course.core.people import same_mailbox


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ann@example.org", "Ann@Example.ORG ", True),
        ("ann@example.org", "ann+course@example.org", True),
        ("ann.berry@gmail.com", "annberry+x@googlemail.com", True),
        ("ann.berry@example.org", "annberry@example.org", False),
        ("ann@bücher.example", "ann@xn--bcher-kva.example", True),
        ("+ann@example.org", "+bo@example.org", False),
        ("ann@example.org", "ann@example.com", False),
        ("ann@" + "x" * 70 + ".example", "ann@" + "x" * 70 + ".example", True),
        (None, "ann@example.org", False),
        ("", "", False),
    ],
)
def test_mailboxes_are_compared_and_not_addresses(one: str | None, other: str | None, same: bool) -> None:
    assert same_mailbox.same(one, other) is same
    assert same_mailbox.same(other, one) is same
