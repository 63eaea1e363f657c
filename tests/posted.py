"""A home on disk with people to write to, for tests of sending; their blogs are files without a post about a Thing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import trusting

MONDAY = datetime(
    2026, 10, 5, 8, tzinfo=UTC
)  # week 3, two weeks after the welcome: everybody gets a letter about Thing 1
COURSE = """\
title = "Six Things"
zone = "Europe/London"
organiser = {{ name = "Zoë", email = "zoe@library.example" }}
[cohorts.autumn]
starts = 2026-09-21
ends = 2026-12-20
"""
MAIL = """\
[mail]
server = "127.0.0.1"
port = {port}
security = "none"
per_minute = 6000
per_day = {per_day}
"""
THING = """\
+++
number = {number}
title = "Thing of {number}"
week = {week}
+++
Do it.
"""
FEED = """\
<rss version="2.0"><channel><title>{handle}</title><link>https://{handle}.example/</link>
<item><title>Hello</title><link>https://{handle}.example/hello</link><pubDate>Sun, 05 Apr 2026 10:00:00 GMT</pubDate>
<description>A few words from long before the course.</description></item></channel></rss>
"""
PERSON = """\
[participants.{handle}]
name = "{name}"
cohort = "autumn"
joined = 2026-09-17
blogs = ["blogs/{handle}.xml"]
email = "{email}"

"""


def home(
    root: Path, people: int = 3, *, port: int = 0, per_day: int = 400, also: Mapping[str, str] | None = None
) -> Path:
    """The home, with so many people called p1, p2, ... and others by handle and address."""
    things = root / "things"
    things.mkdir(parents=True)
    mail = MAIL.format(port=port, per_day=per_day) if port else ""
    (things / "course.toml").write_text(COURSE.format() + mail, encoding="utf-8")
    for number in range(1, 7):
        (things / f"0{number}-thing.md").write_text(THING.format(number=number, week=number + 2), encoding="utf-8")
    addresses = {f"p{n}": f"p{n}@example.org" for n in range(1, people + 1)} | dict(also or {})
    blocks = [PERSON.format(handle=h, name=h.upper(), email=address) for h, address in addresses.items()]
    (root / "blogs").mkdir()
    for handle in addresses:
        (root / "blogs" / f"{handle}.xml").write_text(FEED.format(handle=handle), encoding="utf-8")
    (root / "participants.toml").write_text("".join(blocks), encoding="utf-8")
    return trusting.grant(root) if port else root
