"""The registration pages: from the first page to one's own, and everything that strangers may try."""

import re
from datetime import timedelta
from html import unescape

import pytest
from werkzeug.test import TestResponse

import homes
import platforms
from course.adapters.store import Store
from course.cli import import_dialogue
from course.core.model import Handle, Trouble
from course.core.posts.feed_state import VisitResult
from course.core.trouble_kind import TroubleKind
from course.formats.intake import texts as address_texts
from course.services import course_home as desk_home
from course.services.people import pending_changes, private_links, unsubscribe_links
from course.services.people.importing import ImportRequest
from course.services.registration.mail_queue import State
from course.web import security
from visiting import ANN, START, Visit


def test_the_whole_way_and_nothing_is_kept_before_the_link_is_used(visit: Visit) -> None:
    is_this_you = visit.check()
    assert "Is this you?" in is_this_you.text
    assert "Thing 6: online networks" in is_this_you.text
    assert "Lemon drizzle" in is_this_you.text
    assert "Doesn&#39;t mention a Thing" in is_this_you.text
    sent = visit.submit(is_this_you, "/send")
    assert "Check your email" in sent.text
    everything = b"".join(path.read_bytes() for path in visit.home.rglob("*") if path.is_file())
    assert b"ann@example.org" not in everything
    assert b"Ann B." not in everything
    assert "Do you want to join?" in visit.browser.get(visit.link()).text
    welcome = visit.confirm(visit.link())
    assert "Welcome, <bdi>Ann B.</bdi>" in welcome.text
    assert "How a post counts" in welcome.text
    assert visit.roster == homes.ROSTER
    with Store(desk_home.open_home(visit.home).database) as store:
        assert [data["name"] for data in store.waiting().values()] == ["Ann B."]
    mine = visit.link()
    assert mine.startswith("/me/")
    assert "setting up your page" in visit.open(mine).text
    import_dialogue.take_in(visit.home, ImportRequest(None, waiting=True), START, say=lambda _: None, agree=None)
    (ann,) = [one for one in desk_home.open_home(visit.home).roster.values() if one.name == "Ann B."]
    assert ann.email == "ann@example.org"
    assert re.fullmatch(r"ann-b-[0-9a-f]{4}", ann.handle)
    assert "2 of 9 Things done" in visit.browser.get("/me").text  # whoever is taken in is read at once


def prove(visit: Visit, where: str = "post") -> TestResponse:
    """Put the word on the blog, and have it looked for."""
    page = visit.browser.get("/me")
    word = re.search(r"cpd23-[a-z2-7]{10}", page.text)
    assert word
    if where == "post":
        visit.pages["/feed/"] = platforms.rss(posts=(*platforms.POSTS, (f"Hello {word[0]}", "2026-11-20")))
    elif where == "meta":
        visit.pages["/"] = platforms.page(platforms._WP + f'<META content="{word[0]}" name="cpd23">')
    elif where == "link":
        visit.pages["/"] = platforms.page(platforms._WP + f'<link rel="me" href="https://join.example/{word[0]}">')
    else:
        visit.pages["/"] = platforms.page(platforms._WP, body=where.format(word=word[0]))
    return visit.submit(page, "/me/proof")


@pytest.mark.parametrize("where", ["post", "meta", "link"])
@pytest.mark.parametrize("visit", [True], indirect=True)
def test_with_accept_the_person_is_taken_in_once_the_blog_is_proved(visit: Visit, where: str) -> None:
    mine = visit.join()
    assert visit.roster == homes.ROSTER
    visit.open(mine)
    assert "re in the course now" in prove(visit, where).text
    assert 'name = "Ann B."' in visit.roster
    assert "0 of 9 Things done" in visit.browser.get("/me").text


