# ruff: noqa: E501, SIM905 - the lines of other people's programs are long
"""Feeds in the shapes that the platforms really write, invented words inside, the same for the same number.

made = feedmaker.feed(17)      # the 17th: made.body, made.content_type, made.platform, made.url
"""

import html
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Made:
    """One feed."""

    platform: str
    body: bytes
    content_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """A post before it is dressed for a platform."""

    number: int
    title: str
    markup: str
    labels: tuple[str, ...]
    when: datetime
    slug: str
    comments: int

    @property
    def excerpt(self) -> str:
        return self.markup.replace("<", " <")[:200].rsplit("<", 1)[0]


_WORDS = (
    "library reading room catalogue shelf pencil enquiry desk rota kettle borrower loan index archive tutorial podcast feed "
    "network reflect notice learn colleague workshop weather bicycle café naïve “quoted” – dash… £10 it’s Ærøskøbing Žižek "
    "日本語 emoji😀 𝒳 ﬁne don't AT&T R&D a<b 50% C++ #cpd23 @name 1/2"
).split()
_TITLES = (
    "Thing {n}", "Thing {n}: {w} and {w}", "Things {n} & {m}", "{w} {w} {w}", "CPD23 – Thing {n}…", "Q&A: “{w}” {w}?", "{w} < {w} > {w}",
    "Week {n} (Thing {n})", "  {w}   {w} ", "Thing&nbsp;{n}", "{w} — {w}", "#{n}", "{w}; {w}, {w}!", "L'été à la {w}", "100 % {w}",
    "<em>{w}</em> {w}", "{w} &amp; {w}", "{w}&#8217;s {w}",
)  # fmt: skip
_LABELS = (
    "cpd23",
    "Thing {n}",
    "thing{n}",
    "23 Things",
    "Web 2.0",
    "R&D",
    "Café",
    "work/life",
    "CPD23",
    "",
    "library school",
    "日本",
    "a, b",
)
_START = datetime(2012, 5, 28, 9, 30, 15, tzinfo=UTC)


def feed(number: int) -> Made:
    """The feed of this number; numbers that differ by the count of platforms share a platform."""
    dice = random.Random(f"feed {number}")
    name = PLATFORMS[number % len(PLATFORMS)]
    host = f"https://blog{number}.example"
    items = _items(dice, dice.choice((0, 1, 3, 10, 10, 15, 25)))
    body, content_type, path = _WRITERS[name](dice, host, items)
    return Made(name, body.encode(), content_type, host + path)


def _items(dice: random.Random, count: int) -> list[Item]:
    when = _START + timedelta(minutes=dice.randrange(10**6))
    found = []
    for number in range(count, 0, -1):
        when -= timedelta(minutes=dice.randrange(20_000), seconds=dice.randrange(60))
        title = "" if dice.random() < 0.04 else _filled(dice, dice.choice(_TITLES))
        labels = tuple(dict.fromkeys(_filled(dice, dice.choice(_LABELS)) for _ in range(dice.randrange(5))))
        found.append(
            Item(
                number, title, _markup(dice), labels, when, f"thing-{number}-{dice.randrange(999)}", dice.randrange(30)
            )
        )
    return found


def _filled(dice: random.Random, pattern: str) -> str:
    while "{" in pattern:
        pattern = pattern.replace("{w}", dice.choice(_WORDS), 1).replace("{n}", str(dice.randrange(1, 24)), 1)
        pattern = pattern.replace("{m}", str(dice.randrange(1, 24)), 1)
    return pattern


def _sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(_WORDS, k=dice.randrange(4, 20))).capitalize() + dice.choice(".!?…")


