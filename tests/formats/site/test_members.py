"""The pages of the members' area."""

import make
from course.core.model import Part, Show, Words
from course.core.publishing import circle
from course.formats.site.members import MemberPages, unanswered_first

PLAN = make.course({1: 1, 2: 1, 3: 2}, parts=(Part(1, "First", (1, 2)),))


def made(
    *comments: int | None, show: Show = Show.COURSE, blogs: tuple[str, ...] = ("https://bo.example/",)
) -> MemberPages:
    """The area as ann sees it; bo has written about Thing 1 so often, and once about Thing 2."""
    posts = [make.post(make.day(n), "bo", f"b{n}", title=f"Post {n}", comments=c) for n, c in enumerate(comments, 1)]
    claims = {str(post.key): (make.claim(1),) for post in posts}
    report = make.report(
        make.ledger(posts=posts, claims=claims),
        20,
        make.person("ann", show=show),
        make.person("bo", name="Bo", blogs=blogs),
        plan=PLAN,
        with_posts=True,
    )
    site = circle.visible_to(report.rows[0].participant.handle, report)
    return MemberPages(
        site, {post.words: Words("", text="It begins.") for post in posts}, {}, report.rows[0].participant
    )


def test_posts_without_a_comment_come_first_the_longest_waiting_in_front() -> None:
    site = made(0, 3, None, 0).site
    assert [post.key for post in unanswered_first(site, 1)] == ["b1", "b4", "b3", "b2"]


def test_each_page_has_what_it_is_for() -> None:
    pages = made(0, 3)
    assert pages.posts().count("<article") == 2
    assert "Bo" in pages.people()
    assert "2 posts, 1 without a comment" in pages.things()
    assert 'href="thing-01"' in pages.things()
    assert 'href="thing-02"' not in pages.things()  # nobody has written about it
    page = pages.on_thing(PLAN.things[0])
    assert page.index("Post 1") < page.index("Post 2")
    assert 'xmlUrl="https://bo.example/"' in pages.blogs()
    assert pages.named("thing-01") == page
    assert pages.named("thing-1") is pages.named("posts-bo.html") is None


def test_somebody_whose_blog_is_a_file_has_a_page_here() -> None:
    pages = made(0, 3, blogs=("blogs/bo.xml",))
    assert pages.posts().count('href="posts-bo.html#post-') == 2
    assert 'href="posts-bo.html"' in pages.people()
    page = pages.named("posts-bo.html")
    assert page is not None
    assert page.count("It begins.") == 2


def test_an_empty_area_says_so() -> None:
    pages = made()
    assert "nothing to read here yet" in pages.posts()
    assert "Nobody else has written about this Thing yet." in pages.on_thing(PLAN.things[2])


def test_no_page_leads_to_search_engines_or_speaks_of_the_public_pages() -> None:
    pages = made(0)
    for page in (pages.posts(), pages.people(), pages.things(), pages.on_thing(PLAN.things[0])):
        assert '<meta name="robots" content="noindex">' in page
        assert "canonical" not in page
        assert ".atom" not in page
