"""A person's page: every post with its evidence and its reason, and nothing of a stranger's as markup."""

import re
from pathlib import Path

import pytest

import organiser_app
import organiser_home
from organiser_app import Window, text


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Window:
    roster = organiser_home.ROSTER + (
        '\n[participants.eve]\nname = \'Eve <script>alert(1)</script> "&\'\ncohort = "autumn"\njoined = 2026-10-01\n'
        'blogs = []\nemail = "eve@example.org"\ngroups = ["<b>maps</b>"]\n'
    )
    return organiser_app.window(organiser_home.make(tmp_path_factory.mktemp("person") / "home", roster))


def key_of(window: Window, title: str) -> str:
    return next(row.post.key for row in window.work.snapshot().report.posts if row.post.title.startswith(title))


def test_every_post_is_there_with_what_it_counts_for_and_why(window: Window) -> None:
    page = text(window.get("/person/nightjar"))
    assert "Nightjar" in page
    assert "The number is in the title: “Thing 1”." in page
    assert "Thing 2 was already credited on 13 October 2026, and a Thing counts only once." in page
    assert "? Perhaps Thing 3" in page
    assert "We found no number, link or clue in it that points to a Thing" in page
    assert "nightjar@example.org" in page
    assert "<mark>Thing 1</mark>: a beginning" in window.get("/person/nightjar").text


def test_hostile_titles_names_and_words_are_text(window: Window) -> None:
    pages = [window.get("/person/nightjar"), window.get("/person/eve"), window.get("/person/eve/settings")]
    pages += [window.get("/person/eve/erase?way=forget"), window.get("/people/add")]
    pages.append(window.get(f"/person/nightjar/post?key={key_of(window, 'Wet shoes')}"))
    pages.append(window.get(f"/person/nightjar/post?key={key_of(window, 'Before')}"))
    for page in pages:
        assert page.status_code == 200
        assert not re.search(r"<script>alert|<img src=x|<b>maps", page.text)
        assert "\u202e" not in page.text
        assert "49" not in text(page).partition("Wet shoes")[2][:60]


def test_a_post_is_shown_in_full(window: Window) -> None:
    page = window.get(f"/person/nightjar/post?key={key_of(window, 'Before')}")
    assert "A few words before it begins." in text(page)
    assert "Credit a Thing for this post" in text(page)
    assert 'href="https://nightjar.example/3"' in page.text


@pytest.mark.parametrize(
    "path",
    ["/person/nobody", "/person/nobody/settings", "/person/nightjar/post?key=none", "/person/nightjar/post",
     "/person/nobody/erase", "/person/..%2f..%2fetc", "/person/nobody/everything.html", "/person/nightjar/move/none"],
)  # fmt: skip
def test_what_isnt_there_is_said(window: Window, path: str) -> None:
    assert window.get(path).status_code in (303, 404)


def test_everything_kept_is_handed_over(window: Window) -> None:
    answer = window.get("/person/nightjar/everything.html")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="everything-nightjar.html"'
    assert "nightjar@example.org" in answer.text


def test_somebody_without_a_blog_is_asked_for_one(window: Window) -> None:
    page = text(window.get("/person/eve"))
    assert "There is no blog yet. Enter its address" in page


def test_the_way_back_leads_to_the_list_as_it_was(tmp_path: Path) -> None:
    window = organiser_app.window(organiser_home.make(tmp_path / "home"))
    assert "All people" in text(window.get("/person/bo"))
    window.get("/people?standing=not-started&sort=-name")
    page = window.get("/person/bo").text
    assert "/people?standing=not-started&amp;sort=-name" in page


def test_every_link_within_the_page_leads_somewhere(window: Window) -> None:
    page = window.get("/person/nightjar").text
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert {"credit", "thing-1"} <= links
    assert links <= set(re.findall(r' id="([^"]+)"', page))


def test_the_page_of_what_is_kept_names_no_file_that_isnt_beside_it(window: Window) -> None:
    assert "everything.json" not in window.get("/person/nightjar/everything.html").text
