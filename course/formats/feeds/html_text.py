"""Plain text from the HTML of strangers: linear in its length, whatever it holds."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.entities import name2codepoint

LARGEST = 512 * 1024  # characters of markup that are looked at
LONGEST = 64 * 1024  # bytes of plain text that are kept
TITLE = 500
MOST_LINKS, LONGEST_LINK = 200, 2000
MOST_HEADINGS, LONGEST_HEADING = 60, 300

# Names and attributes give nothing back (`*+`): else a name that never ends would cost the square of its length.
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*+)([^<>]*+)>")
_NAMES = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*+)[^<>]*+>")
_ANCHOR = re.compile(r"<[aA](?![A-Za-z0-9])([^<>]*+)>")
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>.{0,4000}?</\1>", re.IGNORECASE | re.DOTALL)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_HIDDEN_MARKUP = re.compile(r"&lt;/?(?:p|div|br|a|b|i|em|strong|span|ul|ol|li|h[1-6]|img|blockquote)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

# Marks in the stream of text. Input has no C0 controls: XML forbids them, and `without_controls` is for the rest.
_BREAK, _HEADING, _BOLD, _LIGHT, _DARK = "\x00", "\x01", "\x02", "\x03", "\x04"
_BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "br", "canvas", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "iframe",
    "legend", "li", "main", "menu", "nav", "object", "ol", "option", "p", "pre", "section", "select", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul", "video", "audio",
)  # fmt: skip
_INLINE = (
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
)  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNREAD = {
    "script": "/script",
    "style": "/style",
    "template": "/template",
    "noscript": "/noscript",
    "textarea": "/textarea",
}


class _Actions(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return _DARK if name.lower() in _UNREAD else ""


def _actions() -> dict[str, str]:
    """What each tag becomes in the stream; a tag that is not here vanishes."""
    table = dict.fromkeys([*_BLOCKS, *("/" + name for name in _BLOCKS if name not in ("br", "hr"))], _BREAK)
    table |= dict.fromkeys(_HEADINGS, _BREAK + _HEADING) | dict.fromkeys(["/" + name for name in _HEADINGS], _BREAK)
    table |= dict.fromkeys(["td", "th", "/td", "/th", "img"], " ")
    table |= dict.fromkeys(["b", "strong"], _BOLD) | dict.fromkeys(["/b", "/strong"], _LIGHT)
    table |= dict.fromkeys([*_INLINE, *("/" + name for name in _INLINE)], "") | table
    return _Actions(table | {name.upper(): action for name, action in table.items()})


_ACTIONS = _actions()
_KNOWN_NAMES = frozenset([*_BLOCKS, *_INLINE, *_HEADINGS, *_UNREAD, "td", "th"])


@dataclass(frozen=True, slots=True)
class PlainText:
    """What the HTML of a post says."""

    text: str = ""  # one line a block
    headings: tuple[str, ...] = ()  # h1 to h6, and lines that are wholly bold
    links: tuple[str, ...] = ()  # absolute, http(s)


_NOTHING = PlainText()


def plain(markup: str) -> PlainText:
    """The text, headings and links of some HTML (or of plain text: then its lines are kept)."""
    if not markup:
        return _NOTHING
    markup = markup[:LARGEST]
    stream, tags = _cut(markup)
    if "<" in stream and "<!" in markup:  # in this order: one character is found sooner, and seldom there
        markup = _without_comments(markup)
        stream, tags = _cut(markup)
    if not tags:
        return _untagged(markup)
    if ">" in stream or _DARK in stream:  # seldom: a bare one, an attribute that held one, or scripts and the like
        stream, attributes = _carefully(markup)
    else:
        attributes = _ANCHOR.findall(markup)
    text, headings = _lines(html.unescape(stream) if "&" in stream else stream)
    return PlainText(text, headings, _links(attributes))


def _cut(markup: str) -> tuple[str, int]:
    """The text with marks for those tags that matter, and how many tags there were."""
    pieces = _NAMES.split(markup)
    pieces[1::2] = map(_ACTIONS.__getitem__, pieces[1::2])
    return "".join(pieces), len(pieces) // 2


def _untagged(markup: str) -> PlainText:
    if "<" not in markup and "&lt;" in markup and _HIDDEN_MARKUP.search(markup):  # escaped twice by the platform
        return plain(html.unescape(markup))
    markup = markup.replace("\n", _BREAK)
    return PlainText(*_lines(html.unescape(markup) if "&" in markup else markup))


def _carefully(markup: str) -> tuple[str, list[str]]:
    """The stream without what is not to be read, and the attributes of the links that are left."""
    pieces = _TAG.split(markup)
    names, attributes, texts = pieces[1::3], pieces[2::3], pieces[0::3]
    _leave_unread(names, texts)
    stream = _stream(names, texts)
    if ">" in stream:
        _mend(attributes, texts)
        stream = _stream(names, texts)
    return stream, [words for name, words in zip(names, attributes, strict=True) if name in ("a", "A")]


def line(markup: str, longest: int = TITLE) -> str:
    """One line of plain text: known tags, entities (also doubly escaped ones), controls and bidi controls end here."""
    if "<" not in markup and "&" not in markup and len(markup) <= longest:
        return tidy(markup)
    text = markup[: 8 * longest]
    for _ in range(3):
        before = text
        if "<" in text:
            text = _TAG.sub(_vanish, _SCRIPT.sub("", text))
        if "&" in text and _ENTITY.search(text):
            text = html.unescape(text)
        if text == before:
            break
    return tidy(text)[:longest].rstrip()


def without_controls(text: str) -> str:
    """The text without characters that XML forbids (C0 controls but tab and line ends, surrogates, non-characters)."""
    return _FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def web_address(address: str) -> str:
    """The address when it is an absolute http(s) one of a sane length, else an empty string."""
    if _USUAL_ADDRESS.fullmatch(address):
        return address if len(address) <= LONGEST_LINK else ""
    address = _LINE_ENDS.sub("", address).strip().replace(" ", "%20")  # as browsers do
    if len(address) > LONGEST_LINK or not _ADDRESS.fullmatch(address) or not address.isprintable():
        return ""
    return address


_LINE_ENDS = re.compile(r"[\t\r\n]")
_USUAL_ADDRESS = re.compile(r"https?://[!#-;=?-~]+")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def with_good_entities(text: str) -> str:
    """XML in which every `&` means something: HTML's names become numbers, and an `&` that begins nothing is escaped.

    Within CDATA this is harmless too, for there is HTML in it, which means the same afterwards.
    """
    return _AMPERSAND.sub(_good_entity, text)


_AMPERSAND = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,31});|#(?:\d{1,7}|x[0-9A-Fa-f]{1,6});)?")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))


def _good_entity(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return match[0] if len(match[0]) > 1 else "&amp;"
    if name in _XML_NAMES:
        return match[0]
    return f"&#{name2codepoint[name]};" if name in name2codepoint else f"&amp;{name};"


def _vanish(match: re.Match[str]) -> str:
    name = match[1].lower().lstrip("/")
    if name not in _KNOWN_NAMES:
        return match[0]
    return " " if name in ("br", "p", "div", "td", "li") else ""


def _stream(names: list[str], texts: list[str]) -> str:
    """The text between the tags, with marks for those tags that matter."""
    stream = [""] * (len(names) + len(texts))
    stream[0::2] = texts
    stream[1::2] = map(_ACTIONS.__getitem__, names)
    return "".join(stream).replace(_DARK, "")


def _leave_unread(names: list[str], texts: list[str]) -> None:
    """Empty what stands in scripts, styles and the like; tags in there are none."""
    closing = ""
    for number, name in enumerate(names):
        small = name.lower()
        if closing:
            if small == closing:
                closing = ""
                continue
            names[number] = ""
        elif small in _UNREAD:
            closing = _UNREAD[small]
        if closing:
            texts[number + 1] = ""


def _mend(attributes: list[str], texts: list[str]) -> None:
    """Where an attribute held a `>`, the rest of it is no text."""
    for number, words in enumerate(attributes):
        if words.count('"') & 1:
            texts[number + 1] = _after_open_quote(texts[number + 1])


def _links(attributes: Iterable[str]) -> tuple[str, ...]:
    """Where links with these attributes lead, each place once."""
    links: dict[str, None] = {}
    for words in attributes:
        if found := _HREF.search(words):
            address = found[1] or found[2] or found[3] or ""
            address = web_address(html.unescape(address) if "&" in address else address)
            if address:
                links[address] = None
                if len(links) == MOST_LINKS:
                    break
    return tuple(links)


def _after_open_quote(text: str) -> str:
    """What follows the tag whose attribute had a `>` in it, as in alt="a > b"."""
    quote = text.find('"')
    end = text.find(">", quote) if quote >= 0 else -1
    return text[end + 1 :] if end >= 0 else text


def _without_comments(markup: str) -> str:
    """The markup without comments and declarations; what is never closed is left as it is."""
    kept, at = [], 0
    while (start := markup.find("<!", at)) >= 0:
        closing = "-->" if markup.startswith("<!--", start) else "]]>" if markup.startswith("<![CDATA[", start) else ">"
        end = markup.find(closing, start + 2)
        if end < 0:
            break
        kept.append(markup[at:start])
        if closing == "]]>":
            kept.append(markup[start + 9 : end])
        at = end + len(closing)
    kept.append(markup[at:])
    return "".join(kept)


def _lines(stream: str) -> tuple[str, tuple[str, ...]]:
    """The lines between the breaks, and those of them that are headings or wholly bold."""
    stream = _BLANKS.sub(" ", stream.replace("\xa0", " ").replace("\n", " "))
    headings: dict[str, None] = {}
    if _BOLD in stream or _HEADING in stream or _LIGHT in stream:
        lines = _weighed(stream, headings)
    else:
        lines = list(filter(None, map(str.strip, stream.split(_BREAK))))
    text = "\n".join(lines)
    if not _is_printable(text):  # odd blanks, or characters that must go
        text = "\n".join(words for raw in lines if (words := tidy(raw)))
        headings = dict.fromkeys(words for raw in headings if (words := tidy(raw)))
    return _capped(text), tuple(headings)


def _weighed(stream: str, headings: dict[str, None]) -> list[str]:
    """The lines; headings are added to `headings` on the way."""
    lines = []
    bold = 0
    for raw in filter(None, map(str.strip, stream.split(_BREAK))):
        if not (bold or _BOLD in raw or _HEADING in raw or _LIGHT in raw):
            lines.append(raw)
            continue
        shown, heading, bold = _weigh(raw, bold)
        words = shown.strip()
        if words:
            lines.append(words)
            if heading and len(words) <= LONGEST_HEADING and len(headings) < MOST_HEADINGS:
                headings[words] = None
    return lines


def _weigh(raw: str, bold: int) -> tuple[str, bool, int]:
    """A line without its marks, whether it is a heading or wholly bold, and how deep in bold it ends."""
    heading = _HEADING in raw
    if not bold and not heading and (raw[0].isalnum() or _LETTER.search(raw.partition(_BOLD)[0])):
        unopened = raw.replace(_BOLD, "")  # begins light, as most do
        shown = unopened.replace(_LIGHT, "")
        opened, closed = len(raw) - len(unopened), len(unopened) - len(shown)  # quicker than counting them
        return shown, False, max(opened - closed, 0)
    light = False
    parts = []
    for number, darker in enumerate(raw.replace(_HEADING, "").split(_BOLD)):
        bold = min(bold + 1, 9) if number else bold
        for place, part in enumerate(darker.split(_LIGHT)):
            bold = max(bold - 1, 0) if place else bold
            parts.append(part)
            light = light or (not bold and _LETTER.search(part) is not None)
    return "".join(parts), heading or not light, bold


_BLANKS = re.compile("   *")  # two or more; written so, `re` looks for both of them at once
_PLAINEST = b"\n" + bytes(range(0x20, 0x7F))
_LETTER = re.compile(r"\w")


def _is_printable(text: str) -> bool:
    """Whether all between the line ends is printable; in less time than isprintable takes for long texts in Latin letters."""
    rare = text.encode("utf-8", "surrogatepass").translate(None, _PLAINEST)
    return not rare or rare.decode("utf-8", "surrogatepass").isprintable()


def tidy(text: str) -> str:
    """One line: blanks of every kind as one, no controls and no bidi controls."""
    text = text.strip()
    if text.isprintable():  # blanks other than the common one are not printable
        return " ".join(text.split()) if "  " in text else text
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_UNWANTED.sub("", text).split())


def _capped(text: str) -> str:
    if len(text) * 4 <= LONGEST:
        return text
    data = text.encode("utf-8", "replace")
    return text if len(data) <= LONGEST else data[:LONGEST].decode("utf-8", "ignore")
