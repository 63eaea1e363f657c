"""The words of feeds that the quick reader knows; whatever is not here makes it decline.

Names are as expat gives them: `namespace local`. The values say what to do: keep the text under this name, or
(empty) pass over the element, for feedparser takes nothing from it that an Entry holds.
"""

import re

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_SLASH = "http://purl.org/rss/1.0/modules/slash/"
_THREAD = "http://purl.org/syndication/thread/1.0"
_WFW = "http://wellformedweb.org/CommentAPI/"
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_GEORSS = "http://www.georss.org/georss"
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_WORDPRESS = "com-wordpress:feed-additions:1"

# Namespaces whose elements nobody reads: any of them, however nested, says nothing about an Entry.
GENERIC = frozenset(
    (
        _WFW, _SLASH, _SY, _FEEDBURNER, _THREAD, _WORDPRESS,
        "http://a9.com/-/spec/opensearchrss/1.0/", "http://a9.com/-/spec/opensearch/1.1/",
        "http://schemas.google.com/blogger/2008", "http://schemas.google.com/blogger/2018", "http://schemas.google.com/g/2005",
        "http://webfeeds.org/rss/1.0", "http://www.w3.org/2007/app", "http://www.google.com/schemas/play-podcasts/1.0",
        "http://www.livejournal.org/rss/lj/1.0/",
        "http://micro.blog/", "http://podcastindex.org/namespace/1.0", "https://podcastindex.org/namespace/1.0",
        "http://www.rawvoice.com/rawvoiceRssModule/", "http://www.smartnews.be/snf", "http://www.sixapart.com/ns/at",
        "http://joinmastodon.org/ns",
    )
)  # fmt: skip

# Under another prefix feedparser's way with namespaces could meet a word of its own, so each has its usual one.
PREFIXES = {
    XML: "xml", ATOM: "atom", _CONTENT: "content", _DC: "dc", _MEDIA: "media", _SLASH: "slash", _THREAD: "thr",
    _WFW: "wfw", _SY: "sy", _FEEDBURNER: "feedburner", _ITUNES: "itunes", _GEORSS: "georss", _GEO: "geo",
    "http://a9.com/-/spec/opensearchrss/1.0/": "openSearch", "http://a9.com/-/spec/opensearch/1.1/": "openSearch",
    "http://schemas.google.com/blogger/2008": "blogger", "http://schemas.google.com/blogger/2018": "blogger",
    "http://schemas.google.com/g/2005": "gd", "http://www.w3.org/2007/app": "app", "http://micro.blog/": "microblog",
    "http://webfeeds.org/rss/1.0": "webfeeds", "http://www.livejournal.org/rss/lj/1.0/": "lj",
    "http://podcastindex.org/namespace/1.0": "podcast", "https://podcastindex.org/namespace/1.0": "podcast",
    "http://www.rawvoice.com/rawvoiceRssModule/": "rawvoice", "http://www.smartnews.be/snf": "snf",
    "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html": "cc",
    "http://www.google.com/schemas/play-podcasts/1.0": "googleplay",
    "http://www.sixapart.com/ns/at": "at", "http://joinmastodon.org/ns": "mastodon",
}  # fmt: skip
DEFAULTS = frozenset((ATOM, _WORDPRESS))  # namespaces that may stand without a prefix

MEDIA_TITLE = f"{_MEDIA} title"
_MEDIA_WORDS = dict.fromkeys(
    (f"{_MEDIA} {word}" for word in ("content", "thumbnail", "credit", "rating", "copyright")), ""
)
_PLACES = dict.fromkeys((f"{_GEORSS} point", f"{_GEORSS} featurename", f"{_GEO} lat", f"{_GEO} long"), "")
_EXPORTED = dict.fromkeys((f"http://schemas.google.com/blogger/{year} type" for year in ("2008", "2018")), "export")
_EVERYWHERE = {f"{_SLASH} comments": "slash", f"{_THREAD} total": "total", f"{_FEEDBURNER} origLink": "original"}

RSS = {
    "title": "title", "link": "link", "guid": "id", "pubDate": "published", "description": "summary",
    "category": "tag", "author": "", "comments": "", "enclosure": "", f"{ATOM} link": "a-link",
    f"{_CONTENT} encoded": "content", f"{_DC} creator": "", f"{_DC} date": "updated", f"{_DC} subject": "tag",
    f"{ATOM} updated": "updated",
    **_EVERYWHERE, **_PLACES, **_MEDIA_WORDS,
}  # fmt: skip

ATOM_ENTRY = {
    f"{ATOM} title": "title", f"{ATOM} link": "a-link", f"{ATOM} id": "id", f"{ATOM} published": "published",
    f"{ATOM} updated": "updated", f"{ATOM} content": "content", f"{ATOM} summary": "summary",
    f"{ATOM} category": "category", f"{ATOM} author": "", f"{ATOM} contributor": "", f"{ATOM} rights": "", **_EXPORTED,
    **_EVERYWHERE, **_PLACES, **_MEDIA_WORDS,
}  # fmt: skip

# What may stand inside of a child that is passed over.
_PERSON = (f"{ATOM} name", f"{ATOM} uri", f"{ATOM} email")
NESTED = frozenset((*_PERSON, MEDIA_TITLE, *_MEDIA_WORDS))

_RSS_HEAD = (
    "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate", "category",
    "docs", "cloud", "ttl", "image", "skipHours", "skipDays", "rating",
)  # fmt: skip
_ATOM_HEAD = ("id", "updated", "subtitle", "author", "contributor", "category", "rights", "icon", "logo")
_DC_HEAD = ("creator", "date", "language", "rights", "publisher")
_ITUNES_HEAD = ("author", "explicit", "type", "image", "owner", "category", "subtitle", "block", "new-feed-url")
HEAD = {
    **dict.fromkeys(_RSS_HEAD, ""), **dict.fromkeys((f"{ATOM} {word}" for word in _ATOM_HEAD), ""),
    **dict.fromkeys((f"{_DC} {word}" for word in _DC_HEAD), ""), f"{_MEDIA} thumbnail": "", f"{_MEDIA} copyright": "",
    **dict.fromkeys((f"{_ITUNES} {word}" for word in _ITUNES_HEAD), ""),
    "title": "title", "link": "link", "generator": "generator",
    f"{ATOM} title": "title", f"{ATOM} link": "link", f"{ATOM} generator": "generator",
}  # fmt: skip
_IMAGE = ("url", "title", "link", "width", "height", "description")
HEAD_NESTED = frozenset(
    (*_IMAGE, "hour", "day", *_PERSON, *(f"{_ITUNES} {word}" for word in ("name", "email", "category")))
)


C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
C1_NUMBERS = re.compile(rb"&#(?:0{0,9}1[2-5][0-9]|[xX]0{0,9}[89][0-9a-fA-F]);")
