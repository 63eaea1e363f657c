"""Letters as they leave: read back as raw bytes, and with the strictest reader we have."""

# ruff: noqa: E501

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.errors import CourseError
from course.core.letters import decide_letters
from course.core.letters.model import NudgeKind
from course.core.model import CoOrganiser, Course, InboxSettings, Organiser, Report
from course.formats import sanitize
from course.formats.letters import compose, mime
from course.formats.letters.compose import Letter
from written_letters import COURSE, MONDAY, ROWS, written

NOW = make.at(MONDAY, 8)


def out(letter: Letter, unsubscribe: str = "", course: Course = COURSE) -> bytes:
    return mime.outgoing(mime.draft(letter, course), letter, course, NOW, unsubscribe)


def headers(data: bytes) -> list[bytes]:
    return data.partition(b"\r\n\r\n")[0].split(b"\r\n")


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=policy.default)


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


def test_a_code_is_wherever_a_reply_or_a_bounce_repeats_it() -> None:
    """Mail servers write Message-IDs of their own; bounces return the head, replies the thread and the words."""
    code = "r2648abcdefghijklmnop"
    lines = headers(out(replace(written(), code=code)))
    assert f"References: <{code}@library.example>".encode() in lines
    assert f"Message-ID: <2026-W48.this-week.{code}@library.example>".encode() in lines
    assert f"List-Unsubscribe: <mailto:zoe@library.example?subject=STOP%20{code}>".encode() in lines


def test_replies_go_to_the_inbox_that_is_read() -> None:
    inbox = InboxSettings("imap.library.example", "course", address="23things@library.example")
    course = replace(COURSE, inbox=inbox)
    lines = headers(out(written(), course=course))
    assert b"Reply-To: =?utf-8?q?Zo=C3=AB?= <23things@library.example>" in lines
    assert b"List-Unsubscribe: <mailto:23things@library.example?subject=STOP>" in lines
    assert b"From: =?utf-8?q?Zo=C3=AB?= <zoe@library.example>" in lines
    with pytest.raises(CourseError, match="inbox"):
        out(written(), course=replace(COURSE, inbox=replace(inbox, address="a@b, c@d")))


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
    assert all(re.fullmatch(r"<2026-W48(?:-extra-1)?\.[a-z-]+\.[0-9a-f]{16}@library\.example>", one) for one in ids)


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
    made, refused = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    assert [letter.address for letter in made] == ["ada@example.org"]
    assert [skip.handle for skip in refused] == ["bad"]
    assert "address" in str(refused[0].why)
    assert str(refused[0].why).isprintable()


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
        ((b"To: Ada <ada@example.org>", b"To: Ada <eve@example.org>"), "to nobody else"),
        ((b"To: Ada <ada@example.org>", b"To: Ada <ada@example.org>, eve@example.org"), "to nobody else"),
        ((b"To: Ada <ada@example.org>", b"To: Ada <ada@example.org>\r\nBcc: eve@example.org"), "to nobody else"),
        ((b"To: Ada <ada@example.org>", b"To: Ada <ada@example.org>\r\nTo: eve@example.org"), "to nobody else"),
        ((b"<zoe@library.example>", b"<eve@example.org>"), "isn't from the organiser"),
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


def test_an_organiser_whose_address_is_none_is_told_where() -> None:
    with pytest.raises(CourseError, match=r"things/course.toml: organiser: .* isn't a single email address"):
        mime.sender(replace(COURSE, organiser=Organiser("Zoë", "zoe at library")))


def test_a_co_organiser_signs_under_the_course_s_address_and_gets_the_replies_too() -> None:
    plan = replace(COURSE, organisers=(CoOrganiser("Amina", "amina@library.example", cohorts=("autumn",)),))
    message = read(out(written("this-week", plan), course=plan))
    assert str(message["From"]) == "Amina <zoe@library.example>"
    assert [str(one.addr_spec) for one in message["Reply-To"].addresses] == [
        "zoe@library.example",
        "amina@library.example",
    ]
