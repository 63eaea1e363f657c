"""A home in which thirty simulated people have written."""

import shutil
from pathlib import Path

import pytest

from course.adapters.store import Store
from course.core.detection import rules_version
from course.core.detection.detect import Detector
from course.services import course_home
from simulation import blogs

ROOT = Path(__file__).parents[3]


def home(folder: Path) -> course_home.Home:
    """The example course with thirty simulated people in its roster."""
    shutil.copytree(ROOT / "things", folder / "things")
    people = "".join(
        f'[participants.p{n:04}]\nname = "P{n}"\ncohort = "autumn-2026"\njoined = 2026-10-05\nblogs = []\n'
        for n in range(30)
    )
    (folder / "participants.toml").write_text(people, encoding="utf-8")
    return course_home.open_home(folder)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[course_home.Home, list[blogs.Simulated]]:
    """A home whose store has what thirty people wrote."""
    from course.core.posts import post_content
    from course.core.posts.feed_state import PostChange, VisitResult

    found = home(tmp_path)
    posts = list(blogs.posts(found.course, 30))
    with Store(found.database) as store:
        for handle in sorted({one.post.author for one in posts}):
            own = [one for one in posts if one.post.author == handle]
            at = max(one.post.first_seen for one in own)
            items = tuple(
                PostChange(one.post, one.post.url, one.words, post_content.joined(one.words), True) for one in own
            )
            store.save([VisitResult(handle, own[0].post.blog, at, keeping=items)])
        detector = Detector(found.course)
        judged = {one.post.words: detector.claims(one.words) for one in posts}
        store.save_claims(rules_version.fingerprint(found.course), judged)
    return found, posts
