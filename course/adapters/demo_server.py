"""Show feeds on the loopback device for the length of a command: the blogs of the demo."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def shown(pages: Mapping[str, bytes]) -> Iterator[str]:
    """Serve `pages` (path to feed) on 127.0.0.1 and give the address, http://127.0.0.1:PORT; other paths are not found."""

    class Visitor(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html" if body is None else "application/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing: the command has its own words."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Visitor)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
