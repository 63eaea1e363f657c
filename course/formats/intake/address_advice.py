"""What people paste instead of their blog's address, and what to tell them, platform by platform. Asks nobody."""

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from urllib.parse import urlsplit

from course.core.errors import CourseError
from course.core.model import Trouble
from course.core.posts import blog_identity, blog_platforms
from course.core.trouble_kind import TroubleKind

_LOOK_ALIKES = {"blogger.com", "wordpress.org", "googleblog.com", "github.com", "wix.com", "blogs.com", "blog.com"}
_OTHERS_TYPED = ("wix", "squarespace", "github", "weebly", "typepad")
_HOSTS = (
    *(
        ending
        for ending, service in blog_platforms.SERVICES.items()
        if (service.one_blog or service.platform in _OTHERS_TYPED) and ending not in _LOOK_ALIKES
    ),
    "blogspot.co.uk",
)
_WALLED = {
    "facebook.com": "Facebook", "instagram.com": "Instagram", "linkedin.com": "LinkedIn", "twitter.com": "X", "x.com": "X",
    "threads.net": "Threads", "tiktok.com": "TikTok", "pinterest.com": "Pinterest", "docs.google.com": "Google Docs",
    "drive.google.com": "Google Drive",
}  # fmt: skip

ELSEWHERE = "Use a blog that everybody can read, for example at Blogger or WordPress. Both are free."
_WORKSHOPS = (  # hosts, paths, name, what to do
    (
        {"blogger.com", "draft.blogger.com"},
        r"(?!/feeds/)",
        "Blogger",
        'Choose "View blog" in the menu on the left and copy the address of the page that opens.',
    ),
    (
        {"manage.wix.com", "editor.wix.com"},
        "",
        "Wix",
        'Choose "View site", go to the blog page and copy its address.',
    ),
    (
        {"medium.com"},
        r"/(?:me|new-story|p)(?:/|$)",
        "Medium",
        "Give the address of your profile: https://medium.com/@NAME",
    ),
    (
        {"wordpress.com"},
        r"/(?:read|reader|me|sites|home|posts|post)/?(?:[^.]*)$",
        "WordPress",
        "Open your own blog and copy its address.",
    ),
    ({"tumblr.com"}, r"/dashboard", "Tumblr", "Open your own blog and copy its address, like NAME.tumblr.com."),
    (
        {"substack.com"},
        r"/(?:home|inbox|publish)",
        "Substack",
        "Give the address of the newsletter: NAME.substack.com.",
    ),
)


