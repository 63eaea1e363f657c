"""What an import says of each kind of row."""

import make
from course.formats.intake.sign_up_rows import Doubt
from course.formats.terminal import importing
from course.formats.terminal.importing import ImportPlan


def test_each_kind_of_row_is_counted_and_the_doubtful_ones_are_listed() -> None:
    made = ImportPlan(
        [make.person("ann", blogs=())], {}, same=2, older=1, forgotten=1, doubts=[Doubt(7, "Bo\x1b", "No.")]
    )
    assert importing.render_import(made, (1, 0), dry_run=False).splitlines() == [
        "    1 added (1 without a blog yet)",
        "    2 already on the roster, so not changed",
        "    1 replaced by a later row for the same person",
        "    1 asked to be forgotten, so not added",
        "    1 needs attention and was not added:",
        "      row 7  Bo: No.",
    ]
    assert "    1 would be added" in importing.render_import(made, (1, 0), dry_run=True)


def test_nothing_new_is_said_and_a_round_that_took_in_nothing_says_nothing() -> None:
    assert importing.render_import(ImportPlan(), (0, 0), dry_run=False) == "    There is nothing new in any row."
    assert importing.render_taken_in(0, ImportPlan()) == ""
    assert importing.render_taken_in(2, ImportPlan()).startswith("2 requests from people's own pages")
