"""Where each platform keeps the feeds of a blog."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from course.core.posts import blog_identity, blog_platforms, same_address


@dataclass(frozen=True, slots=True)
class Where:
    """An address, taken apart."""

    root: str  # scheme and host, no slash at the end
    host: str
    folders: tuple[str, ...]
    query: str = ""

    def at(self, path: str) -> str:
        """An address on this host."""
        return f"{self.root}/{path}"

    def below(self, path: str) -> str:
        """An address below this page."""
        return self.at("/".join([*self.folders, path]))


def guesses(url: str, generator: str = "") -> tuple[str, ...]:
    """Where the feed would be, the likeliest first, each once; empty where this is no web address."""
    where = taken_apart(url)
    if where is None:
        return ()
    name = platform(url, generator)
    found = _FEEDS[name](where) if name in _FEEDS else ()
    return tuple(dict.fromkeys([*found, *(() if name in _NO_MORE else _anywhere(where))]))


def part_guesses(url: str, generator: str = "") -> tuple[str, ...]:
    """Where the feed of the label, category or author would be that a page shows; empty where it shows none."""
    where = taken_apart(url)
    part = blog_identity.part_of(url)
    if where is None or not part:
        return ()
    name = platform(url, generator)
    if part.startswith("?"):
        return (f"{where.root}/{'/'.join(where.folders)}?feed=rss2&{part[1:]}",) if name in ("wordpress", "") else ()
    if name == "blogger":
        return (where.at(f"feeds/posts/default/-/{where.folders[-1]}"),) if part.startswith("label/") else ()
    return (where.below({"tumblr": "rss", "hugo": "index.xml"}.get(name, "feed/")),)


def platform(url: str, generator: str = "") -> str:
    """The platform's short name (`blogger`, `wordpress`, ...), by its host or else its generator; "" if unknown."""
    where = taken_apart(url)
    return blog_platforms.platform(where.host if where else "", generator)


def taken_apart(url: str) -> Where | None:
    """The parts of a web address; None where it is none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if not same_address.is_web(url) or not host:
        return None
    return Where(f"{parts.scheme}://{parts.netloc}", host, tuple(f for f in parts.path.split("/") if f), parts.query)


_INNER = re.compile(r"(?:19|20)\d\d|category|tag|author|page|wp-.*")  # what stands above posts and labels


def _anywhere(where: Where) -> tuple[str, ...]:
    """The paths that most programs use, on this page's folder and on the whole site."""
    home = where.folders and "." not in where.folders[-1] and not any(_INNER.fullmatch(name) for name in where.folders)
    folder = [where.below("feed/")] if home else []  # below a post it would be the feed of its comments
    return (
        *folder,
        where.at("feed/"),
        where.at("feed.xml"),
        where.at("index.xml"),
        where.at("rss.xml"),
        where.at("atom.xml"),
    )


def _wordpress(where: Where) -> tuple[str, ...]:
    folders = where.folders
    cut = next((i for i, f in enumerate(folders) if _INNER.fullmatch(f)), None)
    if cut is not None:  # a post, a label or an editor: the blog stands above it
        return (where.at("/".join([*folders[:cut], "feed/"])),)
    below = (where.below("feed/"),) if folders else ()
    return (where.at("feed/"), *below, where.at("?feed=rss2")) if len(folders) != 1 else (*below, where.at("feed/"))


def _medium(where: Where) -> tuple[str, ...]:
    if where.host in ("medium.com", "www.medium.com"):
        return (where.at(f"feed/{where.folders[0]}"),) if where.folders and where.folders[0] != "feed" else ()
    return (where.at("feed"),)


def _squarespace(where: Where) -> tuple[str, ...]:
    page = where.folders[:1]
    return (
        *(where.at(f"{folder}?format=rss") for folder in page),
        where.at("blog?format=rss"),
        where.at("?format=rss"),
    )


def _wix(where: Where) -> tuple[str, ...]:
    site = where.folders[:1] if where.host.endswith("wixsite.com") else ()
    return (where.at("/".join([*site, "blog-feed.xml"])), where.at("/".join([*site, "feed.xml"])))


def _github(where: Where) -> tuple[str, ...]:
    folder = "".join(f"{name}/" for name in where.folders[:1] if "." not in name and not name.isdigit())
    own = tuple(where.at(folder + name) for name in ("feed.xml", "atom.xml")) if folder else ()
    return (*own, where.at("feed.xml"), where.at("atom.xml"), where.at("index.xml"))


def _mastodon(where: Where) -> tuple[str, ...]:
    return (where.at(f"{where.folders[0].removesuffix('.rss')}.rss"),) if where.folders else ()


def _microblog(where: Where) -> tuple[str, ...]:
    if where.host == "micro.blog":
        return (f"https://{where.folders[0]}.micro.blog/feed.xml",) if where.folders else ()
    return (where.at("feed.xml"), where.at("feed.json"))


def _youtube(where: Where) -> tuple[str, ...]:
    channel = where.folders[1] if where.folders[:1] == ("channel",) and len(where.folders) > 1 else ""
    return (where.at(f"feeds/videos.xml?channel_id={channel}"),) if channel else ()


def _person(path: str) -> Callable[[Where], tuple[str, ...]]:
    """Platforms on which the first folder is a person: `{}` is its name."""
    return lambda where: (where.at(path.format(where.folders[0])),) if where.folders else ()


def _paths(*paths: str) -> Callable[[Where], tuple[str, ...]]:
    return lambda where: tuple(where.at(path) for path in paths)


_FEEDS: dict[str, Callable[[Where], tuple[str, ...]]] = {
    "blogger": _paths("feeds/posts/default", "feeds/posts/default?alt=rss"),
    "wordpress": _wordpress,
    "tumblr": _paths("rss"),
    "medium": _medium,
    "substack": _paths("feed"),
    "ghost": _paths("rss/", "blog/rss/"),
    "squarespace": _squarespace,
    "wix": _wix,
    "github": _github,
    "jekyll": _github,
    "hugo": _paths("index.xml", "posts/index.xml", "blog/index.xml"),
    "mastodon": _mastodon,
    "microblog": _microblog,
    "livejournal": _paths("data/rss", "data/atom"),
    "typepad": lambda where: tuple(
        where.at("/".join([*where.folders[:1], name])) for name in ("atom.xml", "rss.xml", "index.rdf")
    ),
    "movabletype": _paths("atom.xml", "index.xml", "index.rdf"),
    "weebly": _paths("1/feed", "blog/feed"),
    "bear": _paths("feed/", "atom/"),
    "writeas": lambda where: (where.below("feed/"),),
    "hashnode": _paths("rss.xml"),
    "devto": _person("feed/{}"),
    "note": _person("{}/rss"),
    "hatena": _paths("feed", "rss"),
    "googlesites": _paths(),
    "youtube": _youtube,
}
_NO_MORE = frozenset(
    (
        "blogger",
        "tumblr",
        "medium",
        "substack",
        "mastodon",
        "microblog",
        "livejournal",
        "wix",
        "googlesites",
        "devto",
        "note",
        "youtube",
    )
)
