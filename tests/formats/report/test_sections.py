"""The parts of a report in their order."""

from dataclasses import replace

import make
import stage
from course.core.model import Report
from course.core.progress import overview
from course.formats.report import View, sections
from course.formats.report.sections import Cell, Section

REPORT = stage.report(with_posts=True)


def part(name: str, report: Report = REPORT, how: View = View(long=True)) -> Section:  # noqa: B008  (frozen)
    (found,) = (section for section in sections.sections(report, how) if section.title == name)
    return found


def test_every_row_has_a_cell_for_each_head() -> None:
    for how in (View(long=True), View(public=True), View(thing=3), View(thing=3, public=True)):
        for section in sections.sections(REPORT, how):
            assert all(len(row) == len(section.heads) for row in section.rows)


def test_a_sign_for_each_thing() -> None:
    (row,) = (row for row in REPORT.rows if row.participant.handle == "behind")
    assert sections.grid(row, REPORT.course.things) == "###!!!!....."


def test_the_title_names_the_course_the_day_and_which_people() -> None:
    first, second = sections.title(REPORT, View(part="group large"))
    assert first == "Twelve Things"
    assert second == "Week 9 of 12, Friday 4 December 2026: 12 people (group large)."
    assert sections.title(REPORT, View(public=True))[1].endswith("12 people who agreed to be shown.")


def test_what_is_doubtful_has_its_words_and_a_link_to_the_web_only() -> None:
    (row,) = part("Doubtful posts").rows
    assert [cell.text for cell in row[:2]] == ["Behind", "Thing 4"]
    assert row[2] == Cell("=HYPERLINK(cake) [x](y)", "https://behind.example/behind-cake")
    assert row[3].text == "title: Thing 4"
    assert part("Doubtful posts").note == "1 possible credit is waiting for your decision: cpd23 review"


def test_blogs_that_were_not_looked_at_are_said() -> None:
    section = part("Blogs with trouble")
    assert [row[0].text for row in section.rows] == ["Broken"]
    assert section.note.startswith("1 blog could not be read. 10 blogs not read yet")
    nobody = replace(REPORT, rows=(), to_review=(), posts=(), changes=None)
    assert part("Blogs with trouble", nobody).note == "Nobody has given a blog yet."
    read = replace(REPORT, rows=(make.standing_of(),))
    assert part("Blogs with trouble", replace(read, to_review=(), posts=(), changes=None)).note == (
        "Every blog that was read works."
    )


def test_what_changed_is_told_once_a_person() -> None:
    told = make.report(make.ledger({1: 0, 2: 30}), 32)
    section = part("What changed", told)
    assert section.note == "Since Friday 30 October 2026: 1 new credit, 1 standing changed."
    assert section.rows == ((Cell("Ada"), Cell("Thing 2 credited; stalled to behind")),)
    assert part("What changed", replace(told, changes=None)).note == "There was nothing to compare."


def test_the_public_sees_no_sign_of_what_is_owed() -> None:
    (section,) = sections.sections(overview.public(REPORT), View(public=True))
    assert section.heads == ("Name", "Done", "Things")
    assert "!" not in "".join(row[2].text for row in section.rows)


def test_every_post_is_listed_with_what_it_earned() -> None:
    section = part("Posts")
    assert len(section.rows) == len(REPORT.posts)
    (cake,) = (row for row in section.rows if "cake" in row[3].text)
    assert [cell.text for cell in cake[:3]] == ["Behind", "2026-12-02", "–"]
