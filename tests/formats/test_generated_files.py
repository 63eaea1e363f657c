"""Is a file one that this program writes with --output?"""

import pytest

import make
import stage
from course.formats import generated_files, json_shapes
from course.formats.report import RENDERERS, View, figures

COURSE = make.course()


@pytest.mark.parametrize("name", sorted(RENDERERS))
def test_every_report_that_is_written_is_known_again(name: str) -> None:
    written = RENDERERS[name](stage.report()).encode()
    assert generated_files.is_ours(written[: generated_files.LOOKED_AT], COURSE) is (name != "table")


@pytest.mark.parametrize("view", [View(long=True), View(public=True), View(thing=3)])
def test_a_sheet_of_posts_of_the_public_or_of_one_thing_is_known_again(view: View) -> None:
    assert generated_files.is_ours(RENDERERS["csv"](stage.report(with_posts=True), view).encode(), COURSE)


def test_a_sheet_of_figures_is_known_again() -> None:
    assert generated_files.is_ours(figures.RENDERERS["csv"](stage.report(), View()).encode(), COURSE)


def test_an_answer_in_json_is_ours() -> None:
    assert generated_files.is_ours(json_shapes.document({"people": []}).encode(), COURSE)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<!DOCTYPE html><title>Our intranet</title>",
        b"Name,Department\r\nAda,Law",
        b"Name,Done,Thing\r\nAda,1,2\r\n",
        b"Table,Row\r\n1,2\r\n",
        b'{"schema": 2}',
        b"# Twelve Things\n\nNotes of the meeting",
        b"# Another course\n\nWeek 3",
        b"<opml version='2.0'><head><title>Podcasts</title>",
        b"\xff\xfe\x00",
    ],
)
def test_a_file_of_somebody_else_s_is_not(head: bytes) -> None:
    assert not generated_files.is_ours(head, COURSE)