def _markup(dice: random.Random) -> str:
    pieces = []
    for _ in range(dice.randrange(1, 7)):
        words = html.escape(_sentence(dice), quote=False)
        pieces.append(
            dice.choice(
                (
                    f"<p>{words}</p>\n",
                    f"<div>{words}<br /><br />{words}</div>",
                    f"<p><b>Thing {dice.randrange(1, 24)}</b></p><p>{words}</p>",
                    f'<h2 class="wp-block-heading">{words}</h2>',
                    f"<ul><li>{words}</li><li>{words}</li></ul>",
                    f'<p>See <a href="https://example.org/{dice.randrange(99)}?a=1&amp;b=2" target="_blank">{words}</a> and <i>more</i>.</p>',
                    f'<p><img src="https://img.example/{dice.randrange(99)}.jpg" alt="a > b" width="3"/>{words}&nbsp;&hellip;</p>',
                    f"<blockquote><p>{words}</p></blockquote><!-- a comment -->",
                    f"<script>if (a < b) {{ x() }}</script><p>{words}</p>",
                    f"{words}\n\n{words}\n",
                    f"<table><tr><td>{words}</td><td>{dice.randrange(9)}</td></tr></table>",
                )
            )
        )
    return "".join(pieces)


def _rfc(when: datetime, zone: str = "+0000") -> str:
    return when.strftime(f"%a, %d %b %Y %H:%M:%S {zone}")


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _numeric(text: str) -> str:
    """As WordPress and others write: what is not ASCII as numbers."""
    return (
        escape(html.escape(text, quote=False) if "&" not in text and "<" not in text else text)
        .encode("ascii", "xmlcharrefreplace")
        .decode()
    )


# Atom --------------------------------------------------------------------------------------------


def _blogger(dice: random.Random, host: str, items: list[Item]) -> tuple[str, str, str]:
    zone = timezone(timedelta(hours=dice.choice((0, 1, -7, 10))))
    entries = []
    for item in items:
        published = item.when.astimezone(zone).isoformat(timespec="milliseconds")
        link = f"{host}/2012/05/{item.slug}.html"
        labels = "".join(
            f'<category scheme="http://www.blogger.com/atom/ns#" term={quoteattr(label)}/>' for label in item.labels
        )
        entries.append(
            f"<entry><id>tag:blogger.com,1999:blog-77.post-{9000 + item.number}</id><published>{published}</published>"
            f"<updated>{published}</updated>{labels}<title type='text'>{escape(item.title)}</title>"
            f"<content type='html'>{escape(item.markup)}</content>"
            f"<link rel='replies' type='application/atom+xml' href='{link}/comments' title='Post Comments'/>"
            f"<link rel='replies' type='text/html' href='{link}#comment-form' title='{item.comments} Comments'/>"
            f"<link rel='self' type='application/atom+xml' href='{host}/feeds/77/posts/default/{item.number}'/>"
            f"<link rel='alternate' type='text/html' href='{link}' title={quoteattr(item.title)}/>"
            f"<author><name>Zoë</name><uri>http://www.blogger.com/profile/1</uri><email>noreply@blogger.com</email>"
            f"<gd:image rel='http://schemas.google.com/g/2005#thumbnail' width='16' height='16' src='//img.example/b16.gif'/></author>"
            f'<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="https://img.example/s72-c/x.jpg" height="72" width="72"/>'
            f"<thr:total>{item.comments}</thr:total></entry>"
        )
    head = (
        "<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href=\"http://www.blogger.com/styles/atom.css\" type=\"text/css\"?>"
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' "
        "xmlns:blogger='http://schemas.google.com/blogger/2008' xmlns:georss='http://www.georss.org/georss' "
        "xmlns:gd=\"http://schemas.google.com/g/2005\" xmlns:thr='http://purl.org/syndication/thread/1.0'>"
        f'<id>tag:blogger.com,1999:blog-77</id><updated>2012-06-01T10:00:00.001Z</updated><category term="cpd23"/>'
        f"<title type='text'>{escape(_sentence(dice))}</title><subtitle type='html'></subtitle>"
        f"<link rel='http://schemas.google.com/g/2005#feed' type='application/atom+xml' href='{host}/feeds/posts/default'/>"
        f"<link rel='self' type='application/atom+xml' href='http://www.blogger.com/feeds/77/posts/default'/>"
        f"<link rel='alternate' type='text/html' href='{host}/'/><link rel='hub' href='http://pubsubhubbub.appspot.com/'/>"
        f"<link rel='next' type='application/atom+xml' href='http://www.blogger.com/feeds/77/posts/default?start-index=26&amp;max-results=25'/>"
        "<author><name>Zoë</name><uri>http://www.blogger.com/profile/1</uri><email>noreply@blogger.com</email></author>"
        "<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>"
        "<openSearch:totalResults>40</openSearch:totalResults><openSearch:startIndex>1</openSearch:startIndex>"
    )
    return head + "".join(entries) + "</feed>", "application/atom+xml; charset=UTF-8", "/feeds/posts/default"


