"""A course with everything in it that a report can show, hostile names included."""

from dataclasses import replace

import make
from course.core.model import Confidence, Handle, Ledger, Participant, Pause, Post, PostKey, Report, Show
from course.core.progress import report as progress

DAY = 60
HOSTILE = 'Eve <script>alert(1)</script> | \x1b[31m\u202e=cmd|"&\n# x'
EMAIL = "{handle}@mail.example"


def people() -> list[Participant]:
    """Somebody in each standing; two who agreed to be shown to everybody."""
    changes: dict[str, dict[str, object]] = {
        "ahead": {"show": Show.PUBLIC},
        "behind": {"groups": ("small", "large")},
        "broken": {},
        "done": {"show": Show.PUBLIC, "groups": ("large",)},
        "eve": {"name": HOSTILE, "groups": ("large",), "blogs": ("javascript:alert(1)",)},
        "gone": {"withdrawn": make.day(40), "show": Show.PUBLIC},
        "late": {"joined": make.day(55), "groups": ("large",)},
        "never": {"groups": ("large",)},
        "paused": {"pauses": (Pause(make.day(50)),)},
        "private": {"show": Show.PRIVATE, "groups": ("large",)},
        "stalled": {"name": "=1+1", "groups": ("large",)},
        "wide": {"name": "王小明", "cohort": "own-pace", "joined": make.day(20)},
    }
    return [make.person(handle, email=EMAIL.format(handle=handle), **some) for handle, some in changes.items()]


def ledger() -> Ledger:
    """Their posts: Things done on these days."""
    done = {
        "ahead": {n: 5 * n for n in range(1, 12)},
        "behind": {1: 3, 2: 10, 3: 50},
        "broken": {1: 3},
        "done": {n: 4 * n for n in range(1, 13)},
        "eve": {n: 7 * n for n in range(1, 9)},
        "gone": {1: 2},
        "private": {n: 7 * n for n in range(1, 8)},
        "stalled": {1: 2, 2: 9},
        "wide": {1: 21, 2: 28, 3: 35},
    }
    posts: list[Post] = []
    claims = {}
    for handle, things in done.items():
        for thing, day in things.items():
            key = PostKey(f"{handle}-{thing}")
            posts.append(make.post(make.day(day), handle, key, title=f"Thing {thing} by {handle}"))
            claims[key] = (make.claim(thing),)
    posts.append(make.post(make.day(58), "behind", "behind-cake", title="=HYPERLINK(cake) \u202e [x](y)"))
    claims[PostKey("behind-cake")] = (make.claim(4, Confidence.LIKELY),)
    posts = [replace(post, url="javascript:alert(1)") if post.key == "eve-2" else post for post in posts]
    broken = make.health(make.day(30), make.day(59), 5, handle=Handle("broken"), blog="https://broken.example/")
    return Ledger(tuple(posts), claims, health=(broken,))


def report(with_posts: bool = False) -> Report:
    """Everything on the sixtieth day."""
    everybody = {person.handle: person for person in people()}
    return progress.report(make.course(), everybody, ledger(), make.day(DAY), make.day(DAY - 7), with_posts)
