"""Who counts as one, for limits: a visitor by the network address, a mailbox by the letters that mail services ignore."""

from ipaddress import IPv4Address, IPv6Address, ip_address

_DOTS_IGNORED = frozenset({"gmail.com", "googlemail.com"})
_UNKNOWN = "unknown"


def visitor(address: str) -> str:
    """The smallest network that one person surely has: the IPv4 address, or the /64 of an IPv6 address."""
    return _network(address, 32, 64)


def neighbourhood(address: str) -> str:
    """The network that one organisation or one attacker may have: the /24 of IPv4, the /48 of IPv6."""
    return _network(address, 24, 48)


def mailbox(email: str) -> str:
    """One spelling for all the ways to write one mailbox: lower case, no plus-tag, Gmail's dots and other name left out."""
    local, _, domain = email.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTS_IGNORED:
        local, domain = local.replace(".", "") or local, "gmail.com"
    return f"{local}@{domain}"


def _network(address: str, bits4: int, bits6: int) -> str:
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address.strip().strip("[]").partition("%")[0])
    except ValueError:
        return _UNKNOWN
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    bits = bits4 if isinstance(parsed, IPv4Address) else bits6
    shift = parsed.max_prefixlen - bits
    return f"{type(parsed)(int(parsed) >> shift << shift)}/{bits}"
