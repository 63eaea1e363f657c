"""Bodies: what is no feed, broken and dangerous XML, odd dates and titles, traps in pages and in paging."""

from hostile.case import TITLES, Case, http, page, rss
from hostile.server import Wire

ONE = ("Thing 1: blogs",)
ATOM = "http://www.w3.org/2005/Atom"


def _says(
    name: str, body: bytes, kinds: str = "", titles: tuple[str, ...] = (), kind: str = "application/rss+xml"
) -> Case:
    return Case(f"body-{name}", http(body, kind=kind), "fetched", kinds, titles)


def _reads(name: str, body: bytes, titles: tuple[str, ...] = TITLES, kind: str = "application/rss+xml") -> Case:
    return _says(name, body, "", titles, kind)


def _item(inside: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>A blog</title><link>https://blog.example/</link>'
        f"<description>d</description>{inside}</channel></rss>"
    ).encode()


def _dated(date: str) -> bytes:
    return _item(
        f"<item><title>Thing 1: blogs</title><link>https://blog.example/1</link><guid>g1</guid>"
        f"<pubDate>{date}</pubDate><description>d</description></item>"
    )


_BOMB = (
    '<!DOCTYPE r [<!ENTITY a "0123456789">'
    + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
_QUADRATIC = f'<!DOCTYPE r [<!ENTITY a "{"x" * 50000}">]>'
_EXTERNAL = '<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:{CANARY}/x">]>'
_FILE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
_PARAMETER = '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1:{CANARY}/x"> %a;]>'

_ATTRIBUTES = b"".join(b'a%d="1" ' % number for number in range(20000))

BODIES = (
    _says("spaces", b" \n\t " * 50, "empty|not-a-feed|malformed|no-feed"),
    _says("page", page(), "no-feed|not-a-feed", kind="text/html"),
    _says("page-as-feed", page(), "no-feed|not-a-feed"),
    _says("log-in-form", page('</head><body><form><input type="password"></form>'), "login|no-feed", kind="text/html"),
    _says("text", b"Hello, this is my blog.", "not-a-feed|no-feed", kind="text/plain"),
    _says("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not-a-feed|no-feed", kind="image/png"),
    _says("json-of-something", b'{"hello": [1, 2, 3]}', "not-a-feed|no-feed", kind="application/json"),
    _says(
        "sitemap",
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>',
        "not-a-feed|no-feed",
    ),
    _says("bomb", rss(head=_BOMB).replace(b"Words", b"&j;"), "unsafe"),
    _says("quadratic", rss(head=_QUADRATIC).replace(b"Words", b"&a;" * 2000), "unsafe"),
    _says("external-entity", rss(head=_EXTERNAL).replace(b"Words", b"&a;"), "unsafe"),
    _says("file-entity", rss(head=_FILE).replace(b"Words", b"&a;"), "unsafe"),
    _says("parameter-entity", rss(head=_PARAMETER), "unsafe"),
    _says("bomb-utf-16", rss(head=_BOMB, declare="utf-16").replace(b"W", b"w"), "unsafe"),
    _reads("harmless-doctype", rss(head="<!DOCTYPE rss>")),
    _reads("utf-16", rss(declare="utf-16")),
    _reads("utf-8-mark", b"\xef\xbb\xbf" + rss()),
    _reads("latin-1", rss((*ONE, "Thing 2: caf\xe9"), declare="iso-8859-1"), (*ONE, "Thing 2: caf\xe9")),
    _reads(
        "windows-1252-undeclared",
        rss((*ONE, "Thing 2: \u2019")).replace(b"\xe2\x80\x99", b"\x92"),
        (*ONE, "Thing 2: \u2019"),
    ),
    _reads("unknown-encoding", rss().replace(b'encoding="utf-8"', b'encoding="x-klingon"')),
    _reads("utf-16-only-declared", rss().replace(b'"utf-8"', b'"utf-16"')),
    _reads("utf-16-only-in-the-header", rss(), kind="text/xml; charset=utf-16"),
    _reads(
        "windows-31j",
        rss((*ONE, "Thing 2: \u2461"), declare="cp932").replace(b"cp932", b"Windows-31J"),
        (*ONE, "Thing 2: \u2461"),
    ),
    _reads(
        "hebrew",
        rss((*ONE, "Thing 2: \u05e1"), declare="iso8859-8").replace(b"iso8859-8", b"iso-8859-8-i"),
        (*ONE, "Thing 2: \u05e1"),
    ),
    *(
        _reads(f"number-{name}", rss().replace(b"Words", b"&#" + number + b";"))
        for name, number in {"zero": b"0", "surrogate": b"xD800", "beyond": b"x110000", "far-beyond": b"9" * 40}.items()
    ),
    _reads(
        "about-entities",
        rss(head='<?xml-stylesheet type="text/xsl" media="screen" href="/x.xsl"?>').replace(
            b"Words", b"<![CDATA[<!ENTITY x 'y'>]]>&nbsp;"
        ),
    ),
    _says("entities-behind-a-comment", rss(head="<!-- <a> -->" + _BOMB).replace(b"Words", b"&j;"), "unsafe"),
    _says("pdf", b"%PDF-1.7\n" + bytes(range(128, 256)) * 20, "not-a-feed"),
    _reads("blank-before", b"\n\n  " + rss()),
    _reads("20-kb-of-blanks-before", b" \n" * 10_000 + rss()),
    _reads("controls", rss((*ONE, "Thing 2: a\x0bb")), ONE),
    _reads("nul", rss().replace(b"Words about Thing 2", b"Words\0about Thing 2"), ONE),
    _reads("bad-ampersand", rss((*ONE, "Thing 2: Q & A")), ONE),
    _says("unclosed", rss().replace(b"</channel></rss>", b""), "cut-off|", TITLES),
    _reads("crossed-tags", rss().replace(b"<description>Words", b"<description><b><i>Words</b></i>"), ONE),
    _reads("stylesheet", rss(head='<?xml-stylesheet href="http://127.0.0.1:{CANARY}/x" type="text/xsl"?>')),
    _reads("mentions-private", rss().replace(b"Words", b"&lt;img src='http://127.0.0.1:{CANARY}/x'&gt;")),
    _reads("script-title", rss((*ONE, "Thing 2 &lt;script&gt;alert(1)&lt;/script&gt;")), ONE),
    _reads("script-link", rss().replace(b"https://blog.example/2", b"javascript:alert(1)")),
    _says("deep", rss().replace(b"Words", b"<a>" * 20000 + b"</a>" * 20000), "unsafe|malformed|"),
    _reads("many-categories", rss().replace(b"</item>", b"<category>c</category>" * 10000 + b"</item>", 1)),
    _says("many-attributes", rss().replace(b"<channel>", b"<channel " + _ATTRIBUTES + b">"), "unsafe|malformed|"),
    _reads("evil-author", rss().replace(b"</item>", b"<author>a@" + b"a." * 30000 + b"!</author></item>", 1)),
    _reads("open-comments", rss().replace(b"Words", b"&lt;!--" * 30000)),
    _reads("long-title", rss((*ONE, "x" * 2_000_000)), ONE),
    _reads("same-guid", rss().replace(b"post-2", b"post-1")),
    _reads("no-guid", rss().replace(b'<guid isPermaLink="false">post-1</guid>', b"")),
    _reads("no-link", rss().replace(b"<link>https://blog.example/1</link>", b"")),
    _reads("5000-items", rss(tuple(f"Thing {n % 23 + 1}: part {n}" for n in range(28))), ("Thing 1: part 0",)),
    _reads("date-none", _dated(""), ONE),
    _reads("date-words", _dated("last Tuesday"), ONE),
    _reads("date-zero", _dated("0000-00-00T00:00:00Z"), ONE),
    _reads("date-year-10000", _dated("10000-01-01T00:00:00Z"), ONE),
    _reads("date-1970", _dated("Thu, 01 Jan 1970 00:00:00 GMT"), ONE),
    _reads("date-future", _dated("Sat, 01 Jan 2500 00:00:00 GMT"), ONE),
    _reads("date-french", _dated("lun., 05 oct. 2026 10:00:00 +0200"), ONE),
    _reads("date-zone", _dated("Mon, 05 Oct 2026 10:00:00 XYZ"), ONE),
    _reads("date-huge", _dated("9" * 5000), ONE),
    _reads(
        "atom",
        f'<feed xmlns="{ATOM}"><title>b</title><id>i</id><updated>2026-10-01T00:00:00Z</updated><entry><id>e1</id>'
        '<title type="html">Thing 1: blogs</title><updated>2026-10-01T00:00:00Z</updated></entry></feed>'.encode(),
        ONE,
        "application/atom+xml",
    ),
    _reads(
        "json-feed",
        b'{"version":"https://jsonfeed.org/version/1.1","title":"b","items":[{"id":"1","title":"Thing 1: blogs",'
        b'"url":"https://blog.example/1","content_text":"w","date_published":"2026-10-01T10:00:00Z"}]}',
        ONE,
        "application/feed+json",
    ),
    _reads(
        "json-feed-then-a-comment",
        b'{"version":"https://jsonfeed.org/version/1.1","title":"b","items":[{"id":"1","title":"Thing 1: blogs"}]}<!-- x -->',
        ONE,
        "application/feed+json",
    ),
)


def _names(name: str, inside: str, kinds: str = "", titles: tuple[str, ...] = TITLES) -> Case:
    return Case(f"find-{name}", http(page(inside), kind="text/html"), "fetched", kinds, titles)


def _link(address: str, title: str = "Posts") -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{address}">'


async def _never_the_same_page(wire: Wire) -> None:
    await wire.send(http(page(_link(f"/find-maze?{wire.visits}")), kind="text/html"))


FINDING = (
    _names("plain", _link("/healthy")),
    _names("absolute", _link("{BASE}/healthy")),
    _names("less-than-in-a-title", _link("/healthy", "Ann <3 books")),
    _names("greater-than-in-a-title", _link("/healthy", "News > all")),
    _names(
        "a-link-in-a-title",
        _link("/healthy", "<link rel='alternate' type='application/rss+xml' href='http://127.0.0.1:{CANARY}/x'>"),
    ),
    _names("base", '<base href="{BASE}/">' + _link("healthy")),
    _names("comments-first", _link("/find-comments", "Comments") + _link("/healthy")),
    _names("upper-case", _link("/healthy").replace("link", "LINK").replace("rel", "REL")),
    _names("dead-then-good", _link("/dead-1") + _link("/healthy")),
    _names("private-then-good", _link("http://127.0.0.1:{CANARY}/x") + _link("/healthy")),
    _names("private", _link("http://127.0.0.1:{CANARY}/x"), "refused-address|no-feed", ()),
    _names("private-base", '<base href="http://127.0.0.1:{CANARY}/">' + _link("feed"), "refused-address|no-feed", ()),
    _names("file", _link("file:///etc/hostname"), "bad-address|refused-address|no-feed", ()),
    _names("javascript", _link("javascript:alert(1)"), "bad-address|no-feed", ()),
    _names("itself", _link("/find-itself"), "no-feed|not-a-feed", ()),
    _names("fifty-dead", "".join(_link(f"/dead-{n}") for n in range(50)), "not-found|no-feed", ()),
    _names("in-comment", "<!-- " + _link("http://127.0.0.1:{CANARY}/x") + " -->", "no-feed", ()),
    _names("many-open-tags", "<a " * 20000, "no-feed", ()),
    _names("many-comments", "<!--" * 20000, "no-feed", ()),
    _names("many-quotes", '<link rel="' * 20000, "no-feed", ()),
    _names("slow", "".join(_link(f"/slow-silence?{number}") for number in range(4)), "timeout|no-feed", ()),
    _names("slow-then-good", _link("/slow-body") + _link("/healthy"), "timeout|no-feed|", ()),
    Case("find-maze", _never_the_same_page, "fetched", "no-feed|not-a-feed"),
    Case("find-comments", http(rss(("Comment on Thing 1",))), "hidden"),
)


def _atom_page(number: int, following: str) -> bytes:
    return (
        f'<feed xmlns="{ATOM}"><title>b</title><id>i</id><updated>2026-10-01T00:00:00Z</updated>'
        f'<link rel="next" href="{following}"/><entry><id>e{number}</id><title>Thing 1: blogs</title>'
        f'<link href="https://blog.example/{number}"/><updated>2026-10-01T00:00:00Z</updated></entry></feed>'
    ).encode()


async def _endless_pages(wire: Wire) -> None:
    await wire.send(http(_atom_page(wire.visits, f"/page-endless?{wire.visits}")))


def _pages_to(name: str, following: str) -> Case:
    return Case(f"page-{name}", http(_atom_page(1, following)), "fetched", "", ONE)


PAGING = (
    _pages_to("itself", "/page-itself"),
    _pages_to("private", "http://127.0.0.1:{CANARY}/x"),
    _pages_to("elsewhere", "http://localhost:{CANARY}/x"),
    _pages_to("file", "file:///etc/hostname"),
    _pages_to("page", "/body-page"),
    _pages_to("dead", "/dead"),
    _pages_to("slow", "/slow-silence"),
    _pages_to("bomb", "/coding-gzip-bomb"),
    Case("page-endless", _endless_pages, "fetched", "", ONE),
)

ALL = (*BODIES, *FINDING, *PAGING)