def _jekyll(dice: random.Random, host: str, items: list[Item]) -> tuple[str, str, str]:
    entries = []
    for item in items:
        when = item.when.isoformat()
        link = f"{host}/2012/05/28/{item.slug}.html"
        labels = "".join(f"<category term={quoteattr(label)} />" for label in item.labels)
        entries.append(
            f'<entry><title type="html">{escape(html.escape(item.title, quote=False))}</title><link href="{link}" rel="alternate" '
            f'type="text/html" title={quoteattr(item.title)} /><published>{when}</published><updated>{when}</updated>'
            f'<id>{host}/2012/05/28/{item.slug}</id><content type="html" xml:base="{link}">{escape(item.markup)}</content>'
            f'<author><name>Ann</name></author>{labels}<summary type="html">{escape(item.excerpt)}</summary></entry>'
        )
    head = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" >'
        '<generator uri="https://jekyllrb.com/" version="3.9.0">Jekyll</generator>'
        f'<link href="{host}/feed.xml" rel="self" type="application/atom+xml" /><link href="{host}/" rel="alternate" type="text/html" />'
        f'<updated>2012-06-01T00:00:00+00:00</updated><id>{host}/feed.xml</id><title type="html">{escape(_sentence(dice))}</title>'
    )
    return head + "".join(entries) + "</feed>", "application/xml", "/feed.xml"


def _wordpress_atom(dice: random.Random, host: str, items: list[Item]) -> tuple[str, str, str]:
    base = f'\n  xml:base="{host}/wp-atom.php"\n' if dice.random() < 0.5 else ""
    entries = []
    for item in items:
        when = item.when.strftime("%Y-%m-%dT%H:%M:%SZ")
        link = f"{host}/2012/05/{item.slug}/"
        labels = "".join(f'<category scheme="{host}" term={quoteattr(label)} />' for label in item.labels)
        entries.append(
            f'<entry>\n<author><name>ann</name><uri>{host}</uri></author>\n<title type="html">{_cdata(html.escape(item.title, quote=False))}</title>'
            f'\n<link rel="alternate" type="text/html" href="{link}" />\n<id>{host}/?p={item.number}</id>\n<updated>{when}</updated>'
            f'\n<published>{when}</published>\n{labels}<summary type="html">{_cdata(item.excerpt)}</summary>'
            f'<content type="html" {f"xml:base={quoteattr(link)}" if base else ""}>{_cdata(item.markup)}</content>'
            f'\n<link rel="replies" type="text/html" href="{link}#comments" thr:count="{item.comments}" />'
            f"<thr:total>{item.comments}</thr:total>\n</entry>"
        )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><feed\n  xmlns="http://www.w3.org/2005/Atom"\n'
        f'  xmlns:thr="http://purl.org/syndication/thread/1.0"\n  xml:lang="en-GB"{base} >\n<title type="text">{escape(_sentence(dice))}</title>'
        f'<subtitle type="text">x</subtitle><updated>2012-06-01T00:00:00Z</updated><link rel="alternate" type="text/html" href="{host}" />'
        f'<id>{host}/feed/atom/</id><link rel="self" type="application/atom+xml" href="{host}/feed/atom/" />'
        '<generator uri="http://wordpress.org/" version="3.3">WordPress</generator>'
    )
    return head + "".join(entries) + "</feed>\n", "application/atom+xml; charset=UTF-8", "/feed/atom/"


