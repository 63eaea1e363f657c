"""The words about addresses of blogs and posts, and about blogs that can't be read, as participants see them.

Organisers see the advice on addresses, too. What they read about a blog that can't be read is in core/posts/troubles.py."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from course.core.people.joining import LONGEST_ADDRESS
from course.core.posts.troubles import TroubleText
from course.core.trouble_kind import TroubleKind

AddressOf = Literal["blog", "post"]

# A blog that can't be read ---------------------------------------------------------------------------

_THEIRS = "Please open it in your browser. If that works, tell us: then the mistake is ours."
_MOVED = "Has it moved? Please tell us the new address."
_SPELLED = "Is the address spelled correctly? Or has it moved? Please tell us the right address."
_OURS_TO_RETRY = "You don't need to do anything: we'll try again soon."
_FRONT_PAGE = "Please tell us the address of your blog's front page, or of its feed if you know it."
_OPEN_IT = (
    "Is it private? Please open it to everybody (WordPress: Settings, Reading. Blogger: Settings, Permissions), "
    "or tell us, and we'll find another way."
)
TROUBLES: Mapping[TroubleKind, TroubleText] = MappingProxyType(
    {
        TroubleKind.BAD_ADDRESS: TroubleText(
            "This isn't a web address.",
            "Please give the whole address as your browser shows it, beginning with https://.",
        ),
        TroubleKind.REFUSED_ADDRESS: TroubleText(
            "The address isn't public, so we didn't visit it.",
            "Please give your blog's public address, without user name or password.",
        ),
        TroubleKind.DNS: TroubleText("There is no website with this name.", _SPELLED),
        TroubleKind.TLS: TroubleText(
            "Something is wrong with the site's certificate, so we can't read it safely.",
            "If the site is your own, renew its certificate. If not, please tell the service that hosts your blog.",
        ),
        TroubleKind.NO_CONNECTION: TroubleText("The site can't be reached at the moment.", _THEIRS),
        TroubleKind.TIMEOUT: TroubleText("The site took too long to answer.", _THEIRS),
        TroubleKind.REDIRECT: TroubleText(
            "The address redirects in a loop, or to something that isn't a web page.",
            "Please open it in your browser, and tell us the address you see there.",
        ),
        TroubleKind.BROKEN_ANSWER: TroubleText("We couldn't understand the site's answer.", _THEIRS),
        TroubleKind.CUT_OFF: TroubleText("The site's answer stopped in the middle.", _OURS_TO_RETRY),
        TroubleKind.TOO_LARGE: TroubleText(
            "What we found at this address is larger than any feed should be.",
            "Please show fewer posts in your blog's feed, or tell us the address of another feed.",
        ),
        TroubleKind.RATE_LIMITED: TroubleText("The site asks us to come back later.", _OURS_TO_RETRY),
        TroubleKind.GONE: TroubleText("The site says that this blog has been removed for good.", _MOVED),
        TroubleKind.NOT_FOUND: TroubleText("There is nothing at this address.", _SPELLED),
        TroubleKind.LOGIN: TroubleText("The blog can be read only after logging in.", _OPEN_IT),
        TroubleKind.FORBIDDEN: TroubleText("The site doesn't let us read this address.", _OPEN_IT),
        TroubleKind.SERVER_ERROR: TroubleText("The site has a technical fault.", _THEIRS),
        TroubleKind.UNSAFE: TroubleText(
            "The feed contains definitions that are used in attacks, so we didn't read it.",
            "Please remove the DOCTYPE with its entities from the feed, or tell us the address of another feed.",
        ),
        TroubleKind.EMPTY: TroubleText("The site sent an empty answer.", _FRONT_PAGE),
        TroubleKind.NOT_A_FEED: TroubleText(
            "There is no feed at this address, but there may have been one before.", _FRONT_PAGE
        ),
        TroubleKind.NO_FEED: TroubleText("There is a page at this address, but we can't find a feed.", _FRONT_PAGE),
        TroubleKind.BAD_ENCODING: TroubleText(
            "Your feed has characters that we can't read.",
            "Please save your blog as UTF-8, or tell us the address of another feed.",
        ),
        TroubleKind.MALFORMED: TroubleText(
            "The feed is so damaged that we can't read any post in it.",
            "A feed validator such as validator.w3.org/feed shows where the mistake is. If you need help, please tell us.",
        ),
    }
)
COULD_NOT_READ = TroubleText(  # to strangers: an address that can't be reached says nothing about our network
    "We couldn't read anything at this address.",
    "Open your blog in a browser and copy its address from there. Check that the blog is open to everybody.",
)

# Remarks about what was found -------------------------------------------------------------------------

NO_POSTS = "No posts yet? That's fine: we'll see them as soon as they're published."
ONE_POST = "That is a single post. We'll read the whole blog."
PART_OF_A_SITE = (
    "That page has no feed of its own, so we'll read the whole site. If several people write there, "
    "give the address of this person's own feed."
)
EDITOR = "That is the editor, which only the blog's owner can see. We checked the blog itself instead."
COMMENTS = "That is the feed of comments. We checked the feed of posts instead."
NEWSLETTER = "That is a profile. We checked the newsletter of the same name instead."
ONE_LABEL = "This is the feed of one label or author, so we won't see other posts on the site."
ONLY_COMMENTS = TroubleText(
    "The page lists only a feed of comments, not of posts.", "Give the address of the blog's front page."
)


def moved(address: str) -> str:
    """A blog that is at another address now."""
    return f"The blog has moved permanently to {address}."


def did_you_mean(guess: str) -> str:
    """What was probably meant by a mistyped email or name of a site."""
    return f"Did you mean {guess}?"


# Addresses that are no blog -----------------------------------------------------------------------------

ELSEWHERE = "Use a blog that everybody can read, for example at Blogger or WordPress. Both are free."


def mistyped(host: str, guess: str) -> TroubleText:
    """The name of a well-known site with a typing mistake."""
    return TroubleText(f"{host} is probably a typing mistake.", did_you_mean(guess))


def walled(name: str) -> TroubleText:
    """A site without feeds, such as Facebook."""
    return TroubleText(f"{name} has no feeds, so we can't see posts there.", ELSEWHERE)


def workshop(name: str) -> str:
    """The pages on which a blog's owner works; what to do is in WORKSHOPS."""
    return f"This is a page of {name} that only you can see, not your blog."


