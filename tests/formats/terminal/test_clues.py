"""Proposed clues in words and as JSON."""

import json

from course.formats.terminal import clues


def test_proposed_and_misleading_clues_are_told_with_their_counts() -> None:
    """In words and in JSON."""
    text = clues.render(13, "Docs", 5, [("pbworks", 4, 0)], [("sharing", 2, 7)])
    assert "5 blogs have posts with its number" in text
    assert "in 4 blogs here, 0 elsewhere" in text
    assert "in 2 posts here, 7 elsewhere" in text
    answer = json.loads(clues.render_json(13, 5, [("pbworks", 4, 0)], []))
    assert answer["proposed"] == [{"phrase": "pbworks", "here": 4, "elsewhere": 0}]
    assert "More posts with the Thing's number" in clues.render(13, "Docs", 0, [], [])
