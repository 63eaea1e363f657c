"""Documents made by the program, shown in a window of their own: they may have a style, and nothing else of ours."""

from flask import Response

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


def answer(content: bytes, kind: str, name: str = "") -> Response:
    """A document; with `name`, to be saved under it."""
    made = Response(content, mimetype=kind)
    made.headers["Content-Security-Policy"] = _POLICY
    made.headers["X-Frame-Options"] = "SAMEORIGIN"
    if name:
        made.headers.set("Content-Disposition", "attachment", filename=name)
    return made
