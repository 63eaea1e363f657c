"""Markdown as text for places that show it as it is: emails, mailing lists, chats."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.formats import sanitize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class TextMarks:
    """What stands around strong and emphasised words."""

    strong: str = "*"
    emphasis: str = "*"


AS_IN_EMAILS = TextMarks()


def plain(text: str, marks: TextMarks = AS_IN_EMAILS) -> str:
    """The text with its paragraphs and lists, links as "words (address)", and headings as strong words."""
    written = ""
    if not text:
        return written
    for block, listed in _blocks(_reader().parse(sanitize.screen(text)), marks):
        written += ("\n" if listed else "\n\n") + block
    return written.strip("\n")


@functools.cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # only where it is needed: it takes long to import

    return MarkdownIt("commonmark", {"html": False})


def _blocks(tokens: "list[Token]", marks: TextMarks) -> Iterator[tuple[str, bool]]:
    """Each paragraph, heading, item of a list or piece of code, and whether it goes on with a list."""
    depth, numbers, heading, begins, goes_on = 0, [0], False, False, False
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth, numbers = depth + 1, [*numbers, int(token.attrGet("start") or 1) if token.tag == "ol" else 0]
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth, numbers = depth - 1, numbers[:-1]
            goes_on = depth > 0
        elif token.type == "list_item_open":
            begins = True
        elif token.type == "heading_open":
            heading = True
        elif token.type == "inline":
            words = _inline(token, marks)
            words = f"{marks.strong}{words}{marks.strong}" if heading else words
            lead = ("  " * (depth - 1) + ("- " if begins else "  ")) if depth else ""
            if begins and numbers[-1]:
                lead, numbers[-1] = "  " * (depth - 1) + f"{numbers[-1]}. ", numbers[-1] + 1
            yield lead + words, goes_on
            heading, begins, goes_on = False, False, depth > 0
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n"), False


def _inline(token: "Token", marks: TextMarks) -> str:
    """The words of a paragraph on its lines."""
    found: list[str] = []
    links: list[tuple[int, str]] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            found.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            found.append("\n" if child.type == "hardbreak" else " ")
        elif child.type in ("strong_open", "strong_close"):
            found.append(marks.strong)
        elif child.type in ("em_open", "em_close"):
            found.append(marks.emphasis)
        elif child.type == "link_open":
            links.append((len(found), str(child.attrGet("href"))))
        elif child.type == "link_close":
            start, address = links.pop()
            found.append(f" ({address})" if "".join(found[start:]) != address else "")
        elif child.type == "image":
            found.append(child.content)
    return "".join(found)
