"""What is known about the services on which people blog: their hosts and names, and whether one host is one blog.

Where each keeps its feeds stands in `formats.intake.feed_addresses`, what to tell its users in `formats.intake.address_advice`.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit


class Service(NamedTuple):
    """The hosts with one ending."""

    platform: str  # a short name, a key of NAMES; "" where the ending is known and nothing more
    one_blog: bool  # NAME.ending is one blog, whatever stands behind the host; otherwise folders may be blogs


NAMES = {  # what people call it
    "blogger": "Blogger", "wordpress": "WordPress", "tumblr": "Tumblr", "medium": "Medium", "substack": "Substack",
    "ghost": "Ghost", "squarespace": "Squarespace", "wix": "Wix", "github": "GitHub Pages", "jekyll": "Jekyll",
    "hugo": "Hugo", "mastodon": "Mastodon", "microblog": "Micro.blog", "googlesites": "Google Sites", "weebly": "Weebly",
    "livejournal": "LiveJournal", "typepad": "Typepad", "movabletype": "Movable Type", "writeas": "WriteFreely",
    "bear": "Bear", "hashnode": "Hashnode", "devto": "DEV", "note": "note", "hatena": "Hatena", "youtube": "YouTube",
}  # fmt: skip
SERVICES = {
    "blogspot.com": Service("blogger", True),
    **dict.fromkeys(
        ("wordpress.com", "edublogs.org", "wpcomstaging.com", "hypotheses.org"), Service("wordpress", True)
    ),
    "wp.com": Service("wordpress", False),
    "tumblr.com": Service("tumblr", True),
    "medium.com": Service("medium", True),
    "substack.com": Service("substack", True),
    "ghost.io": Service("ghost", True),
    "squarespace.com": Service("squarespace", False),
    **dict.fromkeys(("wix.com", "wixsite.com", "wixstudio.com", "wixstudio.io", "editorx.io"), Service("wix", False)),
    **dict.fromkeys(("github.io", "gitlab.io"), Service("github", False)),
    "micro.blog": Service("microblog", True),
    **dict.fromkeys(("livejournal.com", "dreamwidth.org"), Service("livejournal", True)),
    **dict.fromkeys(("typepad.com", "typepad.co.uk", "typepad.fr", "blogs.com"), Service("typepad", False)),
    "weebly.com": Service("weebly", False),
    "bearblog.dev": Service("bear", True),
    "write.as": Service("writeas", False),
    "hashnode.dev": Service("hashnode", True),
    "dev.to": Service("devto", False),
    "note.com": Service("note", False),
    **dict.fromkeys(
        ("hatenablog.com", "hatenablog.jp", "hateblo.jp", "hatenadiary.com", "hatenadiary.jp", "hatenadiary.org"),
        Service("hatena", True),
    ),
    "sites.google.com": Service("googlesites", False),
    "youtube.com": Service("youtube", False),
    **dict.fromkeys(("posterous.com", "blog.com"), Service("", True)),
    **dict.fromkeys(("blogger.com", "netlify.app", "pages.dev", "neocities.org", "vercel.app"), Service("", False)),
}
_GENERATORS = (  # a word that pages and feeds say they were made by
    ("blogger", "blogger"), ("wordpress", "wordpress"), ("ghost", "ghost"), ("squarespace", "squarespace"),
    ("wix", "wix"), ("jekyll", "jekyll"), ("hugo", "hugo"), ("microblog", "micro.blog"), ("typepad", "typepad"),
    ("movabletype", "movable type"), ("mastodon", "mastodon"), ("tumblr", "tumblr"), ("medium", "medium"),
    ("weebly", "weebly"), ("writeas", "writefreely"), ("substack", "substack"),
)  # fmt: skip
_FEEDLESS = {
    "sites.google.com": "Google Sites", "notion.so": "Notion", "notion.site": "Notion", "padlet.com": "Padlet",
    "sway.office.com": "Sway", "sway.cloud.microsoft": "Sway", "canva.site": "Canva",
}  # fmt: skip
_BLOGSPOT = re.compile(r"blogspot\.(?:com?\.)?[a-z]{2,3}")
_MASTODON = re.compile(  # servers library people use; the others are recognised by what made the page
    r"mastodon\..+|mas\.to|mstdn\..+|fosstodon\.org|hachyderm\.io|glammr\.us|ausglam\.space|scholar\.social|code4lib\.social"
)


@lru_cache(1 << 14)
def _taken_apart(host: str) -> tuple[str, str]:
    """What stands before the ending of a service, and the ending as a key of SERVICES: "" for a host of its own."""
    labels = host.removeprefix("www.").split(".")
    for size in (2, 3):
        last = ".".join(labels[-size:])
        known = "blogspot.com" if _BLOGSPOT.fullmatch(last) else last
        if known in SERVICES:
            return ".".join(labels[:-size]), known
    return "", ""


def service(host: str) -> str:
    """The service that a host belongs to, as a key of SERVICES; "" for a host of its own. Blogger's countries are one."""
    return _taken_apart(host)[1]


def platform(host: str, generator: str = "") -> str:
    """The platform's short name, by the host or else by what made the page; "" where neither tells."""
    if (known := service(host)) and SERVICES[known].platform:
        return SERVICES[known].platform
    if _MASTODON.fullmatch(host):
        return "mastodon"
    return next((name for name, word in _GENERATORS if word in generator.lower()), "")


def is_one_blog(host: str) -> bool:
    """Whether everything on this host is one blog, as on NAME.blogspot.com; labels and authors aside."""
    name, known = _taken_apart(host)
    return bool(known) and SERVICES[known].one_blog and name != "" and "." not in name


def feedless(address: str) -> str:
    """The name of the service where everybody can read the page at an address, and there are no feeds; "" elsewhere."""
    if not any(place in address.lower() for place in _FEEDLESS):
        return ""  # the usual case, without taking the address apart
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return next((name for place, name in _FEEDLESS.items() if host == place or host.endswith(f".{place}")), "")
