"""Which addresses of the network may be connected to: public ones, and private ones that were named exactly."""

import functools
import ipaddress
import re
import socket
from bisect import bisect_right
from collections.abc import Iterable

from course.adapters.http import network
from course.core.errors import CourseError

# IANA's special-purpose registries, written out: a library's idea of "global" differs from release to release.
_CLOSED_V4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, cloud metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_OPEN_V6 = ipaddress.IPv6Network("2000::/3")  # all else is closed
_CLOSED_V6 = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 nests a v4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_FIRST = [int(network.network_address) for network in _CLOSED_V4]
_LAST = [int(network.broadcast_address) for network in _CLOSED_V4]
_NESTS_V4 = (ipaddress.IPv6Network("::ffff:0:0/96"), ipaddress.IPv6Network("64:ff9b::/96"))  # mapped; NAT64
_PAIR = re.compile(r"(?:\[([0-9a-fA-F:.]+(?:/[0-9]{1,3})?)\]|([^\[\]:\s]+)):([0-9]{1,5})\Z")
_REMEMBERED = 1 << 14  # hosts: each is asked about several times in a run
_WIDEST = {4: 12, 6: 32}  # prefixes shorter than this open too much


def is_public(number: str) -> bool:
    """Whether an address (four numbers, or IPv6) is somewhere on the public internet."""
    version, value = _value(number)
    if version == 4:
        return _is_public_v4(value)
    address = ipaddress.IPv6Address(value)
    for nested in _NESTS_V4:
        if address in nested:
            return _is_public_v4(int(address) & 0xFFFFFFFF)
    return address in _OPEN_V6 and not any(address in closed for closed in _CLOSED_V6)


@functools.lru_cache(_REMEMBERED)
def is_number(host: str) -> bool:
    """Whether a host of a strict address is a number already."""
    return ":" in host or host.rpartition(".")[2].isdigit()


@functools.lru_cache(_REMEMBERED)
def _value(number: str) -> tuple[int, int]:
    """The version of an address, and the address as one number."""
    if ":" in number:
        return 6, int.from_bytes(socket.inet_pton(socket.AF_INET6, number.partition("%")[0]))
    return 4, int.from_bytes(socket.inet_aton(number))


def _is_public_v4(number: int) -> bool:
    place = bisect_right(_FIRST, number) - 1
    return number > _LAST[place]


def is_common(port: int) -> bool:
    """Whether web sites live at this port. Mail, remote control and their like, below 1024, must not be spoken to."""
    return port in (80, 443) or port >= 1024


class Guard:
    """Says who may be connected to. `allowed`: private HOST:PORT or NETWORK:PORT pairs that may be read anyway."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._names: set[tuple[str, int]] = set()
        self._ranges: dict[int, list[tuple[int, int, int]]] = {}  # by port: version, first, last
        for pair in allowed:
            self._allow(pair.strip())

    def _allow(self, pair: str) -> None:
        found = _PAIR.match(pair)
        if found is None or not 0 < int(found[3]) < 65536:
            raise CourseError(
                f"{pair!r} in allow_private is not HOST:PORT or NETWORK:PORT.",
                'Write it like "10.1.2.3:443", "10.1.2.0/24:80", "[fd00::7]:80" or "intranet.example:8080".',
            )
        text, port = found[1] or found[2], int(found[3])
        try:
            network = ipaddress.ip_network(text)
        except ValueError:
            if "/" in text or ":" in text:
                raise CourseError(
                    f"{pair!r} in allow_private is not a network.", 'Write it like "10.1.2.0/24:80".'
                ) from None
            self._names.add((text.lower().removesuffix("."), port))
            return
        if network.prefixlen < _WIDEST[network.version]:
            raise CourseError(
                f"{pair!r} in allow_private allows far too many addresses.",
                f"A network must be /{_WIDEST[network.version]} or smaller.",
            )
        first, last = int(network.network_address), int(network.broadcast_address)
        self._ranges.setdefault(port, []).append((network.version, first, last))

    def admits(self, host: str, number: str, port: int) -> bool:
        """Whether `host` may be connected to at this very address."""
        public = is_common(port) and is_public(number) and not network.is_own(number)
        return public or self.is_named(host, number, port)

    def is_named(self, host: str, number: str, port: int) -> bool:
        """Whether this private address was allowed by name or number."""
        if (host, port) in self._names:
            return True
        ranges = self._ranges.get(port)
        if not ranges:
            return False
        version, value = _value(number)
        return any(version == kind and first <= value <= last for kind, first, last in ranges)

    def knows(self, host: str, port: int) -> bool:
        """Whether it is certain, before any name is looked up, that this host is an allowed private one."""
        if (host, port) in self._names:
            return True
        return port in self._ranges and is_number(host) and self.is_named(host, host, port)
