# ruff: noqa: E501 - pages are written as platforms write them
"""Pages on the loopback device, shaped as blogging platforms write them, and sites on which something is the matter."""

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@dataclass(frozen=True)
class Reply:
    """One answer: status, type, body, further headers."""

    body: str | bytes = ""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    sleep: float = 0.0
    say_longer: int = 0  # bytes that Content-Length promises and that never come


Site = Mapping[str, Reply]  # by path with query; {root} in a body is the site's own address


@contextlib.contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve one site and give its address, http://127.0.0.1:PORT; unknown paths are not found."""

    class Visitor(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.get(self.path) or site.get(self.path.partition("?")[0])
            reply = found or Reply("<!DOCTYPE html><title>Not found</title>", status=404)
            root = f"http://127.0.0.1:{server.server_port}"
            body = reply.body.replace("{root}", root).encode() if isinstance(reply.body, str) else reply.body
            time.sleep(reply.sleep)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.type)
            for name, value in reply.headers.items():
                self.send_header(name, value.replace("{root}", root))
            self.send_header("Content-Length", str(len(body) + reply.say_longer))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    class Site(ThreadingHTTPServer):
        request_queue_size = 128

    server = Site(("127.0.0.1", 0), Visitor)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> str:
    """An address at which nobody listens: the port stays taken until the tests end, so that nobody begins to."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    taken.detach()
    return f"http://127.0.0.1:{port}"


def pair(address: str) -> str:
    """HOST:PORT of an address, as `allow_private` wants it."""
    return address.removeprefix("https://").removeprefix("http://").partition("/")[0]


# Feeds ----------------------------------------------------------------------------------------------

POSTS = (
    ("Thing 6: online networks", "2026-11-19"),
    ("Lemon drizzle", "2026-11-12"),
    ("small23 Thing Five", "2026-11-05"),
)


def rss(title: str = "Nightjar Notes", generator: str = "", posts: tuple[tuple[str, str], ...] = POSTS) -> Reply:
    """An RSS 2.0 feed as WordPress, Ghost, Medium and Substack write it."""
    items = "".join(
        f"<item><title>{name}</title><link>{{root}}/{day.replace('-', '/')}/post/</link><guid isPermaLink='false'>{{root}}/?p={n}</guid>"
        f"<pubDate>{_rfc(day)}</pubDate><description><![CDATA[<p>A few words about it.</p>]]></description></item>"
        for n, (name, day) in enumerate(posts, 1)
    )
    made = f"<generator>{generator}</generator>" if generator else ""
    body = (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>"
        f"<title>{title}</title><link>{{root}}/</link><description/>{made}{items}</channel></rss>"
    )
    return Reply(body, "application/rss+xml; charset=UTF-8")


def atom(
    title: str = "Nightjar Notes", generator: str = "Blogger", posts: tuple[tuple[str, str], ...] = POSTS
) -> Reply:
    """An Atom feed as Blogger and Jekyll write it."""
    entries = "".join(
        f"<entry><id>tag:blogger.com,1999:blog-1.post-{n}</id><published>{day}T10:00:00Z</published><updated>{day}T10:00:00Z</updated>"
        f"<title type='text'>{name}</title><content type='html'>&lt;p&gt;A few words.&lt;/p&gt;</content>"
        f"<link rel='alternate' type='text/html' href='{{root}}/{day[:4]}/{day[5:7]}/post-{n}.html'/></entry>"
        for n, (name, day) in enumerate(posts, 1)
    )
    body = (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-1</id>"
        f"<updated>2026-11-19T10:00:00Z</updated><title type='text'>{title}</title>"
        f"<link rel='alternate' type='text/html' href='{{root}}/'/><generator>{generator}</generator>{entries}</feed>"
    )
    return Reply(body, "application/atom+xml; charset=UTF-8")


def comments() -> Reply:
    """A feed of what readers answered."""
    return rss("Comments for Nightjar Notes", posts=(("By: Bo", "2026-11-20"),))


def _rfc(day: str) -> str:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{day[8:]} {months[int(day[5:7]) - 1]} {day[:4]} 10:00:00 +0000"


# Platforms ------------------------------------------------------------------------------------------


def page(head: str, title: str = "Nightjar Notes", body: str = "<h1>Nightjar Notes</h1>") -> Reply:
    """A page with a head."""
    return Reply(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


_BLOGGER = (
    "<meta content='blogger' name='generator'/><link href='{root}/favicon.ico' rel='icon' type='image/x-icon'/>"
    "<link rel='alternate' type='application/atom+xml' title='Nightjar - Atom' href='{root}/feeds/posts/default' />"
    "<link rel='alternate' type='application/rss+xml' title='Nightjar - RSS' href='{root}/feeds/posts/default?alt=rss' />"
    "<link rel='service.post' type='application/atom+xml' title='Nightjar - Atom' href='https://www.blogger.com/feeds/1/posts/default' />"
)
_BLOGGER_POST = _BLOGGER + (
    "<link rel='alternate' type='application/atom+xml' title='Nightjar - Atom' href='{root}/feeds/77/comments/default' />"
)
BLOGGER: Site = {
    "/": page(_BLOGGER),
    "/2026/11/thing-6.html": page(_BLOGGER_POST),
    "/p/about.html": page(_BLOGGER_POST),
    "/search/label/small23": page(_BLOGGER),
    "/feeds/posts/default": atom(),
    "/feeds/77/comments/default": comments(),
    "/feeds/comments/default": comments(),
}
_WP = (
    '<meta name="generator" content="WordPress 6.9" />\n'
    '<link rel="alternate" type="application/rss+xml" title="Nightjar Notes &raquo; Feed" href="{root}/feed/" />\n'
    '<link rel="alternate" type="application/rss+xml" title="Nightjar Notes &raquo; Comments Feed" href="{root}/comments/feed/" />\n'
    '<link rel="alternate" title="JSON" type="application/json" href="{root}/wp-json/wp/v2/posts/1" />'
)
_WP_POST = _WP + (
    '<link rel="alternate" type="application/rss+xml" title="Nightjar &raquo; Thing 6 Comments Feed" href="{root}/2026/11/19/thing-6/feed/" />'
)
WORDPRESS: Site = {
    "/": page(_WP),
    "/2026/11/19/thing-6/": page(_WP_POST),
    "/about/": page(_WP_POST),
    "/tag/small23/": page(_WP),
    "/wp-admin/edit.php": Reply(status=302, headers={"Location": "{root}/wp-login.php"}),
    "/wp-login.php": page("", body="<form><input type='password' name='pwd'></form>"),
    "/feed/": rss(generator="https://wordpress.org/?v=6.9"),
    "/tag/small23/feed/": rss("Nightjar Notes: small23", "https://wordpress.org/?v=6.9", POSTS[:1]),
    "/comments/feed/": comments(),
    "/2026/11/19/thing-6/feed/": comments(),
}
WORDPRESS_BARE: Site = {  # a theme that names no feed
    "/": page('<meta name="generator" content="WordPress 5.4" />'),
    "/feed/": rss(generator="https://wordpress.org/?v=5.4"),
}
WORDPRESS_IN_A_FOLDER: Site = {
    "/": page("", "The library"),
    "/blog/": page(_WP.replace("{root}", "{root}/blog")),
    "/blog/feed/": rss(),
}
TUMBLR: Site = {
    "/": page(
        '<link rel="alternate" type="application/rss+xml" href="{root}/rss"><meta name="generator" content="tumblr">'
    ),
    "/tagged/small23": page('<link rel="alternate" type="application/rss+xml" href="{root}/rss">'),
    "/rss": rss(generator="Tumblr (3.0; @nightjar)"),
}
MEDIUM: Site = {
    "/@nightjar": page(
        '<meta property="og:site_name" content="Medium"><link rel="alternate" type="application/rss+xml" href="{root}/feed/@nightjar">'
    ),
    "/feed/@nightjar": rss("Stories by Nightjar on Medium", "Medium"),
}
GHOST: Site = {
    "/": page(
        '<meta name="generator" content="Ghost 6.2"><link rel="alternate" type="application/rss+xml" title="Nightjar" href="{root}/rss/">'
    ),
    "/thing-6/": page(
        '<meta name="generator" content="Ghost 6.2"><link rel="alternate" type="application/rss+xml" title="Nightjar" href="{root}/rss/">'
    ),
    "/rss/": rss(generator="Ghost 6.2"),
}
SUBSTACK: Site = {
    "/": page('<link rel="alternate" type="application/rss+xml" href="/feed" title="Nightjar"/>'),
    "/archive": page('<link rel="alternate" type="application/rss+xml" href="/feed" title="Nightjar"/>'),
    "/feed": rss(generator="Substack"),
}
WIX: Site = {
    "/": page('<meta name="generator" content="Wix.com Website Builder"/>'),
    "/blog-feed.xml": rss(generator="Wix.com"),
}
SQUARESPACE: Site = {
    "/blog": page(
        '<!-- This is Squarespace. --><link rel="alternate" type="application/rss+xml" title="RSS Feed" href="{root}/blog?format=rss"/>'
    ),
    "/blog?format=rss": rss(generator="Site-Server v6.0 (http://www.squarespace.com)"),
}
MICROBLOG: Site = {
    "/": page(
        '<meta name="generator" content="Micro.blog"><link rel="alternate" type="application/rss+xml" title="Nightjar" href="{root}/feed.xml" />'
        '<link rel="alternate" type="application/json" title="Nightjar" href="{root}/feed.json" />'
    ),
    "/feed.xml": rss(),
}
MASTODON: Site = {
    "/@nightjar": page(
        "<meta content='Mastodon 4.5' name='generator'><link href='{root}/@nightjar.rss' rel='alternate' type='application/rss+xml'>"
        "<link href='{root}/users/nightjar' rel='alternate' type='application/activity+json'>"
    ),
    "/@nightjar.rss": rss("Nightjar (@nightjar)", "Mastodon v4.5", (("", "2026-11-19"),)),
}
JEKYLL: Site = {
    "/notes/": page(
        '<meta name="generator" content="Jekyll v4.3"><link type="application/atom+xml" rel="alternate" href="{root}/notes/feed.xml" title="Nightjar" />'
    ),
    "/notes/feed.xml": atom(generator="Jekyll"),
}
HUGO: Site = {"/": page('<meta name="generator" content="Hugo 0.150">'), "/index.xml": rss(generator="Hugo")}
SITES: dict[str, Site] = {
    "blogger": BLOGGER, "wordpress": WORDPRESS, "wordpress-bare": WORDPRESS_BARE, "wordpress-folder": WORDPRESS_IN_A_FOLDER,
    "tumblr": TUMBLR, "medium": MEDIUM, "ghost": GHOST, "substack": SUBSTACK, "wix": WIX, "squarespace": SQUARESPACE,
    "microblog": MICROBLOG, "mastodon": MASTODON, "jekyll": JEKYLL, "hugo": HUGO,
}  # fmt: skip

# Something is the matter ----------------------------------------------------------------------------

TROUBLED: Site = {
    "/missing/": Reply("<title>404</title>", status=404),
    "/gone/": Reply("<title>410</title>", status=410),
    "/forbidden/": Reply("<title>403</title>", status=403),
    "/password/": Reply("<title>401</title>", status=401, headers={"WWW-Authenticate": 'Basic realm="x"'}),
    "/private-wp/": page('<meta name="generator" content="WordPress 6.9">', body="<form action='/wp-login.php'><input type='password' name='pwd'></form>"),
    "/busy/": Reply("<title>429</title>", status=429, headers={"Retry-After": "120"}),
    "/broken/": Reply("<title>500</title>", status=500),
    "/circle/": Reply(status=302, headers={"Location": "{root}/circle/"}),
    "/inside/": Reply(status=302, headers={"Location": "http://127.0.0.1:22/"}),
    "/plain/": page("", body="<p>A page about our library.</p>"),
    "/wix/": page('<meta name="generator" content="Wix.com Website Builder"/>'),
    "/picture.png": Reply(PNG, "image/png"),
    "/empty.xml": Reply(b"", "application/rss+xml"),
    "/bomb.xml": Reply("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss version='2.0'><channel><title>&b;</title></channel></rss>", "application/rss+xml"),
    "/garbled.xml": Reply("<rss version='2.0'><channel><title>x</ti", "application/rss+xml"),
    "/cut.xml": Reply(str(rss().body)[:-200], "application/rss+xml", say_longer=500),
    "/only-comments/": page('<link rel="alternate" type="application/rss+xml" title="Thing 6 Comments Feed" href="{root}/x/comments/feed/" />'),
    "/x/comments/feed/": comments(),
    "/no-posts.xml": rss("Nightjar Notes", posts=()),
    "/moved/": Reply(status=301, headers={"Location": "{root}/new/"}),
    "/new/": page('<link rel="alternate" type="application/rss+xml" href="{root}/new/feed/" />'),
    "/new/feed/": rss(),
    "/zipped/": Reply(gzip.compress(b"<rss version='2.0'><channel><title>zip</title></channel></rss>"), "application/rss+xml", headers={"Content-Encoding": "gzip"}),
}  # fmt: skip
