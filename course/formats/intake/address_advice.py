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
from course.formats.intake import texts

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

_WORKSHOPS = (  # hosts, paths, name
    ({"blogger.com", "draft.blogger.com"}, r"(?!/feeds/)", "Blogger"),
    ({"manage.wix.com", "editor.wix.com"}, "", "Wix"),
    ({"medium.com"}, r"/(?:me|new-story|p)(?:/|$)", "Medium"),
    ({"wordpress.com"}, r"/(?:read|reader|me|sites|home|posts|post)/?(?:[^.]*)$", "WordPress"),
    ({"tumblr.com"}, r"/dashboard", "Tumblr"),
    ({"substack.com"}, r"/(?:home|inbox|publish)", "Substack"),
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
        return Advised(f"{parts.scheme}://{parts.netloc}/", texts.ONE_POST)
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
    "Either add the person anyway and mark each Thing with the post's address, "
    "or use a free blog, for example at Blogger or WordPress."
)


def above(address: str) -> Advised | None:
    """Where to look when a page names no feed of its own: the site around this post, label or folder; None for a front page."""
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}"
    remark = texts.ONE_POST if blog_identity.is_post(address) else texts.PART_OF_A_SITE
    if found := _BELOW_A_SITE.match(parts.path):
        return Advised(f"{root}{found[1]}/", remark)
    return Advised(f"{root}{parts.path or '/'}", remark) if parts.query else None


_BELOW_A_SITE = re.compile(
    r"(.*?)/(?:(?:19|20)\d\d(?:/.*)?|(?:search/label|tags?|tagged|categor(?:y|ies)|labels?|authors?)/.+)$"
)


def _known_to_fail(host: str, path: str) -> None:
    if guess := typo(host):
        raise NoBlogError(TroubleKind.BAD_ADDRESS, *texts.mistyped(host, guess))
    for walled, name in _WALLED.items():
        if host == walled or host.endswith(f".{walled}"):
            raise NoBlogError(TroubleKind.NO_FEED, *texts.walled(name))
    for workshop, paths, name in _WORKSHOPS:
        if host in workshop and re.match(paths, path):
            raise NoBlogError(TroubleKind.LOGIN, texts.workshop(name), texts.WORKSHOPS[name])
    service = blog_platforms.SERVICES.get(host)
    if service and service.platform and path in {"", "/"}:
        raise NoBlogError(TroubleKind.NO_FEED, *texts.front_page(blog_platforms.NAMES[service.platform]))


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
    if found := re.match(r"(.*?)/(?:wp-admin|wp-login\.php|ghost|config|publish)(?:/.*)?$", path):
        return Advised(f"{root}{found[1]}/", texts.EDITOR)
    if host == "wordpress.com" and (found := re.search(r"/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/|$)", path)):
        return Advised(f"https://{found[1]}/", texts.EDITOR)
    if host == "tumblr.com" and (found := re.match(r"/(?:blog/)?(?:view/)?([a-z0-9-]+)(?:/|$)", path)):
        return Advised(f"https://{found[1]}.tumblr.com/", texts.EDITOR if "/blog/" in path else "")
    return None


def _comments(root: str, _host: str, path: str, query: str) -> Advised | None:
    if found := re.match(r"(.*?)/feeds/(?:\d+/)?comments/(?:default|summary|full)", path):
        return Advised(f"{root}{found[1]}/", texts.COMMENTS)
    if found := re.match(r"(.*?)/comments/(?:feed|default)(?:/.*)?$", path):
        return Advised(f"{root}{found[1]}/", texts.COMMENTS)
    if found := re.match(r"(.*?)/(?:19|20)\d\d/\d\d/(?:\d\d/)?[^/]+/feed/?$", path):
        return Advised(f"{root}{found[1]}/", texts.COMMENTS)
    if re.search(r"(?:^|&)feed=comments", query):
        return Advised(f"{root}{path}", texts.COMMENTS)
    return None


def _profile(root: str, host: str, path: str, _query: str) -> Advised | None:
    if found := re.match(r"/(?:web|deck)(/@[^/]+)", path):
        return Advised(f"{root}{found[1]}")
    if found := re.match(r"(/@[^/.]+(?:@[^/]+)?)/\d+$", path):
        return Advised(f"{root}{found[1]}")
    if host == "substack.com" and (found := re.match(r"/@([a-z0-9-]+)", path)):
        return Advised(f"https://{found[1]}.substack.com/", texts.NEWSLETTER)
    if host == "medium.com" and (found := re.match(r"(/@[^/]+)/.+", path)):
        return Advised(f"{root}{found[1]}")
    return None


# What to do -----------------------------------------------------------------------------------------


def next_step(kind: TroubleKind, platform: str, usual: str) -> str:
    """What to do about a kind of trouble on this platform; the usual advice where there is none of its own."""
    if kind in {TroubleKind.NO_FEED, TroubleKind.NOT_A_FEED, TroubleKind.NOT_FOUND} and platform in texts.FIND_THE_FEED:
        return texts.FIND_THE_FEED[platform]
    if kind in {TroubleKind.LOGIN, TroubleKind.FORBIDDEN} and platform in texts.OPEN_TO_EVERYBODY:
        return texts.OPEN_TO_EVERYBODY[platform]
    return usual
