"""One setting changed in a file that people keep: in its line, with everything around it as it was."""

from datetime import date

import pytest

from course.core.errors import RosterEditRefused
from course.formats.files import toml_edits

TEXT = '# ours\n[cohorts.autumn]   # the first\nstarts = 2026-10-05  # a Monday\n\n[cohorts."own-pace"]\n'
AUTUMN = ("cohorts", "autumn")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_setting_is_changed_in_its_line(end: str) -> None:
    text = TEXT.replace("\n", end)
    changed = toml_edits.change(text, "course.toml", AUTUMN, "starts", date(2026, 10, 12))
    assert changed == text.replace("2026-10-05", "2026-10-12")
    assert toml_edits.change(changed, "course.toml", AUTUMN, "starts", date(2026, 10, 5)) == text


def test_a_setting_is_added_and_taken_out() -> None:
    added = toml_edits.change(TEXT, "course.toml", AUTUMN, "ends", date(2026, 12, 20))
    assert added == TEXT.replace("# a Monday\n", "# a Monday\nends = 2026-12-20\n")
    assert toml_edits.change(added, "course.toml", AUTUMN, "ends", None) == TEXT
    assert toml_edits.change(TEXT, "course.toml", AUTUMN, "ends", None) == TEXT


def test_what_cant_be_proved_is_refused_with_the_lines_to_write() -> None:
    with pytest.raises(RosterEditRefused, match=r"no \[cohorts\.spring\] in course\.toml"):
        toml_edits.change(TEXT, "course.toml", ("cohorts", "spring"), "starts", None)
    inline = "cohorts = { autumn = { starts = 2026-10-05 } }\n"
    with pytest.raises(RosterEditRefused, match="can't be changed safely") as caught:
        toml_edits.change(inline, "course.toml", AUTUMN, "starts", date(2026, 10, 12))
    assert "starts = 2026-10-12" in str(caught.value.hint)
    with pytest.raises(RosterEditRefused, match="can't be read"):
        toml_edits.change("x = ", "course.toml", AUTUMN, "starts", None)
