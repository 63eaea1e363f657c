"""Why a blog could not be read, in words for people; and how a log-in page is known."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from course.core.trouble_kind import TroubleKind


class TroubleText(NamedTuple):
    """What is wrong, and what the reader can do about it: whole sentences."""

    says: str
    next: str


_THEIRS = "Please open it in your browser. If it opens there, tell us, because then the mistake is ours."
_MOVED = "Has it moved? Please tell us the new address."
_OURS_TO_RETRY = "You don't need to do anything: we'll try again soon."
_FRONT_PAGE = "Please tell us the address of your blog's front page, or of its feed if you know it."
_OPEN_IT = (
    "Is it private? Please open it to everybody (WordPress: Settings, Reading. Blogger: Settings, Permissions), "
    "or tell us, and we'll find another way."
)

# Each kind has one text for organisers and one for participants, who write the blog.
TEXTS: Mapping[TroubleKind, tuple[TroubleText, TroubleText]] = {
    TroubleKind.BAD_ADDRESS: (
        TroubleText(
            "This isn't a web address.",
            "Write the whole address as the browser shows it, beginning with https://.",
        ),
        TroubleText(
            "This isn't a web address.",
            "Please give the whole address as your browser shows it, beginning with https://.",
        ),
    ),
    TroubleKind.REFUSED_ADDRESS: (
        TroubleText(
            "The address is private or not allowed, so it was not visited.",
            "Give the blog's public address, without user name or password. If the blog is inside your own network, "
            "add it to allow_private in things/course.toml.",
        ),
        TroubleText(
            "The address isn't public, so we didn't visit it.",
            "Please give your blog's public address, without user name or password.",
        ),
    ),
    TroubleKind.DNS: (
        TroubleText(
            "There is no website with this name.",
            "Check the address for a typing mistake. If the blog has moved, ask its author for the new address.",
        ),
        TroubleText("There is no website with this name.", f"Is the address spelled correctly? {_MOVED}"),
    ),
    TroubleKind.TLS: (
        TroubleText(
            "Something is wrong with the site's certificate, so we can't be sure it's the right site.",
            "The site's owner has to fix that. If it goes on for more than a few days, tell the author.",
        ),
        TroubleText(
            "Something is wrong with the site's certificate, so we can't read it safely.",
            "If the site is your own, renew its certificate. If not, please tell the service that hosts your blog.",
        ),
    ),
    TroubleKind.NO_CONNECTION: (
        TroubleText(
            "The site can't be reached at the moment.",
            "It is usually back within a day. If not, ask the author whether the blog still exists.",
        ),
        TroubleText("The site can't be reached at the moment.", _THEIRS),
    ),
    TroubleKind.TIMEOUT: (
        TroubleText(
            "The site took too long to answer.",
            "The next run will try again. If this happens for several days, tell the author.",
        ),
        TroubleText("The site took too long to answer.", _THEIRS),
    ),
    TroubleKind.REDIRECT: (
        TroubleText(
            "The address redirects in a loop, or to something that isn't a web page.",
            "Open it in a browser, and give the address you see there.",
        ),
        TroubleText(
            "The address redirects in a loop, or to something that isn't a web page.",
            "Please open it in your browser, and tell us the address you see there.",
        ),
    ),
    TroubleKind.BROKEN_ANSWER: (
        TroubleText(
            "The site's answer isn't valid HTTP, so it could not be understood.",
            "The next run will try again. If this happens for several days, tell the author or the site's owner.",
        ),
        TroubleText("We couldn't understand the site's answer.", _THEIRS),
    ),
    TroubleKind.CUT_OFF: (
        TroubleText(
            "The site's answer stopped in the middle. The posts before that point were kept.",
            "The next run will try again. You don't need to do anything unless this happens for several days.",
        ),
        TroubleText("The site's answer stopped in the middle.", _OURS_TO_RETRY),
    ),
    TroubleKind.TOO_LARGE: (
        TroubleText(
            "The feed is larger than any blog's feed should be, so we stopped reading it.",
            "Ask the author to show fewer posts in the feed, or give the address of another feed.",
        ),
        TroubleText(
            "What we found at this address is larger than any feed should be.",
            "Please show fewer posts in your blog's feed, or tell us the address of another feed.",
        ),
    ),
    TroubleKind.RATE_LIMITED: (
        TroubleText(
            "The site asks us to come back later.",
            "You don't need to do anything: we'll try again when the site allows it.",
        ),
        TroubleText("The site asks us to come back later.", _OURS_TO_RETRY),
    ),
    TroubleKind.GONE: (
        TroubleText(
            "The site says that this blog has been removed for good.",
            "Ask the author whether it has moved, and give the new address.",
        ),
        TroubleText("The site says that this blog has been removed for good.", _MOVED),
    ),
    TroubleKind.NOT_FOUND: (
        TroubleText(
            "There is nothing at this address.",
            "Check the address for a typing mistake. If the blog has moved, ask its author for the new address.",
        ),
        TroubleText("There is nothing at this address.", f"Is the address spelled correctly? {_MOVED}"),
    ),
    TroubleKind.LOGIN: (
        TroubleText(
            "The blog can be read only after logging in.",
            "Ask the author to open the blog, or its feed, to everybody.",
        ),
        TroubleText("The blog can be read only after logging in.", _OPEN_IT),
    ),
    TroubleKind.FORBIDDEN: (
        TroubleText(
            "The site doesn't let us read this address.",
            "Ask the author to allow feed readers. Some sites only let browsers in.",
        ),
        TroubleText("The site doesn't let us read this address.", _OPEN_IT),
    ),
    TroubleKind.SERVER_ERROR: (
        TroubleText(
            "The site has a technical fault.",
            "It is usually fixed within a day. If not, tell the author.",
        ),
        TroubleText("The site has a technical fault.", _THEIRS),
    ),
    TroubleKind.UNSAFE: (
        TroubleText(
            "The feed contains definitions that are used in attacks, so it was not read.",
            "Ask the author to remove the DOCTYPE with its entities, or give the address of another feed.",
        ),
        TroubleText(
            "The feed contains definitions that are used in attacks, so we didn't read it.",
            "Please remove the DOCTYPE with its entities from the feed, or tell us the address of another feed.",
        ),
    ),
    TroubleKind.EMPTY: (
        TroubleText(
            "The site sent an empty answer.",
            "The next run will try again. If this happens for several days, tell the author.",
        ),
        TroubleText("The site sent an empty answer.", _FRONT_PAGE),
    ),
    TroubleKind.NOT_A_FEED: (
        TroubleText(
            "There is no feed at this address, but there may have been one before.",
            "Open the address in a browser, find where the feed is now, and give that address.",
        ),
        TroubleText("There is no feed at this address, but there may have been one before.", _FRONT_PAGE),
    ),
    TroubleKind.NO_FEED: (
        TroubleText(
            "There is a page at this address, but it lists no feed.",
            "Ask the author to switch the feed on, or give the feed's own address.",
        ),
        TroubleText("There is a page at this address, but we can't find a feed.", _FRONT_PAGE),
    ),
    TroubleKind.BAD_ENCODING: (
        TroubleText(
            "The feed has characters that we can't read.",
            "Ask the author to save the blog as UTF-8, or give the address of another feed.",
        ),
        TroubleText(
            "Your feed has characters that we can't read.",
            "Please save your blog as UTF-8, or tell us the address of another feed.",
        ),
    ),
    TroubleKind.MALFORMED: (
        TroubleText(
            "The feed is so damaged that no post in it can be read.",
            "Tell the author: a feed validator such as validator.w3.org/feed shows where the mistake is.",
        ),
        TroubleText(
            "The feed is so damaged that we can't read any post in it.",
            "A feed validator such as validator.w3.org/feed shows where the mistake is. If you need help, please tell us.",
        ),
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
    text = TEXTS[kind][0]
    return TroubleText(f"{text.says[:-1]} ({detail}).", text.next) if detail else text


def for_participants(kind: TroubleKind) -> TroubleText:
    """The text for the participant who writes the blog, in an email as on a page."""
    return TEXTS[kind][1]


def is_page(body: bytes) -> bool:
    """Whether these bytes begin like a web page rather than a feed."""
    return _PAGE.search(body[:2048]) is not None


def is_log_in_page(body: bytes) -> bool:
    """Whether a page asks for a password."""
    return is_page(body) and _PASSWORD_FIELD.search(body[:_LOOK_AT]) is not None


def is_log_in_address(address: str) -> bool:
    """Whether an address, reached by a redirect, is where people are asked who they are."""
    return _LOG_IN_PLACE.match(address[:2000]) is not None
