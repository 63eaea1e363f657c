"""The members' area: what people who take part see of each other, and nobody else."""

from datetime import timedelta
from html import unescape

import pytest

from course.adapters.store import Store
from course.core.model import Handle, Post, PostKey, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult
from course.formats.report.view_options import View
from course.services import course_home
from course.services.people import pending_changes
from course.services.publishing import buddies
from course.services.registration import private_pages
from course.services.reporting import selection
from course.services.reporting.selection import Asked
from course.web import security
from visiting import START, Visit

PLACES = ("/members/", "/members/people", "/members/things", "/members/thing-06", "/members/blogs.opml")
PEOPLE = {"cora": "course", "pia": "public", "quentin": "private", "wim": "course"}  # Wim has left


@pytest.fixture
def visit(visit: Visit) -> Visit:
    """The home with four people more, each with a post on Thing 6, and one that is no Thing."""
    blocks = [
        f'\n[participants.{handle}]\nname = "{handle.capitalize()} Visible"\ncohort = "autumn"\njoined = 2026-10-01\n'
        f'blogs = ["https://{handle}.example/"]\nemail = "{handle}@secret.example"\nshow = "{show}"\n'
        + "withdrawn = 2026-11-01\n"
        * (handle == "wim")
        for handle, show in PEOPLE.items()
    ]
    path = visit.home / "participants.toml"
    path.write_text(path.read_text() + "".join(blocks), encoding="utf-8")
    with Store(course_home.open_home(visit.home).database) as store:
        for handle in PEOPLE:
            post(store, handle, "Thing 6 as {} sees it")
            post(store, handle, "Private cake of {}")
    return visit


def post(store: Store, handle: str, title: str) -> None:
    title = title.format(handle.capitalize())
    key, at, blog = PostKey(f"{handle}-{title[:7]}"), START - timedelta(days=3), f"https://{handle}.example/"
    said = Words(title, text=f"How it begins, says {handle.capitalize()}.")
    kept = Post(key, Handle(handle), blog, f"{blog}{title[:7].strip()}", title, at, at, f"words-{key}")
    change = PostChange(kept, key, said, post_content.joined(said), True)
    store.save([VisitResult(Handle(handle), blog, START, good=True, keeping=(change,))])


def everything(visit: Visit) -> str:
    """All pages of the area, as the one who is signed in gets them."""
    answers = [visit.browser.get(place) for place in PLACES]
    assert {answer.status_code for answer in answers} == {200}
    return unescape("".join(answer.text for answer in answers))


@pytest.mark.parametrize("reader", ["nightjar", "cora", "pia", "quentin"])
def test_who_takes_part_sees_the_others_but_nobody_who_is_private_or_has_left(visit: Visit, reader: str) -> None:
    visit.open(visit.private_link(reader))
    text = everything(visit)
    for handle in ("cora", "pia"):
        seen = handle != reader
        for words in ("{} Visible", "Thing 6 as {} sees it", "How it begins, says {}."):
            assert (words.format(handle.capitalize()) in text) is seen, (handle, words)
    for hidden in ("Quentin", "quentin", "Wim", "wim.example", "@secret.example", "@example.org", "cake"):
        assert hidden not in text, hidden


def test_what_a_reader_is_told_of_their_own_showing(visit: Visit) -> None:
    for reader, words in (
        ("cora", "The others see your name, blog and counted posts here and in their emails."),
        ("pia", "because they are on the course's public pages"),
        ("quentin", "The others don't see you"),
    ):
        visit.open(visit.private_link(reader))
        assert words in everything(visit)


