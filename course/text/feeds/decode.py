"""Bytes of a feed to clean XML in UTF-8: encodings, controls, DOCTYPE and entities end here."""

import codecs
import re
from dataclasses import dataclass

from course.text.feeds import plain

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"\x4c\x6f\xa7\x94", "cp037"),
    (b"<\x00\x00\x00", "utf-32-le"), (b"\x00\x00\x00<", "utf-32-be"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
)  # fmt: skip
_GOOD = re.compile(
    r"ascii|utf-8|cp037|utf-16(?:-[bl]e)?|iso8859-\d{1,2}|cp125\d|cp437|cp850|cp852|cp866|cp874|cp932|cp949|cp950|koi8-[rut]|mac-roman"
    r"|mac-cyrillic|big5|big5hkscs|gb2312|gbk|gb18030|euc_jp|euc_kr|shift_jis|iso2022_jp|tis-620"
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})\s*["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_ENTITIES = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z]")
_ROOT = re.compile(r"<(?:[A-Za-z]\w{0,20}:)?(?:rss|feed|RDF)[\s>]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document as clean text; `doubtful` says that some bytes made no sense in any encoding."""

    text: str
    doubtful: bool = False


def decoded(body: bytes, content_type: str = "") -> Decoded:
    """The text by byte order mark, declaration, header, UTF-8, windows-1252, in this order; controls are left out."""
    mark, body = _marked(body)
    declared = _DECLARED.match(body[:400]) if not mark or mark == "utf-8" else None
    header = _CHARSET.search(content_type)
    names = [mark, declared[1].decode("ascii") if declared else "", header[1] if header else "", "utf-8"]
    for name in names:
        codec = _good(name)
        if codec:
            try:
                return Decoded(plain.without_controls(body.decode(codec)))
            except UnicodeError:
                continue
    return Decoded(plain.without_controls(_guessed(body, mark)), doubtful=True)


def xml(text: str) -> bytes | None:
    """The document in UTF-8, without DOCTYPE and with nothing before its declaration; None: it defines entities."""
    element = _ELEMENT.search(text)
    prolog = text[: element.start()] if element else text
    if defines_entities(prolog) or (len(prolog) > 64 and defines_entities(text)):
        return None
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + _from_root(text, len(prolog)).encode("utf-8", "replace")


def defines_entities(text: str) -> bool:
    """Whether entities are defined anywhere in it."""
    return _ENTITIES.search(text) is not None


def _from_root(text: str, element: int) -> str:
    """The text from the feed's root on: PHP may have said something before it."""
    root = _ROOT.search(text, element, element + 16_384)
    return text[root.start() if root else element :]


def _marked(body: bytes) -> tuple[str, bytes]:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return codec, body if b"<" in mark or codec == "cp037" else body[len(mark) :]
    return "", body


def _good(name: str) -> str:
    """The codec's own name, when it is one that turns bytes into text and nothing else."""
    if not name:
        return ""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    if codec == "gb2312":
        return "gb18030"
    return codec if name.startswith("utf-32-") or _GOOD.fullmatch(codec) else ""


def _guessed(body: bytes, mark: str) -> str:
    """Nothing fits wholly: UTF-8 with some bytes broken, or else windows-1252."""
    if mark.startswith(("utf-16", "utf-32")):
        return body.decode(mark, "replace")
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text.encode("utf-8", "ignore")) - len(text) - 2 * broken  # about one for each good sequence
    return text if whole > 2 * broken else body.decode("cp1252", "replace")