def _typepad(dice: random.Random, host: str, items: list[Item]) -> tuple[str, str, str]:
    entries = []
    for item in items:
        zone = item.when.astimezone(timezone(timedelta(hours=1)))
        labels = "".join(
            f'<category scheme="http://sixapart.com/atom/typepad#" term={quoteattr(label)} label={quoteattr(label.title())}/>'
            for label in item.labels
        )
        body = "".join(f"<p>{escape(_sentence(dice))}</p>" for _ in range(3))
        entries.append(
            f'<entry><title>{escape(item.title)}</title><link rel="alternate" type="text/html" href="{host}/blog/2012/05/{item.slug}.html" />'
            f'<link rel="replies" type="text/html" href="{host}/blog/2012/05/{item.slug}.html#c" thr:count="{item.comments}" thr:updated="2012-06-01T00:00:00Z"/>'
            f"<id>tag:typepad.com,2003:post-6a{item.number}</id><published>{zone.isoformat()}</published><updated>{zone.isoformat()}</updated>"
            f"<summary>{escape(item.excerpt)}</summary><author><name>Ann</name></author>{labels}"
            f'<content type="xhtml" xml:lang="en-US" xml:base="{host}/blog/"><div xmlns="http://www.w3.org/1999/xhtml">{body}</div></content></entry>'
        )
    head = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">'
        f'<title>{escape(_sentence(dice))}</title><link rel="self" type="application/atom+xml" href="{host}/atom.xml" />'
        f'<link rel="alternate" type="text/html" href="{host}/" /><id>tag:typepad.com,2003:weblog-1</id><updated>2012-06-01T00:00:00+01:00</updated>'
        '<generator uri="http://www.typepad.com/">TypePad</generator>'
    )
    return head + "".join(entries) + "</feed>", "application/atom+xml", "/blog/atom.xml"


def _plain_atom(dice: random.Random, host: str, items: list[Item]) -> tuple[str, str, str]:
    """Hand-made and static sites: little more than must be there; the odd ones too."""
    entries = []
    for item in items:
        kind = dice.choice(("", ' type="text"', ' type="html"'))
        content = escape(item.markup) if "html" in kind else escape(_sentence(dice) + "\n\n" + _sentence(dice))
        link = dice.choice((f'<link href="{host}/{item.slug}/"/>', f'<link rel="alternate" href="/{item.slug}/"/>'))
        when = dice.choice(("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%d", "%Y-%m-%dT%H:%MZ"))
        entries.append(
            f"<entry>\n  <title{kind}>{escape(item.title)}</title>\n  {link}\n  <id>urn:uuid:1225c695-cfb8-4ebb-aaaa-{item.number:012d}</id>\n"
            f"  <updated>{item.when.strftime(when)}</updated>\n  <summary{kind}>{content}</summary>\n</entry>\n"
        )
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n  <title>{escape(_sentence(dice))}</title>\n'
        f'  <link href="{host}/atom.xml" rel="self"/>\n  <link href="{host}/"/>\n  <updated>2012-06-01T00:00:00Z</updated>\n'
        f"  <id>{host}/</id>\n  <author><name>Ann</name></author>\n"
    )
    archive = f'  <link rel="prev-archive" href="{host}/archive/3.atom"/>\n' if dice.random() < 0.5 else ""
    return head + archive + "".join(entries) + "</feed>\n", "application/atom+xml", "/atom.xml"


# RSS ---------------------------------------------------------------------------------------------

_WORDPRESS_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"\n\txmlns:wfw="http://wellformedweb.org/CommentAPI/"\n'
    '\txmlns:dc="http://purl.org/dc/elements/1.1/"\n\txmlns:atom="http://www.w3.org/2005/Atom"\n'
    '\txmlns:sy="http://purl.org/rss/1.0/modules/syndication/"\n\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"\n'
)
_WORDPRESS_COM = '\txmlns:georss="http://www.georss.org/georss" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#" xmlns:media="http://search.yahoo.com/mrss/"\n\t'


