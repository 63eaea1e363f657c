"""The kinds of trouble with a blog. Their texts are in posts/troubles.py."""

from enum import StrEnum


class TroubleKind(StrEnum):
    """Why a blog could not be read: the kinds of docs/INTERFACE.md, section 4, the first that fits first."""

    BAD_ADDRESS = "bad-address"
    REFUSED_ADDRESS = "refused-address"  # private, or otherwise not ours to read
    DNS = "dns"
    TLS = "tls"
    NO_CONNECTION = "no-connection"
    TIMEOUT = "timeout"
    REDIRECT = "redirect"
    BROKEN_ANSWER = "broken-answer"  # not HTTP as it should be
    CUT_OFF = "cut-off"
    TOO_LARGE = "too-large"
    RATE_LIMITED = "rate-limited"
    GONE = "gone"
    NOT_FOUND = "not-found"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    SERVER_ERROR = "server-error"
    UNSAFE = "unsafe"  # entity definitions and the like
    EMPTY = "empty"
    NOT_A_FEED = "not-a-feed"
    NO_FEED = "no-feed"
    BAD_ENCODING = "bad-encoding"
    MALFORMED = "malformed"