def front_page(name: str) -> TroubleText:
    """The home page of a service with many blogs."""
    return TroubleText(f"This is the front page of {name}, not a blog.", "Open your own blog and copy its address.")


WORKSHOPS: Mapping[str, str] = MappingProxyType(
    {
        "Blogger": 'Choose "View blog" in the menu on the left and copy the address of the page that opens.',
        "Wix": 'Choose "View site", go to the blog page and copy its address.',
        "Medium": "Give the address of your profile: https://medium.com/@NAME",
        "WordPress": "Open your own blog and copy its address.",
        "Tumblr": "Open your own blog and copy its address, like NAME.tumblr.com.",
        "Substack": "Give the address of the newsletter: NAME.substack.com.",
    }
)

# What to do, platform by platform -----------------------------------------------------------------------

FIND_THE_FEED: Mapping[str, str] = MappingProxyType(
    {
        "wix": "A Wix site has a feed only with Wix Blog. Add Wix Blog, or give the address of the blog page.",
        "squarespace": "On Squarespace, give the address of the blog page itself, like .../blog, not the front page.",
        "wordpress": "On WordPress, a plug-in may have switched the feed off, or the site may not be launched yet. "
        "Open it to everybody.",
        "blogger": 'In Blogger: Settings, Site feed, "Allow blog feed": choose Full or Until jump break.',
        "tumblr": 'In Tumblr: in the settings of the blog, switch off "Hide from people without an account".',
        "medium": "Give the address of your profile: https://medium.com/@NAME",
        "substack": "Give the address of the newsletter: https://NAME.substack.com",
        "ghost": "In Ghost, the feed is at /rss/. Give that address.",
        "mastodon": "Give the address of a profile that everybody can see: https://SERVER/@NAME",
        "microblog": "Give the address https://NAME.micro.blog",
        "github": "On GitHub Pages, a plug-in makes the feed: add jekyll-feed to the plugins of the site.",
        "jekyll": "Jekyll makes a feed with the plug-in jekyll-feed: add it to the plugins of the site.",
        "hugo": "Hugo makes a feed at /index.xml unless its settings switch it off. Switch RSS on.",
        "weebly": "On Weebly, the blog page has the feed: give the address of that page.",
    }
)
OPEN_TO_EVERYBODY: Mapping[str, str] = MappingProxyType(
    {
        "wordpress": "On WordPress: Settings, Reading, Site visibility: choose Public.",
        "blogger": "In Blogger: Settings, Permissions, Reader access: choose Public.",
        "tumblr": 'In Tumblr: in the settings of the blog, switch off "Hide from people without an account" and the password.',
        "ghost": 'In Ghost: Settings, General, "Make this site private": switch it off.',
        "substack": "On Substack: make posts available to everyone, not only to subscribers.",
        "squarespace": "On Squarespace: Settings, Site availability: choose Public.",
        "wix": "On Wix: remove the members-only setting and the password from the blog page.",
        "medium": "On Medium: the feed has only the beginning of members-only posts. That's enough if the title has the "
        "number of the Thing.",
        "mastodon": "In Mastodon: Preferences, Privacy: make posts visible to everybody.",
    }
)