class NoBlogError(CourseError):
    """The form of an address shows that no blog can be read there."""

    def __init__(self, kind: TroubleKind, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Advised:
    """The address to look at in place of the one that was given, and what to say about that."""

    address: str
    remark: str = ""


# The address ----------------------------------------------------------------------------------------


def place(address: str) -> Advised:
    """Where to look for the blog of a checked address; CourseError where its form shows that there is none."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    _known_to_fail(host, parts.path)
    for rule in (_editor, _comments, _profile):
        if found := rule(f"{parts.scheme}://{parts.netloc}", host, parts.path, parts.query):
            return found
    if blog_platforms.is_one_blog(host) and blog_identity.is_post(address):
        return Advised(f"{parts.scheme}://{parts.netloc}/", _ONE_POST)
    return Advised(address)


def without_feeds(address: str, now: datetime) -> Trouble | None:
    """What to say of a site that everybody can read and that has no feeds, as Google Sites; None for any other."""
    name = blog_platforms.feedless(address)
    return (
        Trouble(TroubleKind.NO_FEED, now, f"{name} has no feeds, so the program can't see posts there.", _BY_HAND)
        if name
        else None
    )


_BY_HAND = (
    "Either add the person anyway and mark each Thing with the post's address (cpd23 mark), "
    "or use a free blog, for example at Blogger or WordPress."
)


def above(address: str) -> Advised | None:
    """Where to look when a page names no feed of its own: the site around this post, label or folder; None for a front page."""
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}"
    remark = _ONE_POST if blog_identity.is_post(address) else _PART_OF_A_SITE
    if found := _BELOW_A_SITE.match(parts.path):
        return Advised(f"{root}{found[1]}/", remark)
    return Advised(f"{root}{parts.path or '/'}", remark) if parts.query else None


_BELOW_A_SITE = re.compile(
    r"(.*?)/(?:(?:19|20)\d\d(?:/.*)?|(?:search/label|tags?|tagged|categor(?:y|ies)|labels?|authors?)/.+)$"
)
_ONE_POST = "That is a single post. The whole blog will be read."
_PART_OF_A_SITE = (
    "That page has no feed of its own, so the whole site will be read. If several people write there, "
    "give the address of this person's own feed."
)


def _known_to_fail(host: str, path: str) -> None:
    if guess := typo(host):
        raise NoBlogError(TroubleKind.BAD_ADDRESS, f"{host} is probably a typing mistake.", f"Did you mean {guess}?")
    for walled, name in _WALLED.items():
        if host == walled or host.endswith(f".{walled}"):
            raise NoBlogError(TroubleKind.NO_FEED, f"{name} has no feed, so we can't see posts there.", ELSEWHERE)
    for workshop, paths, name, cure in _WORKSHOPS:
        if host in workshop and re.match(paths, path):
            raise NoBlogError(
                TroubleKind.LOGIN, f"This is a page of {name} that only you can see, not your blog.", cure
            )
    service = blog_platforms.SERVICES.get(host)
    if service and service.platform and path in {"", "/"}:
        name = blog_platforms.NAMES[service.platform]
        raise NoBlogError(
            TroubleKind.NO_FEED,
            f"This is the front page of {name}, not a blog.",
            "Open your own blog and copy its address.",
        )


def typo(host: str) -> str:
    """The host that was meant where the name of a well-known one is mistyped; "" where nothing is suspicious."""
    labels = host.split(".")
    for size in (2, 3):
        ending = ".".join(labels[-size:])
        if len(labels) < size or ending in {*_HOSTS, *_LOOK_ALIKES} or (len(labels) == size and size == 3):
            continue
        if blog_platforms.platform(host):
            return ""
        close = get_close_matches(ending, _HOSTS, 1, cutoff=0.86)
        if close and len(labels) > size and abs(len(close[0]) - len(ending)) <= 2:
            return ".".join([*labels[:-size], close[0]])
    return ""


def _editor(root: str, host: str, path: str, _query: str) -> Advised | None:
    remark = "That is the editor, which only the blog's owner can see. We checked the blog itself instead."
    if found := re.match(r"(.*?)/(?:wp-admin|wp-login\.php|ghost|config|publish)(?:/.*)?$", path):
        return Advised(f"{root}{found[1]}/", remark)
    if host == "wordpress.com" and (found := re.search(r"/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/|$)", path)):
        return Advised(f"https://{found[1]}/", remark)
    if host == "tumblr.com" and (found := re.match(r"/(?:blog/)?(?:view/)?([a-z0-9-]+)(?:/|$)", path)):
        return Advised(f"https://{found[1]}.tumblr.com/", remark if "/blog/" in path else "")
    return None


def _comments(root: str, _host: str, path: str, query: str) -> Advised | None:
    remark = "That is the feed of comments. We checked the feed of posts instead."
    if found := re.match(r"(.*?)/feeds/(?:\d+/)?comments/(?:default|summary|full)", path):
        return Advised(f"{root}{found[1]}/", remark)
    if found := re.match(r"(.*?)/comments/(?:feed|default)(?:/.*)?$", path):
        return Advised(f"{root}{found[1]}/", remark)
    if found := re.match(r"(.*?)/(?:19|20)\d\d/\d\d/(?:\d\d/)?[^/]+/feed/?$", path):
        return Advised(f"{root}{found[1]}/", remark)
    if re.search(r"(?:^|&)feed=comments", query):
        return Advised(f"{root}{path}", remark)
    return None


def _profile(root: str, host: str, path: str, _query: str) -> Advised | None:
    if found := re.match(r"/(?:web|deck)(/@[^/]+)", path):
        return Advised(f"{root}{found[1]}")
    if found := re.match(r"(/@[^/.]+(?:@[^/]+)?)/\d+$", path):
        return Advised(f"{root}{found[1]}")
    if host == "substack.com" and (found := re.match(r"/@([a-z0-9-]+)", path)):
        return Advised(
            f"https://{found[1]}.substack.com/",
            "That is a profile. We checked the newsletter of the same name instead.",
        )
    if host == "medium.com" and (found := re.match(r"(/@[^/]+)/.+", path)):
        return Advised(f"{root}{found[1]}")
    return None


# What to do -----------------------------------------------------------------------------------------

_NO_FEED = {
    "wix": "A Wix site has a feed only with Wix Blog. Add Wix Blog, or give the address of the blog page.",
    "squarespace": "On Squarespace, give the address of the blog page itself, like .../blog, not the front page.",
    "wordpress": "On WordPress, a plug-in may have switched the feed off, or the site may not be launched yet. Open it to everybody.",
    "blogger": 'In Blogger: Settings, Site feed, "Allow blog feed": choose Full or Until jump break.',
    "tumblr": 'In Tumblr: settings of the blog, switch off "Hide from people without an account".',
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
_CLOSED = {
    "wordpress": "On WordPress: Settings, Reading, Site visibility: choose Public.",
    "blogger": "In Blogger: Settings, Permissions, Reader access: choose Public.",
    "tumblr": 'In Tumblr: settings of the blog, switch off "Hide from people without an account" and the password.',
    "ghost": 'In Ghost: Settings, General, "Make this site private": switch it off.',
    "substack": "On Substack: make posts available to everyone, not only to subscribers.",
    "squarespace": "On Squarespace: Settings, Site availability: choose Public.",
    "wix": "On Wix: remove the members-only setting and the password from the blog page.",
    "medium": "On Medium: the feed has only the beginning of members-only posts. That's enough if the title has the number of the Thing.",
    "mastodon": "In Mastodon: Preferences, Privacy: make posts visible to everybody.",
}
_EMPTY = "No posts yet? That's fine: we'll see them as soon as they're published."


def next_step(kind: TroubleKind, platform: str, usual: str) -> str:
    """What to do about a kind of trouble on this platform; the usual advice where there is none of its own."""
    if kind in {TroubleKind.NO_FEED, TroubleKind.NOT_A_FEED, TroubleKind.NOT_FOUND} and platform in _NO_FEED:
        return _NO_FEED[platform]
    if kind in {TroubleKind.LOGIN, TroubleKind.FORBIDDEN} and platform in _CLOSED:
        return _CLOSED[platform]
    return usual


def no_posts() -> str:
    """What to say about a feed without posts."""
    return _EMPTY
