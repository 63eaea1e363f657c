"""Letters as they leave: read back as raw bytes, and with the strictest reader we have."""

# ruff: noqa: E501

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.errors import CourseError
from course.core.letters import decide_letters
from course.core.letters.model import NudgeKind
from course.core.model import Course, Look, Progress, Report
from course.formats import colours, sanitize
from course.formats.files.notes import WeekNotes
from course.formats.letters import compose, mime
from course.formats.letters.compose import Letter

MONDAY = make.START + timedelta(weeks=7)
NOW = make.at(MONDAY, 8)
COURSE = make.course(site="https://library.example/cpd23/")
ROWS: dict[str, Progress] = {
    "this-week": make.standing_of("ada", done=(1, 2)),
    "catching-up": make.standing_of("ada", "behind", owed=(3, 4), done=(1, 2)),
    "miss-you": make.standing_of("ada", "stalled", owed=(3, 4), stalled_on=MONDAY - timedelta(days=28), done=(1, 2)),
    "cannot-read": make.standing_of("ada", "cannot-read", blogs=(make.health(MONDAY, MONDAY, 4),), done=(1, 2)),
    "no-blog": make.standing_of("ada", "not-started", blogs=(), who={"blogs": ()}),
    "finish-line": make.standing_of("ada", done=range(1, 11), days_left=20),
    "well-done": make.standing_of("ada", "finished", done=range(1, 13)),
    "not-sure": make.standing_of("ada", done=(1, 2)),
}


def written(kind: str = "this-week", course: Course = COURSE, **who: Any) -> Letter:
    row = ROWS[kind]
    row = replace(row, participant=replace(row.participant, **who))
    review = (make.waiting("ada", 7, MONDAY - timedelta(days=2)),) if kind == "not-sure" else ()
    report = Report(course, MONDAY, (row,), review)
    before = [make.sent(f"{n}.ada", MONDAY - timedelta(days=n), "miss-you") for n in (21, 14) if kind == "miss-you"]
    made, refused = compose.letters(decide_letters.mailing(report, before, MONDAY).letters, report, {})
    if refused:
        raise CourseError(refused[0].why)
    return made[0]


def out(letter: Letter, unsubscribe: str = "", course: Course = COURSE) -> bytes:
    return mime.outgoing(mime.draft(letter, course), letter, course, NOW, unsubscribe)


def headers(data: bytes) -> list[bytes]:
    return data.partition(b"\r\n\r\n")[0].split(b"\r\n")


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


@pytest.mark.parametrize("kind", [str(kind) for kind in NudgeKind])
def test_every_kind_of_letter_is_whole(kind: str) -> None:
    letter = written(kind)
    assert letter.nudge.kind == kind
    assert 0 < len(letter.subject) <= 78
    assert max(len(line) for line in letter.text.splitlines() if "http" not in line) <= compose.WIDTH
    assert "Reply PAUSE" in letter.text
    assert "Reply STOP" in letter.text
    assert "Did we miss a post of yours?" in letter.text
    assert ("https://ada.example/1" in letter.text) == (kind != "no-blog")
    assert set(re.findall(r'href="([^"]+)"', letter.html)) <= set(re.findall(r"https?://\S+", letter.text))


@pytest.mark.parametrize("kind", [str(kind) for kind in NudgeKind])
def test_the_words_never_blame(kind: str) -> None:
    letter = written(kind)
    for words in (letter.subject, letter.text, letter.html):
        assert not re.search(r"behind|\blate\b|overdue|missing|fail", words, re.IGNORECASE)


TAGS = {"body", "table", "tr", "td", "p", "ul", "li", "strong", "em", "span", "a", "br"}
PROPERTIES = {  # that Outlook, Gmail and Apple Mail show alike (caniemail.com)
    "margin", "margin-top", "margin-bottom", "margin-left", "padding", "padding-left", "background", "color", "font", "font-style",
    "font-size", "line-height", "width", "max-width", "height", "text-align", "border", "border-top",
}  # fmt: skip


@pytest.mark.parametrize("kind", [str(kind) for kind in NudgeKind])
def test_the_page_carries_no_picture_no_script_and_nothing_from_elsewhere(kind: str) -> None:
    page = written(kind).html
    assert not re.search(r"<(img|script|link|iframe|object)|url\(|@import|src=", page)
    assert '<html lang="en">' in page
    assert 'name="color-scheme" content="light dark"' in page


@pytest.mark.parametrize("kind", [str(kind) for kind in NudgeKind])
def test_the_page_uses_only_what_mail_programs_know(kind: str) -> None:
    page = written(kind).html
    body = page.partition("</style>")[2]
    assert set(re.findall(r"<([a-z0-9]+)", body)) <= TAGS
    styles = re.findall(r'style="([^"]*)"', body)
    assert {
        rule.partition(":")[0].strip() for style in styles for rule in style.split(";") if rule.strip()
    } <= PROPERTIES
    assert "600" in re.findall(r'width="(\d+)"', body)
    assert max(map(len, page.splitlines())) < 2000


