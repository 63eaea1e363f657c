"""What is known about the places where people blog: how to tell them, and where they keep their feeds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit


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


def platform(url: str, generator: str = "") -> str:
    """The platform's short name (`blogger`, `wordpress`, ...), by its host or else its generator; empty if unknown."""
    where = taken_apart(url)
    host = where.host if where else ""
    for name, pattern in _HOSTS:
        if pattern.fullmatch(host):
            return name
    if where and len(where.folders) and where.folders[0].startswith("@") and "mastodon" in generator.lower():
        return "mastodon"
    return next((name for name, word in _GENERATORS if word in generator.lower()), "")


def taken_apart(url: str) -> Where | None:
    """The parts of a web address; None where it is none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
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
    )
)

_HOSTS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("blogger", r"(?:.+\.)?blogspot\.(?:[a-z]{2,3}|com?\.[a-z]{2})"),
        ("wordpress", r".+\.(?:wordpress\.com|edublogs\.org|wp\.com|wpcomstaging\.com|files\.wordpress\.com)"),
        ("tumblr", r"(?:.+\.)?tumblr\.com"),
        ("medium", r"(?:.+\.)?medium\.com"),
        ("substack", r".+\.substack\.com"),
        ("ghost", r".+\.ghost\.io"),
        ("squarespace", r".+\.squarespace\.com"),
        ("wix", r".+\.(?:wixsite|wixstudio|editorx)\.(?:com|io)"),
        ("github", r".+\.(?:github|gitlab)\.io"),
        ("microblog", r"(?:.+\.)?micro\.blog"),
        ("livejournal", r".+\.(?:livejournal\.com|dreamwidth\.org)"),
        ("typepad", r".+\.(?:typepad\.(?:com|co\.uk|fr)|blogs\.com)"),
        ("weebly", r".+\.weebly\.com"),
        ("bear", r".+\.bearblog\.dev"),
        ("writeas", r"(?:.+\.)?write\.as"),
        ("hashnode", r".+\.hashnode\.dev"),
        ("devto", r"dev\.to"),
        ("note", r"note\.com"),
        ("hatena", r".+\.(?:hatenablog\.(?:com|jp)|hateblo\.jp|hatenadiary\.(?:com|jp|org))"),
        ("googlesites", r"sites\.google\.com"),
        (
            "mastodon",
            r"(?:mastodon\..+|mas\.to|mstdn\..+|fosstodon\.org|hachyderm\.io|glammr\.us|ausglam\.space|scholar\.social|code4lib\.social)",
        ),
    )
)
_GENERATORS = (
    ("blogger", "blogger"), ("wordpress", "wordpress"), ("ghost", "ghost"), ("squarespace", "squarespace"),
    ("wix", "wix"), ("jekyll", "jekyll"), ("hugo", "hugo"), ("microblog", "micro.blog"), ("typepad", "typepad"),
    ("movabletype", "movable type"), ("mastodon", "mastodon"), ("tumblr", "tumblr"), ("medium", "medium"),
    ("weebly", "weebly"), ("writeas", "writefreely"), ("substack", "substack"),
)  # fmt: skip
