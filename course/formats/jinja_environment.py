"""The one Jinja environment for web pages: everything escaped, nothing undefined, only links that lead to the web."""

import functools
import zlib
from datetime import date
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from course.core import sentences
from course.core.people import joining
from course.formats import sanitize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@functools.cache
def environment() -> jinja2.Environment:
    """Templates of the package, autoescaped; an unknown name is an error."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("course.formats", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=sanitize.page,
    )
    made.filters.update(web=sanitize.web, clean=sanitize.clean, host=sanitize.host, markdown=markdown)
    made.globals["when"] = when
    made.tests["holds"] = lambda items, item: item in items
    return made


def slug(text: str) -> str:
    """A name for files and identities: a-z, 0-9 and -, never empty; letters outside ASCII are told apart by a sum."""
    made = joining.slug(text)
    return made if made and text.isascii() else f"{made or 'x'}-{zlib.crc32(text.casefold().encode()):08x}"


@functools.lru_cache(maxsize=1000)
def when(day: date) -> Markup:
    """A day for a page, as people read it and as machines do."""
    return Markup(f'<time datetime="{day.isoformat()}">{sentences.written(day)}</time>')  # noqa: S704 (a day is no text)


def markdown(text: str) -> Markup:
    """Markdown of a Thing file as HTML; raw HTML in it is shown, not obeyed, and only web links are made."""
    return Markup(_reader().render(text))  # noqa: S704 (html is off)


@functools.cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