def test_the_email_takes_the_colour_of_the_course() -> None:
    assert "#8c2f39" in written("this-week").html
    plan = replace(COURSE, look=Look("#0e7c74"))
    report = Report(plan, MONDAY, (ROWS["this-week"],))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, {})
    assert "#8c2f39" not in letter.html
    assert colours.day("#0e7c74")["accent-fill"] in letter.html


@pytest.mark.parametrize(
    ("done", "total", "cells", "filled"), [(0, 23, 23, 0), (8, 23, 23, 8), (23, 23, 23, 23), (50, 100, 40, 20)]
)
def test_the_bar_has_a_cell_for_each_thing(done: int, total: int, cells: int, filled: int) -> None:
    bar = compose.progress(done, total)
    assert (len(bar), sum(bar)) == (cells, filled)


def test_the_headers_of_sending_as_raw_bytes() -> None:
    page = "https://library.example/u/" + "k" * 120
    lines = headers(out(written(), page))
    assert b"List-Unsubscribe: <" + page.encode() + b">, <mailto:zoe@library.example?subject=STOP>" in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert b"Auto-Submitted: auto-generated" in lines
    assert b"Precedence: bulk" in lines
    assert b"X-Auto-Response-Suppress: OOF, AutoReply" in lines
    assert f"From: {read(out(written()))['From']}" == "From: Zoë <zoe@library.example>"
    assert b"Reply-To: =?utf-8?q?Zo=C3=AB?= <zoe@library.example>" in lines
    assert b"To: Ada <ada@example.org>" in lines
    assert b"List-Id: <letters.twelve-things.library.example>" in lines
    assert b"Date: Mon, 23 Nov 2026 08:00:00 +0000" in lines
    assert not any(line.startswith((b" ", b"\t")) for line in lines)
    assert not any(line.startswith(b"X-Unsent") for line in lines)
    assert [line.partition(b":")[0] for line in lines if line.startswith((b"To", b"Cc", b"Bcc"))] == [b"To"]


@pytest.mark.parametrize(
    "page", ["", "http://library.example/u/k", "javascript:alert(1)", "https://x.example/\r\nBcc: a@b.c"]
)
def test_one_click_is_promised_over_https_only(page: str) -> None:
    lines = headers(out(written(), page))
    assert not any(line.startswith((b"List-Unsubscribe-Post", b"Bcc")) for line in lines)
    assert any(line.endswith(b"<mailto:zoe@library.example?subject=STOP>") for line in lines)


def test_a_draft_opens_as_a_draft_and_has_none_of_the_headers_of_sending() -> None:
    lines = headers(mime.draft(written(), COURSE))
    assert b"X-Unsent: 1" in lines
    names = {line.partition(b":")[0].lower() for line in lines}
    assert not names & {b"date", b"message-id", b"list-id", b"list-unsubscribe", b"auto-submitted", b"precedence"}


def test_a_letter_made_twice_is_the_same_and_two_letters_never_share_an_id() -> None:
    assert mime.draft(written(), COURSE) == mime.draft(written(), COURSE)
    assert out(written()) == out(written())
    ids = {mime.message_id(written(str(kind)), COURSE) for kind in NudgeKind}
    ids.add(mime.message_id(written(), replace(COURSE, title="Another course")))
    assert len(ids) == len(NudgeKind) + 1
    assert all(re.fullmatch(r"<2026-W48\.[a-z-]+\.[0-9a-f]{16}@library\.example>", one) for one in ids)


def test_both_parts_are_read_back_as_they_were_written() -> None:
    letter = written("well-done", name="Zoë Ångström-Łukasiewicz")
    message = read(out(letter))
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert page
    assert plain.get_content().replace("\r\n", "\n") == letter.text
    assert page.get_content().replace("\r\n", "\n") == letter.html
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert max(len(line) for line in out(letter).partition(b"\r\n\r\n")[2].split(b"\r\n")) <= 78


NAMES = [
    "Berry, Ann",
    'Ann "Bee" Berry', "Ann\r\nBcc: evil@example.org", "Ann\u2028Bcc: evil@example.org", "Ann\x85Berry", "\u202eevil\u202c Ann",
    "\u2066Ann\u2069", "a" * 500, "=?utf-8?q?Ann=0ABcc=3A_evil=40example=2Eorg?=", "<evil@example.org>", "Ann <evil@example.org>,",
    "Ann\x00Berry", "\ud800", "", "   ", "李小龍", "👩\u200d💻 Ada", "a@b.example, c@d.example", "(comment)", "Ann;", "\\", '"', "Ann:evil@example.org;",
]  # fmt: skip


