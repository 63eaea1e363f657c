"""Where are older posts? RFC 5005, Blogger's start-index, WordPress's paged."""

from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from course.formats.feeds.parsed import Parsed

_MOST_ON_A_PAGE = 500


def older(parsed: Parsed, url: str, page: int) -> str | None:
    """The address of page `page` (the second is 2), given the page before it and the feed's own address; or None."""
    following = parsed.next_page
    if following and (found := _blogger(following, url)):
        return found
    if following:
        return following if _site(following) == _site(url) else None
    if "wordpress" in parsed.generator.lower():
        return _with(url, {"paged": str(page)})
    return None


def _blogger(following: str, url: str) -> str | None:
    """Blogger's next page on the blog's own address (its feeds name www.blogger.com)."""
    query = parse_qs(urlsplit(following).query)
    start, size = (query.get(name, [""])[0] for name in ("start-index", "max-results"))
    if not (start.isascii() and start.isdigit() and len(start) < 8):
        return None
    changes = {"start-index": start}
    if size.isascii() and size.isdigit() and len(size) < 8:
        changes["max-results"] = str(min(int(size), _MOST_ON_A_PAGE))
    return _with(url, changes)


def _with(url: str, changes: dict[str, str]) -> str:
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in changes]
    return urlunsplit(parts._replace(query=urlencode([*kept, *changes.items()])))


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
