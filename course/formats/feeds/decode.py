"""Bytes of a feed to clean XML in UTF-8: encodings, controls, DOCTYPE and entities end here."""

import codecs
import re
from dataclasses import dataclass

from course.formats.feeds import html_text

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"\x4c\x6f\xa7\x94", "cp037"),
    (b"<\x00\x00\x00", "utf-32-le"), (b"\x00\x00\x00<", "utf-32-be"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
)  # fmt: skip
_GOOD = re.compile(
    r"ascii|utf-8|cp037|utf-16(?:-[bl]e)?|iso8859-\d{1,2}|cp125\d|cp437|cp850|cp852|cp866|cp874|cp932|cp949|cp950|koi8-[rut]|mac-roman"
    r"|mac-cyrillic|big5|big5hkscs|gb2312|gbk|gb18030|euc_jp|euc_kr|shift_jis|iso2022_jp|tis-620"
)
_BLANKS = b" \t\r\n"
_LABELS = {  # names that the web uses and Python does not know
    "x-sjis": "cp932", "windows-31j": "cp932", "x-euc-jp": "euc_jp", "x-gbk": "gb18030", "x-x-big5": "big5hkscs",
    "windows-949": "cp949", "windows-874": "cp874", "dos-874": "cp874", "x-mac-cyrillic": "mac-cyrillic", "x-mac-roman": "mac-roman",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "iso-8859-6-i": "iso8859-6", "iso-8859-6-e": "iso8859-6",
    "x-cp1250": "cp1250", "x-cp1251": "cp1251", "x-cp1252": "cp1252", "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8",
}  # fmt: skip
_WIDER = {  # codecs that say the same and more; it is in these that people write who declare the narrow ones
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})\s*["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_ENTITIES = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z]")
_PIECE = re.compile(r"<!--|<\?|<[A-Za-z]")
_NUMBER = re.compile(r"&#(?:0{0,9}(\d{1,7})|x0{0,9}([0-9A-Fa-f]{1,6}));")
_ROOT = re.compile(r"<(?:[A-Za-z]\w{0,20}:)?(?:rss|feed|RDF)[\s>]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document as clean text; `doubtful` says that some bytes made no sense in any encoding."""

    text: str
    doubtful: bool = False


def decoded(body: bytes, content_type: str = "") -> Decoded:
    """The text by byte order mark, declaration, header, UTF-8, windows-1252, in this order; controls are left out."""
    mark, body = _marked(body)
    declared = _DECLARED.match(body.lstrip(_BLANKS)[:400]) if not mark or mark == "utf-8" else None
    header = _CHARSET.search(content_type)
    names = [mark, declared[1].decode("ascii") if declared else "", header[1] if header else "", "utf-8"]
    for name in names:
        codec = _good(name)
        if codec and (name == mark or _may_be(codec, body)):
            try:
                return Decoded(html_text.without_controls(body.decode(codec)))
            except UnicodeError:
                continue
    return Decoded(html_text.without_controls(_guessed(body, mark)), doubtful=True)


def xml(text: str) -> bytes | None:
    """The document in UTF-8, without DOCTYPE and with nothing before its declaration; None: it defines entities."""
    element = _element(text)
    root = _ROOT.search(text, element, element + 16_384)  # PHP may have said something before it
    start = root.start() if root else element
    if defines_entities(text[:start] if root else text):
        return None
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text[start:].encode("utf-8", "replace")


def without_bad_numbers(text: str) -> str:
    """XML without references to characters that it must not hold: `&#0;`, halves of characters, beyond the last."""
    return _NUMBER.sub(_good_number, text) if "&#" in text else text


def _good_number(match: re.Match[str]) -> str:
    code = int(match[1]) if match[1] else int(match[2], 16)
    return match[0] if code < 0x110000 and html_text.without_controls(chr(code)) else ""


def defines_entities(text: str) -> bool:
    """Whether entities are defined anywhere in it."""
    return _ENTITIES.search(text) is not None


def _element(text: str) -> int:
    """Where the first element begins; what stands in comments and instructions is none."""
    at = 0
    while found := _PIECE.search(text, at):
        if found[0] not in ("<!--", "<?"):
            return found.start()
        end = text.find("-->" if found[0] == "<!--" else ">", found.end())
        if end < 0:
            element = _ELEMENT.search(text, found.end())
            return element.start() if element else len(text)
        at = end
    return len(text)


def _may_be(codec: str, body: bytes) -> bool:
    """Whether a document that says so can be written in it: what is read byte by byte is not in sixteen bits each."""
    return codec != "cp037" and (not codec.startswith(("utf-16", "utf-32")) or b"\x00" in body[:200])


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
        codec = codecs.lookup(_LABELS.get(name.lower(), name)).name
    except (LookupError, ValueError):
        return ""
    codec = _WIDER.get(codec, codec)
    return codec if name.startswith("utf-32-") or _GOOD.fullmatch(codec) else ""


def _guessed(body: bytes, mark: str) -> str:
    """Nothing fits wholly: UTF-8 with some bytes broken, or else windows-1252."""
    if mark.startswith(("utf-16", "utf-32")):
        return body.decode(mark, "replace")
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text.encode("utf-8", "ignore")) - len(text) - 2 * broken  # about one for each good sequence
    return text if whole > 2 * broken else body.decode("cp1252", "replace")