def lands(letter: Letter) -> list[str]:
    """Where a strict reader and a plain one would send it."""
    data = out(letter)
    assert data.count(b"\r\nTo: ") == 1
    assert not re.search(rb"\r\n(Bcc|Cc):", data)
    return [str(one.addr_spec) for one in read(data)["To"].addresses]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_kind_leads_to_one_address(name: str) -> None:
    letter = written(name=name)
    assert lands(letter) == ["ada@example.org"]
    assert len(letter.name) <= sanitize.LONGEST_MAIL_NAME
    assert not re.search("[\r\n\u2028\u2029\x85\u202e\u2066\x00]", letter.text.split(",")[0] + letter.subject)


@given(st.text(max_size=60))
def test_no_name_at_all_leads_anywhere_else(name: str) -> None:
    assert lands(written(name=name)) == ["ada@example.org"]


ADDRESSES = [
    "a@b.example)c@evil.example", "a@b.example, c@evil.example", "a@b.example;c@evil.example", "<a@b.example>", "Ann <a@b.example>",
    '"a@b.example"@evil.example', "a@b.example\r\nBcc: c@evil.example", "a@b.example\n", " a@b.example", "a@b@evil.example", "a", "@b.example",
    "a@", "a@b", "a@[127.0.0.1]", "a@b.example(c)", "a\x00@b.example", "zoë@b.example", "a@b..example", "a@-b.example", "a" * 65 + "@b.example",
    "a@b.example\u2028", "a@exam\u202eple.org",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_not_exactly_one_is_refused_by_name_and_nobody_else_is_harmed(address: str) -> None:
    bad = make.standing_of("bad", who={"email": address})
    report = Report(COURSE, MONDAY, (ROWS["this-week"], bad))
    made, refused = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, {})
    assert [letter.address for letter in made] == ["ada@example.org"]
    assert [skip.handle for skip in refused] == ["bad"]
    assert "address" in refused[0].why
    assert refused[0].why.isprintable()


@given(st.text(max_size=40) | st.from_regex(r"[a-z@.,;<>() \"\r\n]{1,30}", fullmatch=True))
def test_no_address_at_all_leads_to_two(address: str) -> None:
    try:
        letter = written(email=address or "?")
    except CourseError:
        return
    assert lands(letter) == [letter.address]
    assert letter.address.partition("@")[0] == address.partition("@")[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((b"To: Ada <ada@example.org>", b"To: Ada <eve@example.org>"), "exactly their address"),
        ((b"To: Ada <ada@example.org>", b"To: Ada <ada@example.org>, eve@example.org"), "exactly their address"),
        ((b"To: Ada <ada@example.org>", b"To: Ada <ada@example.org>\r\nBcc: eve@example.org"), "exactly their address"),
        ((b"To: Ada <ada@example.org>", b"To: Ada <ada@example.org>\r\nTo: eve@example.org"), "exactly their address"),
        ((b"<zoe@library.example>", b"<eve@example.org>"), "does not come from the organiser"),
    ],
)
def test_a_draft_that_was_bent_is_not_sent(change: tuple[bytes, bytes], words: str) -> None:
    letter = written()
    bent = mime.draft(letter, COURSE).replace(*change)
    with pytest.raises(CourseError, match=words):
        mime.outgoing(bent, letter, COURSE, NOW)


def test_a_rehearsal_goes_to_the_organiser_alone_and_says_so() -> None:
    letter = written()
    test = read(mime.rehearsal(mime.draft(letter, COURSE), letter, COURSE, NOW))
    assert [str(one.addr_spec) for one in test["To"].addresses] == ["zoe@library.example"]
    assert test["Subject"] == "[TEST for Ada] Thing 8 this week: Thing of 8"
    assert test["X-Unsent"] is None


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        'https://x.example/"><script>',
        "https://x.example/ y",
        "//x",
        "https://?",
    ],
)
def test_only_web_links_stand_in_a_letter(link: str) -> None:
    row = ROWS["this-week"]
    bad = replace(row, credits=(replace(row.credits[0], url=link),))
    report = Report(COURSE, MONDAY, (bad,))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, {})
    assert link not in letter.text.split("You've completed")[1]
    assert link not in letter.html
    assert "<script" not in letter.html


def test_how_many_others_have_done_a_thing_is_told_from_five_up_and_never_counts_oneself() -> None:
    def told(others: int) -> Letter:
        rows = [ROWS["this-week"], *(make.standing_of(f"p{n}", done=(8,)) for n in range(others))]
        report = Report(COURSE, MONDAY, tuple(rows))
        made, _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, {})
        return made[0]

    assert "others have done it" not in told(4).text
    assert "5 others have done it." in told(5).text
    assert "5 others have done it." in told(5).html
    assert told(5).basis == told(6).basis


