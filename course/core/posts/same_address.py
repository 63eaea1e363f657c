"""When do two addresses name the same place?"""

import re

_PARTS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^@/?#]*@)?([^/?#:]*)(:\d+)?([^?#]*)", re.IGNORECASE)
_DEFAULT_PORTS = {":80", ":443"}


def canonical(address: str) -> str:
    """An address to compare by, not to fetch: no scheme, www, default port, query, fragment or last slash; host in small letters."""
    found = _PARTS.match(address.strip())
    if not found:
        return address.strip()
    host = found[1].lower().rstrip(".").removeprefix("www.")
    port = "" if (found[2] or "") in _DEFAULT_PORTS else found[2] or ""
    return f"{host}{port}{found[3].rstrip('/')}"


def host(address: str) -> str:
    """The host of an address, without www and with its port unless that is the usual one; "" where there is none."""
    return canonical(address).partition("/")[0]
