"""Proposed clues in words and as JSON."""

import json

from course.formats.terminal import clues


def test_proposed_and_misleading_clues_are_told_with_their_counts() -> None:
    """In words and in JSON."""
    text = clues.render(13, "Docs", 5, [("pbworks", 4, 0)], [("sharing", 2, 7)])
    assert "5 blogs have posts with the number of Thing 13" in text
    assert "in 4 blogs, and 0 about other Things" in text
    assert "in 2 posts, and 7 about other Things" in text
    answer = json.loads(clues.render_json(13, 5, [("pbworks", 4, 0)], []))
    assert answer["proposed"] == [{"phrase": "pbworks", "here": 4, "elsewhere": 0}]
    assert "More posts with the Thing's number" in clues.render(13, "Docs", 0, [], [])
