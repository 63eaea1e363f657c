"""The parts of a report in their order."""

import json
from dataclasses import replace
from datetime import date, timedelta

import make
import stage
from course.core.hints import Action
from course.core.model import Credit, Evidence, Report, Source
from course.core.progress import overview
from course.formats.report import RENDERERS, View, sections
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
    assert row[3].text == "In the title: “Thing 4”"
    doubtful = part("Doubtful posts")
    assert doubtful.note == "1 possible credit is waiting for your decision."
    assert doubtful.todo is Action.REVIEW


def test_blogs_that_were_not_looked_at_are_said() -> None:
    section = part("Blogs that need attention")
    assert [row[0].text for row in section.rows] == ["Broken"]
    assert section.note.startswith("1 blog could not be read. 10 blogs have not been read yet")
    nobody = replace(REPORT, rows=(), to_review=(), posts=(), changes=None)
    assert part("Blogs that need attention", nobody).note == "There are no blogs yet."
    read = replace(REPORT, rows=(make.standing_of(),))
    assert part("Blogs that need attention", replace(read, to_review=(), posts=(), changes=None)).note == (
        "Every blog that was read works."
    )


def test_what_changed_is_told_once_a_person() -> None:
    told = make.report(make.ledger({1: 0, 2: 30}), 32)
    section = part("What changed", told)
    assert section.note == "Since Friday 30 October 2026, 1 Thing was credited, and the standing of 1 person changed."
    assert section.rows == ((Cell("Ada"), Cell("Thing 2 credited; stalled to behind")),)
    assert part("What changed", replace(told, changes=None)).note == "There is nothing to compare with yet."


def test_the_public_sees_no_sign_of_what_is_owed() -> None:
    (section,) = sections.sections(overview.public(REPORT), View(public=True))
    assert section.heads == ("Name", "Done", "Things")
    assert "!" not in "".join(row[2].text for row in section.rows)


def test_every_post_is_listed_with_what_it_earned() -> None:
    section = part("Posts")
    assert len(section.rows) == len(REPORT.posts)
    (cake,) = (row for row in section.rows if "cake" in row[3].text)
    assert [cell.text for cell in cake[:3]] == ["Behind", "2026-12-02", "–"]


TOPICAL = Credit(
    *(2, date(2026, 11, 1), Source.TOPIC),
    title="A week of maps",
    url="https://b.example/maps",
    evidence=(Evidence("topic", "dropbox"), Evidence("alike", "96 of 97 posts with these words were about Thing 2")),
    chance=0.985,
    recorded=REPORT.as_of - timedelta(days=6),
)


def with_topical(recorded: date | None) -> Report:
    """The report with one more credit, by topic, of the first person."""
    first, *rest = REPORT.rows
    credit = replace(TOPICAL, recorded=recorded)
    return replace(REPORT, rows=(replace(first, credits=(credit,)), *rest))


def test_credits_by_topic_are_listed_for_a_week_with_their_reason_in_each_format() -> None:
    """From the day on which they were recorded; whoever reads the public report isn't told how a post was judged."""
    found = with_topical(TOPICAL.recorded)
    section = part("Credited by topic", found)
    why = "The topic fits: dropbox. 96 of 97 posts with these words were about Thing 2. Chance 98%."
    assert [cell.text for cell in section.rows[0][1:]] == ["Thing 2", "A week of maps", why]
    assert section.note.startswith("1 post without a number was credited by topic in the last 7 days")
    assert why in RENDERERS["html"](found, View())
    assert "by its topic: A week of maps" in RENDERERS["html"](found, View())
    assert "by its topic" not in RENDERERS["html"](found, View(public=True))
    (row,) = json.loads(RENDERERS["json"](found, View()))["by_topic"]
    assert (row["thing"], row["by"], row["chance"]) == (2, "topic", 0.985)
    assert overview.by_topic(with_topical(None))
    assert not overview.by_topic(with_topical(REPORT.as_of - timedelta(days=7)))
    assert "by_topic" not in json.loads(RENDERERS["json"](REPORT, View()))
