"""Everything kept about one person, as a page that needs nothing else: for themselves. Its words are in its template."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from course.core import sentences
from course.core.model import BlogHealth, Claim, Confidence, HandInWay, PostRow
from course.core.progress import hand_ins
from course.formats import human_dates, jinja_environment, sanitize
from course.formats.files import roster as rosters
from course.formats.intake import texts as address_texts
from course.formats.terminal.people_list import Record, plain


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
        "blogs": [_blog(blog, record) for blog in record.progress.blogs],
        "rulings": record.rulings,
        "self_reports": record.self_reports,
        "hand_ins": record.hand_ins,
        "by_email": HandInWay.EMAIL,
        "letters": [(sent.at.astimezone(record.zone).date(), sent) for sent in record.letters],
        "replies": record.replies,
        "recommended": [(_monday(week), sanitize.web(url)) for week, url in record.recommended],
        "links": record.links,
        "days": human_dates,
        "phrases": sentences,
    }
    return jinja_environment.environment().get_template("everything.html").render(**values)


def _monday(week: str) -> date:
    """The first day of an ISO week that an email was written in: "2026-W48" or "2026-W48-extra-1"."""
    return date.fromisoformat(f"{week[:8]}-1")


def _blog(health: BlogHealth, record: Record) -> Mapping[str, Any]:
    return {
        "blog": health.blog,
        "feed": health.feed,
        "read_on": health.read_at.astimezone(record.zone).date() if health.read_at else None,
        "posts": health.posts,
        "trouble": address_texts.TROUBLES[health.trouble.kind] if health.trouble else None,
    }


def _post(row: PostRow, record: Record) -> Mapping[str, Any]:
    words = record.words.get(row.post.words)
    return {
        "title": row.post.title,
        "url": sanitize.web(row.post.url),
        "day": row.post.published.astimezone(record.zone).date() if row.post.published else None,
        "in_run": row.in_run,
        "claims": [_claim(claim, claim.thing in row.credited) for claim in row.claims],
        "tags": ", ".join(words.tags) if words else "",
        "text": words.text if words else "",
    }


def _claim(claim: Claim, credited: bool) -> Mapping[str, Any]:
    """What one claim came to, with the words that made us think so."""
    shown = [one for one in claim.evidence if one.kind != hand_ins.EVIDENCE][:3]
    return {
        "thing": claim.thing,
        "credited": credited,
        "waits": claim.confidence is Confidence.LIKELY,
        "mentioned": claim.confidence is Confidence.WEAK,
        "by_topic": claim.chance is not None,
        "since": claim.recorded if credited else None,
        "quotes": [(sanitize.clean(one.quote), sentences.where(one.kind)) for one in shown],
    }