def _wordpress(dice: random.Random, host: str, items: list[Item], com: bool = False) -> tuple[str, str, str]:
    full = dice.random() < 0.8
    entries = []
    for item in items:
        link = f"{host}/2012/05/28/{item.slug}/"
        labels = "".join(
            f"\t\t<category>{_cdata(html.escape(label, quote=False))}</category>\n" for label in item.labels
        )
        avatar = (
            '\t\t<media:content url="http://1.gravatar.com/avatar/x?s=96&#38;d=identicon&#38;r=G" medium="image">\n'
            '\t\t\t<media:title type="html">ann</media:title>\n\t\t</media:content>\n'
            + dice.choice(("", '\t\t<media:thumbnail url="https://img.example/t.jpg" />\n'))
            if com
            else dice.choice(("", '\n\t\t<post-id xmlns="com-wordpress:feed-additions:1">12</post-id>\t'))
        )
        content = f"\t\t\t<content:encoded>{_cdata(item.markup)}</content:encoded>\n" if full else ""
        entries.append(
            f"\t\t<item>\n\t\t<title>{_numeric(item.title)}</title>\n\t\t<link>{link}</link>\n\t\t<comments>{link}#comments</comments>\n"
            f"\t\t<dc:creator>{_cdata('ann')}</dc:creator>\n\t\t<pubDate>{_rfc(item.when)}</pubDate>\n{labels}"
            f'\t\t<guid isPermaLink="false">{host}/?p={item.number}</guid>\n\n\t\t<description>{_cdata(item.excerpt + " [&#8230;]")}</description>\n'
            f"{content}\t\t<wfw:commentRss>{link}feed/</wfw:commentRss>\n\t\t<slash:comments>{item.comments}</slash:comments>\n{avatar}\t</item>\n"
        )
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"\n\t{_WORDPRESS_SPACES}\t{_WORDPRESS_COM if com else ""}>\n\n<channel>\n'
        f'\t<title>{_numeric(_sentence(dice))}</title>\n\t<atom:link href="{host}/feed/" rel="self" type="application/rss+xml" />\n'
        f"\t<link>{host}</link>\n\t<description>Things &#38; more</description>\n\t<lastBuildDate>{_rfc(_START)}</lastBuildDate>\n"
        "\t<language>en-GB</language>\n\t<sy:updatePeriod>\n\thourly\t</sy:updatePeriod>\n\t<sy:updateFrequency>\n\t1\t</sy:updateFrequency>\n"
        + (
            "\t<generator>http://wordpress.com/</generator>\n"
            if com
            else "\t<generator>https://wordpress.org/?v=6.4.2</generator>\n"
        )
    )
    extra = (
        f"<cloud domain='blog.example' port='80' path='/?rsscloud=notify' registerProcedure='' protocol='http-post' />\n<image>\n\t\t<url>{host}/i.png</url>"
        f'\n\t\t<title>blog</title>\n\t\t<link>{host}</link>\n\t</image>\n\t<atom:link rel="search" type="application/opensearchdescription+xml" '
        f"href=\"{host}/osd.xml\" title=\"x\" />\n\t<atom:link rel='hub' href='{host}/?pushpress=hub'/>\n"
        if com
        else ""
    )
    return head + extra + "".join(entries) + "\t</channel>\n</rss>\n", "application/rss+xml; charset=UTF-8", "/feed/"


def _wordpress_com(dice: random.Random, host: str, items: list[Item]) -> tuple[str, str, str]:
    return _wordpress(dice, host, items, com=True)


def _rss(
    spaces: str,
    head: str,
    path: str,
    item: Callable[[random.Random, str, Item], str],
    content_type: str = "application/rss+xml",
) -> Callable[[random.Random, str, list[Item]], tuple[str, str, str]]:
    """A writer of RSS 2.0 whose items look like `item`."""

    def write(dice: random.Random, host: str, items: list[Item]) -> tuple[str, str, str]:
        body = (
            f'<?xml version="1.0" encoding="UTF-8"?><rss {spaces}version="2.0"><channel><title>{escape(_sentence(dice))}</title>'
            f"<link>{host}/</link>{head.replace('HOST', host)}"
            + "".join(item(dice, host, each) for each in items)
            + "</channel></rss>"
        )
        return body, content_type, path

    return write


def _guid(link: str, permalink: str = "") -> str:
    return f"<guid{f' isPermaLink={quoteattr(permalink)}' if permalink else ''}>{link}</guid>"


def _tumblr(dice: random.Random, host: str, item: Item) -> str:
    link = f"{host}/post/{item.number}"
    labels = "".join(f"<category>{escape(label)}</category>" for label in item.labels)
    return (
        f"<item><title>{escape(html.escape(item.title, quote=False))}</title><description>{escape(item.markup)}</description><link>{link}</link>"
        f"{_guid(link)}<pubDate>{_rfc(item.when, '-0400')}</pubDate>{labels}</item>"
    )


