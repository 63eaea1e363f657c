"""The report as one page: no script, no outside files, ticks that lead to posts."""

import re
from dataclasses import replace

import make
import stage
from course.core.progress import figures
from course.formats.report import View, html_page
from page_reader import Page

REPORT = stage.report()


def test_the_page_is_one_file_without_script_and_links_only_to_the_web() -> None:
    page = Page(html_page.render(REPORT))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "src"]
    assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags
    (policy,) = [a["content"] for tag, a in page.tags if tag == "meta" and "content-security-policy" in str(a).lower()]
    assert policy
    assert policy.startswith("default-src 'none'")
    links = [attributes for tag, attributes in page.tags if tag == "a"]
    outside = [a for a in links if not str(a["href"]).startswith("#")]
    assert outside
    assert all(str(a["href"]).startswith("https://") and a["rel"] == "nofollow noopener ugc" for a in outside)
    assert "".join(page.words).count("<script>alert(1)</script>") >= 1


def test_each_tick_leads_to_its_post_with_its_day() -> None:
    text = html_page.render(REPORT)
    found = re.search(
        r'<td class="t done" title="([^"]*)"><span[^>]*>[^<]*</span><a href="https://behind.example/behind-3".*?</td>',
        text,
    )
    assert found
    assert found[1] == "24 Nov 2026: Thing 3 by behind"
    assert "Done 24 Nov 2026" in found[0]


def test_every_picture_has_its_numbers_in_a_table() -> None:
    text = html_page.render(REPORT)
    assert text.count("<svg") == 8  # a large one and a small one of each
    for name in (
        "From registered to finished",
        "Progress over the weeks",
        "Thing by Thing",
        "When Things were completed",
    ):
        assert f'aria-label="{name}, in numbers"' in text
    told = re.search(r'<desc id="svg-things-large">(.*?)</desc>', text)
    assert told
    for number, done, owed in re.findall(r"Thing (\d+): (\d+) done, (\d+) owed", told[1]):
        assert int(done) == sum(any(c.thing == int(number) for c in row.credits) for row in REPORT.rows)
        assert int(owed) == sum(int(number) in row.owed for row in REPORT.rows)


def test_each_thing_that_is_not_done_says_why_in_words() -> None:
    page = html_page.render(REPORT)
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*?>Behind<.*?</tr>", page, re.DOTALL)
    assert row
    cells = re.findall(r'<td class="t ([a-z-]+)"', row[0])
    assert cells == ["done"] * 3 + ["waiting"] + ["owed"] * 3 + ["open"] * 2 + ["not-open"] * 3


def test_a_tick_without_a_page_of_the_web_is_no_link_and_its_title_is_escaped() -> None:
    credit = replace(make.standing_of(done=(1,)).credits[0], url="javascript:alert(1)", title='"><script>x')
    row = replace(make.standing_of(), credits=(credit,))
    page = html_page.render(replace(REPORT, rows=(row,), to_review=(), changes=None))
    (cell,) = re.findall(r'<td class="t done".*?</td>', page)
    assert "<a " not in cell
    assert "<script>" not in cell
    assert "5 Oct 2026" in cell


def test_the_figures_are_a_page_of_their_own() -> None:
    page = Page(html_page.render_figures(figures.figures(REPORT), REPORT, View()))
    assert sum(tag == "svg" for tag, _ in page.tags) == 8
    assert "Ahead" not in "".join(page.words)  # nobody's name


def test_no_row_of_a_table_is_all_zeros() -> None:
    text = html_page.render_figures(figures.figures(REPORT), REPORT, View())
    rows = re.findall(r'<tr><th scope="row">[^<]*</th>((?:<td class="n">[^<]*</td>)+)</tr>', text)
    assert rows
    assert [row for row in rows if not re.search("[1-9]", row)] == []


def test_without_people_there_are_no_figures_and_no_empty_tables() -> None:
    nobody = replace(REPORT, rows=(), to_review=(), changes=None)
    text = html_page.render_figures(figures.figures(nobody), nobody, View())
    assert "Nobody is registered yet" in text
    assert "<table" not in text
