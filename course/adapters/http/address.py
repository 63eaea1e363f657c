"""Web addresses, made strict: what we check and what the network library reads must be the same thing."""

import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import quote, urljoin

from course.core.trouble_kind import TroubleKind

_SIMPLE = re.compile(r"(https?)://([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::([0-9]{1,5}))?(/[!-\[\]-~]*)?\Z")
_PARTS = re.compile(r"(https?)://([^/?#\\]*)(.*)", re.IGNORECASE | re.DOTALL)
_WHOLE = re.compile(r"https?:", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_DOTTED = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}\Z")
_KEPT = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "\\")
LONGEST = 4000  # characters


class Address(NamedTuple):
    """An address of printable ASCII, without fragment or user info; `host` is a name or a number, without brackets."""

    url: str
    host: str
    port: int


class AddressError(ValueError):
    """No http(s) address. `kind` says which trouble that is."""

    kind = TroubleKind.BAD_ADDRESS


class UserInfoError(AddressError):
    """A name or a password stands in the address: whoever it is for, it is not for us."""

    kind = TroubleKind.REFUSED_ADDRESS


def parse(text: str) -> Address:
    """The strict form of an address that somebody wrote; AddressError if there is none."""
    simple = _SIMPLE.match(text)
    if simple is None or "#" in text or len(text) > LONGEST or _is_odd(simple[2]):
        return _parse_slowly(text)
    port = int(simple[3]) if simple[3] else 443 if simple[1] == "https" else 80
    if not 0 < port < 65536:
        raise AddressError("the port")
    return Address(text if simple[4] else text + "/", simple[2], port)


def join(base: str, location: bytes) -> Address:
    """The address to which a redirect leads; AddressError if it leads to none."""
    try:
        text = location.decode()
    except UnicodeDecodeError:
        text = location.decode("latin-1")
    text = text.strip()
    try:
        return parse(text if _WHOLE.match(text) else urljoin(base, text))
    except AddressError:
        raise
    except ValueError as error:  # urljoin on brackets
        raise AddressError(str(error)) from None


def _is_odd(host: str) -> bool:
    """Whether a plain host must take the slow way: numbers, labels that are too long or end in a dash."""
    if _NUMBER.match(host.rpartition(".")[2]):
        return _DOTTED.match(host) is None
    return len(host) > 60 or host[0] == "-" or host[-1] == "-" or "-." in host or ".-" in host


def _parse_slowly(text: str) -> Address:
    text = text.strip()
    if len(text) > LONGEST or _FORBIDDEN.search(text):
        raise AddressError("too long, or control characters")
    found = _PARTS.match(text)
    if found is None:
        raise AddressError("not http or https")
    scheme, authority, rest = found[1].lower(), found[2], found[3]
    if "@" in authority:
        raise UserInfoError("user info")
    host, port = _host_and_port(authority)
    number = int(port) if port else 443 if scheme == "https" else 80
    if not 0 < number < 65536:
        raise AddressError("the port")
    path = quote(rest.partition("#")[0], safe=_KEPT)
    if not path.startswith("/"):
        path = "/" + path if not path or path.startswith("?") else _refuse("backslash")
    shown = f"[{host}]" if ":" in host else host
    return Address(f"{scheme}://{shown}{':' + str(number) if port else ''}{path}", host, number)


def _refuse(why: str) -> str:
    raise AddressError(why)


def _host_and_port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        literal, bracket, port = authority[1:].partition("]")
        try:
            host = str(ipaddress.IPv6Address(literal)) if "%" not in literal else _refuse("zone")
        except ValueError:
            raise AddressError("brackets") from None
        if not bracket or (port and not port.startswith(":")):
            raise AddressError("brackets")
        port = port[1:]
    else:
        name, _, port = authority.partition(":")
        host = _host(name)
    if port and not (port.isascii() and port.isdigit() and len(port) <= 5):
        raise AddressError("the port")
    return host, port


def _host(name: str) -> str:
    """A name in lower-case ASCII, or four numbers with dots, whatever spelling was used."""
    if not name.isascii():
        name = _in_ascii(name)
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if _NUMBER.match(labels[-1]):
        return _dotted(name)
    if len(name) > 253 or not all(_LABEL.match(label) for label in labels):
        raise AddressError("the host")
    return name


def _dotted(name: str) -> str:
    """Four plain numbers for 127.1, 0x7f.1, 2130706433, 0177.0.0.1, as every resolver reads them."""
    if _DOTTED.match(name):
        return name
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except OSError:
        raise AddressError("the host") from None


def _in_ascii(name: str) -> str:
    import idna

    try:
        return idna.encode(name, uts46=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError):
        pass
    import unicodedata

    plain = unicodedata.normalize("NFKC", name)  # circled digits and full-width letters; the guard sees what they hide
    return plain if plain.isascii() else _refuse("the host")
