"""Which addresses lead to one mailbox?"""

import contextlib
import functools

_DOTS_MEAN_NOTHING = {"gmail.com"}
_ONE_DOMAIN = {"googlemail.com": "gmail.com"}


@functools.lru_cache(65536)
def canonical(email: str) -> str:
    """The mailbox of an address, for comparing only: capitals, plus-tags and Gmail's dots aside, the domain in ASCII."""
    local, _, domain = email.strip().casefold().rpartition("@")
    if not domain.isascii():
        with contextlib.suppress(UnicodeError):  # else no domain that mail could go to: compared as it is written
            domain = domain.encode("idna").decode("ascii")
    domain = _ONE_DOMAIN.get(domain, domain)
    bare = local.partition("+")[0] or local
    return f"{bare.replace('.', '') if domain in _DOTS_MEAN_NOTHING else bare}@{domain}"


def same(one: str | None, other: str | None) -> bool:
    """Whether two addresses lead to one mailbox; no address leads to none."""
    return bool(one and other) and canonical(one or "") == canonical(other or "")
