"""The organiser's own email: as they write it, and as it is kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.errors import CourseError
from course.core.letters.model import Audience, OneOff
from course.core.model import Standing
from course.formats.letters import written_files


@pytest.mark.parametrize(
    ("data", "subject", "text"),
    [
        (b"Subject: Tea\n\nCome *all*.\n", "Tea", "Come *all*."),
        (b"\xef\xbb\xbfsubject : Tea \r\n\r\nCome.\r\n", "Tea", "Come."),
        (b"# Tea\n\nCome.", "Tea", "Come."),
    ],
)
def test_the_first_line_is_the_subject(data: bytes, subject: str, text: str) -> None:
    assert written_files.parse(data, "tea.md", Audience(), False) == OneOff(subject, text, Audience())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"Dear all,\n\ncome.", "tea.md:1: its first line isn't the subject"),
        (b"Subject:\n\ncome.", "tea.md:1: its first line isn't the subject"),
        (b"Subject: Tea\n\n \n", "tea.md:1: there is no text below the subject"),
        (b"Subject: " + b"x" * 400 + b"\n\ny", "tea.md:1: this is too long"),
        (b"Subject: caf\xe9\n\ny", "tea.md:1:"),
    ],
)
def test_a_file_that_is_no_email_is_told_with_its_line(data: bytes, told: str) -> None:
    with pytest.raises(CourseError) as error:
        written_files.parse(data, "tea.md", Audience(), False)
    assert str(error.value).startswith(told)


AUDIENCES = st.one_of(
    st.builds(Audience),
    st.builds(Audience, group=st.text(min_size=1, max_size=20)),
    st.builds(Audience, cohort=st.text(min_size=1, max_size=20)),
    st.builds(Audience, standing=st.sampled_from(Standing)),
)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50), AUDIENCES, st.booleans())
def test_what_is_kept_is_read_back(text: str, to: Audience, extra: bool) -> None:
    one = OneOff("Tea", text, to, extra)
    files = {"written-2.json": written_files.render(one), "letters.json": b"{}"}
    assert written_files.kept(files, "outbox/2026-W48") == (one,)
    assert written_files.next_name(files) == "written-1.json"


@pytest.mark.parametrize(
    "change",
    [{"to": "everyone"}, {"to": "standing:asleep"}, {"to": "who:x"}, {"subject": 3}, {"extra": "no"}, {"text": None}],
)
def test_a_file_that_somebody_has_bent_is_told(change: dict[str, object]) -> None:
    values = json.loads(written_files.render(OneOff("Tea", "Come.", Audience()))) | change
    with pytest.raises(CourseError, match=r"outbox/w/written-1\.json can't be read"):
        written_files.kept({"written-1.json": json.dumps(values).encode()}, "outbox/w")
