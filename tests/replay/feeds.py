"""Recorded posts as feeds: Atom in the manner of Blogger, RSS 2.0 in the manner of WordPress."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from html import escape
from urllib.parse import quote, urlsplit

from replay.records import Record, fingerprint

Block = tuple[str, str]  # tag, words


def blocks(record: Record) -> tuple[Block, ...]:
    """The body: the opening, then mentions and headings in their orders; nothing is said twice."""
    if record.body:
        return record.body
    mentions = list(record.mentions)
    if mentions and squeezed(mentions[0]) and squeezed(mentions[0]) in squeezed(record.title):
        del mentions[0]  # the title's own mention comes first
    body: list[Block] = [("p", record.opening)] if record.opening else []
    headings = list(record.headings)
    for mention in mentions:
        at = next((n for n, heading in enumerate(headings) if squeezed(mention) in squeezed(heading)), None)
        if at is not None:
            body += [("h3", heading) for heading in headings[: at + 1]]
            del headings[: at + 1]
        elif not any(squeezed(mention) in squeezed(said) for _tag, said in body):
            body.append(("p", mention))
    return (*body, *(("h3", heading) for heading in headings))


def squeezed(words: str) -> str:
    """The words with all white space alike and without the dots of something cut off."""
    return " ".join(words.strip(" .…").split())


def addresses(records: Sequence[Record]) -> Mapping[str, str]:
    """The address of each record by its id. Those on one page get a fragment of letters: it names no Thing."""
    known = {r.id: r.url if r.url and _usable(r.url) else _address(r) for r in records}
    times = Counter(known.values())
    return {r.id: known[r.id] + (f"#entry-{_letters(r)}" if times[known[r.id]] > 1 else "") for r in records}


def moment(record: Record) -> datetime:
    """Between eleven and one o'clock, UTC, of the record's day: the same day in the zones of all the courses."""
    return datetime.combine(record.day, time(11), UTC) + timedelta(seconds=int(fingerprint(record, "time"), 16) % 7200)


def atom(blog: str, here: str, records: Sequence[Record], where: Mapping[str, str]) -> bytes:
    """The feed of a Blogger blog whose page is at `here`, newest post first."""
    posts = sorted(records, key=moment, reverse=True)
    updated = _stamp(moment(posts[0])) if posts else _stamp(datetime(2011, 1, 1, tzinfo=UTC))
    number = int(fingerprint(posts[0], "blog")[:14], 16) if posts else 1
    home, name = escape(here), escape(blog)
    entries = "".join(_entry(record, number, where[record.id], here) for record in posts)
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        '<?xml-stylesheet href="http://www.blogger.com/styles/atom.css" type="text/css"?>'
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'"
        " xmlns:blogger='http://schemas.google.com/blogger/2008' xmlns:georss='http://www.georss.org/georss'"
        " xmlns:gd=\"http://schemas.google.com/g/2005\" xmlns:thr='http://purl.org/syndication/thread/1.0'>"
        f"<id>tag:blogger.com,1999:blog-{number}</id><updated>{updated}</updated>"
        f"<title type='text'>{name}</title><subtitle type='html'></subtitle>"
        "<link rel='http://schemas.google.com/g/2005#feed' type='application/atom+xml'"
        f" href='{home}feeds/posts/default'/>"
        f"<link rel='self' type='application/atom+xml' href='{home}feeds/posts/default'/>"
        f"<link rel='alternate' type='text/html' href='{home}'/>"
        f"<author><name>{name}</name><uri>http://www.blogger.com/profile/{number}</uri><email>noreply@blogger.com</email></author>"
        "<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>"
        f"<openSearch:totalResults>{len(posts)}</openSearch:totalResults><openSearch:startIndex>1</openSearch:startIndex>"
        f"<openSearch:itemsPerPage>{max(25, len(posts))}</openSearch:itemsPerPage>{entries}</feed>"
    ).encode()


def rss(blog: str, here: str, records: Sequence[Record], where: Mapping[str, str]) -> bytes:
    """The feed of a WordPress blog whose page is at `here`, newest post first."""
    posts = sorted(records, key=moment, reverse=True)
    built = format_datetime(moment(posts[0])) if posts else ""
    items = "".join(_item(record, where[record.id]) for record in posts)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"\n'
        '\txmlns:content="http://purl.org/rss/1.0/modules/content/"\n\txmlns:wfw="http://wellformedweb.org/CommentAPI/"\n'
        '\txmlns:dc="http://purl.org/dc/elements/1.1/"\n\txmlns:atom="http://www.w3.org/2005/Atom"\n'
        '\txmlns:sy="http://purl.org/rss/1.0/modules/syndication/"\n\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"\n'
        '\txmlns:media="http://search.yahoo.com/mrss/"\n\t>\n\n<channel>\n'
        f"\t<title>{_texturized(blog)}</title>\n"
        f'\t<atom:link href="{escape(here)}feed/" rel="self" type="application/rss+xml" />\n'
        f"\t<link>{escape(here)}</link>\n\t<description></description>\n\t<lastBuildDate>{built}</lastBuildDate>\n"
        "\t<language>en</language>\n\t<sy:updatePeriod>hourly</sy:updatePeriod>\n\t<sy:updateFrequency>1</sy:updateFrequency>\n"
        f"\t<generator>http://wordpress.com/</generator>\n{items}</channel>\n</rss>\n"
    ).encode()


def page(blog: str, links: str, body: str = "") -> bytes:
    """The front page of a blog, with the links to its feeds in the head."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(blog)}</title>{links}</head>"
        f"<body><h1>{escape(blog)}</h1>{body}</body></html>"
    ).encode()


