"""What the quick reader reads, and what it leaves to feedparser."""

import pytest

from course.formats.feeds import fast_reader, feedparser_reader

URL = "https://owls.example/feed/"
RSS = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Owls</title><link>https://owls.example/</link>"
    "<item><title>Thing 1</title><link>https://owls.example/1</link><guid>https://owls.example/?p=1</guid>"
    "<category>thing 1</category><description>Words</description></item></channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Owls</title><link rel='next' href='https://owls.example/2'/>"
    "<entry><title type='html'>Thing &amp;amp; 1</title><id>tag:1</id><link href='https://owls.example/1'/>"
    "<published>2026-11-02T10:00:00Z</published><category term='a' label='Thing 1'/></entry></feed>"
)


@pytest.mark.parametrize(("text", "title"), [(RSS, "Thing 1"), (ATOM, "Thing & 1")])
def test_a_usual_feed_is_read_and_feedparser_says_the_same(text: str, title: str) -> None:
    found = fast_reader.quick(text.encode(), URL)
    assert found is not None
    assert found == feedparser_reader.arbitrate(text.encode(), URL)
    (entry,) = found.entries
    assert (entry.title, entry.url, found.title) == (title, "https://owls.example/1", "Owls")
    assert [tag.lower() for tag in entry.tags] == ["thing 1"]
    again = fast_reader.quick(text.encode(), URL, frozenset(found.parts))
    assert again is not None
    assert (again.entries, again.parts) == ((), found.parts)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (RSS, "utf-8", "latin-1"),
        (RSS, "<rss version='2.0'>", "<rss version='0.91'>"),
        (RSS, "<rss", "<!DOCTYPE rss><rss"),
        (RSS, "<channel>", "<channel xml:base='https://elsewhere.example/'>"),
        (RSS, "<guid>https://owls.example/?p=1</guid>", ""),
        (RSS, "<link>https://owls.example/1</link>", "<link>/1</link>"),
        (RSS, "</item>", "<title>Another</title></item>"),
        (RSS, "</item>", "<unknown>x</unknown></item>"),
        (RSS, "Words", "\x85"),
        (RSS, "Words", "&#133;"),
        (RSS, "Words", "cafÃ©"),  # UTF-8 that was taken for Latin-1: feedparser mends it
        (RSS, "</item>", ""),
        (ATOM, "type='html'", "type='xhtml'"),
        (ATOM, "<link href", "<link rel='alternate' href='https://owls.example/9'/><link href"),
        (ATOM, "<feed xmlns='http://www.w3.org/2005/Atom'>", "<feed>"),
    ],
)
def test_what_is_unusual_is_declined(text: str, old: str, new: str) -> None:
    changed = text.replace(old, new, 1)
    assert changed != text
    assert fast_reader.quick(changed.encode(), URL) is None