def _medium(dice: random.Random, host: str, item: Item) -> str:
    labels = "".join(f"<category>{_cdata(label)}</category>" for label in item.labels)
    return (
        f"<item><title>{_cdata(item.title)}</title><link>{host}/{item.slug}?source=rss-1------2</link>{_guid(f'https://medium.com/p/{item.number}', 'false')}"
        f"{labels}<dc:creator>{_cdata('Ann')}</dc:creator><pubDate>{_rfc(item.when, 'GMT')}</pubDate>"
        f"<atom:updated>{item.when.isoformat()}</atom:updated><content:encoded>{_cdata(item.markup)}</content:encoded></item>"
    )


def _ghost(dice: random.Random, host: str, item: Item) -> str:
    labels = "".join(f"<category>{_cdata(label)}</category>" for label in item.labels)
    media = f'<media:content url="{host}/i.jpg" medium="image"/>' if dice.random() < 0.6 else ""
    return (
        f"<item><title>{_cdata(item.title)}</title><description>{_cdata(html.escape(_sentence(dice)))}</description><link>{host}/{item.slug}/</link>"
        f"{_guid(f'60f{item.number}', 'false')}{labels}<dc:creator>{_cdata('Ann')}</dc:creator><pubDate>{_rfc(item.when, 'GMT')}</pubDate>{media}"
        f"<content:encoded>{_cdata(item.markup)}</content:encoded></item>"
    )


def _substack(dice: random.Random, host: str, item: Item) -> str:
    return (
        f"<item><title>{_cdata(item.title)}</title><description>{_cdata(_sentence(dice))}</description><link>{host}/p/{item.slug}</link>"
        f"{_guid(f'{host}/p/{item.slug}', 'false')}<dc:creator>{_cdata('Ann')}</dc:creator><pubDate>{_rfc(item.when, 'GMT')}</pubDate>"
        f'<enclosure url="{host}/i.jpeg" length="0" type="image/jpeg"/><content:encoded>{_cdata(item.markup)}</content:encoded></item>'
    )


def _squarespace(dice: random.Random, host: str, item: Item) -> str:
    labels = "".join(f"<category>{escape(label)}</category>" for label in item.labels)
    link = f"{host}/blog/{item.slug}"
    return (
        f"<item><title>{escape(item.title)}</title>{labels}<dc:creator>Ann</dc:creator><pubDate>{_rfc(item.when)}</pubDate><link>{link}</link>"
        f"{_guid('4f1:4f2:' + str(item.number), 'false')}<description>{_cdata(item.markup)}</description>"
        f'<media:content type="image/jpeg" url="{host}/i.jpg" medium="image" isDefault="true" width="1500" height="1000">'
        f'<media:title type="plain">{escape(item.title)}</media:title></media:content></item>'
    )


def _wix(dice: random.Random, host: str, item: Item) -> str:
    labels = "".join(f"<category>{_cdata(label)}</category>" for label in item.labels)
    return (
        f"<item><title>{_cdata(item.title)}</title><description>{_cdata(_sentence(dice))}</description><link>{host}/post/{item.slug}</link>"
        f"{_guid(f'5f{item.number}', 'false')}{labels}<pubDate>{_rfc(item.when, 'GMT')}</pubDate>"
        f'<enclosure url="{host}/x.png" length="0" type="image/png"/><dc:creator>Ann</dc:creator></item>'
    )


def _hugo(dice: random.Random, host: str, item: Item) -> str:
    link = f"{host}/posts/{item.slug}/"
    return (
        f"<item>\n<title>{escape(item.title)}</title>\n<link>{link}</link>\n<pubDate>{_rfc(item.when, '+0100')}</pubDate>\n{_guid(link)}"
        f"\n<description>{escape(item.markup)}</description>\n</item>\n"
    )


def _microblog(dice: random.Random, host: str, item: Item) -> str:
    link = f"{host}/2012/05/28/{item.slug}.html"
    title = f"<title>{escape(item.title)}</title>" if item.number % 2 else ""
    return (
        f"<item>{title}<link>{link}</link><pubDate>{_rfc(item.when, '+0100')}</pubDate>{_guid(f'http://blog.micro.blog/{item.number}')}"
        f"<description>{escape(item.markup)}</description></item>"
    )


