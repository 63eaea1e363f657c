"""Is a file one that this program writes with --output? By its first lines."""

import re

from course.core.model import Course

LOOKED_AT = 4096  # bytes
_POLICY = "content=\"default-src 'none'; style-src 'unsafe-inline'"
_TABLE = re.compile(
    r'"?Name"?,"?(?:Handle|Email,Subject|Earned,On|Standing|Done,Thing \d+|Thing \d+,Title,Address)\b|Table,Row,Figure,Value\r'
)
_DATA = re.compile(r'\{\s*"schema": 1\b')


def is_ours(head: bytes, course: Course) -> bool:
    """Whether these are the first bytes of a report, a page, a table or an export of this course's."""
    text = head[:LOOKED_AT].decode("utf-8-sig", "replace")
    if text.lower().startswith("<!doctype html"):
        return _POLICY in text
    if "<opml" in text[:300]:
        return f"<title>{course.title}" in text
    return bool(_TABLE.match(text) or _DATA.match(text) or text.startswith(f"# {course.title}\n\nWeek "))
