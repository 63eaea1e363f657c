"""What the JSON answers share."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.model import Evidence, Trouble
from course.core.trouble_kind import TroubleKind
from course.formats import json_shapes, sanitize

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 7, 1, 12, 0, 0, 999_999, tzinfo=UTC)


def test_an_answer_names_its_schema_first_and_says_the_same_when_read() -> None:
    text = json_shapes.document({"people": [{"name": "Zoë"}]})
    assert text.startswith('{\n "schema": 1,\n')
    assert text.endswith("}\n")
    assert "Zoë" in text
    assert json.loads(text) == {"schema": 1, "people": [{"name": "Zoë"}]}


@given(st.recursive(st.text(max_size=20), lambda inner: st.lists(inner, max_size=3), max_leaves=6))
def test_no_character_that_a_screen_obeys_stands_in_it_and_none_is_lost(value: object) -> None:
    for text in (json_shapes.dumped(value), json_shapes.document({"it": value})):
        assert sanitize.screen(text) == text
    assert json.loads(json_shapes.dumped(value)) == value


def test_a_moment_is_told_to_the_second_in_the_course_s_zone() -> None:
    assert json_shapes.moment(NOON, LONDON) == "2026-07-01T13:00:00+01:00"
    assert json_shapes.moment(None, LONDON) is None


def test_a_date_that_cannot_be_believed_is_not_told() -> None:
    post = make.post(make.day(3))
    assert json_shapes.published(post, LONDON) == "2026-10-08T13:00:00+01:00"
    assert json_shapes.published(replace(post, published=datetime(1970, 1, 1, tzinfo=UTC)), LONDON) is None
    assert json_shapes.published(replace(post, published=None), LONDON) is None


def test_evidence_trouble_and_chance() -> None:
    assert json_shapes.evidence([Evidence("title", "Thing 6")]) == [{"kind": "title", "quote": "Thing 6"}]
    trouble = Trouble(TroubleKind.DNS, NOON, "No such site.", "Ask them.")
    assert json_shapes.trouble(trouble, LONDON) == {
        "kind": "dns",
        "since": "2026-07-01T13:00:00+01:00",
        "says": "No such site.",
        "next": "Ask them.",
    }
    assert json_shapes.trouble(None, LONDON) is None
    assert json_shapes.chance(make.claim(6)) == {}
    assert json_shapes.chance(replace(make.claim(6), chance=0.98)) == {"by": "topic", "chance": 0.98}
