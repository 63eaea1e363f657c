"""Today: reading the blogs from the page."""

from pathlib import Path

import homes
import organiser_app


def test_the_blogs_are_read_from_the_page(tmp_path: Path) -> None:
    root = homes.make(tmp_path / "home", homes.ROSTER.replace("https://nightjar.blogspot.com/", "no-such-file.xml"))
    window = organiser_app.window(root)
    assert window.get("/").status_code == 200
    assert window.send("/read").status_code == 303
    window.wait()
    job = window.work.jobs.last()
    assert job is not None
    assert job.result is not None


def test_a_form_without_its_token_does_nothing(tmp_path: Path) -> None:
    window = organiser_app.window(homes.make(tmp_path / "home"))
    assert window.send("/read", token="wrong").status_code == 403
    assert window.work.jobs.last() is None
