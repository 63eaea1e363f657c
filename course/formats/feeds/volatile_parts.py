"""What changes in a feed at every look although nobody wrote anything."""

import re

_DIGITS = b"0123456789"
_COUNTERS = (b"<slash:comments>", b"<thr:total>", b'thr:count="', b"thr:count='")
_DATES = re.compile(rb"<(?:lastBuildDate|updated|pubDate|dc:date)(?:\s[^<>]*)?>[^<]*<|<!--[^<>]{0,500}-->")
_POST = re.compile(rb"<(?:item|entry)[\s>]")
_ENDS = (b"</rss", b"</feed", b"</rdf:RDF")


def noiseless(body: bytes) -> bytes:
    """The document without build dates, counters, and what stands after its end; to be hashed, not to be read.

    Of a counter of comments only whether it is zero is left: emails name posts that nobody has answered yet."""
    tail = max(len(body) - 4096, 0)
    end = max(body.rfind(end, tail) for end in _ENDS)
    if end >= 0:
        body = body[:end]
    for counter in _COUNTERS:
        if counter in body:
            first, *rest = body.split(counter)
            body = counter.join([first, *map(_answered, rest)])
    if b" Comments'" in body:  # Blogger says it in the title of a link, too
        *rest, last = body.split(b" Comments'")
        body = b" Comments'".join([*(piece.rstrip(_DIGITS) for piece in rest), last])
    first_post = _POST.search(body)
    head = body[: first_post.start()] if first_post else body[:65_536]
    return _DATES.sub(b"<", head) + body[len(head) :]


def _answered(piece: bytes) -> bytes:
    """What follows a counter, with 0 or 1 for its number."""
    rest = piece.lstrip(_DIGITS)
    return (b"1" if piece[: len(piece) - len(rest)].strip(b"0") else b"0") + rest
