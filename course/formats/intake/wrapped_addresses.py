"""Addresses that a mail program, a search engine or a network has wrapped into one of its own."""

import base64
import binascii
import re
from urllib.parse import parse_qs, unquote, urlsplit

from course.core.posts import same_address

_DEEPEST = 6  # wrappings in each other
_IN_A_PARAMETER = tuple(  # host, path, and the parameter that holds the address
    (re.compile(host), re.compile(path), name)
    for host, path, name in (
        (
            r"(?:.+\.)?safelinks?\.(?:protection\.(?:outlook|office365)\.(?:com|us|de|cn)|emails\.azure\.net)",
            r"/.*",
            "url",
        ),
        (r"statics\.teams\.(?:cdn\.office\.net|microsoft\.com)", r"/evergreen-assets/safelinks/.*", "url"),
        (r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}", r"/(?:url|imgres)", "q"),
        (r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}", r"/(?:url|imgres)", "url"),
        (r"lm?\.(?:facebook|instagram|messenger|threads)\.(?:com|net)", r"/.*", "u"),
        (r"(?:www\.)?facebook\.com", r"/(?:flx/warn|l\.php).*", "u"),
        (r"urldefense\.(?:proofpoint\.)?com", r"/v1/url", "u"),
        (r"linkprotect\.cudasvc\.com", r"/url", "a"),
        (r".+\.protection\.sophos\.com", r"/.*", "u"),
        (r"(?:.+\.)?trendmicro\.com", r"/wis/clicktime/.*", "url"),
        (r"protect\d?\.fireeye\.com", r"/.*", "u"),
        (r"clicktime\.symantec\.com", r"/.*", "u"),
        (r"(?:www\.)?linkedin\.com", r"/(?:redir/redirect|safety/go|redirect)/?", "url"),
        (r"slack-redir\.net", r"/link", "url"),
        (r"(?:www\.|m\.)?youtube\.com", r"/redirect", "q"),
        (r"(?:www\.)?duckduckgo\.com", r"/l/", "uddg"),
        (r"(?:www\.)?bing\.com", r"/ck/a", "u"),
        (r"(?:www\.)?vk\.com", r"/away\.php", "to"),
        (r"out\.reddit\.com", r"/.*", "url"),
        (r"(?:www\.)?t\.umblr\.com", r"/redirect", "z"),
        (r"steamcommunity\.com", r"/linkfilter/.*", "u"),
        (r"link\.zhihu\.com", r"/.*", "target"),
    )
)
_IN_THE_PATH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"https?://secure-web\.cisco\.com/[^/]+/(?P<quoted>https?%3A.+)",
        r"https?://r\.search\.yahoo\.com/.*?/RU=(?P<quoted>https?%3A[^/]+)",
        r"https?://(?:www\.)?google\.[a-z.]+/amp/s/(?P<bare>[^?#]+\.[^?#]+)",
        r"https?://(?:www\.)?href\.li/\?(?P<plain>https?://.+)",
        r"https?://(?:www\.)?feedly\.com/i/(?:subscription|feed)/(?:content/)?feed(?:/|%2F)(?P<quoted>https?(?::|%3A).+)",
        r"https?://web\.archive\.org/web/\d+[a-z_]*/(?P<plain>https?://.+)",
        r"view-source:(?P<plain>https?://.+)",
    )
)
_PROOFPOINT_2 = re.compile(r"https?://urldefense\.proofpoint\.com/v2/url\?(?:[^#]*&)?u=([^&#]+)", re.IGNORECASE)
_PROOFPOINT_3 = re.compile(r"https?://urldefense\.(?:proofpoint\.)?com/v3/__(.+?)__;([^!]*)!", re.IGNORECASE)
_SEALED = (  # wrappings that do not hold the address itself
    (
        re.compile(
            r"https?://protect-[a-z]{2}\.mimecast\.com/|https?://url\.[a-z]{2}\.m\.mimecastprotect\.com/", re.IGNORECASE
        ),
        "Mimecast",
    ),
    (re.compile(r"https?://(?:[^/]+\.)?safelinks?\.protection\.outlook\.com/", re.IGNORECASE), "Outlook"),
    (re.compile(r"https?://urldefense\.(?:proofpoint\.)?com/", re.IGNORECASE), "Proofpoint"),
    (re.compile(r"https?://lm?\.facebook\.com/", re.IGNORECASE), "Facebook"),
    (re.compile(r"https?://(?:www\.)?google\.[a-z.]+/url\?", re.IGNORECASE), "Google"),
)


def unwrapped(address: str) -> str:
    """The address inside, without what tracks readers; the same address where nothing is wrapped around it."""
    for _ in range(_DEEPEST):
        inside = _inside(address)
        if not inside:
            break
        address = inside
    return same_address.without_tracking(address)


def sealed_by(address: str) -> str:
    """Whose wrapping it is, where the address inside can't be read; "" where nothing is wrapped."""
    return next((name for pattern, name in _SEALED if pattern.match(address)), "")


def _inside(address: str) -> str:
    """The address in one wrapping; "" where there is none that can be read."""
    if found := _PROOFPOINT_2.match(address):
        return _web(unquote(found[1].translate(str.maketrans("-_", "%/"))))
    if found := _PROOFPOINT_3.match(address):
        return _web(_proofpoint_3(found[1], found[2]))
    for pattern in _IN_THE_PATH:
        if found := pattern.match(address):
            kind, words = next((kind, words) for kind, words in found.groupdict().items() if words)
            return _web(f"https://{words}" if kind == "bare" else unquote(words) if kind == "quoted" else words)
    try:
        parts = urlsplit(address)
        parameters = parse_qs(parts.query)
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    for hosts, paths, name in _IN_A_PARAMETER:
        if hosts.fullmatch(host) and paths.fullmatch(parts.path or "/") and (value := parameters.get(name)):
            return _web(value[0]) or _web(_from_base64(value[0]))
    return ""


def _proofpoint_3(words: str, replaced: str) -> str:
    """Each "*" stands for one of the letters in `replaced`, which is base64; "**X" for several, as many as X says."""
    try:
        letters = iter(base64.urlsafe_b64decode(replaced + "=" * (-len(replaced) % 4)).decode())
    except (ValueError, binascii.Error):
        return ""
    runs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    def letter(found: re.Match[str]) -> str:
        count = runs.index(found[1]) + 2 if found[1] else 1
        return "".join(next(letters, "") for _ in range(count))

    words = re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", letter, words)
    return re.sub(r"^(https?):/(?!/)", r"\1://", words, flags=re.IGNORECASE)


def _from_base64(words: str) -> str:
    """Bing writes "a1" before it, others nothing."""
    words = words.removeprefix("a1") if words.startswith("a1aHR0c") else words
    try:
        return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4)).decode() if words.startswith("aHR0c") else ""
    except (ValueError, binascii.Error):
        return ""


def _web(words: str) -> str:
    """The words where they are a web address, with its scheme; else ""."""
    words = words.strip()
    if re.match(r"https?://[^/]", words, re.IGNORECASE):
        return words
    return f"https://{words}" if re.match(r"www\.[^/\s]+\.[^/\s]+", words, re.IGNORECASE) else ""
