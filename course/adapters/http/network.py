"""What this computer knows of its own network: nothing is sent to find out."""

import functools
import socket

# Addresses for documentation, at which nobody lives. Connecting a datagram socket sends nothing: it only asks for a route.
_SOMEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def has_route() -> bool:
    """Whether there is a way from here to the internet, as far as this computer's own settings tell."""
    return any(_source(family, address) for family, address in _SOMEWHERE)


@functools.lru_cache(1 << 14)
def is_own(number: str) -> bool:
    """Whether a number is one of this computer's own addresses: whoever talks to itself comes from where it goes."""
    return _source(socket.AF_INET6 if ":" in number else socket.AF_INET, number) == number


def _source(family: int, number: str) -> str:
    """The address from which this computer would talk to another; "" where there is no way to it."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((number, 53))
            return str(probe.getsockname()[0])
    except OSError:
        return ""