def test_without_a_session_there_is_only_the_way_to_sign_in(visit: Visit) -> None:
    for place in PLACES[:-1]:
        answer = visit.app.test_client().get(place)
        assert "Send me the link" in answer.text
        assert "Visible" not in answer.text
    assert visit.app.test_client().get(PLACES[-1]).status_code == 404
    for place in (*PLACES, "/members/site.css", "/members/emblem.svg"):
        assert visit.browser.post(place).status_code == 405
    visit.open(visit.private_link())
    for wrong in ("/members/thing-6", "/members/thing-99", "/members/thing-" + "9" * 5000, "/members/..%2fpeople"):
        assert visit.browser.get(wrong).status_code == 404, wrong


def test_who_waits_or_has_left_sees_nobody(visit: Visit) -> None:
    visit.open(visit.private_link("wim"))
    page = visit.browser.get("/members/people")
    assert "Only people who are taking part at the moment" in page.text
    assert "Cora" not in page.text
    assert visit.browser.get("/members/blogs.opml").status_code == 404
    visit.open(visit.join())
    assert "Cora" not in visit.browser.get("/members/").text


def test_a_change_of_mind_holds_for_what_the_organiser_passes_on(visit: Visit) -> None:
    def passed_on() -> str:
        public = selection.shown(visit.home, Asked(view=View(public=True)), "json", START)[0]
        return public + buddies.listed(course_home.open_home(visit.home), 2, json=False)

    assert {name for name in ("Cora", "Pia", "Quentin") if name in passed_on()} == {"Cora", "Pia"}
    for handle, settings in (("cora", {"withdrawn": "2026-11-22"}), ("pia", {"show": "private"})):
        assert private_pages.change(visit.form, Handle(handle), settings, START)
    assert {name for name in ("Cora", "Pia", "Quentin") if name in passed_on()} == set()


def test_a_change_of_mind_holds_at_once_for_every_reader(visit: Visit) -> None:
    reader = visit.app.test_client()
    reader.get(visit.private_link("nightjar"))
    assert "Cora" in reader.get("/members/people").text
    assert "Cora" in reader.get("/me").text  # they read each other
    visit.open(visit.private_link("cora"))
    said = visit.submit(visit.browser.get("/me/place"), "/me/place", change="show", show="private")
    assert "From now on, no other participant can see you." in said.text
    for place in (*PLACES, "/me"):
        assert "Cora" not in reader.get(place).text
    assert pending_changes.take_in(visit.home) == 1
    assert course_home.open_home(visit.home).roster[Handle("cora")].show == "private"
    assert visit.submit(visit.browser.get("/me/place"), "/me/place", change="show", show="nonsense").status_code == 422
    (visit.home / "participants.toml").write_text(
        (visit.home / "participants.toml").read_text().replace('show = "public"', 'show = "private"')
    )
    assert "Pia" not in reader.get("/members/people").text


def test_the_area_has_the_headers_of_all_pages_and_may_show_its_emblem(visit: Visit) -> None:
    visit.open(visit.private_link())
    for place in PLACES:
        answer = visit.browser.get(place)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith(security.HEADERS["Content-Security-Policy"])
        assert policy.removeprefix(security.HEADERS["Content-Security-Policy"]) in ("", "; img-src 'self' data:")
        for header, value in security.HEADERS.items():
            assert header == "Content-Security-Policy" or answer.headers[header] == value
    assert visit.browser.get("/members").location == "/members/"
    assert visit.browser.get("/members/emblem.svg").mimetype == "image/svg+xml"


def test_the_area_cannot_be_asked_for_without_end(visit: Visit) -> None:
    visit.open(visit.private_link())
    assert {visit.browser.get("/members/").status_code for _ in range(125)} == {200, 429}


def test_hostile_words_of_others_are_words_and_nothing_more(visit: Visit) -> None:
    with Store(course_home.open_home(visit.home).database) as store:
        post(store, "cora", 'Thing 7 <script>alert("{}")</script>\u202e')
    visit.open(visit.private_link())
    pages = "".join(visit.browser.get(place).text for place in ("/members/", "/members/people", "/members/thing-07"))
    assert "&lt;script&gt;" in pages
    assert "<script" not in pages
    assert "\u202e" not in pages
