"""What kind of document is this?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats import feeds


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", "feed"),
        (b" \n" * 20_000 + b"<?xml version='1.0'?><rss version='2.0'>", "", "feed"),
        (b"\xef\xbb\xbf\n\n <feed xmlns='http://www.w3.org/2005/Atom'>", "", "feed"),
        (b"<!-- a --><?x y?><rdf:RDF xmlns:rdf='x'>", "", "feed"),
        ("<rss version='2.0'>".encode("utf-16"), "", "feed"),
        (b"<b>Warning</b>: oh<br /><rss version='2.0'>", "text/html", "feed"),
        (b"<!DOCTYPE html><p>how to write <code>&lt;rss&gt;</code>", "application/rss+xml", "html"),
        (b"<html><head>", "", "html"),
        (b"<p>fragment", "text/html", "html"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "", "json"),
        (b'{"items": []}', "", "json"),
        (b'{"error": "no"}', "application/json", "other"),
        (b"", "", "empty"),
        (b" \r\n\x00 ", "application/rss+xml", "empty"),
        (b"GIF89a", "image/gif", "other"),
        (b"<svg></svg>", "", "other"),
        ("<?xml version='1.0' encoding='cp037'?><rss version='2.0'>".encode("cp037"), "", "feed"),
        (b"<!DOCTYPE rss SYSTEM 'x'><rss version='0.91'>", "text/html", "feed"),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", "", "feed"),
        (b"<x>no page</x>", "text/html; charset=utf-8", "html"),
        (b"{}", "application/feed+json", "json"),
        (b"<!-- never closed <rss version='2.0'", "", "other"),
    ],
)
def test_documents_are_told_apart_by_their_bytes(body: bytes, content_type: str, kind: str) -> None:
    assert feeds.sniff(body, content_type) == kind


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_are_of_some_kind_and_blanks_before_them_change_nothing(body: bytes, content_type: str) -> None:
    kind = feeds.sniff(body, content_type)
    assert kind in ("feed", "json", "html", "empty", "other")
    if body[:1] == b"<" and b"\x00" not in body:
        assert feeds.sniff(b"\r\n \t" + body, content_type) == kind
