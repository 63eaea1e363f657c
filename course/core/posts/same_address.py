"""Web addresses: is it one, and when do two name the same place?"""

import re
from string import punctuation
from urllib.parse import quote

_PARTS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^@/?#]*@)?([^/?#:]*)(:\d+)?([^?#]*)(?:\?([^#]*))?", re.IGNORECASE
)
_DEFAULT_PORTS = {":80", ":443"}
# What newsletters, social networks and mail programs hang on an address; no site shows another page because of one of these.
_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_(?:campaign|kwd|source|medium|content)|_hs(?:enc|mi)|mc_[ce]id|fbclid|[gdw]clid|gclsrc|[gw]braid|msclkid|yclid|"
    r"twclid|ttclid|li_fat_id|igshid|igsh|mkt_tok|vero_id|oly_(?:enc|anon)_id|ref_src|ref_url|spref|fb_(?:action|source|ref)\w*|__twitter_impression",
    re.IGNORECASE | re.ASCII,
)

_VIEWS = re.compile(r"m=[01]|showComment=\w*")
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)


def is_web(address: str) -> bool:
    """Whether a text is an address of the web, http or https, whatever it leads to."""
    return address[:8].lower().startswith(("http://", "https://"))


def has_password(address: str) -> bool:
    """Whether an address has a user name or a password before its host: whoever sees it could use them."""
    place = re.match(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}([^/\\?#]*)", address.strip(), re.IGNORECASE)
    return place is not None and "@" in place[1]


def without_password(address: str) -> str:
    """The same address without them."""
    return re.sub(r"(//)[^/?#@]*(?:@[^/?#@]*)*@", r"\1", address.strip(), count=1)


def canonical(address: str) -> str:
    """An address to compare by, not to fetch: no scheme, www, default port, tracking, fragment or last slash; host in small letters."""
    found = _PARTS.match(address.strip())
    if not found:
        return address.strip()
    host = found[1].lower().rstrip(".").removeprefix("www.")
    port = "" if (found[2] or "") in _DEFAULT_PORTS else found[2] or ""
    place = f"{host}{port}{found[3].rstrip('/')}"
    query = "&".join(sorted(parameters(found[4]))) if found[4] else ""
    return f"{place}?{query}" if query else place


def page(address: str) -> str:
    """The address of a post to compare by: canonical, whether it is Blogger's view for phones, and however its letters are escaped."""
    place, _, query = canonical(address).partition("?")
    if place.endswith(".html"):
        query = "&".join(part for part in query.split("&") if not _VIEWS.fullmatch(part))
    whole = f"{place}?{query}" if query else place
    if whole.isascii() and "%" not in whole:
        return whole
    return quote(_ESCAPE.sub(lambda found: _escaped(found[0]), whole), safe=punctuation + " ", errors="replace")


def _escaped(escape: str) -> str:
    """A letter for an escape that stands for nothing special, and capitals in all others."""
    letter = chr(int(escape[1:], 16))
    return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else escape.upper()


def host(address: str) -> str:
    """The host of an address, without www and with its port unless that is the usual one; "" where there is none."""
    return canonical(address).partition("?")[0].partition("/")[0]


def parameters(query: str) -> list[str]:
    """The parts of a query that say which page is meant, in their order: all but those that track readers."""
    return [part for part in query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0])]


def without_tracking(address: str) -> str:
    """The address as it was given, but for the parameters that track readers."""
    start, mark, rest = address.partition("?")
    query, hash_, fragment = rest.partition("#")
    kept = parameters(query)
    if not mark or len(kept) == len([part for part in query.split("&") if part]):
        return address
    return start + ("?" if kept else "") + "&".join(kept) + hash_ + fragment
