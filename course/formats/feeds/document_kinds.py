"""What kind of document is this? The bytes decide; the Content-Type only where they say nothing."""

import re

_HEAD = 16 * 1024
_EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm" on a mainframe
_FEED_ROOTS = frozenset(("rss", "feed", "rdf"))
_PAGE_NAMES = frozenset(
    (
        "html",
        "head",
        "body",
        "script",
        "style",
        "div",
        "p",
        "a",
        "br",
        "b",
        "i",
        "meta",
        "link",
        "title",
        "span",
        "table",
        "center",
        "form",
        "h1",
        "h2",
        "h3",
        "ul",
        "section",
        "main",
        "article",
    )
)
_FEED_TAG = re.compile(r"<(?:[A-Za-z]\w{0,20}:)?(?:rss|feed|RDF)(?:\s[^<>]{0,4000})?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([\w:.-]{1,40})", re.IGNORECASE)
_NAME = re.compile(r"<([A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w.-]{0,40})")
_JSON_FEED = re.compile(r"jsonfeed\.org/version|\"items\"\s*:")


def sniff(body: bytes, content_type: str = "") -> str:
    """`feed`, `json` (a JSON Feed, it seems), `html`, `empty` or `other`."""
    if body.startswith(_EBCDIC):
        body = body[:_HEAD].decode("cp037").encode()
    if body[:1].isspace():
        body = body.lstrip()
    head = body[:_HEAD].replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xfe\xff \t\r\n\x0b\x0c")
    if not head:
        return "empty" if not body.strip(b"\x00 \t\r\n") else "other"
    kind = content_type.lower()
    if head.startswith("{"):
        return "json" if _JSON_FEED.search(head) or "feed+json" in kind else "other"
    name, doctype = _first_element(head)
    if name in _FEED_ROOTS:
        return "feed"
    if name == "html" or doctype == "html":
        return "html"
    if _FEED_TAG.search(head):  # a warning of PHP, or other words before it
        return "feed"
    if name in _PAGE_NAMES or "<html" in head.lower() or ("text/html" in kind and "<" in head):
        return "html"
    return "other"


def _first_element(head: str) -> tuple[str, str]:
    """The local name of the root in small letters, and what the DOCTYPE calls it; empty where there is none."""
    at, doctype = 0, ""
    while (at := head.find("<", at)) >= 0:
        if head.startswith("<!--", at):
            end = head.find("-->", at)
        elif head.startswith(("<?", "<!"), at):
            if head[at : at + 9].lower() == "<!doctype":
                named = _DOCTYPE.match(head, at)
                doctype = named[1].lower() if named else ""
            end = head.find(">", at)
        else:
            found = _NAME.match(head, at)
            return (found[2].lower() if found else ""), doctype
        if end < 0:
            break
        at = end + 1
    return "", doctype
