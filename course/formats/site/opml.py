"""OPML 2.0: lists of blogs, for feed readers."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from course.core.publishing.public_view import Person
from course.formats import sanitize


def write(title: str, people: Sequence[Person]) -> str:
    """One flat list, an outline for each blog, in the order given."""
    root = ET.Element("opml", {"version": "2.0"})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = sanitize.clean(title)
    body = ET.SubElement(root, "body")
    for person in people:
        for blog in person.blogs:
            name = sanitize.clean(person.name)
            ET.SubElement(
                body, "outline", {"type": "rss", "text": name, "title": name, "xmlUrl": blog, "htmlUrl": blog}
            )
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
