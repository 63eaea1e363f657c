"""Posts of the course's own blog."""

from dataclasses import replace
from datetime import date

import pytest

import make
from course.core.model import Claim, Clues, Confidence, Evidence, RuleId
from course.core.progress import course_blog

COURSE = replace(
    make.course(),
    site="https://www.library.example/23things/",
    things=(replace(make.course().things[0], clues=Clues(pages=("http://our23.blogspot.com/2026/01/thing-1.html",))),),
)


@pytest.mark.parametrize(
    ("url", "blog", "organisers"),
    [
        ("https://our23.blogspot.com/2026/02/thing-5-maps.html", "https://ann.example/", True),  # passed on by her feed
        ("https://our23.blogspot.co.uk/2026/02/thing-5-maps.html", "https://our23.blogspot.co.uk/", True),
        ("https://library.example/23things/2026/02/thing-5/", "https://library.example/23things/", True),
        ("https://other.example/thing-5", "https://our23.blogspot.com/", True),
        ("https://library.example/23things/ann/2026/02/maps/", "https://library.example/23things/ann/", False),
        ("https://our23.blogspot.com/2026/02/maps.html", "https://our23.blogspot.com/search/label/ann", False),
        ("https://library.example/2026/02/maps/", "https://library.example/", False),
        ("https://anns-our23.blogspot.com/2026/02/maps.html", "https://anns-our23.blogspot.com/", False),
    ],
)
def test_a_post_on_the_blog_of_the_course_is_the_organisers(url: str, blog: str, organisers: bool) -> None:
    """Also if a participant gave that blog as theirs; a label of it may be theirs."""
    post = replace(make.post(date(2026, 11, 2)), url=url, blog=blog)
    assert course_blog.contains(COURSE)(post) is organisers
    claim = Claim(5, Confidence.SURE, (Evidence("title", "Thing 5"),), RuleId.NUMBER_IN_TITLE)
    (found,) = course_blog.without_credits(COURSE, [post], {post.key: (claim,)})[post.key]
    expected = (Confidence.WEAK, RuleId.COURSE_BLOG) if organisers else (Confidence.SURE, RuleId.NUMBER_IN_TITLE)
    assert (found.confidence, found.rule) == expected


def test_a_course_without_pages_has_no_blog_of_its_own() -> None:
    assert not course_blog.contains(make.course())(make.post(date(2026, 11, 2)))
