"""What people download from WordPress (WXR) and Blogger: a whole blog in one file, with much that is no post."""

import re

from course.formats.feeds import split_posts

_HEAD = 8192
_WXR = b"wordpress.org/export/"
_KIND = re.compile(
    rb"<category\b(?=[^<>]*scheme=[\"']http://schemas\.google\.com/g/2005#kind[\"'])[^<>]*"
    rb"term=[\"']http://schemas\.google\.com/blogger/2008/kind#(\w{1,20})[\"'][^<>]*/>"
)
_DRAFT = re.compile(rb"<app:draft[^<>]*>\s*yes\s*<")
_TYPE = re.compile(rb"<blogger:type>\s*(\w{1,20})\s*<")
_STATUS = re.compile(rb"<blogger:status>\s*(\w{1,20})\s*<")
_WP_TYPE = re.compile(rb"<wp:post_type>\s*(?:<!\[CDATA\[)?\s*([\w-]{1,40})")
_WP_STATUS = re.compile(rb"<wp:status>\s*(?:<!\[CDATA\[)?\s*([\w-]{1,40})")
_INSIDE = (b"wp:comment", b"wp:postmeta")


def kind(data: bytes) -> str:
    """`wxr`, `blogger`, or an empty string: then it is no export."""
    if _WXR in data[:_HEAD]:
        return "wxr"
    return "blogger" if b"<blogger:type>" in data or _KIND.search(data) else ""


def published(data: bytes, cut: split_posts.Slices, which: str) -> tuple[bool, ...]:
    """Which of the posts of this export are posts, and published; pages, comments, drafts and templates are not."""
    test = _wordpress if which == "wxr" else _blogger
    return tuple(test(data[start:end]) for start, end in cut.spans)


def without_trappings(post: bytes) -> bytes:
    """A post of an export without its comments and settings, and without the label that says that it is a post."""
    for name in _INSIDE:
        if b"<" + name + b">" in post:
            post = _without(post, name)
    return _KIND.sub(b"", post)


def _without(post: bytes, name: bytes) -> bytes:
    kept, at = [], 0
    while (start := post.find(b"<" + name + b">", at)) >= 0:
        end = post.find(b"</" + name + b">", start)
        if end < 0:
            break
        kept.append(post[at:start])
        at = end + len(name) + 3
    return b"".join([*kept, post[at:]])


def _wordpress(post: bytes) -> bool:
    type_, status = _WP_TYPE.search(post), _WP_STATUS.search(post)
    return bool(type_ and status and type_[1] == b"post" and status[1] == b"publish")


def _blogger(post: bytes) -> bool:
    label, type_, status = _KIND.search(post), _TYPE.search(post), _STATUS.search(post)
    if type_:
        return type_[1] == b"POST" and (status is None or status[1] == b"LIVE")
    return bool(label and label[1] == b"post" and not _DRAFT.search(post))
