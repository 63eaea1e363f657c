"""Why a post without a number may be about a Thing, in words."""

from course.core.model import Evidence
from course.formats import by_topic


def test_the_posts_own_words_are_shown_with_the_evidence_marked() -> None:
    """In the writer's own spelling, and cut around it."""
    text = "A long walk. " * 20 + "Then we tried Google  Docs together. " + "More of it. " * 20
    (shown,) = by_topic.excerpt(text, [Evidence("topic", "google docs"), Evidence("path", "Thing 13 was open")])
    assert "»Google Docs«" in shown
    assert len(shown) < 200
    assert by_topic.title("Google Docs, again", [Evidence("topic", "google docs")]) == "»Google Docs«, again"
    assert by_topic.title(" ", [Evidence("topic", "google docs")]) == "(no title)"
    told = [Evidence("topic", "elsewhere"), Evidence("topic", "google docs"), Evidence("topic", "first")]
    assert by_topic.line("First of all, google docs", told) == ["First of all, »google docs«"]
    assert by_topic.excerpt("Nothing of it here", [Evidence("topic", "wiki")]) == ["Nothing of it here ..."]


def test_a_reason_names_words_counts_and_chance() -> None:
    """In one sentence each."""
    told = [Evidence("topic", "wiki"), Evidence("alike", "3 of 4 posts"), Evidence("path", "Thing 13 was open")]
    assert by_topic.reason(told, 0.97) == "the topic fits: wiki. 3 of 4 posts. Thing 13 was open. Chance 97%."
