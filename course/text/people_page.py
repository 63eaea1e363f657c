"""Everything kept about one person, as a page that needs nothing else: for themselves."""

from collections.abc import Mapping
from typing import Any

from course.core.model import PostRow
from course.text import days, pages, shapes, strangers
from course.text import roster as rosters
from course.text.people import Record, counted, plain
from course.text.report import data


def page(record: Record, machine: str = "everything.json") -> str:
    """The page, with where the same lies for machines; every word of a stranger is escaped, and only http(s) addresses are links."""
    values: Mapping[str, Any] = {
        "person": record.person,
        "machine": machine,
        "today": days.full(record.as_of),
        "settings": [(key, plain(value)) for key, value in rosters.settings(record.person).items()],
        "progress": record.progress,
        "posts": [_post(row, record) for row in record.posts],
        "blogs": [data.blog(blog, record.zone) for blog in record.progress.blogs],
        "rulings": record.rulings,
        "self_reports": record.self_reports,
        "letters": record.letters,
        "links": record.links,
    }
    return pages.environment().get_template("everything.html").render(**values)


def _post(row: PostRow, record: Record) -> Mapping[str, Any]:
    words = record.words.get(row.post.words)
    published = shapes.published(row.post, record.zone)
    return {
        "title": row.post.title or "(no title)",
        "url": strangers.web(row.post.url),
        "day": published[:10] if published else "no date",
        "in_run": row.in_run,
        "claims": [counted(claim, claim.thing in row.credited) for claim in row.claims],
        "tags": ", ".join(words.tags) if words else "",
        "text": words.text if words else "",
    }
