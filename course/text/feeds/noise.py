"""What changes in a feed at every look although nobody wrote anything."""

import re

_COUNTERS = re.compile(
    rb"<(?:lastBuildDate|slash:comments|thr:total|openSearch:totalResults)(?:\s[^<>]*)?>[^<]*<|thr:(?:count|updated)=[\"'][^\"'<>]*[\"']"
    rb"|title=[\"']\d{1,9} Comments?[\"']"
)
_DATES = re.compile(rb"<(?:updated|pubDate|dc:date)(?:\s[^<>]*)?>[^<]*<")
_POST = re.compile(rb"<(?:item|entry)[\s>]")
_ENDS = (b"</rss", b"</feed", b"</rdf:RDF")


def noiseless(body: bytes) -> bytes:
    """The document without build dates, counters, and what stands after its end; to be hashed, not to be read."""
    end = max(body.rfind(end) for end in _ENDS)
    if end >= 0:
        body = body[:end]
    first = _POST.search(body)
    head = body[: first.start()] if first else b""
    return _DATES.sub(b"<", head) + _COUNTERS.sub(b"<", body[len(head) :] if head else body)