@pytest.mark.parametrize(
    "comment",
    [
        "<p>Nice post! {word}</p>",
        '<a rel="external nofollow ugc" href="https://mal.example/{word}">Mal</a>',
        '<link rel="me" href="https://mal.example/{word}">',
        '<img alt="<meta name=cpd23 content={word}>" src="x">',
        "&lt;meta name=cpd23 content={word}&gt;",
    ],
)
@pytest.mark.parametrize("visit", [True], indirect=True)
def test_what_a_reader_can_write_on_a_blog_proves_nothing(visit: Visit, comment: str) -> None:
    visit.open(visit.join())
    assert "found the word yet" in unescape(prove(visit, comment).text)
    assert visit.roster == homes.ROSTER


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_the_word_of_one_mailbox_proves_nothing_for_another(visit: Visit) -> None:
    visit.open(visit.join())
    word = re.search(r"cpd23-[a-z2-7]{10}", visit.browser.get("/me").text)
    assert word
    visit.pages["/feed/"] = platforms.rss(posts=((f"Hello {word[0]}", "2026-11-20"),))
    visit.browser = visit.app.test_client()
    visit.open(visit.join(email="mallory@example.org", name="Mallory"))
    assert "found the word yet" in unescape(visit.submit(visit.browser.get("/me"), "/me/proof").text)
    assert visit.people() == ["Nightjar", "Bo Larsson"]


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_even_when_proved_a_name_that_can_be_confused_waits_for_a_look(visit: Visit) -> None:
    visit.open(visit.join(name="Nіghtjar"))
    assert "still has to check" in prove(visit).text
    assert visit.roster == homes.ROSTER


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_one_person_s_doubt_does_not_delay_another(visit: Visit) -> None:
    doubtful = visit.join(name="Nіghtjar", email="mal@example.org")
    visit.browser = visit.app.test_client()
    visit.open(visit.join())
    assert "re in the course now" in prove(visit).text
    assert visit.people() == ["Nightjar", "Bo Larsson", "Ann B."]
    assert "We have your sign-up" in visit.open(doubtful).text


def test_without_accept_nobody_is_asked_for_proof(visit: Visit) -> None:
    assert "cpd23-" not in visit.open(visit.join()).text


def test_a_link_works_once_and_for_three_days(visit: Visit) -> None:
    visit.submit(visit.check(), "/send")
    link = visit.link()
    visit.now = START + timedelta(days=3, minutes=-1)
    page = visit.browser.get(link)
    assert visit.submit(page, link).status_code == 200
    assert visit.submit(page, link).status_code == 404
    visit.submit(visit.check(email="ben@example.org"), "/send")
    late = visit.link()
    page = visit.browser.get(late)
    visit.now += timedelta(days=3, minutes=1)
    assert visit.browser.get(late).status_code == 404
    assert visit.submit(page, late).status_code == 404


def test_a_link_that_was_changed_opens_nothing(visit: Visit) -> None:
    visit.submit(visit.check(), "/send")
    link = visit.link()
    for wrong in (link[:-1], link[:-2] + "xx", link.replace("/c/", "/c/x"), "/c/", "/c/" + "a" * 500, "/c/%00"):
        assert visit.browser.get(wrong).status_code == 404, wrong
        assert visit.browser.post(wrong).status_code in (404, 405), wrong


def test_the_page_is_the_same_whoever_the_address_belongs_to(visit: Visit) -> None:
    pages = [
        visit.submit(visit.check(email=email), "/send").text for email in ("ann@example.org", "nightjar@example.org")
    ]
    assert pages[0].replace("ann@", "X") == pages[1].replace("nightjar@", "X")
    assert "already" in str(visit.mails[1]["Subject"])
    assert "/me/" in visit.link()
    assert "Nightjar" in visit.open(visit.link()).text
    with Store(desk_home.open_home(visit.home).database) as store:
        assert store.waiting() == {}


def test_somebody_else_s_blog_brings_only_a_letter_that_says_so(visit: Visit) -> None:
    (visit.home / "participants.toml").write_text(homes.ROSTER.replace("https://library.example/bo/", visit.site))
    visit.submit(visit.check(), "/send")
    assert "already in the course" in visit.mails[0].get_content()
    assert "/c/" not in visit.mails[0].get_content()


SAME = [
    "http://192.168.0.1/",
    "http://nobody.invalid/",
    "{closed}",
    "https://{pair}/",
    "http://169.254.169.254/latest/",
]


def test_what_cannot_be_reached_is_all_told_alike(visit: Visit) -> None:
    told = set()
    for number, address in enumerate(SAME):
        visit.now += timedelta(minutes=number)
        blog = address.format(closed="http://127.0.0.1:1/", pair=platforms.pair(visit.site))
        page = visit.check(blog=blog).text
        assert "/send" not in page
        box = re.search(r'<div class="box" role="alert">(.*?)</div>', page, re.DOTALL)
        assert box
        told.add(re.sub(r"<bdi>.*?</bdi>", "", box[1]))
    assert len(told) == 1
    assert "t read anything at this address." in told.pop()
    assert "private or not allowed" not in page


