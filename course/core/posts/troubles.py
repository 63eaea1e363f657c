"""Why a blog could not be read, in words for people: every kind of trouble, the first that fits first."""

import re

KINDS: dict[str, tuple[str, str]] = {  # kind: (what is the matter, what to do)
    "bad-address": (
        "This is no web address that can be read.",
        "Write the whole address as the browser shows it, beginning with https://.",
    ),
    "refused-address": (
        "The address leads to a private or forbidden place, so it was not visited.",
        "Give the blog's public address, without user name or password; a blog inside your own network "
        "must stand under allow_private in things/course.toml.",
    ),
    "dns": (
        "There is no web site of this name.",
        "Look for a slip in the address; if the blog has moved, ask its author where to.",
    ),
    "tls": (
        "The site could not prove that it is the right one: something is wrong with its certificate.",
        "The site's owner has to mend that; tell the author if it lasts longer than a few days.",
    ),
    "no-connection": (
        "The site does not take calls at the moment.",
        "It is usually back within a day; if not, ask the author whether the blog still exists.",
    ),
    "timeout": (
        "The site was too slow, and was not waited for any longer.",
        "It is tried again at the next run; tell the author if it lasts.",
    ),
    "redirect": (
        "The address only sends visitors on, in circles or to something that is no web page.",
        "Open it in a browser and note the address where you end up; that is the one to give.",
    ),
    "broken-answer": (
        "The site's answer breaks the rules of the web, so it could not be understood.",
        "It is tried again at the next run; tell the author or the site's owner if it lasts.",
    ),
    "cut-off": (
        "The site's answer stopped in the middle; what had come was kept.",
        "It is tried again at the next run; nothing needs doing unless it lasts.",
    ),
    "too-large": (
        "The answer is larger than any blog's feed should be, so it was not read to the end.",
        "Ask the author to show fewer posts in the feed, or give the address of another feed.",
    ),
    "rate-limited": (
        "The site asks us to come back later.",
        "Nothing needs doing: it is tried again after the time that the site asked for.",
    ),
    "gone": (
        "The site says that this blog has been taken away for good.",
        "Ask the author whether it has moved, and give the new address.",
    ),
    "not-found": (
        "There is nothing at this address.",
        "Look for a slip in the address; if the blog has moved, ask its author where to.",
    ),
    "login": (
        "The blog can be read only after logging in.",
        "Ask the author to open the blog, or its feed, to everybody.",
    ),
    "forbidden": (
        "The site will not let us read this address.",
        "Ask the author to allow feed readers; some sites turn away everything that is not a browser.",
    ),
    "server-error": (
        "The site has a fault of its own.",
        "It is usually mended within a day; tell the author if it lasts.",
    ),
    "unsafe": (
        "The feed holds definitions that are used in attacks, so it was not read.",
        "Ask the author to remove the DOCTYPE with its entities, or give the address of another feed.",
    ),
    "empty": (
        "The site answered, but with nothing at all.",
        "It is tried again at the next run; tell the author if it lasts.",
    ),
    "not-a-feed": (
        "What came is not a feed: there was one before, or another kind of file is there.",
        "Open the address in a browser, look where the feed is now, and give that address.",
    ),
    "no-feed": (
        "There is a page at this address, but it names no feed.",
        "Ask the author to switch the feed on, or give the feed's own address.",
    ),
    "bad-encoding": (
        "The feed is written in a way that cannot be turned back into letters.",
        "Ask the author to save the blog as UTF-8, or give the address of another feed.",
    ),
    "malformed": (
        "The feed is so damaged that no post in it can be read.",
        "Tell the author: a feed validator such as validator.w3.org/feed shows the place.",
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


def says(kind: str, detail: str = "") -> str:
    """What is the matter, as a sentence; a detail (a status number) stands in brackets at its end."""
    sentence = KINDS[kind][0]
    return f"{sentence[:-1]} ({detail})." if detail else sentence


def next_step(kind: str) -> str:
    """What a person can do about it, as a sentence."""
    return KINDS[kind][1]


def to_the_author(step: str) -> str:
    """The same said to whoever writes the blog: nobody is to be asked but the reader."""
    step = step.replace("Ask the author whether it has moved, and give", "Has it moved? Give")
    step = step.replace(
        "; if the blog has moved, ask its author where to.", "; if your blog has moved, give its new address."
    )
    step = re.sub(r"; (?:tell the author|if not, ask the author)[^.;]*", "", step)
    return re.sub(r"^(?:Ask the author to|Tell the author:) (\w)", lambda found: found[1].upper(), step)


def is_page(body: bytes) -> bool:
    """Whether these bytes begin like a web page rather than a feed."""
    return _PAGE.search(body[:2048]) is not None


def is_log_in_page(body: bytes) -> bool:
    """Whether a page asks for a password."""
    return is_page(body) and _PASSWORD_FIELD.search(body[:_LOOK_AT]) is not None


def is_log_in_address(address: str) -> bool:
    """Whether an address, reached by a redirect, is where people are asked who they are."""
    return _LOG_IN_PLACE.match(address[:2000]) is not None
