"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from course.core.trouble_kind import TroubleKind
from course.formats.feeds import decode, entries, html_text
from course.formats.feeds.entries import Raw
from course.formats.feeds.parsed import MOST_ENTRIES, Parsed


def parse(body: bytes, url: str) -> Parsed:
    """The feed; `malformed` when it is no JSON, `cut-off` (with the posts before the cut) when it ends early."""
    text = decode.decoded(body).text
    trouble = None
    try:
        feed, _ = json.JSONDecoder().raw_decode(text.lstrip())  # a cache may have said something after it
    except RecursionError:
        return Parsed(trouble=TroubleKind.UNSAFE)
    except ValueError:
        feed, trouble = _beginning(text), TroubleKind.CUT_OFF
        if feed is None:
            return Parsed(trouble=TroubleKind.MALFORMED)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return Parsed(trouble=TroubleKind.NOT_A_FEED)
    site = entries.address(_words(feed, "home_page_url"), url)
    base = entries.base(site, url)
    posts = [_entry(item, base) for item in feed["items"][:MOST_ENTRIES] if isinstance(item, dict)]
    return Parsed(
        title=html_text.line(_words(feed, "title")),
        entries=tuple(posts),
        next_page=entries.address(_words(feed, "next_url"), url) or None,
        kind="json",
        generator=html_text.line(_words(feed, "generator")),
        site=site,
        trouble=trouble,
    )


def _entry(item: dict[str, Any], base: str) -> Any:
    labels = item.get("tags")
    raw = Raw(
        id=_words(item, "id"),
        link=_words(item, "url") or _words(item, "external_url"),
        title=_words(item, "title"),
        markup=_words(item, "content_html") or _words(item, "content_text") or _words(item, "summary"),
        tags=[label for label in labels if isinstance(label, str)] if isinstance(labels, list) else [],
        published=(_words(item, "date_published"), _words(item, "date_modified")),
    )
    return entries.entry(raw, base)


def _words(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # ids are sometimes numbers
    return html_text.without_controls(value) if isinstance(value, str) else ""


def _beginning(text: str) -> dict[str, Any] | None:
    """The whole items at the beginning of a feed that ends early; None when there is no list of items."""
    at = text.find('"items"')
    at = text.find("[", at) + 1 if at >= 0 else 0
    if not at or text.rstrip().endswith("}"):
        return None
    decoder = json.JSONDecoder()
    items: list[Any] = []
    while len(items) < MOST_ENTRIES:
        while text[at : at + 1] in (" ", "\n", "\r", "\t", ","):
            at += 1
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return {"items": items}
