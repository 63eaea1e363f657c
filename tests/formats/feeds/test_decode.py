"""Bytes to clean text: encodings, entities, and numbers that are no characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.trouble_kind import TroubleKind
from course.formats import feeds
from course.formats.feeds import decode
from course.formats.feeds.decode import Decoded

URL = "https://owls.example/feed/"


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
    assert feeds.parse(document.encode(), URL) == feeds.Parsed(trouble=TroubleKind.UNSAFE)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("é".encode("utf-16"), "", "é"),  # by its mark
        (b"\xef\xbb\xbf<?xml encoding='latin-1'?>\xc3\xa9", "", "<?xml encoding='latin-1'?>é"),  # the declaration is not believed
        (b"<?xml version='1.0' encoding='iso-8859-2'?>\xb1", "text/xml; charset=latin-1", "<?xml version='1.0' encoding='iso-8859-2'?>ą"),
        (b"\xb1", 'text/xml; charset="iso-8859-2"', "ą"),
        (b"\xc3\xa9", "text/xml; charset=rot13", "é"),  # no codec of text
        (b"a\x00\x0bb\tc\n", "", "ab\tc\n"),
    ],
)  # fmt: skip
def test_the_encoding_is_that_of_mark_declaration_header_in_this_order(
    body: bytes, content_type: str, text: str
) -> None:
    assert decode.decoded(body, content_type) == Decoded(text)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"caf\xe9 au lait", "café au lait"),
        ("naïve façade déjà".encode() + b"\xff", "naïve façade déjà\ufffd"),
    ],
)
def test_bytes_of_no_encoding_are_guessed_and_said_to_be_doubtful(body: bytes, text: str) -> None:
    assert decode.decoded(body) == Decoded(text, doubtful=True)


@given(st.binary(max_size=200), st.sampled_from(["", "text/xml; charset=utf-16", "charset=shift_jis", "charset=idna"]))
def test_any_bytes_become_text_that_xml_allows(body: bytes, content_type: str) -> None:
    text = decode.decoded(body, content_type).text
    assert not set(text) & {chr(code) for code in range(32)} - set("\t\n\r")
    text.encode()


def test_what_stands_before_the_feed_goes_and_what_defines_entities_is_refused() -> None:
    declared = b'<?xml version="1.0" encoding="utf-8"?>\n'
    assert (
        decode.xml("<b>Notice</b><!DOCTYPE rss><rss version='2.0'>é</rss>")
        == declared + "<rss version='2.0'>é</rss>".encode()
    )
    assert decode.xml("<!-- <rss> --><page/>") == declared + b"<page/>"
    assert decode.xml("no element") == declared
    assert decode.xml("<!ENTITY a 'b'><rss></rss>") is None
    assert decode.xml("<rss><!ENTITY a 'b'></rss>") == declared + b"<rss><!ENTITY a 'b'></rss>"