def _mastodon(dice: random.Random, host: str, item: Item) -> str:
    link = f"{host}/@ann/{item.number}"
    labels = "".join(f"<category>{escape(label.lower())}</category>" for label in item.labels)
    return (
        f"<item>{_guid(link, 'true')}<link>{link}</link><pubDate>{_rfc(item.when)}</pubDate><description>{escape(item.markup)}</description>"
        f'<media:content url="{host}/m.png" type="image/png" fileSize="1" medium="image"><media:rating scheme="urn:simple">nonadult</media:rating>'
        f"</media:content>{labels}</item>"
    )


def _livejournal(dice: random.Random, host: str, item: Item) -> str:
    link = f"{host}/{item.number}.html"
    labels = "".join(f"<category>{escape(label)}</category>" for label in item.labels)
    return (
        f"<item>{_guid(link, 'true')}<pubDate>{_rfc(item.when, 'GMT')}</pubDate><title>{escape(item.title)}</title>"
        f"<author>ann</author><link>{link}</link><description>{escape(item.markup)}</description><comments>{link}?view=comments</comments>"
        f"{labels}<lj:music>a song</lj:music><lj:security>public</lj:security><lj:reply-count>{item.comments}</lj:reply-count></item>"
    )


def _movabletype(dice: random.Random, host: str, item: Item) -> str:
    link = f"{host}/2012/05/{item.slug}.html"
    labels = "".join(
        f'<category domain="http://www.sixapart.com/ns/types#category">{escape(label)}</category>'
        for label in item.labels
    )
    return (
        f"<item>\n<title>{escape(item.title)}</title>\n<description>{escape(item.markup)}</description>\n<link>{link}</link>\n{_guid(link)}\n{labels}"
        f"<pubDate>{_rfc(item.when, '+0000')}</pubDate>\n</item>\n"
    )


def _feedburner(dice: random.Random, host: str, item: Item) -> str:
    link = f"{host}/2012/05/{item.slug}.html"
    return (
        f"<item><title>{escape(item.title)}</title><link>http://feedproxy.google.com/~r/blog/~3/{item.number}/</link><pubDate>{_rfc(item.when, 'PDT')}</pubDate>"
        f"{_guid('tag:blogger.com,1999:blog-1.post-' + str(item.number), 'false')}<atom:updated>{item.when.isoformat()}</atom:updated>"
        f'<description>{escape(item.markup)}&lt;img src="http://feeds.feedburner.com/~r/blog/~4/x" height="1" width="1" alt=""/&gt;</description>'
        f"<author>noreply@blogger.com (Ann)</author><thr:total>{item.comments}</thr:total><feedburner:origLink>{link}</feedburner:origLink></item>"
    )


def _feedburner_plain(dice: random.Random, host: str, item: Item) -> str:
    return _feedburner(dice, host, item).replace(f"<atom:updated>{item.when.isoformat()}</atom:updated>", "")


def _handmade(dice: random.Random, host: str, item: Item) -> str:
    """What people and small programs write: dates and links of every kind, something missing here and there."""
    when = dice.choice(
        (_rfc(item.when), item.when.strftime("%d %b %y %H:%M GMT"), item.when.isoformat(), _rfc(item.when, "BST"), _rfc(item.when, "EST"), "yesterday",
         item.when.strftime("%a, %d %B %Y %H:%M:%S Z"), item.when.strftime("%Y-%m-%d %H:%M:%S"), item.when.strftime("%B %d, %Y"), "")
    )  # fmt: skip
    link = dice.choice(
        (f"{host}/{item.slug}", f"/{item.slug}", f"  {host}/{item.slug}\n", f"{host}/?p={item.number}&amp;x=1", "")
    )
    guid = dice.choice((_guid(f"{host}/{item.slug}"), _guid(str(item.number), "false"), _guid(str(item.number)), ""))
    labels = "".join(f"<dc:subject>{escape(label)}</dc:subject>" for label in item.labels)
    return (
        f"<item><title>{escape(item.title)}</title><link>{link}</link>{guid}<pubDate>{when}</pubDate>"
        f"<description>{escape(item.markup)}</description>{labels}</item>"
    )


