"""`cpd23 review` as it is typed: keys, opening, undoing, and what was credited by topic."""

from datetime import UTC, date, datetime
from pathlib import Path

import black_box
import homes
from course.adapters.store import Store
from course.core.model import Evidence, Handle, Post, PostKey, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.core.progress.topic_claims import TopicCredit
from course.services import course_home

NIGHTJAR, BLOG = Handle("nightjar"), "https://nightjar.blogspot.com/"


def test_every_key_says_what_it_did_and_only_what_was_asked_is_decided(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home")
    course = root / "things" / "course.toml"
    course.write_text(f'learned = "credit"\n{course.read_text(encoding="utf-8")}', encoding="utf-8")
    keeping = []
    for number, title in enumerate(("Not Thing 5", "Not Thing 6", "About rooks")):
        words, at = Words(title, text="Some words."), datetime(2026, 10, 10 + number, 12, tzinfo=UTC)
        data = post_content.joined(words)
        post = Post(PostKey(f"k{number}"), NIGHTJAR, BLOG, "", title, at, at, post_content.hash_of(data, NIGHTJAR))
        keeping.append(PostChange(post, f"id{number}", words, data, new=True))
    with Store(course_home.open_home(root).database) as store:
        store.save([VisitResult(NIGHTJAR, BLOG, datetime(2026, 11, 1, tzinfo=UTC), good=True, keeping=tuple(keeping))])
        store.save_topic_credits(
            [TopicCredit(post.key, 3, date(2026, 11, 20), post.words, 0.98, (Evidence("topic", "rooks"),))]
        )
    done = black_box.run("review", home=root, typed="?\no\ny\nu\nn\nl\n1\n")
    places = [
        done.stderr.index(said)
        for said in (
            "Type y for yes, n for no,",
            "This post has no address to open.",
            "Credited: Thing 5 for Nightjar.",
            "Undone: your last answer.",
            "Not credited: the post by Nightjar.",
            "1 post was credited by topic in the last 7 days:",
            "  1. About »rooks«  Nightjar",
            "Undone: Thing 3 for Nightjar.",
        )
    ]
    assert places == sorted(places), done.stderr
    assert done.stdout.startswith("You decided on 1 post. 1 is left.\n")
    with Store(course_home.open_home(root).database, write=False) as store:
        assert [(one.thing, one.accepted) for one in store.rulings()] == [(5, False), (3, False)]
