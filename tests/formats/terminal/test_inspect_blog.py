"""What is said of a blog that was looked at: its feed, its newest posts, and what each would count for."""

import json
from dataclasses import replace

import pytest

import make
import stage
from course.core.model import Claim, Confidence, Evidence, RuleId, Trouble
from course.core.trouble_kind import TroubleKind
from course.formats.terminal import inspect_blog
from course.formats.terminal.inspect_blog import Seen, SeenPost

ZONE = make.course().zone
SEEN = Seen(
    "ada.example",
    "https://ada.example/",
    "https://ada.example/feed",
    "usual",
    "Ada's blog",
    "wordpress",
    (SeenPost(make.post(make.day(1), title="Thing 1"), (make.claim(1),)), SeenPost(make.post(None, title=""))),
    ("You typed no https://.",),
)


def test_the_findings_are_the_feed_and_the_newest_posts() -> None:
    assert inspect_blog.render_text(SEEN, ZONE).splitlines() == [
        "You typed no https://.",
        "Found the feed: https://ada.example/feed. That's where WordPress keeps its feed.",
        '"Ada\'s blog" has 2 posts in the feed. The newest:',
        '    6 Oct  Thing 1  ->  Thing 1 ("Thing 1" in the title)',
        "  no date  (no title)  ->  doesn't mention a Thing",
    ]
    assert "no date" not in inspect_blog.render_text(SEEN, ZONE, shown=1)
    unknown = inspect_blog.render_text(replace(SEEN, platform=""), ZONE)
    assert "That's where a site like this keeps its feed." in unknown


def test_a_feed_without_posts_can_be_followed_and_one_in_trouble_cannot() -> None:
    assert '"Ada\'s blog": ' in inspect_blog.render_text(replace(SEEN, posts=()), ZONE)
    shut = replace(
        SEEN, trouble=Trouble(TroubleKind("login"), make.at(make.START), "It asks for a password.", "Open it.")
    )
    assert not shut.readable
    assert inspect_blog.render_text(shut, ZONE).splitlines()[1:] == [
        "https://ada.example/ can't be followed. It asks for a password.",
        "What to do: Open it.",
    ]
    assert json.loads(inspect_blog.render_json(shut, ZONE))["feed"] is None


def claim(thing: int, confidence: Confidence, kind: str = "title", quote: str = "Thing") -> Claim:
    return Claim(thing, confidence, (Evidence(kind, quote),), RuleId.NUMBER_IN_TITLE)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ((), "doesn't mention a Thing"),
        (
            (claim(7, Confidence.SURE), claim(6, Confidence.SURE), claim(1, Confidence.LIKELY)),
            'Thing 6 ("Thing" in the title), Thing 7 ("Thing" in the title)',
        ),
        (
            (*(claim(n, Confidence.LIKELY) for n in (4, 3, 2, 1)), claim(9, Confidence.WEAK)),
            "perhaps Thing 1 or 2 or 3 (the organiser decides)",
        ),
        ((claim(9, Confidence.WEAK),), 'only mentions a Thing: we found "Thing" in the title'),
    ],
)
def test_what_a_post_would_count_for_is_told_by_its_best_claims(claims: tuple[Claim, ...], said: str) -> None:
    assert inspect_blog.counts_for(claims) == said


def test_no_word_of_a_stranger_steers_the_screen() -> None:
    post = SeenPost(make.post(make.day(1), title=stage.HOSTILE), (claim(1, Confidence.SURE, quote=stage.HOSTILE),))
    seen = replace(SEEN, title=stage.HOSTILE, feed=stage.HOSTILE, posts=(post,), remarks=(stage.HOSTILE,))
    assert inspect_blog.render_text(seen, ZONE).replace("\n", "").isprintable()
    assert json.loads(inspect_blog.render_json(seen, ZONE))["title"] == stage.HOSTILE


def test_json_has_each_post_with_its_claims_and_null_for_a_day_that_nobody_gave() -> None:
    found = json.loads(inspect_blog.render_json(SEEN, ZONE))
    assert [post["published"] for post in found["posts"]] == ["2026-10-06T13:00:00+01:00", None]
    assert found["posts"][0]["claims"][0]["evidence"] == [{"kind": "title", "quote": "Thing 1"}]
    assert found["trouble"] is None