_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" '
_ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom" '
_CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
_MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/" '
_SELF = '<atom:link href="HOST/rss/" rel="self" type="application/rss+xml"/>'
_Writer = Callable[[random.Random, str, list[Item]], tuple[str, str, str]]
_WRITERS: dict[str, _Writer] = {
    "blogger": _blogger,
    "wordpress.com": _wordpress_com,
    "wordpress": _wordpress,
    "wordpress-atom": _wordpress_atom,
    "tumblr": _rss(_DC, "<description>x</description><generator>Tumblr (3.0; @ann)</generator>", "/rss", _tumblr),
    "medium": _rss(
        _DC + _CONTENT + _ATOM + 'xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html" ',
        "<description>x</description><image><url>HOST/i.png</url><title>x</title><link>HOST</link></image><generator>Medium</generator>"
        f'{_SELF}<webMaster>a@b.example</webMaster><atom:link href="http://medium.superfeedr.com" rel="hub"/>',
        "/feed/@ann", _medium, "text/xml; charset=UTF-8",
    ),
    "ghost": _rss(_DC + _CONTENT + _ATOM + _MEDIA, f"<description>x</description><generator>Ghost 5.2</generator>{_SELF}<ttl>60</ttl>", "/rss/", _ghost),
    "substack": _rss(
        _DC + _CONTENT + _ATOM + 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0" ',
        f"<generator>Substack</generator>{_SELF}<itunes:owner><itunes:email>a@b.example</itunes:email><itunes:name>Ann</itunes:name></itunes:owner>",
        "/feed", _substack,
    ),
    "squarespace": _rss(
        _DC + _CONTENT + _MEDIA + 'xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ',
        "<lastBuildDate>Mon, 28 May 2012 09:30:15 +0000</lastBuildDate><generator>Site-Server v6.0 (http://www.squarespace.com)</generator><description/>",
        "/blog?format=rss", _squarespace,
    ),
    "wix": _rss(_DC + _CONTENT + _ATOM, f"<description>x</description><generator>RSS for Node</generator>{_SELF}", "/blog-feed.xml", _wix, "application/xml"),
    "jekyll": _jekyll,
    "hugo": _rss(_ATOM, "<description>x</description><generator>Hugo -- gohugo.io</generator><language>en-us</language>", "/index.xml", _hugo, "application/xml"),
    "microblog": _rss("", "<description>x</description>", "/feed.xml", _microblog),
    "mastodon": _rss(
        'xmlns:webfeeds="http://webfeeds.org/rss/1.0" ' + _MEDIA,
        "<description>x</description><image><url>HOST/i.png</url><title>x</title><link>HOST</link></image><webfeeds:icon>HOST/i.png</webfeeds:icon>"
        "<generator>Mastodon v4.2.1</generator>",
        "/@ann.rss", _mastodon, "application/rss+xml; charset=utf-8",
    ),
    "livejournal": _rss(
        "xmlns:lj='http://www.livejournal.org/rss/lj/1.0/' " + _ATOM,
        "<description>x</description><generator>LiveJournal / LiveJournal.com</generator><lj:journal>ann</lj:journal><copyright>NOINDEX</copyright>",
        "/data/rss", _livejournal, "text/xml; charset=utf-8",
    ),
    "typepad": _typepad,
    "movabletype": _rss("", "<description>x</description><generator>http://www.sixapart.com/movabletype/?v=4.2</generator><docs>x</docs>", "/index.xml", _movabletype),
    "feedburner": _rss(
        _ATOM + 'xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" ',
        '<description>x</description><feedburner:info uri="blog" /><feedburner:emailServiceId>blog</feedburner:emailServiceId>',
        "/blog", _feedburner_plain, "text/xml; charset=UTF-8",
    ),
    "feedburner-updated": _rss(
        _ATOM + 'xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" ',
        "<description>x</description>", "/blog", _feedburner, "text/xml; charset=UTF-8",
    ),
    "plain-atom": _plain_atom,
    "handmade": _rss(_DC, "<description>x</description>", "/rss.xml", _handmade, "text/xml"),
}  # fmt: skip
PLATFORMS = tuple(_WRITERS)
