"""Review in the browser: asked, answered, undone; two windows and a terminal never lose or double a decision."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import homes
import organiser_app
from course.adapters.store import Store
from course.core.model import Evidence, Handle, Post, PostKey, Ruling, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.core.progress.topic_claims import TopicCredit
from course.services import course_home
from course.services.reporting import review
from organiser_app import Window

NIGHTJAR, BLOG = Handle("nightjar"), "https://nightjar.blogspot.com/"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def keep(root: Path, *titles: str, text: str = "Some words.", url: str = "https://nightjar.blogspot.com/{}") -> None:
    """Posts of Nightjar with these titles, one a day."""
    keeping = []
    for number, title in enumerate(titles):
        said, at = Words(title, text=text), datetime(2026, 10, 10 + number, 12, tzinfo=UTC)
        data = post_content.joined(said)
        words = post_content.hash_of(data, NIGHTJAR)
        post = Post(PostKey(f"k{number}"), NIGHTJAR, BLOG, url.format(number), title, at, at, words)
        keeping.append(PostChange(post, f"id{number}", said, data, new=True))
    with Store(course_home.open_home(root).database) as store:
        at = datetime(2026, 11, 1, tzinfo=UTC)
        store.save([VisitResult(NIGHTJAR, BLOG, at, good=True, keeping=tuple(keeping))])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return homes.make(tmp_path / "home")


def rulings(root: Path) -> list[tuple[int, bool]]:
    with Store(course_home.open_home(root).database, write=False) as store:
        return [(one.thing, one.accepted) for one in store.rulings()]


def form(window: Window, **fields: object) -> str:
    """Answer the question on the page with what its form holds beside this, and return what is said."""
    page = window.get("/review").text
    post = page.partition('name="post" value="')[2].partition('"')[0]
    return organiser_app.text(window.post("/review/answer", post=post, **fields))


def test_a_post_is_asked_about_with_its_words_and_the_reason(root: Path) -> None:
    keep(root, "Not Thing 5", text="About nothing in particular.\n\nA second line.")
    page = organiser_app.window(root).get("/review")
    shown = organiser_app.text(page)
    assert "Not Thing 5" in shown
    assert "About nothing in particular. A second line." in shown
    assert "Nightjar" in shown
    assert 'href="https://nightjar.blogspot.com/0"' in page.text


def test_what_is_ticked_is_credited_and_said_and_undone(root: Path) -> None:
    keep(root, "Not Thing 5")
    window = organiser_app.window(root)
    said = form(window, what="yes", thing="5")
    assert "You credited Thing 5 to Nightjar for “Not Thing 5”." in said
    assert rulings(root) == [(5, True)]
    assert "That was the last one" in said
    token = window.get("/review").text.partition('name="ruling" value="')[2].partition('"')[0]
    again = organiser_app.text(window.post("/review/undo", ruling=token))
    assert "Undone: your decision on a post by Nightjar." in again
    assert "Does this post count?" in again
    assert rulings(root) == []
    assert "There was nothing to undo" in organiser_app.text(window.post("/review/undo", ruling=token))


def test_another_thing_than_the_one_asked_about(root: Path) -> None:
    keep(root, "Not Thing 5")
    said = form(organiser_app.window(root), what="yes", other="7")
    assert "You credited Thing 7 to Nightjar" in said
    assert sorted(rulings(root)) == [(5, False), (7, True)]


def test_no_thing_and_later(root: Path) -> None:
    keep(root, "Not Thing 5", "Not Thing 6")
    window = organiser_app.window(root)
    assert "Put off" in form(window, what="later")
    assert rulings(root) == []
    assert "Not a Thing: “Not Thing 6”." in form(window, what="no")
    assert rulings(root) == [(6, False)]
    assert "You put off 1 question." in organiser_app.text(window.get("/review"))


def test_a_yes_without_a_tick_decides_nothing(root: Path) -> None:
    keep(root, "Not Thing 5")
    assert "Nothing was decided" in form(organiser_app.window(root), what="yes")
    assert rulings(root) == []


def test_two_windows_and_a_terminal_never_double_a_decision(root: Path) -> None:
    keep(root, "Not Thing 5")
    first, second = organiser_app.window(root), organiser_app.window(root)
    post = first.get("/review").text.partition('name="post" value="')[2].partition('"')[0]
    home = course_home.open_home(root)
    first.post("/review/answer", post=post, what="yes", thing="5")
    assert "somebody else has already decided" in organiser_app.text(
        second.post("/review/answer", post=post, what="no")
    )
    assert rulings(root) == [(5, True)]
    theirs = Ruling(NIGHTJAR, PostKey("k0"), 5, False, "Zoë", organiser_app.MONDAY.date())
    assert review.keep(home, theirs) == ()
    review.undo(home, "nightjar", 5, "", organiser_app.MONDAY.date())
    assert review.keep(home, theirs) == (theirs,)
    token = first.get("/review").text.partition('name="ruling" value="')[2].partition('"')[0]
    first.post("/review/undo", ruling=token)
    assert rulings(root) == [(5, False)]


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://x.example/"onclick="alert(3)'])
def test_a_hostile_post_is_shown_as_text(root: Path, url: str) -> None:
    keep(root, f"Not Thing 5 {HOSTILE}", text=HOSTILE, url=url)
    window = organiser_app.window(root)
    for page in (window.get("/review"), window.get("/review?item=%3Cscript%3E")):
        assert "<mark>Thing 5</mark>" in page.text
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "javascript:" not in page.text
        assert 'onclick="' not in page.text


def test_answers_that_mean_nothing(root: Path) -> None:
    keep(root, "Not Thing 5")
    window = organiser_app.window(root)
    assert window.post("/review/answer", what="perhaps").status_code == 404
    assert "Nothing was decided" in organiser_app.text(window.post("/review/answer", what="yes", post="no-such-post"))
    assert "Nothing was decided" in form(window, what="yes", thing="99", other="x")
    assert rulings(root) == []


def test_credits_by_topic_are_within_reach_while_posts_wait_and_are_undone_by_one_key(root: Path) -> None:
    """What is undone there can itself be undone."""
    course = root / "things" / "course.toml"
    course.write_text(f'learned = "credit"\n{course.read_text(encoding="utf-8")}', encoding="utf-8")
    keep(root, "Not Thing 5", "About rooks")
    home = course_home.open_home(root)
    with Store(home.database) as store:
        post = next(one for one in store.posts() if one.title == "About rooks")
        reason = (Evidence("topic", "rooks"), Evidence("path", "Thing 3 was open"))
        store.save_topic_credits([TopicCredit(post.key, 3, organiser_app.MONDAY.date(), post.words, 0.98, reason)])
    window = organiser_app.window(root)
    link = '<a href="{}/review?item=credited-by-topic">1 post was credited by topic in the last 7 days</a>'
    assert link.format(window.work.entrance.prefix) in window.get("/review").text
    page = window.get("/review?item=credited-by-topic")
    assert "About <mark>rooks</mark>" in page.text
    assert "Thing 3: the topic fits: rooks. Thing 3 was open. Chance 98%." in organiser_app.text(page)
    undone = window.post("/review/topic", credit="nightjar 3")
    assert "Thing 3 is no longer credited to Nightjar. Undo u" in organiser_app.text(undone)
    assert rulings(root) == [(3, False)]
    token = undone.text.partition('name="ruling" value="')[2].partition('"')[0]
    window.post("/review/undo", ruling=token)
    assert rulings(root) == []
    assert "credited by topic" in window.get("/review").text


def test_without_a_question_it_says_how_many_posts_count_and_what_comes_next(root: Path) -> None:
    keep(root, "Thing 1", "Thing 2", "Rain")
    page = organiser_app.text(organiser_app.window(root).get("/review"))
    assert "Nothing to decide 2 posts count for a Thing, and none is waiting for your decision. What comes next" in page
    assert "Go to Today to read the blogs" in page
