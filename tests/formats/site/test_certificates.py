"""Certificates: the page, the PDF, the credential and what its reader checks."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import html5lib
import pytest

import make
from course.core.errors import CourseError
from course.core.model import Credit, Look, Source
from course.core.publishing.certificates import Award, Kind
from course.formats.site import certificates, pages

PLAN = make.course(
    {n: n for n in range(1, 24)}, site="https://library.example/c/", issuer="https://library.example/issuer.json"
)
CREDITS = tuple(
    Credit(
        n,
        date(2024, 10, 1) + timedelta(days=n),
        Source.POST,
        url=f"https://ada.example/{n}" if n != 7 else "javascript:x",
    )
    for n in range(1, 24)
)
AWARD = Award(make.ADA, 'Ann "Łódź" <Berry>', Kind.ALL, "", date(2025, 3, 1), False, CREDITS, "autumn")
CODE = "ABCD-EFGH-IJKL-MNOP"


def test_the_page_has_every_credit_with_date_and_link() -> None:
    text = certificates.page(PLAN, AWARD, CODE)
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<tr>") == 24
    assert 'href="https://ada.example/23"' in text
    assert "24 October 2024" in text
    assert "Ann &#34;Łódź&#34; &lt;Berry&gt;" in text
    assert "javascript:" not in text
    assert f"https://library.example/c/certificates/{CODE}.html" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {},
            "completed the course on 1 March 2025, finishing all 23 Things on time</p>",
        ),
        ({"late": True}, "completed the course on 1 March 2025, finishing all 23 Things</p>"),
        (
            {"kind": Kind.PART, "credits": CREDITS[:12]},
            "completed this course with 12 Things on 1 March 2025</p>\n"
            '<p class="hours">About 12 hours of professional development</p>',
        ),
        (
            {"kind": Kind.SECTION, "section": "AI", "credits": CREDITS[:1]},
            "completed the section AI with 1 Thing on 1 March 2025",
        ),
    ],
)
def test_it_says_what_was_completed(changes: dict[str, Any], words: str) -> None:
    assert words in certificates.page(PLAN, replace(AWARD, **changes), CODE)


def test_the_published_page_of_a_code_does_not_know_the_person() -> None:
    text = certificates.confirmation(PLAN, CODE, "All 23 Things.", AWARD.on)
    html5lib.HTMLParser(strict=True).parse(text)
    assert CODE in text
    assert "Berry" not in text


def test_the_pdf_is_tagged_and_the_same_every_time() -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    made = certificates.pdf(PLAN, AWARD, CODE)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert made == certificates.pdf(PLAN, AWARD, CODE)


@pytest.mark.parametrize("done", [1, 12, 23])
def test_the_pdf_has_two_sheets_however_few_things_were_done(done: int) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    made = certificates.pdf(PLAN, replace(AWARD, kind=Kind.PART, credits=CREDITS[:done]), CODE)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 2


def test_the_course_s_own_emblem_is_on_the_page_and_in_the_pdf() -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    plan = replace(PLAN, look=Look(emblem="pictures/ours.svg"))
    ours = {
        "pictures/ours.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    }
    assert pages.data_address("ours.svg", ours["pictures/ours.svg"]) in certificates.page(plan, AWARD, CODE, ours)
    assert certificates.pdf(plan, AWARD, CODE, ours) != certificates.pdf(plan, AWARD, CODE)
    with pytest.raises(CourseError, match=r"pictures/ours\.svg"):
        certificates.pdf(plan, AWARD, CODE, {"pictures/ours.svg": b"no picture"})


def test_characters_that_the_pdf_s_font_lacks_are_said() -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    with pytest.raises(CourseError, match=r"lacks some characters of 山田太郎's certificate"):
        certificates.pdf(PLAN, replace(AWARD, name="山田太郎"), CODE)


def test_the_credential_is_confirmed_offline_and_keeps_the_email_to_itself() -> None:
    ob3 = pytest.importorskip("openbadgeslib.ob3", reason="the extra badges is not installed")
    keys = pytest.importorskip("openbadgeslib.keys")
    private, public = keys.KeyFactory(keys.KeyType.RSA).generate_keypair()
    token = certificates.badge(PLAN, AWARD, CODE, private, "ann@example.org")
    read = ob3.OB3Verifier(public).verify(token)
    assert read.achievement.name == "Twelve Things"
    assert read.issuer.id == PLAN.issuer
    assert read.issuance_date == datetime(2025, 3, 1, 12, tzinfo=UTC)
    assert read.identifiers[0].hashed
    assert len(read.evidence) == 22
    assert "ann@example.org" not in str(read.to_vc())
    _, other = keys.KeyFactory(keys.KeyType.RSA).generate_keypair()
    with pytest.raises(ob3.OB3VerificationError):
        ob3.OB3Verifier(other).verify(token)


def test_without_an_issuer_there_is_no_badge_and_the_cure_is_named() -> None:
    pytest.importorskip("openbadgeslib", reason="the extra badges is not installed")
    with pytest.raises(CourseError) as refused:
        certificates.badge(make.course(), AWARD, CODE, certificates.new_badge_key(), None)
    assert "course.toml" in str(refused.value.hint)