def test_counts_in_the_letter_are_those_of_the_report() -> None:
    assert "You've completed 2 of 12 Things so far:" in written("catching-up").text
    assert "2 Things from earlier weeks are open" in written("catching-up").text
    assert written("finish-line").subject == "2 Things to go, 20 days left"


def test_a_thing_whose_post_is_being_looked_at_is_not_counted_as_open() -> None:
    report = Report(COURSE, MONDAY, (ROWS["catching-up"],), (make.waiting("ada", 3, MONDAY - timedelta(days=40)),))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, {})
    for part in (letter.text, letter.html):
        told = " ".join(part.split())
        assert "One Thing from an earlier week is open for you:" in told
        assert "We're still checking a post of yours about Thing 3." in told
        assert "Could you do it this week?" in told
        assert "Two in one post" not in told


def test_the_last_thing_is_not_called_the_next_one() -> None:
    report = Report(COURSE, MONDAY, (make.standing_of("ada", done=range(1, 12), days_left=20),))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, {})
    assert "Could you write it this week?" in letter.text
    assert "Could you write it this week?" in letter.html


def test_a_link_longer_than_a_line_stays_whole_and_under_its_thing() -> None:
    link = f"https://ada.example/{'a-long-title-' * 6}1"
    bad = replace(ROWS["this-week"], credits=(replace(ROWS["this-week"].credits[0], url=link),))
    report = Report(COURSE, MONDAY, (bad,))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, {})
    assert f"\n  * Thing 1: Thing of 1\n    {link}\n" in letter.text


def test_an_organiser_whose_address_is_none_is_told_where() -> None:
    from course.core.model import Organiser

    with pytest.raises(CourseError, match=r"things/course.toml: organiser: .* is not one email address"):
        mime.sender(replace(COURSE, organiser=Organiser("Zoë", "zoe at library")))


@pytest.mark.parametrize("kind", [str(kind) for kind in NudgeKind])
def test_the_words_of_each_kind_are_read_before_they_change(kind: str, golden: Callable[[Path, str], None]) -> None:
    letter = written(kind)
    golden(
        Path(__file__).parents[2] / "data" / "letters" / f"{kind}.txt", f"Subject: {letter.subject}\n\n{letter.text}"
    )


def test_the_letter_of_a_week_says_what_the_thing_is_and_what_a_post_needs() -> None:
    texts: dict[str, Any] = {
        "lede": "Try <it>.",
        "done_when": "Your post says so.",
        "post_title": "Thing 1: Mine",
        "suggested_note": "Hush.",
    }
    plan = replace(COURSE, tags=("ourtag",), things=tuple(replace(thing, **texts) for thing in COURSE.things))
    report = make.report(make.ledger(), 0, make.person(email="ada@example.org"), plan=plan)
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, {})
    for words in ("Try <it>.", "You're done when: Your post says so.", '"Thing 1: Mine"', "Tag it ourtag"):
        assert words in letter.text
    assert "Try &lt;it&gt;." in letter.html
    assert "Tag it ourtag" in letter.html
    assert "Hush" not in letter.text + letter.html


# The organiser's note ------------------------------------------------------------------------------


def test_the_note_of_the_week_opens_the_email_and_is_signed() -> None:
    report = Report(COURSE, MONDAY, (ROWS["this-week"],))
    week = ROWS["this-week"].week
    words = WeekNotes({("", week or 0): "No *right* answer this week.\n\n<b>Really</b>: [look](javascript:alert(1))"})
    nudges = decide_letters.mailing(report, (), MONDAY).letters
    (plain,), _ = compose.letters(nudges, report, {})
    (letter,), _ = compose.letters(nudges, report, {}, notes=words)
    assert letter.text.startswith("Hello Ada,\n\nNo *right* answer this week.\n\n<b>Really</b>")
    assert "No <em>right</em> answer this week." in letter.html
    assert "&lt;b&gt;Really" in letter.html
    assert 'href="javascript' not in letter.html
    assert letter.text.count("\nZoë\n") == letter.html.count(">Zoë<") == 1
    assert letter.basis != plain.basis  # a draft is written again when the note changes


def test_a_note_of_another_week_is_in_no_email() -> None:
    report = Report(COURSE, MONDAY, (ROWS["this-week"],))
    nudges = decide_letters.mailing(report, (), MONDAY).letters
    (letter,), _ = compose.letters(nudges, report, {}, notes=WeekNotes({("", 99): "Later."}))
    assert "Later." not in letter.text + letter.html
