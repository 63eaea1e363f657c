"""sent.jsonl is read back as it was written; whatever else is in it is named by its line."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.errors import CourseError
from course.core.letters.model import NudgeKind
from course.core.letters.sent_record import RecordLine, RecordState
from course.formats.letters import sent_lines

KEY = b"k" * 32
LINE = RecordLine("2026-W41", "this-week", "a" * 32, RecordState.SENT)
LINES = st.builds(
    RecordLine,
    st.sampled_from(["2026-W01", "2026-W53", "1999-W10"]),
    st.sampled_from([str(kind) for kind in NudgeKind]),
    st.sampled_from(["a" * 32, "0123456789abcdef" * 2]),
    st.sampled_from(RecordState),
)


@given(st.lists(LINES))
def test_what_was_written_is_read_back(lines: list[RecordLine]) -> None:
    assert sent_lines.parse(sent_lines.render(KEY, lines)) == (KEY, tuple(lines))


@given(st.binary(max_size=200))
def test_other_bytes_never_end_in_anything_but_a_sentence(data: bytes) -> None:
    for content in (data, sent_lines.render(KEY, [LINE]) + data + b"\n"):
        with contextlib.suppress(CourseError):
            sent_lines.parse(content)


@given(st.integers(1, 60))
def test_a_last_line_that_was_cut_off_counts_as_not_there(gone: int) -> None:
    line = sent_lines.render_line(LINE)
    data = sent_lines.render(KEY, [LINE]) + line[: max(0, len(line) - gone)]
    assert sent_lines.parse(data) == (KEY, (LINE,))


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        "null",
        '{"week": "2026-W41"}',
        "x",
        '{"week": 5, "kind": "this-week", "mailbox": "", "state": "sent"}',
    ]
    + [
        sent_lines.render_line(LINE).decode().strip().replace(old, new)
        for old, new in (("2026-W41", "2026-41"), ("this-week", "spam"), ("aaa", "ann"), ("sent", "gone"))
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(CourseError, match=r"sent\.jsonl:3"):
        sent_lines.parse(sent_lines.render(KEY, [LINE]) + line.encode() + b"\n")
