"""The one Jinja environment for web pages: everything escaped, nothing undefined, only links that lead to the web."""

import functools
import zlib

import jinja2
from markupsafe import Markup

from course.core.people import joining
from course.formats import sanitize


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
    made.tests["holds"] = lambda items, item: item in items
    return made


def slug(text: str) -> str:
    """A name for files and identities: a-z, 0-9 and -, never empty; letters outside ASCII are told apart by a sum."""
    made = joining.slug(text)
    return made if made and text.isascii() else f"{made or 'x'}-{zlib.crc32(text.casefold().encode()):08x}"


def markdown(text: str) -> Markup:
    """Markdown of a Thing file as HTML; raw HTML in it is shown, not obeyed, and only web links are made."""
    from markdown_it import MarkdownIt

    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))  # noqa: S704 (html is off)
