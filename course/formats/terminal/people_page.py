"""Everything kept about one person, as a page that needs nothing else: for themselves."""

from collections.abc import Mapping
from typing import Any

from course.core.model import PostRow
from course.formats import human_dates, jinja_environment, json_shapes, sanitize
from course.formats.files import roster as rosters
from course.formats.report import json_answer
from course.formats.terminal.people_list import Record, counted, handed_in, plain


def page(record: Record, machine: str) -> str:
    """The page; `machine` is where the same data is for programs, empty for nowhere. Text of strangers is escaped, and only
    http(s) addresses are links."""
    values: Mapping[str, Any] = {
        "person": record.person,
        "machine": machine,
        "today": human_dates.full(record.as_of),
        "settings": [(key, plain(value)) for key, value in rosters.settings(record.person).items()],
        "progress": record.progress,
        "posts": [_post(row, record) for row in record.posts],
        "blogs": [json_answer.blog(blog, record.zone) for blog in record.progress.blogs],
        "rulings": record.rulings,
        "self_reports": record.self_reports,
        "hand_ins": [handed_in(one, record.person.name) for one in record.hand_ins],
        "letters": record.letters,
        "replies": record.replies,
        "recommended": [(week, sanitize.web(url)) for week, url in record.recommended],
        "links": record.links,
    }
    return jinja_environment.environment().get_template("everything.html").render(**values)


def _post(row: PostRow, record: Record) -> Mapping[str, Any]:
    words = record.words.get(row.post.words)
    published = json_shapes.published(row.post, record.zone)
    return {
        "title": row.post.title or "(no title)",
        "url": sanitize.web(row.post.url),
        "day": published[:10] if published else "no date",
        "in_run": row.in_run,
        "claims": [counted(claim, claim.thing in row.credited, "the organiser's") for claim in row.claims],
        "tags": ", ".join(words.tags) if words else "",
        "text": words.text if words else "",
    }
