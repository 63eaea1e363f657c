"""What a template of a letter may use."""

from dataclasses import replace

import pytest

from course.formats.letters import template_facts
from written_letters import COURSE


@pytest.mark.parametrize(
    ("done", "total", "cells", "filled"), [(0, 23, 23, 0), (8, 23, 23, 8), (23, 23, 23, 23), (50, 100, 40, 20)]
)
def test_the_bar_has_a_cell_for_each_thing(done: int, total: int, cells: int, filled: int) -> None:
    bar = template_facts.progress(done, total)
    assert (len(bar), sum(bar)) == (cells, filled)


def test_a_thing_has_a_page_where_the_course_has_a_site() -> None:
    assert template_facts.page(6, COURSE) == "https://library.example/cpd23/thing-06.html"
    assert (
        template_facts.page(6, replace(COURSE, site="https://library.example"))
        == "https://library.example/thing-06.html"
    )
    assert template_facts.page(6, replace(COURSE, site="")) == ""
