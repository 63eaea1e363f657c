"""What the emails lack."""

import make
from course.core.letters import lacking


def test_a_course_without_a_site_is_told_what_that_means_for_its_emails() -> None:
    (what,) = lacking.lacking(make.course())
    assert "no `site`" in what
    assert lacking.lacking(make.course(site="https://library.example/")) == ()