# Addresses that can't be used, as they were typed ---------------------------------------------------------

NO_ADDRESS: Mapping[AddressOf, TroubleText] = MappingProxyType(
    {
        "blog": TroubleText(
            "The address of the blog is missing.", "Give the address that your browser shows for the blog."
        ),
        "post": TroubleText(
            "The address of the post is missing.", "Give the address that your browser shows for the post."
        ),
    }
)
TOO_LONG: Mapping[AddressOf, TroubleText] = MappingProxyType(
    {
        "blog": TroubleText("That is too long for the address of a blog.", "Give the address of its front page."),
        "post": TroubleText(
            "That is too long for the address of a post.", f"Give an address of at most {LONGEST_ADDRESS} characters."
        ),
    }
)
_GIVE: Mapping[AddressOf, str] = MappingProxyType(
    {"blog": "Give the address of the blog.", "post": "Give the address of the post."}
)


def several(typed: str) -> TroubleText:
    """Words with spaces between them."""
    return TroubleText(f"{typed} isn't a single address.", "Give one address, without spaces.")


def user_name(typed: str, page: str) -> TroubleText:
    """A user name, as in @ada@hachyderm.example."""
    return TroubleText(
        f"{typed} is a user name, for example on Mastodon, not an address.",
        f"Give the address of the profile page: {page}",
    )


def file(typed: str, of: AddressOf) -> TroubleText:
    """A file on somebody's own computer."""
    return TroubleText(f"{typed} is a file on a computer, not a web address.", _GIVE[of])


def email(typed: str, of: AddressOf) -> TroubleText:
    """An email address in the place of a web address."""
    return TroubleText(f"{typed} is an email address, not a web address.", _GIVE[of])


def other_scheme(scheme: str) -> TroubleText:
    """An address that begins like ftp:."""
    return TroubleText(
        f"We can't read addresses that begin with {scheme}:.", "Give an address that begins with https://."
    )


def wrapped(by: str) -> TroubleText:
    """A link that a mail filter has changed beyond recognition."""
    return TroubleText(
        f"{by} has changed this link, so we can't read the blog's own address from it.",
        "Open the link in a browser and copy the address you see there.",
    )


def not_an_address(typed: str) -> TroubleText:
    """Anything else."""
    return TroubleText(
        f"{typed} isn't a web address.", "Give the address as your browser shows it, like nightjar.example."
    )


def with_password(typed: str) -> TroubleText:
    """An address with a user name or a password in it."""
    return TroubleText(f"{typed} contains a user name or a password.", "Give the address without them.")
