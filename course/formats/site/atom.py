"""Atom feeds (RFC 4287) of participants' posts: titles and links, a short summary, never the text."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from xml.etree import ElementTree as ET

from course.core.model import Course
from course.core.publishing.public_view import Shown, Site
from course.formats import jinja_environment, sanitize
from course.formats.site import texts

NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(site: Site, posts: Sequence[Shown], name: str, title: str, summaries: Mapping[str, str]) -> str:
    """One feed, newest post first; its identity is the course's address and its own name."""
    root = ET.Element("feed", {"xmlns": NAMESPACE})
    _add(root, "title", title)
    _add(root, "id", _identity(site.course, name))
    _add(root, "updated", _time(posts[0].at if posts else _beginning(site)))
    author = ET.SubElement(root, "author")
    _add(author, "name", site.course.title)
    if site.course.site:
        ET.SubElement(
            root, "link", {"rel": "self", "type": "application/atom+xml", "href": join(site.course.site, name)}
        )
        ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": site.course.site})
    for post in posts:
        _entry(root, post, summaries.get(post.key, ""))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _entry(root: ET.Element, post: Shown, text: str) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "title", post.title or texts.NO_TITLE)
    _add(entry, "id", f"urn:cpd23:post:{post.key}")
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": post.url})
    _add(entry, "published", _time(post.at))
    _add(entry, "updated", _time(post.at))
    author = ET.SubElement(entry, "author")
    _add(author, "name", post.name)
    for number in post.things:
        ET.SubElement(entry, "category", {"term": f"thing-{number:02d}", "label": texts.thing(number)})
    if text:
        ET.SubElement(entry, "summary", {"type": "text"}).text = sanitize.clean(text)
    source = ET.SubElement(entry, "source")
    _add(source, "title", post.name)
    _add(source, "id", post.blog)
    _add(source, "updated", _time(post.at))


def _identity(course: Course, name: str) -> str:
    return join(course.site, name) if course.site else f"urn:cpd23:{jinja_environment.slug(course.title)}:{name}"


def join(site: str, name: str) -> str:
    """The address of a published file."""
    return f"{site.rstrip('/')}/{name}"


def _beginning(site: Site) -> datetime:
    starts = site.cohort.starts if site.cohort and site.cohort.starts else None
    return datetime.combine(starts, time(), UTC) if starts else datetime(2011, 6, 20, tzinfo=UTC)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = sanitize.clean(text)
