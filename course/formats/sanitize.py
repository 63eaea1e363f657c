"""What strangers wrote, made fit to be shown: words on one line, and addresses that a link may lead to."""

import unicodedata
from urllib.parse import urlsplit

JOINERS = "\u200c\u200d\ufe0f"  # needed in Persian, Indic scripts and emoji
_SPACE = frozenset({"Cc", "Zl", "Zp"})  # controls and ends of lines stand between words
_HIDDEN = frozenset({"Cf", "Cs", "Co", "Cn"})  # direction marks, lone surrogates, what no reader can show: left out


def clean(text: str, most: int = 500) -> str:
    """Somebody else's words on one line, without anything that moves a cursor or turns the direction of writing."""
    text = text[:most]
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(map(_shown, unicodedata.normalize("NFC", text))).split())


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in _SPACE:
        return " "
    return "" if kind in _HIDDEN and sign not in JOINERS else sign


def web(address: str) -> str:
    """The address if it is http(s) with a host and without blanks; empty for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    fine = parts.scheme in ("http", "https") and parts.hostname and not any(map(str.isspace, address))
    return address if fine else ""
