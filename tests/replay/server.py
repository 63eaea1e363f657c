"""A small server on the loopback that gives each blog its page and its feed."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from replay import feeds
from replay.homes import Blog

Pages = Mapping[str, tuple[str, bytes]]  # path to content type and body
ATOM, RSS, HTML = "application/atom+xml", "application/rss+xml", "text/html"
PLACES = {"blogger": ("feeds/posts/default", ATOM), "wordpress": ("feed/", RSS)}


@contextlib.contextmanager
def serving(everybody: Sequence[Blog], port: int = 0) -> Iterator[str]:
    """Serve the blogs for as long as the block lasts; its value is the server's HOST:PORT."""
    pages: dict[str, tuple[str, bytes]] = {}
    with _Server(("127.0.0.1", port), _handler(pages)) as server:
        host = f"127.0.0.1:{server.server_address[1]}"
        for blog in everybody:
            pages.update(site(blog, host))
        pages["/"] = (
            HTML,
            feeds.page("Blogs", "", "".join(f'<li><a href="{address(b, host)}">{b.name}</a>' for b in everybody)),
        )
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


def address(blog: Blog, host: str) -> str:
    """The address of the blog's page."""
    return f"http://{host}/{blog.handle}/"


def site(blog: Blog, host: str) -> Pages:
    """The pages of one blog by their paths. A WordPress page names its feed of comments too, as the real ones do."""
    home, here = address(blog, host), f"/{blog.handle}/"
    path, kind = PLACES[blog.kind]
    links = _link(kind, f"{home}{path}") + (_link(RSS, f"{home}comments/feed/", "Comments Feed") if kind == RSS else "")
    comments = feeds.rss(f"Comments for {blog.name}", home, (), {})
    page = feeds.page(blog.name, links)
    return {here: (HTML, page), here + path: (kind, feed(blog, host)), f"{here}comments/feed/": (RSS, comments)}


def feed(blog: Blog, host: str) -> bytes:
    """The feed of the blog, as its host writes it."""
    make = feeds.atom if blog.kind == "blogger" else feeds.rss
    return make(blog.name, address(blog, host), blog.posts, feeds.addresses(blog.posts))


def _link(kind: str, address: str, title: str = "Posts") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{address}">'


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def _handler(pages: Pages) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, body = pages.get(self.path.partition("?")[0], ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", f"{kind or 'text/plain'}; charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            """Say nothing: stderr belongs to the replay."""

    return Handler
