"""What a run of `track` says: new posts, quiet blogs, troubles by their reason, and what to do next."""

import json
from dataclasses import replace

import make
from course.core.model import Handle, Trouble
from course.core.trouble_kind import TroubleKind
from course.formats.terminal import tracking
from course.formats.terminal.tracking import Row, Tracked

SHUT = Trouble(TroubleKind.LOGIN, make.at(make.START), "It asks for a password.", "Write to them.")
GONE = Trouble(TroubleKind.GONE, make.at(make.START), "It is gone.", "Ask for the new address.")


def row(name: str, new: int = 0, trouble: Trouble | None = None, moved: str | None = None) -> Row:
    blog = f"https://{name}.example/"
    return Row(Handle(name), name.capitalize(), blog, f"{blog}feed", new, trouble, moved)


def test_new_posts_are_counted_with_the_blogs_that_stayed_as_they_were() -> None:
    run = Tracked((row("ada", 2), row("bo", 1), row("cy")), counted=1, to_decide=2)
    assert tracking.render_text(run).splitlines() == [
        "3 new posts on 2 blogs. Nothing new on 1 blog.",
        "  1 counted towards a Thing, 2 waiting for your decision.",
        "Next: cpd23 review",
    ]
    assert "Next:" not in tracking.render_text(run, alone=False)
    assert tracking.render_text(Tracked((row("ada"),))) == "Nothing new on 1 blog.\nNext: cpd23 report\n"


def test_blogs_with_one_trouble_stand_together_the_most_frequent_first_and_not_without_end() -> None:
    rows = (row(TroubleKind.GONE, trouble=GONE), *(row(f"shut{n}", trouble=SHUT) for n in range(12)))
    lines = tracking.render_text(Tracked(rows)).splitlines()
    assert lines[:2] == ["13 blogs couldn't be read:", "  It asks for a password. Write to them."]
    assert lines[12] == "    ... and 2 more. To see all: cpd23 report --standing cannot-read"
    assert lines[13:15] == ["  It is gone. Ask for the new address.", "    Gone: https://gone.example/"]


def test_in_an_outage_no_blog_is_blamed() -> None:
    run = Tracked((row("ada"), row("bo", trouble=SHUT)), outage=True)
    text = tracking.render_text(run)
    assert tracking.NO_CONNECTION in text
    assert "bo.example" not in text
    assert "Next:" not in text
    assert tracking.NO_CONNECTION not in tracking.render_text(replace(run, rows=run.rows[1:]))
    assert json.loads(tracking.render_json(run, make.course().zone))["outage"] is True


def test_where_nothing_was_read_it_says_why() -> None:
    assert tracking.render_text(Tracked()).startswith("There are no blogs to read yet.\nNext: cpd23 register")
    due = Tracked(next_due=make.at(make.START, 14))
    assert tracking.render_text(due).startswith(
        "No blog is due to be read yet. The next one is due at 14:00 on 05 October."
    )
    dry = tracking.render_text(Tracked((row("ada"),), dry=True))
    assert dry == "1 blog would be read.\n  Ada: https://ada.example/\nThis was a dry run, so nothing was read.\n"


def test_a_blog_that_moved_is_told_with_the_command_unless_it_could_not_be_read() -> None:
    there = "https://new.example/"
    assert "cpd23 people move ada --there" in tracking.render_text(Tracked((row("ada", moved=there),)))
    assert there not in tracking.render_text(Tracked((row("ada", trouble=GONE, moved=there),)))


def test_json_has_an_outcome_for_each_blog() -> None:
    run = Tracked((row("ada", 2), row("bo"), row("cy", trouble=GONE)), seconds=1.26)
    found = json.loads(tracking.render_json(run, make.course().zone))
    assert [read["outcome"] for read in found["reads"]] == ["new", "unchanged", "trouble"]
    assert found["seconds"] == 1.3
    assert "outage" not in found
