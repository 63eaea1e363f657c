"""Turn the end of one exchange into an outcome, or into the next step of its request."""

import pycurl

from course.adapters.http import decode
from course.adapters.http import response_buffer as answers
from course.adapters.http.redirects import PendingRequest
from course.adapters.http.response_buffer import ResponseBuffer
from course.adapters.http.results import Fetched, NotModified, Outcome
from course.core.posts import troubles

_TLS = frozenset((35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98))
_KIND_OF_ERROR = {
    pycurl.E_URL_MALFORMAT: "bad-address",
    pycurl.E_COULDNT_RESOLVE_HOST: "dns",
    pycurl.E_COULDNT_RESOLVE_PROXY: "dns",
    pycurl.E_COULDNT_CONNECT: "no-connection",
    pycurl.E_OPERATION_TIMEDOUT: "timeout",
    pycurl.E_SEND_ERROR: "no-connection",
    pycurl.E_PARTIAL_FILE: "cut-off",
    97: "no-connection",  # a proxy that does not play along
    100: "too-large",  # a head beyond the library's own limit
} | dict.fromkeys(_TLS, "tls")
_BREAKS_OFF = frozenset((8, 18, 55, 56))  # errors after which the part of the body that came is worth keeping
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_KIND_OF_STATUS = {401: "login", 403: "forbidden", 404: "not-found", 410: "gone", 429: "rate-limited", 511: "login"}


def classify_response(pending: PendingRequest, answer: ResponseBuffer, code: int, system_error: int) -> Outcome | None:
    """The outcome, or None if the request continues. `code` is libcurl's error code, 0 for success."""
    stopped = answer.stopped
    if code and stopped != "enough":
        trouble = stopped or _kind(code, system_error, answer)
        if not (trouble == "cut-off" and answer.ended and answer.status < 300 and answer.body):
            return pending.trouble(trouble)
    if not answer.ended:
        return pending.trouble("broken-answer")
    status = answer.status
    if status == 304:
        return _unchanged(pending, answer)
    if status < 300:
        return _body(pending, answer, cut=bool(code))
    headers = answer.headers()
    if status in _REDIRECTS and b"location" in headers:
        return pending.follow(status, headers[b"location"])
    return _refusal(pending, answer, headers)


def _kind(code: int, system_error: int, answer: ResponseBuffer) -> str:
    """The kind of trouble behind an error of the network library."""
    if code in _BREAKS_OFF and answer.ended and answer.body:
        return "cut-off"
    if code == pycurl.E_RECV_ERROR:
        return "no-connection" if system_error else "broken-answer"
    return _KIND_OF_ERROR.get(code, "broken-answer")


def _unchanged(pending: PendingRequest, answer: ResponseBuffer) -> Outcome:
    if not pending.asked:
        return pending.trouble("broken-answer", "304, though nothing was asked that this would answer")
    headers = answer.headers()
    etag = answers.validator(headers.get(b"etag")) or pending.request.etag
    modified = answers.validator(headers.get(b"last-modified")) or pending.request.modified
    return NotModified(pending.place.url, etag, modified, pending.moved, pending.deadline)


def _body(pending: PendingRequest, answer: ResponseBuffer, *, cut: bool) -> Outcome:
    headers = answer.headers()
    try:
        coding = answers.encodings(headers.get(b"content-encoding"))
        body, whole = decode.decoded(b"".join(answer.body), coding, answers.MOST_BODY)
    except decode.TooLargeError:
        return pending.trouble("too-large")
    except decode.UndecodableError:
        return pending.trouble("bad-encoding")
    cut = cut or not whole or answer.status == 206
    if not body:
        return pending.trouble("cut-off" if cut else "empty")
    if pending.logs_in and troubles.is_page(body):
        return pending.trouble("login")
    return Fetched(
        url=pending.place.url,
        body=body,
        etag=answers.validator(headers.get(b"etag")),
        modified=answers.validator(headers.get(b"last-modified")),
        content_type=headers.get(b"content-type", b"")[:200].decode("latin-1"),
        moved=pending.moved,
        cut=cut,
        links=answers.link_values(headers.get(b"link")),
        deadline=pending.deadline,
    )


def _refusal(pending: PendingRequest, answer: ResponseBuffer, headers: dict[bytes, bytes]) -> Outcome:
    """The outcome for a status of 300 and above."""
    status = answer.status
    wait = answers.seconds_to_wait(headers.get(b"retry-after"))
    if status < 400:
        return pending.trouble("redirect", f"{status}, without an address to go to")
    if status == 503 and b"retry-after" in headers:
        return pending.trouble("rate-limited", "503", wait)
    kind = _KIND_OF_STATUS.get(status, "server-error")
    detail = str(status)
    if kind == "forbidden":
        if headers.get(b"cf-mitigated"):
            detail = "403: Cloudflare wants a browser"
        elif troubles.is_log_in_page(_plain(answer, headers)):
            kind = "login"
    return pending.trouble(kind, detail, wait if kind in ("rate-limited", "server-error") else None)


def _plain(answer: ResponseBuffer, headers: dict[bytes, bytes]) -> bytes:
    """The page that explains a refusal, as far as it can be read."""
    try:
        coding = answers.encodings(headers.get(b"content-encoding"))
        return decode.decoded(b"".join(answer.body), coding, answers.MOST_BODY)[0]
    except (decode.TooLargeError, decode.UndecodableError):
        return b""