@pytest.mark.parametrize(
    ("path", "words"), [("private-wp/", "Site visibility"), ("wix/", "Wix Blog"), ("gone/", "removed for good")]
)
def test_what_a_public_page_showed_is_named(visit: Visit, path: str, words: str) -> None:
    page = visit.check(blog=f"{visit.site}/{path}")
    assert "We can't read this blog yet" in page.text
    assert words in unescape(page.text)
    again = visit.submit(page, "/back")
    assert 'value="Ann B."' in again.text


@pytest.mark.parametrize(
    ("field_", "value", "words"),
    [
        ("name", "", "Type the name"),
        ("name", "x" * 200, "at most 80 characters"),
        ("email", "ann(at)example.org", "a valid email address"),
        ("email", "", "We need your email"),
        ("email", "ann@gmial.com", "gmail.com"),
        ("email", "änn@example.org", "Some mail servers"),
        ("blog", "", "address of the blog is missing"),
        ("blog", "ann.blogpsot.com", "ann.blogspot.com"),
        ("blog", "https://www.facebook.com/ann", "Facebook"),
        ("agreed", "", "tick the box"),
    ],
)
def test_a_field_that_will_not_do_is_named_and_what_was_typed_stays(
    visit: Visit, field_: str, value: str, words: str
) -> None:
    page = visit.check(**{field_: value})
    assert page.status_code == 422
    assert words in unescape(page.text)
    assert 'aria-invalid="true"' in page.text
    assert ("ann@example.org" in page.text) is (field_ != "email")
    assert visit.mails == []


@pytest.mark.parametrize("email", ["ann@gmail.com", "ann@gmial.com"])
def test_an_email_that_looks_mistyped_can_be_changed_or_kept(visit: Visit, email: str) -> None:
    page = visit.check(email="ann@gmial.com")
    assert "Change it to ann@gmail.com" in page.text
    assert "ann@gmial.com is right" in page.text
    other = visit.submit(
        page, "/", **{**ANN, "blog": visit.site, "email": "ann@gmial.com", "email_is": "x@evil.example"}
    )
    assert other.status_code == 422
    is_this_you = visit.submit(page, "/", **{**ANN, "blog": visit.site, "email": "ann@gmial.com", "email_is": email})
    visit.submit(is_this_you, "/send")
    visit.confirm(visit.link())
    assert [mail["To"].addresses[0].addr_spec for mail in visit.mails] == [email] * 2
    import_dialogue.take_in(visit.home, ImportRequest(None, waiting=True), START, say=lambda _: None, agree=None)
    assert f'"{email}"' in (visit.home / "participants.toml").read_text(encoding="utf-8")


def test_a_form_from_elsewhere_is_refused(visit: Visit) -> None:
    assert visit.browser.post("/", data={**ANN, "blog": visit.site}).status_code == 400
    page = visit.browser.get("/")
    token = re.search(r'name="token" value="(\w+)"', page.text)
    assert token
    other = visit.app.test_client()
    other.get("/")
    assert other.post("/", data={**ANN, "blog": visit.site, "token": token[1]}).status_code == 400
    assert visit.browser.post("/send", data={"token": token[1], "look": "forged"}).status_code == 404
    visit.submit(visit.check(), "/send")
    assert visit.browser.post(visit.link()).status_code == 400  # the link alone doesn't press the button


