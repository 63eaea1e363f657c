"""Turn the end of one exchange into an outcome, or into the next step of its request."""

import pycurl

from course.adapters.http import decode
from course.adapters.http import response_buffer as answers
from course.adapters.http.redirects import PendingRequest
from course.adapters.http.response_buffer import ResponseBuffer
from course.adapters.http.results import Fetched, NotModified, Outcome
from course.core.posts import troubles
from course.core.trouble_kind import TroubleKind

_TLS = frozenset((35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98))
_KIND_OF_ERROR: dict[int, TroubleKind] = {
    pycurl.E_URL_MALFORMAT: TroubleKind.BAD_ADDRESS,
    pycurl.E_COULDNT_RESOLVE_HOST: TroubleKind.DNS,
    pycurl.E_COULDNT_RESOLVE_PROXY: TroubleKind.DNS,
    pycurl.E_COULDNT_CONNECT: TroubleKind.NO_CONNECTION,
    pycurl.E_OPERATION_TIMEDOUT: TroubleKind.TIMEOUT,
    pycurl.E_SEND_ERROR: TroubleKind.NO_CONNECTION,
    pycurl.E_PARTIAL_FILE: TroubleKind.CUT_OFF,
    97: TroubleKind.NO_CONNECTION,  # a proxy that does not play along
    100: TroubleKind.TOO_LARGE,  # a head beyond the library's own limit
} | dict.fromkeys(_TLS, TroubleKind.TLS)
_BREAKS_OFF = frozenset((8, 18, 55, 56))  # errors after which the part of the body that came is worth keeping
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_KIND_OF_STATUS = {
    401: TroubleKind.LOGIN,
    403: TroubleKind.FORBIDDEN,
    404: TroubleKind.NOT_FOUND,
    410: TroubleKind.GONE,
    429: TroubleKind.RATE_LIMITED,
    511: TroubleKind.LOGIN,
}


def classify_response(pending: PendingRequest, answer: ResponseBuffer, code: int, system_error: int) -> Outcome | None:
    """The outcome, or None if the request continues. `code` is libcurl's error code, 0 for success."""
    if code and not answer.enough:
        trouble = answer.stopped or _kind(code, system_error, answer)
        if not (trouble == TroubleKind.CUT_OFF and answer.ended and answer.status < 300 and answer.body):
            return pending.trouble(trouble)
    if not answer.ended:
        return pending.trouble(TroubleKind.BROKEN_ANSWER)
    status = answer.status
    if status == 304:
        return _unchanged(pending, answer)
    if status < 300:
        return _body(pending, answer, cut=bool(code))
    headers = answer.headers()
    if status in _REDIRECTS and b"location" in headers:
        return pending.follow(status, headers[b"location"])
    return _refusal(pending, answer, headers)


def _kind(code: int, system_error: int, answer: ResponseBuffer) -> TroubleKind:
    """The kind of trouble behind an error of the network library."""
    if code in _BREAKS_OFF and answer.ended and answer.body:
        return TroubleKind.CUT_OFF
    if code == pycurl.E_RECV_ERROR:
        return TroubleKind.NO_CONNECTION if system_error else TroubleKind.BROKEN_ANSWER
    return _KIND_OF_ERROR.get(code, TroubleKind.BROKEN_ANSWER)


def _unchanged(pending: PendingRequest, answer: ResponseBuffer) -> Outcome:
    if not pending.asked:
        return pending.trouble(TroubleKind.BROKEN_ANSWER, "304, although we asked for the whole page")
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
        return pending.trouble(TroubleKind.TOO_LARGE)
    except decode.UndecodableError:
        return pending.trouble(TroubleKind.BAD_ENCODING)
    cut = cut or not whole or answer.status == 206
    if not body:
        return pending.trouble(TroubleKind.CUT_OFF if cut else TroubleKind.EMPTY)
    if pending.logs_in and troubles.is_page(body):
        return pending.trouble(TroubleKind.LOGIN)
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
        return pending.trouble(TroubleKind.REDIRECT, f"{status}, without a new address")
    if status == 503 and b"retry-after" in headers:
        return pending.trouble(TroubleKind.RATE_LIMITED, "503", wait)
    kind = _KIND_OF_STATUS.get(status, TroubleKind.SERVER_ERROR)
    detail = str(status)
    if kind == TroubleKind.FORBIDDEN:
        if headers.get(b"cf-mitigated"):
            detail = "403: Cloudflare wants a browser"
        elif troubles.is_log_in_page(_plain(answer, headers)):
            kind = TroubleKind.LOGIN
    return pending.trouble(kind, detail, wait if kind in (TroubleKind.RATE_LIMITED, TroubleKind.SERVER_ERROR) else None)


def _plain(answer: ResponseBuffer, headers: dict[bytes, bytes]) -> bytes:
    """The page that explains a refusal, as far as it can be read."""
    try:
        coding = answers.encodings(headers.get(b"content-encoding"))
        return decode.decoded(b"".join(answer.body), coding, answers.MOST_BODY)[0]
    except (decode.TooLargeError, decode.UndecodableError):
        return b""
