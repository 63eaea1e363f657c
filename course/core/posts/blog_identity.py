"""Which blog does an address belong to, as far as its form tells? Nothing is asked of the network.

The front page, a post, the feed and the editor of a blog agree. A label, a category, an author or a folder of a site is a blog
of its own: on a class site each participant may have one.
"""

import re
from functools import lru_cache
from urllib.parse import unquote_plus

from course.core.posts import blog_platforms, same_address

_FEED_SCHEME = re.compile(r"^\s*feed:(?=https?:)", re.IGNORECASE)
_PERSON_HOSTS = frozenset(("medium.com", "tumblr.com", "micro.blog", "dev.to", "note.com"))
_PERSON_PATH = re.compile(r"(?:/(?:feed|users))?/(@?[^/.]+(?:@[^/]+)?)(?:\.rss)?(?:/.*)?")
_PART = re.compile(
    r"(.*?)/(?:search/(?=label/))?(label|tag|category|categorie|author|topic)s?(?:ged)?/(.+)", re.IGNORECASE
)
_BLOGGER_LABEL = re.compile(r"(.*?)/feeds/posts/(?:default|summary|full)/-/(.+)", re.IGNORECASE)
_PART_PARAMETERS = frozenset(
    ("author", "author_name", "cat", "category", "category_name", "tag", "label", "topic", "channel_id", "playlist_id")
)
_TAIL = re.compile(
    r"/(?:feed|feeds|rss|atom)(?:/.*)?$|/(?:feed|rss|rss2|atom|index|blog-feed|index\.rdf)(?:\.(?:xml|rdf|php|html?|json|rss|atom))?$"
    r"|/(?:wp-admin|wp-login\.php|wp-content)(?:/.*)?$|/(?:19|20)\d\d/\d\d(?:/.*)?$|/p/.*$",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(  # parameters that say how to show a page, or which post of a blog
    r"(?:feed|alt|redirect|paged|max-results|start-index|orderby|replytocom|share|amp|preview|with(?:out)?comments|output)(?:=.*)?"
    r"|(?:p|page)=\d+|m=[01]|(?:format|type)=(?:rss|atom|feed)\w*",
    re.IGNORECASE,
)


@lru_cache(65536)
def blog_of(address: str) -> str:
    """The blog, as a name to compare by."""
    place = same_address.canonical(_FEED_SCHEME.sub("", address))
    place, _, query = place.partition("?")
    host, slash, path = place.partition("/")
    path = slash + path
    if blog_platforms.service(host) == "blogspot.com":
        host = re.sub(r"\.blogspot\..*", ".blogspot.com", host)
    parameters = [part for part in query.split("&") if part and not _NO_PAGE.fullmatch(part)]
    if "/wp-admin" in path or "/wp-login" in path:
        parameters = []
    if host == "youtube.com" and (channel := re.match(r"/channel/([^/]+)", path)):
        return f"{host}?channel_id={channel[1]}"
    if blog_platforms.is_one_blog(host):
        parameters = [part for part in parameters if part.partition("=")[0].lower() in _PART_PARAMETERS]
        return _joined(host, _part(path)[1], parameters)
    if host in _PERSON_HOSTS or path.startswith(("/@", "/users/", "/feed/@")):
        person = _PERSON_PATH.fullmatch(path)
        return f"{host}/{person[1].lower()}" if person else host + path
    above, part = _part(path)
    return _joined(host + _without_tail(above), part, [_without_tail(parameter) for parameter in parameters])


def part_of(address: str) -> str:
    """The label, category or author whose posts an address shows, as "tag/ann" or "?author=3"; "" where it shows all."""
    host, _, path = same_address.canonical(address).partition("/")
    path, _, query = ("/" + path).partition("?")
    query = query or host.partition("?")[2]
    chosen = [part for part in query.split("&") if part.partition("=")[0].lower() in _PART_PARAMETERS]
    return _part(path)[1] or ("?" + "&".join(chosen) if chosen else "")


def is_part_of(address: str, blog: str) -> bool:
    """Whether an address shows one label, category or author of this blog."""
    return bool(part_of(address)) and blog_of(address).startswith((f"{blog_of(blog)}/", f"{blog_of(blog)}?"))


def is_post(address: str) -> bool:
    """Whether the form of an address is that of one post: a year and a month in its path, or `?p=`."""
    return bool(re.search(r"/(?:19|20)\d\d/\d\d/[^?#]+|^[^?#]*\?(?:[^#]*&)?p=\d+(?:[&#]|$)", address))


def _part(path: str) -> tuple[str, str]:
    """What stands above a label, category or author in a path, and that part; "" where there is none."""
    if found := _BLOGGER_LABEL.fullmatch(path):
        return found[1], f"label/{_name(found[2])}"
    if found := _PART.fullmatch(path):
        kind = found[2].lower()
        return found[1], f"{'category' if kind == 'categorie' else kind}/{_name(found[3])}"
    return path, ""


def _name(path: str) -> str:
    return unquote_plus(re.sub(r"/page/\d+$", "", _without_tail("/" + path)).strip("/")).casefold()


def _without_tail(path: str) -> str:
    while (shorter := _TAIL.sub("", path)) != path:
        path = shorter
    return path.rstrip("/")


def _joined(place: str, part: str, parameters: list[str]) -> str:
    whole = f"{place}/{part}" if part else place
    return f"{whole}?{'&'.join(parameters)}" if parameters else whole
