"""An email's page inside another page: known tags only, all of them closed, with the email's own style sheet."""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from markupsafe import Markup, escape

from course.formats import sanitize

_TAGS = {
    "a", "b", "blockquote", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre", "s", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "align", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "colspan", "dir", "height", "lang", "role", "rowspan",
    "start", "style", "valign", "width",
}  # fmt: skip
_EMPTY = {"br", "hr"}
_UNSEEN = frozenset(
    {"script", "title", "template", "iframe", "object", "svg", "math", "noscript", "select", "textarea"}
)


class Preview(NamedTuple):
    """What goes into a shadow root: a style sheet, and the body as a block."""

    style: Markup
    body: Markup


def preview(page: str) -> Preview:
    """An email as its reader sees it, without pictures, scripts and forms. Its links lead to the web or to a mailbox."""
    reader = _PreviewWriter()
    reader.feed(page)
    reader.close()
    reader.end_all()
    style = "".join(reader.style)
    # a style sheet has no tags
    return Preview(Markup("" if "<" in style else style), Markup("".join(reader.parts)))  # noqa: S704 (_PreviewWriter wrote the tags and escaped the rest)


class _PreviewWriter(HTMLParser):
    """Writes what it reads again, and leaves out what isn't on the lists."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.style: list[str] = []
        self._open: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN or tag == "style":
            self._unseen.append(tag)
        elif not self._unseen and (tag in _TAGS or tag == "body"):
            name = "div" if tag == "body" else tag
            self.parts.append(f"<{name}{''.join(_attributes(attrs))}>")
            if tag not in _EMPTY:
                self._open.append(name)

    def handle_startendtag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        elif not self._unseen and tag in self._open:
            while (name := self._open.pop()) != tag:
                self.parts.append(f"</{name}>")
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._unseen == ["style"]:
            self.style.append(data)
        elif not self._unseen and (self._open or data.strip()):
            self.parts.append(str(escape(data)))

    def end_all(self) -> None:
        """Close what is still open."""
        self.parts += [f"</{name}>" for name in reversed(self._open)]


def _attributes(found: Iterable[tuple[str, str | None]]) -> Iterable[str]:
    for name, value in dict(found).items():
        text = value or ""
        if name == "href" and (text.startswith("mailto:") or sanitize.mail_link(text)):
            yield f' href="{escape(text)}" target="_blank" rel="noopener noreferrer"'
        elif name in _ATTRIBUTES:
            yield f' {name}="{escape(text)}"'