def test_every_answer_carries_the_headers(visit: Visit) -> None:
    for address in ("/", "/notice", "/style.css", "/nothing", "/me/" + "x" * 22, "/c/x"):
        answer = visit.browser.get(address)
        for header, value in security.HEADERS.items():
            found = address == "/" and header == "X-Robots-Tag"  # people look for the course
            assert answer.headers[header] == ("all" if found else value), (address, header)
    assert 'content="noindex"' not in visit.browser.get("/").text
    assert 'content="noindex"' in visit.browser.get("/notice").text
    cookie = visit.app.test_client().get("/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_what_is_too_large_is_refused(visit: Visit) -> None:
    page = visit.browser.get("/")
    assert visit.submit(page, "/", **{**ANN, "blog": "x" * 17_000}).status_code == 413


def test_visitors_and_addresses_are_limited(visit: Visit) -> None:
    answers = [visit.submit(visit.check(email=f"ann+{n}@example.org"), "/send").status_code for n in range(4)]
    assert answers == [200, 200, 429, 429]
    assert len(visit.mails) == 2
    statuses = [visit.check(email=f"p{n}@example.org").status_code for n in range(20)]
    assert statuses[-1] == 429
    visit.now += timedelta(minutes=11)
    assert visit.check(email="later@example.org").status_code == 200


def test_secrets_cannot_be_guessed_for_long(visit: Visit) -> None:
    answers = [visit.browser.get(f"/me/{n:022d}").status_code for n in range(40)]
    assert answers[0] == 404
    assert answers[-1] == 429


@pytest.mark.parametrize("state", ["later", "refused"])
def test_the_page_is_the_same_whatever_the_mail_server_says(visit: Visit, state: State) -> None:
    visit.mail = state
    page = visit.submit(visit.check(), "/send")
    assert page.status_code == 200
    assert "Check your email" in page.text
    assert visit.form.mail.unsent() == (state == "later")


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_pausing_leaving_and_coming_back(visit: Visit) -> None:
    visit.open(visit.private_link())
    page = visit.browser.get("/me/place")
    assert "I'm back" not in page.text
    said = visit.submit(page, "/me/place", change="pause", until="2026-12-06").text
    assert "Your pause lasts until Sunday 6 December 2026" in said
    assert "pauses = [{ from = 2026-11-22, until = 2026-12-06 }]" in visit.roster
    assert visit.submit(page, "/me/place", change="pause", until="2020-01-01").status_code == 422
    assert visit.submit(page, "/me/place", change="pause", until="nonsense").status_code == 422
    assert visit.submit(page, "/me/place", change="nonsense").status_code == 422
    assert "Welcome back" in visit.submit(visit.browser.get("/me/place"), "/me/place", change="resume").text
    assert "pauses" not in visit.roster
    assert "You have left" in visit.submit(page, "/me/place", change="leave").text
    assert "withdrawn = 2026-11-22" in visit.roster
    assert visit.browser.post("/me/place", data={"change": "leave"}).status_code == 400


def test_pending_changes_are_limited(visit: Visit) -> None:
    visit.open(visit.private_link())
    page = visit.browser.get("/me/place")
    answers = [visit.submit(page, "/me/place", change="pause", until="2026-12-06").status_code for _ in range(25)]
    assert answers.count(200) == 20
    assert answers[-1] == 429
    with Store(desk_home.open_home(visit.home).database) as store:
        assert len(store.wishes()) == 20


def test_without_accept_a_change_waits_and_holds_at_once(visit: Visit) -> None:
    secret = unsubscribe_links.secret(b"k" * 32, Handle("nightjar"))
    assert "nightjar" not in secret
    page = visit.browser.get(f"/u/{secret}")
    assert "<button" in page.text
    assert "reminders" not in visit.roster
    for path in (f"/u/{secret}", f"/u/nightjar.{secret}"):  # the second: in emails of version 0.1
        one_click = visit.app.test_client().post(path, data={"List-Unsubscribe": "One-Click"})
        assert one_click.status_code == 200
    assert visit.roster == homes.ROSTER
    opened = desk_home.open_home(visit.home)
    with Store(opened.database) as store:
        assert len(store.wishes()) == 1
        assert desk_home.with_pending_changes(opened, store).roster[Handle("nightjar")].reminders is False
    assert pending_changes.take_in(visit.home) == 1
    assert desk_home.open_home(visit.home).roster[Handle("nightjar")].reminders is False
    for wrong in (secret[:-1], secret + "x", f"bo.{secret}", f"nightjar.{secret}x", "nightjar."):
        assert visit.browser.post(f"/u/{wrong}").status_code == 404


def test_my_data_shows_everything_to_who_is_signed_in_only(visit: Visit) -> None:
    visit.open(visit.private_link())
    page = visit.browser.get("/me/data")
    assert "nightjar@example.org" in page.text
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    assert "'sha256-" in page.headers["Content-Security-Policy"]
    assert visit.browser.get("/me/data.json").json["roster"]["handle"] == "nightjar"  # type: ignore[index]
    stranger = visit.app.test_client()
    assert "nightjar@example.org" not in stranger.get("/me/data").text
    assert stranger.get("/me/data.json").status_code == 404


def test_only_hashes_of_secrets_are_kept_and_no_page_shows_one(visit: Visit) -> None:
    secret = visit.join().removeprefix("/me/")
    assert len(secret) >= 22
    answer = visit.app.test_client().get(f"/me/{secret}")
    assert answer.location == "/me"
    cookie = re.search(r"cpd23=([\w-]+)", answer.headers["Set-Cookie"])
    assert cookie
    for path in visit.home.rglob("*"):
        for kept in (secret, cookie[1]):
            assert not path.is_file() or kept.encode() not in path.read_bytes()
    page = visit.open(f"/me/{secret}")
    assert page.request.path == "/me"
    assert secret not in page.text


def test_a_private_link_runs_out_and_can_be_revoked(visit: Visit) -> None:
    link = visit.private_link()
    assert "Nightjar" in visit.open(link).text
    visit.now += timedelta(hours=13)
    assert "Send me the link" in visit.browser.get("/me").text  # the session has ended
    assert "Nightjar" in visit.open(link).text
    other = visit.open(visit.private_link())
    visit.submit(other, "/me/out")
    assert "Send me the link" in visit.browser.get("/me").text
    assert "Nightjar" in visit.open(link).text
    elsewhere = visit.browser
    visit.submit(visit.open(visit.private_link()), "/me/out", everywhere="yes")
    assert "Send me the link" in elsewhere.get("/me").text
    assert visit.open(link).status_code == 404
    signed_in = visit.open(visit.private_link())
    assert "Nightjar" in signed_in.text
    assert private_links.revoke(visit.home, "nightjar").startswith("Stopped 1 private link of Nightjar (nightjar).")
    assert "Send me the link" in visit.browser.get("/me").text
    late = visit.private_link()
    visit.now += timedelta(days=31)
    assert visit.open(late).status_code == 404


def test_a_new_link_is_sent_to_who_is_here_and_the_page_is_the_same(visit: Visit) -> None:
    page = visit.browser.get("/me")
    told = [visit.submit(page, "/me/link", email=email).text for email in ("NIGHTJAR@example.org", "no@example.org")]
    assert told[0].replace("NIGHTJAR@", "") == told[1].replace("no@", "")
    assert [str(mail["To"]) for mail in visit.mails] == ["nightjar@example.org"]
    assert "Nightjar" in visit.open(visit.link()).text
    assert (
        visit.submit(visit.submit(visit.browser.get("/me"), "/me/out"), "/me/link", email="nonsense").status_code == 422
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    '"><img src=x>',
    "a\r\nBcc: all",
    "A\u202eB",
    "'; DROP TABLE waiting; --",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_words_and_nothing_more(visit: Visit, name: str) -> None:
    visit.submit(visit.check(name=name), "/send")
    page = visit.browser.get(visit.link())
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    shown = re.search(r"<dt>Name</dt><dd><bdi>(.*?)</bdi>", page.text)
    assert shown
    assert unescape(shown[1]) == " ".join(name.replace("\u202e", "").split())
    assert "\u202e" not in page.text
    assert str(visit.mails[0]["To"]) == "ann@example.org"
    assert visit.mails[0]["Bcc"] is None


@pytest.mark.parametrize(
    "name",
    ["evil.example", "win at www.bank.example", "bit.ly/x", "evil。example", "ｅｖｉｌ．ｃｏｍ", "10.0.0.1", "x://y"],
)
def test_a_name_that_a_mail_program_may_link_is_refused(visit: Visit, name: str) -> None:
    assert "web address" in visit.check(name=name).text


def test_a_home_that_is_being_edited_doesn_t_end_the_pages(visit: Visit) -> None:
    before = visit.browser.get("/").status_code
    (visit.home / "things" / "course.toml").write_text("title = ", encoding="utf-8")
    assert (before, visit.browser.get("/").status_code) == (200, 200)
    fresh = Visit(visit.home, visit.site)
    answer = fresh.browser.get("/")
    assert answer.status_code == 503
    assert "course.toml" not in answer.text
    assert fresh.browser.get("/nothing").status_code == 404


def test_a_look_up_is_for_the_browser_that_began_it_and_a_link_is_sent_once(visit: Visit) -> None:
    page = visit.check()
    look = re.search(r'name="look" value="([\w-]+)"', page.text)
    assert look
    other = visit.app.test_client()
    other.get("/")
    assert other.get(f"/look/{look[1]}").status_code == 404
    assert visit.submit(page, "/send").status_code == 200
    assert visit.submit(page, "/send").status_code == 404
    broken = visit.check(blog=f"{visit.site}/private-wp/")
    assert visit.submit(broken, "/send").status_code == 422
    assert len(visit.mails) == 1


def test_an_email_at_a_domain_in_another_script_gets_its_link(visit: Visit) -> None:
    visit.submit(visit.check(email="ann@bücher.example"), "/send")
    assert visit.mails[0]["To"].addresses[0].addr_spec == "ann@xn--bcher-kva.example"
    assert "Welcome" in visit.confirm(visit.link()).text


def test_a_private_link_goes_to_the_address_on_the_roster_however_it_was_typed(visit: Visit) -> None:
    visit.submit(visit.check(email="nightjar+mine@example.org"), "/send")
    assert "/me/" in visit.link()
    assert str(visit.mails[0]["To"]) == "nightjar@example.org"


def test_one_s_own_page_cannot_be_asked_for_without_end(visit: Visit) -> None:
    visit.open(visit.private_link())
    assert visit.browser.get("/me").status_code == 200
    answers = {visit.browser.get("/me").status_code for _ in range(125)}
    assert answers == {200, 429}


def test_what_waits_for_its_page_is_small_however_large_the_blog(visit: Visit) -> None:
    visit.pages["/feed/"] = platforms.rss(posts=tuple((f"Thing {n}", "2026-11-19") for n in range(1, 400)))
    page = visit.check()
    look = re.search(r'name="look" value="([\w-]+)"', page.text)
    cookie = visit.browser.get_cookie("cpd23-form", domain="localhost")
    assert look
    assert cookie
    job = visit.form.look_ups.find(look[1], cookie.value, visit.now)
    assert job
    assert len(job.found.posts) == 3


def test_my_page_says_in_words_for_me_why_my_blog_cannot_be_read(visit: Visit) -> None:
    person = visit.form.home().roster[Handle("nightjar")]
    trouble = Trouble(TroubleKind.LOGIN, visit.now, "No posts.xml in the home.", "Ask the author to open the blog.")
    with Store(visit.form.home().database) as store:
        store.save([VisitResult(person.handle, person.blogs[0], visit.now, trouble=trouble, failures=3)])
    page = unescape(visit.open(visit.private_link()).text)
    told = address_texts.TROUBLES[TroubleKind.LOGIN]
    assert f"{told.says} {told.next}" in page
    assert "posts.xml" not in page
    assert "Ask the author" not in page


def with_groups(visit: Visit) -> None:
    path = visit.home / "things" / "course.toml"
    path.write_text('groups = ["Public libraries", "Schools"]\n' + path.read_text(), encoding="utf-8")


@pytest.mark.parametrize("visit", [True], indirect=True)
def test_sign_up_asks_for_cohort_and_group_where_the_course_has_them(visit: Visit) -> None:
    page = visit.browser.get("/").text
    assert "At my own pace" in page
    assert "5 October 2026 to 20 December 2026" in page
    assert "Your group" not in page
    with_groups(visit)
    assert "Schools" in visit.browser.get("/").text
    again = visit.check(cohort="own-pace", group="Schools", name="")
    assert re.search(r'value="own-pace" checked', again.text)
    assert re.search(r'value="Schools" selected', again.text)
    visit.submit(visit.check(cohort="own-pace", group="Schools", show="course"), "/send")
    asked = visit.browser.get(visit.link()).text
    for words in ("At my own pace", "Schools", "People in this course"):
        assert words in asked
    visit.confirm(visit.link())
    visit.open(visit.link())
    prove(visit)
    (ann,) = [one for one in desk_home.open_home(visit.home).roster.values() if one.name == "Ann B."]
    assert (ann.cohort, ann.groups, str(ann.show)) == ("own-pace", ("Schools",), "course")


def test_a_cohort_or_group_that_is_not_offered_is_nobody_s_choice(visit: Visit) -> None:
    with_groups(visit)
    visit.submit(visit.check(cohort="secret", group="Board; Staff"), "/send")
    visit.confirm(visit.link())
    with Store(desk_home.open_home(visit.home).database) as store:
        (data,) = store.waiting().values()
    assert "cohort" not in data
    assert "groups" not in data
    visit.now = START + timedelta(days=200)
    page = visit.browser.get("/").text
    assert "When do you want to take part?" not in page  # only one cohort is left to join


def test_what_each_choice_means_is_told_before_anybody_chooses(visit: Visit) -> None:
    page = unescape(visit.browser.get("/").text)
    assert (
        "The other participants see your name, blog and counted posts, in their emails and in the members' area."
        in page
    )
    assert "No other participant sees you." in page
