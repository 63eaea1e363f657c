"""What publishing did, in a sentence."""

from pathlib import Path

from course.formats.terminal import publishing
from course.formats.terminal.publishing import Published


def test_what_was_written_removed_and_left_alone_adds_up() -> None:
    done = Published(Path("public"), 22, ("index.html", "feed.xml"), ("old.html",))
    assert publishing.summary(done, dry_run=False) == "public has 22 files: 2 written, 1 removed, 20 unchanged.\n"
    assert "would have 22 files: 2 to write, 1 to remove" in publishing.summary(done, dry_run=True)
