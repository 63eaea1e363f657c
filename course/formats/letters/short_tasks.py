"""A Thing's tasks in short, for emails of a course that has no site to link to."""

import functools
import re
from typing import TYPE_CHECKING

from course.formats import sanitize

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 160  # characters of one task
AT_MOST = 6


@functools.lru_cache(64)
def tasks(body: str) -> tuple[str, ...]:
    """The items of the first numbered list in a Thing's text, each as one line: its first sentence, without markup."""
    from markdown_it import MarkdownIt  # only where it is needed: it takes long to import

    found: list[str] = []
    inside = False
    for token in MarkdownIt("commonmark", {"html": False}).parse(body):
        if token.level == 0 and token.type in ("ordered_list_open", "ordered_list_close"):
            inside = token.type == "ordered_list_open"
            if not inside:
                break
        elif inside and token.type == "inline" and token.level == 3:  # list, item, paragraph
            found.append(_short(_plain(token)))
    return tuple(filter(None, found))[:AT_MOST]


def _plain(token: "Token") -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )


def _short(text: str) -> str:
    """The first sentence of a task, with its minutes where they are at the end."""
    text = sanitize.clean(text, len(text))
    minutes = re.search(r" ?\(\d+ min\)$", text)
    body = text[: minutes.start()] if minutes else text
    first = re.match(r".+?[.!?](?=\s|$)", body)
    return sanitize.mail_line((first[0] if first else body) + (minutes[0] if minutes else ""), LONGEST)
