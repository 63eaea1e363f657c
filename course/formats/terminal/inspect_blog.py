"""What would be seen on a blog: the findings, in words and as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from course.core import sentences
from course.core.model import Claim, Confidence, Post, Trouble
from course.core.posts import blog_platforms
from course.core.posts.troubles import TroubleText
from course.formats import human_dates, json_shapes, sanitize
from course.formats.intake import texts as address_texts

SHOWN = 5  # posts


@dataclass(frozen=True, slots=True)
class SeenPost:
    """A post that is in the feed now, and what it would count for."""

    post: Post
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found at an address. Without a trouble the blog can be followed."""

    asked: str  # as it was typed
    blog: str  # the address to keep
    feed: str | None = None
    how: str = ""  # how the feed was found: given, named, usual, file
    title: str = ""
    platform: str = ""
    posts: tuple[SeenPost, ...] = ()  # newest first
    remarks: tuple[str, ...] = ()
    trouble: Trouble | None = None
    for_participant: TroubleText | None = None  # the trouble as the participant reads it

    @property
    def readable(self) -> bool:
        """Whether there is a feed of posts."""
        return self.feed is not None and self.trouble is None


_HOW = {
    "given": "The address is a feed.",
    "named": "The page links to it.",
    "usual": "That's where {} keeps its feed.",
    "file": "It's a file in the course folder.",
}


def render_text(seen: Seen, zone: tzinfo, shown: int = SHOWN) -> str:
    """The findings in lines: feed, title, the newest posts with what each would count for; or what is the matter."""
    lines = [sanitize.clean(remark) for remark in seen.remarks]
    if seen.trouble:
        lines.append(f"{sanitize.clean(seen.blog)} can't be followed. {seen.trouble.says}")
        lines.append(f"What to do: {seen.trouble.next}")
        return "\n".join(lines) + "\n"
    how = _HOW.get(seen.how, "").format(blog_platforms.NAMES.get(seen.platform, "a site like this"))
    lines.append(f"Found the feed: {sanitize.clean(seen.feed or '')}. {how}".rstrip())
    if not seen.posts:
        return "\n".join([*lines, f'"{sanitize.clean(seen.title)}": {address_texts.NO_POSTS}']) + "\n"
    count = "1 post" if len(seen.posts) == 1 else f"{len(seen.posts)} posts"
    lines.append(f'"{sanitize.clean(seen.title) or "(no title)"}" has {count} in the feed. The newest:')
    for row in seen.posts[:shown]:
        lines.append(
            f"  {_day(row.post, zone):>7}  {sanitize.clean(row.post.title)[:70] or '(no title)'}  ->  {counts_for(row.claims)}"
        )
    return "\n".join(lines) + "\n"


def counts_for(claims: Iterable[Claim]) -> str:
    """What a post would count for, in a few words: Thing 6 ("Thing 6" in the title)."""
    best = sorted(claims, key=lambda one: (-one.confidence, one.thing))
    sure = [one for one in best if one.confidence is Confidence.SURE]
    if sure:
        return ", ".join(
            f'Thing {one.thing} ("{sanitize.clean(one.evidence[0].quote)[:40]}" {sentences.where(one.evidence[0].kind)})'
            for one in sure
        )
    likely = [str(one.thing) for one in best if one.confidence is Confidence.LIKELY]
    if likely:
        return f"perhaps Thing {' or '.join(likely[:3])} (the organiser decides)"
    if best:
        words = best[0].evidence[0]
        return f'only mentions a Thing: we found "{sanitize.clean(words.quote)[:40]}" {sentences.where(words.kind)}'
    return "doesn't mention a Thing"


def render_json(seen: Seen, zone: tzinfo) -> str:
    """The same as JSON."""
    values: Mapping[str, Any] = {
        "address": seen.asked,
        "blog": seen.blog,
        "feed": seen.feed if seen.readable else None,
        "found": seen.how or None,
        "title": seen.title,
        "platform": seen.platform or None,
        "remarks": list(seen.remarks),
        "posts": [_post(row, zone) for row in seen.posts],
        "trouble": json_shapes.trouble(seen.trouble, zone),
    }
    return json_shapes.document(values)


def _post(row: SeenPost, zone: tzinfo) -> Mapping[str, Any]:
    claims = [
        {
            "thing": claim.thing,
            "confidence": str(claim.confidence),
            "rule": claim.rule,
            "evidence": json_shapes.evidence(claim.evidence),
        }
        for claim in row.claims
    ]
    return {
        "url": row.post.url,
        "title": row.post.title,
        "published": json_shapes.moment(row.post.published, zone),
        "claims": claims,
    }


def _day(post: Post, zone: tzinfo) -> str:
    return human_dates.short(post.published.astimezone(zone).date()) if post.published else "no date"