def _entry(record: Record, blog: int, address: str, here: str) -> str:
    number = int(fingerprint(record, "post"), 16)
    at, title = _stamp(moment(record)), escape(record.title)
    labels = "".join(
        f"<category scheme='http://www.blogger.com/atom/ns#' term='{escape(tag)}'/>" for tag in record.tags
    )
    return (
        f"<entry><id>tag:blogger.com,1999:blog-{blog}.post-{number}</id><published>{at}</published><updated>{at}</updated>"
        f"{labels}<title type='text'>{title}</title><content type='html'>{escape(_html(record))}</content>"
        f"<link rel='edit' type='application/atom+xml' href='http://www.blogger.com/feeds/{blog}/posts/default/{number}'/>"
        f"<link rel='self' type='application/atom+xml' href='http://www.blogger.com/feeds/{blog}/posts/default/{number}'/>"
        f"<link rel='alternate' type='text/html' href='{escape(address)}' title='{title}'/>"
        f"<author><name>{escape(record.blog)}</name><email>noreply@blogger.com</email></author><thr:total>0</thr:total></entry>"
    )


def _item(record: Record, address: str) -> str:
    guid = f"http://{quote(record.blog)}/?p={int(fingerprint(record, 'post')[:7], 16)}"
    labels = "".join(f"\t\t<category><![CDATA[{_cdata(tag)}]]></category>\n" for tag in record.tags)
    return (
        f"\t<item>\n\t\t<title>{_texturized(record.title)}</title>\n\t\t<link>{escape(address)}</link>\n"
        f"\t\t<pubDate>{format_datetime(moment(record))}</pubDate>\n\t\t<dc:creator><![CDATA[{_cdata(record.blog)}]]></dc:creator>\n"
        f'{labels}\t\t<guid isPermaLink="false">{escape(guid)}</guid>\n'
        f"\t\t<description><![CDATA[{_cdata(escape(record.opening))} [&#8230;]]]></description>\n"
        f"\t\t<content:encoded><![CDATA[{_cdata(_html(record))}]]></content:encoded>\n"
        "\t\t<slash:comments>0</slash:comments>\n\t</item>\n"
    )


def _html(record: Record) -> str:
    return "\n".join(f"<{tag}>{escape(words, quote=False)}</{tag}>" for tag, words in blocks(record))


def _texturized(words: str) -> str:
    """As WordPress writes titles: figures for everything that is not plain."""
    plain = escape(words, quote=False).replace("&amp;", "&#038;")
    return "".join(letter if letter.isascii() or letter.isalpha() else f"&#{ord(letter)};" for letter in plain)


def _cdata(words: str) -> str:
    return words.replace("]]>", "]]]]><![CDATA[>")


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _address(record: Record) -> str:
    host = record.blog if "." in record.blog else f"{record.blog}.example"
    return f"http://{quote(host)}/{quote(record.slug)}"


def _usable(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _letters(record: Record) -> str:
    return "".join("abcdefghijklmnop"[int(figure, 16)] for figure in fingerprint(record, "entry")[:10])
