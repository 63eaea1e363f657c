"""The invented bloggers of the example course: their tables in the roster and their feeds, for any first Monday."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from importlib import resources
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import tomli

from course.core.model import Handle, Participant, Pause, Show

WEEK = 9  # the example is seen from this week


@dataclass(frozen=True, slots=True)
class Blogger:
    """One invented participant: the roster's table (without a blog) and the feed as its platform writes it."""

    person: Participant
    feed: bytes | None  # None: this blog is dead
    path: str  # of the feed, below the address where the blogs are shown
    file: str  # of the feed, in the home


def first_monday(today: date) -> date:
    """The day on which the example course began, so that `today` lies in its week 9."""
    return today - timedelta(days=today.weekday(), weeks=WEEK - 1)


def bloggers(today: date, cohort: str) -> tuple[Blogger, ...]:
    """Everybody, in the order of the file; posts dated after `today` are left out."""
    words = resources.files("course.formats.files.example").joinpath("people.toml").read_text(encoding="utf-8")
    start = first_monday(today)
    return tuple(_blogger(handle, table, start, today, cohort) for handle, table in tomli.loads(words).items())


def _blogger(handle: str, table: Mapping[str, Any], start: date, today: date, cohort: str) -> Blogger:
    joined = start + timedelta(weeks=table["joined_week"] - 1) if "joined_week" in table else start - timedelta(days=4)
    weeks = table.get("pause_weeks")
    pause = Pause(start + timedelta(weeks=weeks[0] - 1), start + timedelta(weeks=weeks[1], days=-1)) if weeks else None
    person = Participant(
        handle=Handle(handle),
        name=table["name"],
        cohort=table.get("cohort", cohort),
        joined=joined,
        email=f"{handle}@example.org",
        groups=tuple(table["groups"]),
        show=Show(table["show"]),
        reminders=table.get("reminders", True),
        pauses=(pause,) if pause else (),
        agreed=joined,
    )
    posts = [post for post in _dated(table["posts"], start) if post["at"].date() <= today]
    write = {"blogger": blogger_atom, "wordpress": wordpress_rss}.get(table["platform"])
    path = f"{handle}/feeds/posts/default" if table["platform"] == "blogger" else f"{handle}/feed/"
    return Blogger(person, write(handle, person.name, posts) if write else None, path, f"blogs/{handle}.xml")


def _dated(posts: list[dict[str, Any]], start: date) -> list[dict[str, Any]]:
    """The posts, newest first, each with its moment: half past seven in the evening of its day."""
    dated = []
    for number, post in enumerate(posts, 1):
        day = start + timedelta(weeks=post["week"] - 1, days=post["day"])
        html = post["text"] if post["text"].startswith("<") else f"<p>{escape(post['text'])}</p>"
        dated.append(
            {**post, "number": number, "at": datetime(day.year, day.month, day.day, 19, 30, tzinfo=UTC), "html": html}
        )
    return dated[::-1]


def blogger_atom(handle: str, name: str, posts: list[dict[str, Any]]) -> bytes:
    """An Atom feed in the shape that Blogger writes."""
    site = f"https://{handle}.blog.example"
    entries = "".join(
        f"<entry><id>tag:blogger.com,1999:blog-{handle}.post-{post['number']}</id>"
        f"<published>{post['at'].isoformat()}</published><updated>{post['at'].isoformat()}</updated>"
        + "".join(
            f"<category scheme='http://www.blogger.com/atom/ns#' term={quoteattr(tag)}/>"
            for tag in post.get("tags", ())
        )
        + f"<title type='text'>{escape(post['title'])}</title><content type='html'>{escape(post['html'])}</content>"
        f"<link rel='alternate' type='text/html' href='{site}/{post['at']:%Y/%m}/post-{post['number']}.html'/>"
        f"<author><name>{escape(name)}</name></author></entry>"
        for post in posts
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'>"
        f"<id>tag:blogger.com,1999:blog-{handle}</id><updated>2026-01-01T00:00:00Z</updated><title type='text'>{escape(name)}</title>"
        f"<link rel='alternate' type='text/html' href='{site}/'/><generator>Blogger</generator>{entries}</feed>\n"
    ).encode()


def wordpress_rss(handle: str, name: str, posts: list[dict[str, Any]]) -> bytes:
    """An RSS 2.0 feed in the shape that WordPress writes."""
    site = f"https://{handle}.blog.example"
    items = "".join(
        f"<item><title>{escape(post['title'])}</title><link>{site}/{post['at']:%Y/%m/%d}/post-{post['number']}/</link>"
        f"<pubDate>{format_datetime(post['at'])}</pubDate><dc:creator><![CDATA[{name}]]></dc:creator>"
        + "".join(f"<category><![CDATA[{tag}]]></category>" for tag in post.get("tags", ()))
        + f'<guid isPermaLink="false">{site}/?p={post["number"]}</guid><description><![CDATA[{post["html"]}]]></description>'
        f"<content:encoded><![CDATA[{post['html']}]]></content:encoded><slash:comments>{post['number'] % 3}</slash:comments></item>"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>'
        f"<title>{escape(name)}</title><link>{site}</link><description>A course blog</description>"
        f"<generator>https://wordpress.org/?v=6.8</generator>{items}</channel></rss>\n"
    ).encode()
