"""Why a blog could not be read, in words for organisers; and how a log-in page is known."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from course.core.trouble_kind import TroubleKind


class TroubleText(NamedTuple):
    """What is wrong, and what the reader can do about it: whole sentences."""

    says: str
    next: str


TEXTS: Mapping[TroubleKind, TroubleText] = {  # for organisers; participants read formats/intake/texts.py
    TroubleKind.BAD_ADDRESS: TroubleText(
        "This isn't a web address.",
        "Write the whole address as the browser shows it, beginning with https://.",
    ),
    TroubleKind.REFUSED_ADDRESS: TroubleText(
        "The address is private or not allowed, so it was not visited.",
        "Give the blog's public address, without user name or password. If the blog is inside your own network, "
        "add it to allow_private in things/course.toml.",
    ),
    TroubleKind.DNS: TroubleText(
        "There is no website with this name.",
        "Check the address for a typing mistake. If the blog has moved, ask its author for the new address.",
    ),
    TroubleKind.TLS: TroubleText(
        "Something is wrong with the site's certificate, so we can't be sure it's the right site.",
        "The site's owner has to fix that. If it goes on for more than a few days, tell the author.",
    ),
    TroubleKind.NO_CONNECTION: TroubleText(
        "The site can't be reached at the moment.",
        "It is usually back within a day. If not, ask the author whether the blog still exists.",
    ),
    TroubleKind.TIMEOUT: TroubleText(
        "The site took too long to answer.",
        "The next run will try again. If this happens for several days, tell the author.",
    ),
    TroubleKind.REDIRECT: TroubleText(
        "The address redirects in a loop, or to something that isn't a web page.",
        "Open it in a browser, and give the address you see there.",
    ),
    TroubleKind.BROKEN_ANSWER: TroubleText(
        "The site's answer isn't valid HTTP, so it could not be understood.",
        "The next run will try again. If this happens for several days, tell the author or the site's owner.",
    ),
    TroubleKind.CUT_OFF: TroubleText(
        "The site's answer stopped in the middle. The posts before that point were kept.",
        "The next run will try again. You don't need to do anything unless this happens for several days.",
    ),
    TroubleKind.TOO_LARGE: TroubleText(
        "The feed is larger than any blog's feed should be, so we stopped reading it.",
        "Ask the author to show fewer posts in the feed, or give the address of another feed.",
    ),
    TroubleKind.RATE_LIMITED: TroubleText(
        "The site asks us to come back later.",
        "You don't need to do anything: we'll try again when the site allows it.",
    ),
    TroubleKind.GONE: TroubleText(
        "The site says that this blog has been removed for good.",
        "Ask the author whether it has moved, and give the new address.",
    ),
    TroubleKind.NOT_FOUND: TroubleText(
        "There is nothing at this address.",
        "Check the address for a typing mistake. If the blog has moved, ask its author for the new address.",
    ),
    TroubleKind.LOGIN: TroubleText(
        "The blog can be read only after logging in.",
        "Ask the author to open the blog, or its feed, to everybody.",
    ),
    TroubleKind.FORBIDDEN: TroubleText(
        "The site doesn't let us read this address.",
        "Ask the author to allow feed readers. Some sites only let browsers in.",
    ),
    TroubleKind.SERVER_ERROR: TroubleText(
        "The site has a technical fault.",
        "It is usually fixed within a day. If not, tell the author.",
    ),
    TroubleKind.UNSAFE: TroubleText(
        "The feed contains definitions that are used in attacks, so it was not read.",
        "Ask the author to remove the DOCTYPE with its entities, or give the address of another feed.",
    ),
    TroubleKind.EMPTY: TroubleText(
        "The site sent an empty answer.",
        "The next run will try again. If this happens for several days, tell the author.",
    ),
    TroubleKind.NOT_A_FEED: TroubleText(
        "There is no feed at this address, but there may have been one before.",
        "Open the address in a browser, find where the feed is now, and give that address.",
    ),
    TroubleKind.NO_FEED: TroubleText(
        "There is a page at this address, but it lists no feed.",
        "Ask the author to switch the feed on, or give the feed's own address.",
    ),
    TroubleKind.BAD_ENCODING: TroubleText(
        "The feed has characters that we can't read.",
        "Ask the author to save the blog as UTF-8, or give the address of another feed.",
    ),
    TroubleKind.MALFORMED: TroubleText(
        "The feed is so damaged that no post in it can be read.",
        "Tell the author: a feed validator such as validator.w3.org/feed shows where the mistake is.",
    ),
}

_PASSWORD_FIELD = re.compile(rb"<input\b[^<>]{0,500}?\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LOG_IN_PLACE = re.compile(
    r"https?://(?:accounts|login|signin|sso|idp|auth)\.[^/]+/"
    r"|https?://[^/]+/(?:[^?#]*/)?(?:wp-login\.php|blogin\.g|log-?[io]n|sign-?[io]n|sign_in|servicelogin|authenticate"
    r"|shibboleth\.sso|adfs/ls|saml2?|openid-connect/auth|oauth2?/auth(?:orize)?)(?:[./;?#]|$)",
    re.IGNORECASE,
)
_LOOK_AT = 256 * 1024  # bytes of a page in which a log-in form is looked for


def for_organisers(kind: TroubleKind, detail: str = "") -> TroubleText:
    """The text for organisers; a detail (a status number) follows in brackets what is wrong."""
    text = TEXTS[kind]
    return TroubleText(f"{text.says[:-1]} ({detail}).", text.next) if detail else text


def is_page(body: bytes) -> bool:
    """Whether these bytes begin like a web page rather than a feed."""
    return _PAGE.search(body[:2048]) is not None


def is_log_in_page(body: bytes) -> bool:
    """Whether a page asks for a password."""
    return is_page(body) and _PASSWORD_FIELD.search(body[:_LOOK_AT]) is not None


def is_log_in_address(address: str) -> bool:
    """Whether an address, reached by a redirect, is where people are asked who they are."""
    return _LOG_IN_PLACE.match(address[:2000]) is not None
