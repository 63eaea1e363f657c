"""What feeds become: pairs in tests/data/feeds, and rules about text, links, pages and noise."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedmaker
from conftest import Golden
from course.core.model import Entry
from course.formats import feeds
from course.formats.feeds import html_text

DATA = Path(__file__).parents[2] / "data" / "feeds"
URL = "https://owls.example/feed/"
DOCUMENTS = sorted(path for path in DATA.iterdir() if path.suffix != ".json")
LONG_LIST = 10


def told(parsed: feeds.Parsed) -> dict[str, Any]:
    """A reading as JSON, without what is empty; very long words and lists by their length."""
    found = {name: value for name, value in asdict(parsed).items() if value and name not in ("marks", "parts")}
    return found | {
        "entries": [{name: _told(value) for name, value in asdict(entry).items() if value} for entry in parsed.entries]
    }


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value) if len(value) <= LONG_LIST else [*value[:2], f"... {len(value)} in all"]
    return f"{value[:60]}... {len(value)} characters" if isinstance(value, str) and len(value) > 400 else value


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_becomes_what_stands_beside_it(path: Path, golden: Golden) -> None:
    parsed = feeds.parse(path.read_bytes(), URL)
    golden(path.with_suffix(".json"), json.dumps(told(parsed), indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_quick_reader_declines_or_agrees(path: Path) -> None:
    quick, judged = feeds.quick(path.read_bytes(), URL), feeds.arbitrate(path.read_bytes(), URL)
    assert quick is None or quick == judged


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_wherever_a_document_is_cut_something_is_said(path: Path) -> None:
    body = path.read_bytes()
    for end in range(0, len(body), max(len(body) // 40, 1)):
        parsed = feeds.parse(body[:end], URL)
        assert parsed.trouble or parsed.entries == feeds.parse(body, URL).entries


def test_a_feed_that_is_cut_keeps_the_posts_before_the_cut() -> None:
    made = next(
        made
        for n in range(99)
        if (made := feedmaker.feed(n)).platform == "wordpress" and made.body.count(b"<item>") == 10
    )
    whole = feeds.parse(made.body, made.url)
    cut = feeds.parse(made.body[: int(len(made.body) * 0.7)], made.url)
    assert cut.trouble == "cut-off"
    assert 3 < len(cut.entries) < 10
    assert cut.entries == whole.entries[: len(cut.entries)]
    assert cut.marks == whole.marks[: len(cut.entries)]


def test_bytes_are_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(
        b"<rss version='2.0'><channel><item><title>secret</title><link>http://h.example/</link></item></channel></rss>"
    )
    assert feeds.parse(str(secret).encode(), URL) == feeds.Parsed(trouble="not-a-feed")


def one(title: str, encoding: str, before: str = "", words: str = "w") -> str:
    """A feed of one post that names its encoding."""
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding else ""
    post = f"<item><title>{title}</title><guid isPermaLink='false'>1</guid><description>{words}</description></item>"
    return f"{declared}{before}<rss version='2.0'><channel><title>t</title>{post}</channel></rss>"


@pytest.mark.parametrize(
    ("encoding", "codec", "title"),
    [
        ("utf-16", "utf-8", "Thing 3: caf\xe9"),
        ("UTF-32", "utf-8", "Thing 3: caf\xe9"),
        ("ibm037", "utf-8", "Thing 3: caf\xe9"),
        ("x-sjis", "cp932", "Thing 3: \u56f3\u66f8\u9928"),
        ("Windows-31J", "cp932", "Thing \u2462: \u56f3\u66f8\u9928"),
        ("Shift_JIS", "cp932", "Thing \u2462: \u56f3\u66f8\u9928"),
        ("ks_c_5601-1987", "cp949", "Thing 3: \ub620\ubc29\uac01\ud558"),
        ("gbk", "gb18030", "Thing 3: \u9555\u4e02"),
        ("Big5", "big5hkscs", "Thing 3: \u5716\u66f8\u9928"),
        ("ISO-8859-8-I", "iso8859-8", "Thing 3: \u05e1\u05e4\u05e8"),
        ("windows-874", "cp874", "Thing 3: \u0e2b\u0e49\u0e2d\u0e07"),
        ("x-mac-cyrillic", "mac-cyrillic", "Thing 3: \u043a\u043d\u0438\u0433\u0430"),
    ],
)
def test_an_encoding_is_what_people_mean_by_its_name(encoding: str, codec: str, title: str) -> None:
    assert [entry.title for entry in feeds.parse(one(title, encoding).encode(codec), URL).entries] == [title]


def test_a_header_that_says_sixteen_bits_of_bytes_is_not_believed() -> None:
    found = feeds.parse(one("Thing 3: caf\xe9", "").encode(), URL, "text/xml; charset=utf-16")
    assert [entry.title for entry in found.entries] == ["Thing 3: caf\xe9"]


@pytest.mark.parametrize(
    "number", ["&#0;", "&#8;", "&#x1F;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#9999999;", "&#99999999999;"]
)
def test_a_number_that_is_no_character_costs_no_post(number: str) -> None:
    found = feeds.parse(one("Thing 3: blogs", "utf-8", words=f"w {number} w").encode(), URL)
    assert ([entry.title for entry in found.entries], found.trouble) == (["Thing 3: blogs"], None)


@pytest.mark.parametrize(
    "before",
    [
        "<!-- <a href='x'> -->",
        "<?xml-stylesheet media='screen' type='text/xsl' href='/rss2full.xsl'?>",
        "<b>Notice</b>: x",
    ],
)
def test_a_post_about_entities_is_not_one_that_defines_them(before: str) -> None:
    words = "<![CDATA[wrote <!ENTITY a 'b'> today]]></description><odd:x>&nbsp;</odd:x><description>"
    found = feeds.parse(one("Thing 3: blogs", "utf-8", before, words).encode(), URL)
    assert ([entry.title for entry in found.entries], found.trouble) == (["Thing 3: blogs"], None)


@pytest.mark.parametrize(
    "before", ["", "<!-- <a> -->", f"<!--{'x' * 100_000}-->", "<?x <y?>", "<b>Notice</b>: x", "<!-- never closed"]
)
def test_entities_are_seen_wherever_they_are_defined(before: str) -> None:
    document = one("Thing 3: &a;", "utf-8", before + "<!DOCTYPE rss [<!ENTITY a 'b'>]>")
    assert feeds.parse(document.encode(), URL) == feeds.Parsed(trouble="unsafe")


def test_files_of_other_kinds_are_no_feeds_whatever_the_server_calls_them() -> None:
    for start in (b"%PDF-1.7", b"ID3\x03", b"PK\x03\x04", b"\x89PNG\r\n"):
        found = feeds.parse(start + bytes(range(128, 256)) * 20, URL, "application/rss+xml")
        assert found == feeds.Parsed(trouble="not-a-feed")


def test_what_a_cache_says_behind_a_json_feed_is_passed_over() -> None:
    body = b'\n{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Thing 3"}]}\n<!-- cached -->'
    found = feeds.parse(body, URL)
    assert ([entry.title for entry in found.entries], found.trouble) == (["Thing 3"], None)


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
    ],
)
def test_documents_are_told_apart_by_their_bytes(body: bytes, content_type: str, kind: str) -> None:
    assert feeds.sniff(body, content_type) == kind


@pytest.mark.parametrize(
    ("generator", "next_page", "url", "older"),
    [
        ("WordPress", None, "https://a.example/feed/", "https://a.example/feed/?paged=2"),
        ("https://wordpress.org/?v=6.4", None, "https://a.example/?feed=rss2&paged=9", "https://a.example/?feed=rss2&paged=2"),
        ("Blogger", "http://www.blogger.com/feeds/1/posts/default?start-index=26&max-results=25", "https://a.example/feeds/posts/default",
         "https://a.example/feeds/posts/default?start-index=26&max-results=25"),
        ("", "https://www.a.example/2.atom", "https://a.example/1.atom", "https://www.a.example/2.atom"),
        ("", "https://b.example/2.atom", "https://a.example/1.atom", None),
        ("Ghost 5", None, "https://a.example/rss/", None),
    ],
)  # fmt: skip
def test_older_posts_are_looked_for_where_the_platform_keeps_them(
    generator: str, next_page: str | None, url: str, older: str | None
) -> None:
    assert feeds.older(feeds.Parsed(generator=generator, next_page=next_page), url, 2) == older


def test_noise_is_no_change_and_a_word_is_one() -> None:
    made = next(
        made for n in range(99) if (made := feedmaker.feed(n)).platform == "wordpress" and b"<item>" in made.body
    )
    later = made.body.replace(b"<lastBuildDate>Mon, 28", b"<lastBuildDate>Tue, 29").replace(
        b"<slash:comments>", b"<slash:comments>4"
    )
    assert later != made.body
    assert feeds.noiseless(later + b"<!-- cached -->") == feeds.noiseless(made.body)
    assert feeds.noiseless(made.body.replace(b"Thing", b"Task")) != feeds.noiseless(made.body)
    blogger = next(
        made for n in range(99) if (made := feedmaker.feed(n)).platform == "blogger" and b" Comments'" in made.body
    )
    assert feeds.noiseless(
        blogger.body.replace(b" Comments'", b"7 Comments'").replace(b"<thr:total>", b"<thr:total>1")
    ) == feeds.noiseless(blogger.body)


def test_a_page_full_of_anything_becomes_text_in_linear_time() -> None:
    for piece in (
        "<a ",
        "<!--",
        "<![CDATA[",
        "&",
        "<b>",
        "<script>",
        '<a href="',
        "&#x",
        "<b></b>x",
        "&amp;",
        "<",
        ">",
        '"',
        " ",
        "\n",
        "<h2>",
    ):
        found = html_text.plain(piece * (600_000 // len(piece)))
        assert len(found.text.encode()) <= html_text.LONGEST
        assert len(html_text.line(piece * 100_000)) <= html_text.TITLE


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://a.example/my post.html", "https://a.example/my%20post.html"),
        (" https://a.example/\n2026/ ", "https://a.example/2026/"),
        ("https://a.example/a\u00a0b", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_is_read_as_browsers_read_it(written: str, meant: str) -> None:
    assert html_text.web_address(written) == meant


@pytest.mark.parametrize("start", ["<a", "</a", "<p>yes</p><a", "<a>b> <a"])
def test_a_tag_whose_name_never_ends_is_read_in_linear_time(start: str) -> None:
    found = html_text.plain(start + "a" * 500_000)
    assert len(found.text.encode()) == html_text.LONGEST
    assert len(html_text.line(start + "a" * 500_000)) == html_text.TITLE


@given(st.text())
def test_text_never_holds_controls(markup: str) -> None:
    found = html_text.plain(html_text.without_controls(markup))
    for words in (html_text.line(markup), *found.text.split("\n"), *found.headings):
        assert not html_text._UNWANTED.search(words)
        assert words == " ".join(words.split())


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"], exclude_characters="<>&"), min_size=1)
    )
)
def test_words_between_tags_all_come_through(words: list[str]) -> None:
    found = html_text.plain("".join(f"<p>{word}</p>" for word in words))
    assert found.text.split() == "\n".join(words).split()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;p&gt;Escaped twice&lt;/p&gt;&lt;p&gt;by the platform&lt;/p&gt;", "Escaped twice\nby the platform"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("<p>one<!-- two --> three</p>", "one three"),
        ("<SCRIPT>no</SCRIPT><p>yes</p>", "yes"),
        ('<p title="a > b" class="x">yes</p>', "yes"),
        ("<p>un<b>bro</b>ken</p>", "unbroken"),
        ("<td>one</td><td>two</td>", "one two"),
    ],
)
def test_html_becomes_lines(markup: str, text: str) -> None:
    assert html_text.plain(markup).text == text


def test_the_arbiter_is_asked_for_new_posts_only() -> None:
    made = next(
        made for n in range(99) if (made := feedmaker.feed(n)).platform == "typepad" and made.body.count(b"<entry>") > 3
    )
    first = feeds.arbitrate(made.body, made.url)
    news = feeds.arbitrate(made.body, made.url, known=frozenset(first.parts[1:]))
    assert news.entries == first.entries[:1]
    assert news.marks == first.parts[:1]


def test_everything_is_capped() -> None:
    entry = feeds.parse((DATA / "many-of-everything.rss").read_bytes(), URL).entries[0]
    assert (len(entry.tags), len(entry.links), len(entry.headings)) == (
        100,
        html_text.MOST_LINKS,
        html_text.MOST_HEADINGS,
    )
    assert max(map(len, entry.tags)) == 100
    assert len(entry.id) <= 1000
    assert isinstance(entry, Entry)
