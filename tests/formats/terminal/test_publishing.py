"""What publishing did, in a sentence."""

from pathlib import Path

from course.formats.terminal import publishing
from course.formats.terminal.publishing import Published


def test_what_was_written_removed_and_left_alone_adds_up() -> None:
    done = Published(Path("public"), 22, ("index.html", "feed.xml"), ("old.html",))
    assert publishing.summary(done, dry_run=False) == "22 files in public: wrote 2, removed 1, 20 unchanged.\n"
    assert "would write 2, would remove 1" in publishing.summary(done, dry_run=True)
