"""From the decision to write to the words of the letter, plain and as a page."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from course.core.letters import decide_letters
from course.core.letters.model import NudgeKind, Sent
from course.core.model import CoOrganiser, Look, Organiser, PostRow, Report, Show, Trouble
from course.core.trouble_kind import TroubleKind
from course.formats import colours
from course.formats.files.notes import WeekNotes
from course.formats.intake import texts as address_texts
from course.formats.letters import compose
from course.formats.letters.compose import Letter
from course.formats.letters.template_facts import Sources
from written_letters import COURSE, MONDAY, ROWS, written


@pytest.mark.parametrize("kind", [str(kind) for kind in NudgeKind])
def test_every_kind_of_letter_is_whole(kind: str) -> None:
    letter = written(kind)
    assert letter.nudge.kind == kind
    assert 0 < len(letter.subject) <= 78
    assert max(len(line) for line in letter.text.splitlines() if "http" not in line) <= compose.WIDTH
    assert "Reply PAUSE" in letter.text
    assert "reply STOP" in letter.text
    assert "Did we miss one of your posts" in letter.text
    told = kind not in ("no-blog", "welcome", "written", "extra")
    assert ("https://ada.example/1" in letter.text) == told
    assert set(re.findall(r'href="([^"]+)"', letter.html)) <= set(re.findall(r"https?://[^\s)]+", letter.text))


@pytest.mark.parametrize("kind", [str(kind) for kind in NudgeKind])
def test_the_words_never_blame(kind: str) -> None:
    letter = written(kind)
    for words in (letter.subject, letter.text, letter.html):
        assert not re.search(r"behind|\blate\b|overdue|missing|fail", words, re.IGNORECASE)


@pytest.mark.parametrize("kind", TroubleKind)
def test_a_blog_that_cannot_be_read_is_explained_as_on_the_participants_page(kind: TroubleKind) -> None:
    row = ROWS["cannot-read"]
    (blog,) = row.blogs
    trouble = Trouble(kind, make.at(MONDAY), "For the organiser (404).", "Ask the author.")
    report = Report(COURSE, MONDAY, (replace(row, blogs=(replace(blog, trouble=trouble),)),))
    ((letter,), _) = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    told = address_texts.TROUBLES[kind]
    plain = " ".join(letter.text.split())
    assert told.says in plain
    assert told.next in plain
    assert "rganiser" not in plain
    assert "author" not in plain
    assert not re.search(r"behind|\blate\b|overdue|missing|fail", plain, re.IGNORECASE)


TAGS = {"body", "table", "tr", "td", "p", "ul", "li", "strong", "em", "span", "a", "br"}
PROPERTIES = {  # that Outlook, Gmail and Apple Mail show alike (caniemail.com)
    "margin", "margin-top", "margin-bottom", "margin-left", "padding", "padding-left", "background", "color", "font", "font-style",
    "font-size", "line-height", "width", "max-width", "height", "text-align", "border", "border-top", "border-left", "text-decoration",
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
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    assert "#8c2f39" not in letter.html
    assert colours.day("#0e7c74")["accent-fill"] in letter.html


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
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    assert link not in letter.text.split("You've completed")[1]
    assert link not in letter.html
    assert "<script" not in letter.html


def test_how_many_others_have_done_a_thing_is_told_from_five_up_and_never_counts_oneself() -> None:
    def told(others: int) -> Letter:
        rows = [ROWS["this-week"], *(make.standing_of(f"p{n}", done=(8,)) for n in range(others))]
        report = Report(COURSE, MONDAY, tuple(rows))
        made, _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
        return made[0]

    assert "others have done it" not in told(4).text
    assert "5 others have done it." in told(5).text
    assert "5 others have done it." in told(5).html
    assert told(5).basis == told(6).basis


def test_counts_in_the_letter_are_those_of_the_report() -> None:
    assert "You've completed 2 of 12 Things so far:" in written("catching-up").text
    assert "You have 2 Things left from earlier weeks." in written("catching-up").text
    assert written("finish-line").subject == "2 Things to go, 20 days left"


def test_a_thing_whose_post_is_being_looked_at_is_not_counted_as_open() -> None:
    report = Report(COURSE, MONDAY, (ROWS["catching-up"],), (make.waiting("ada", 3, MONDAY - timedelta(days=40)),))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    for part in (letter.text, letter.html):
        told = " ".join(part.split())
        assert "You have one Thing left from an earlier week:" in told
        assert "We're still checking a post of yours about Thing 3." in told
        assert "Could you do Thing 4 this week?" in told
        assert "One post can cover" not in told


def test_the_last_thing_is_not_called_the_next_one() -> None:
    report = Report(COURSE, MONDAY, (make.standing_of("ada", done=range(1, 12), days_left=20),))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    assert "Could you do Thing 12 this week?" in letter.text
    assert "Could you do Thing 12 this week?" in letter.html


def test_a_link_longer_than_a_line_stays_whole_and_under_its_thing() -> None:
    link = f"https://ada.example/{'a-long-title-' * 6}1"
    bad = replace(ROWS["this-week"], credits=(replace(ROWS["this-week"].credits[0], url=link),))
    report = Report(COURSE, MONDAY, (bad,))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    assert f"\n  * Thing 1: Thing of 1\n    {link}\n" in letter.text


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
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
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
    (plain,), _ = compose.letters(nudges, report)
    (letter,), _ = compose.letters(nudges, report, Sources(notes=words))
    assert letter.text.startswith("Hello Ada,\n\nNo *right* answer this week.\n\n<b>Really</b>")
    assert "No <em>right</em> answer this week." in letter.html
    assert "&lt;b&gt;Really" in letter.html
    assert 'href="javascript' not in letter.html
    assert letter.text.count("\nZoë\n") == letter.html.count(">Zoë<") == 1
    assert letter.basis != plain.basis  # a draft is written again when the note changes


def test_no_box_is_empty_where_the_note_is_all_there_is_to_say() -> None:
    row = make.standing_of("ada", done=range(1, 9))
    seen = PostRow(make.post(MONDAY, title="Thing 8"), True, (make.claim(8),), frozenset({8}))
    report = Report(COURSE, MONDAY, (row,), posts=(seen,))
    nudges = decide_letters.mailing(report, (), MONDAY).letters
    (letter,), _ = compose.letters(nudges, report, Sources(notes=WeekNotes({("", row.week or 0): "Well written."})))
    assert "for this week:" not in letter.text
    assert "Well written." in letter.html
    assert not re.search(r'class="card[^>]*>\s*</td>', letter.html)


def test_a_note_of_another_week_is_in_no_email() -> None:
    report = Report(COURSE, MONDAY, (ROWS["this-week"],))
    nudges = decide_letters.mailing(report, (), MONDAY).letters
    (letter,), _ = compose.letters(nudges, report, Sources(notes=WeekNotes({("", 99): "Later."})))
    assert "Later." not in letter.text + letter.html


def test_the_code_for_replies_is_in_both_forms_and_is_no_reason_to_draft_again() -> None:
    report = Report(COURSE, MONDAY, (ROWS["this-week"],))
    nudges = decide_letters.mailing(report, (), MONDAY).letters
    (plain,), _ = compose.letters(nudges, report)
    (letter,), _ = compose.letters(nudges, report, Sources(codes={make.ADA: "r2648abcdefghijklmnop"}))
    assert letter.code in letter.text
    assert letter.code in letter.html
    assert letter.basis == plain.basis
    assert "code" not in plain.text


# Wrapping ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("one\n\n\n\ntwo  \n", "one\n\ntwo\n"),
        ("word " * 20, ("word " * 14).strip() + "\n" + ("word " * 6).strip() + "\n"),
        ("  * " + "word " * 20, "  * " + ("word " * 13).strip() + "\n    " + ("word " * 7).strip() + "\n"),
        ("https://x.example/" + "a" * 90, "https://x.example/" + "a" * 90 + "\n"),
        ("-- \nZoë", "-- \nZoë\n"),
    ],
)
def test_text_is_wrapped_with_its_links_whole_and_its_lists_hanging(body: str, lines: str) -> None:
    assert compose.wrapped(body) == lines


@given(st.text(st.sampled_from("ab -*\n"), max_size=400))
def test_wrapping_loses_no_word_and_breaks_none(body: str) -> None:
    assert compose.wrapped(body).split() == body.split()


# Who signs, who is named, what there is to do -------------------------------------------------------


def test_the_organiser_of_a_cohort_signs_its_emails() -> None:
    plan = replace(COURSE, organisers=(CoOrganiser("Amina", "amina@library.example", cohorts=("autumn",)),))
    letter = written("this-week", plan)
    assert letter.signer == Organiser("Amina", "amina@library.example")
    assert "\nAmina\n" in letter.text
    assert ">Amina<" in letter.html
    assert "Zoë" not in letter.text + letter.html
    assert letter.basis != written("this-week").basis


def test_without_a_site_the_email_carries_the_tasks_in_short() -> None:
    body = "## Do\n\n1. Open the list. Look. (15 min)\n2. Write <two> lines.\n"
    plan = replace(COURSE, things=tuple(replace(thing, body=body) for thing in COURSE.things))
    assert "What to do" not in written("this-week", plan).text
    letter = written("this-week", replace(plan, site=""))
    assert "    What to do:\n    - Open the list. (15 min)\n    - Write <two> lines.\n" in letter.text
    assert "<li>Write &lt;two&gt; lines.</li>" in letter.html


def test_the_welcome_names_others_who_may_be_seen_and_says_who_sees_the_reader() -> None:
    letter = written("welcome")
    assert all(f"  * {name}\n    https://{name.lower()}.example/" in letter.text for name in ("Bo", "Cy", "Dee"))
    assert "other participants can see your name" in " ".join(letter.text.split())
    assert "only your organiser can see" in " ".join(written("welcome", show=Show.PRIVATE).text.split())
    assert "reply with it?" in written("welcome", blogs=()).text


def test_the_organiser_s_welcome_opens_the_email_before_the_note_of_the_week() -> None:
    report = Report(COURSE, MONDAY, (ROWS["welcome"],))
    words = WeekNotes({("", 0): "Hello, **you**.", ("", ROWS["welcome"].week or 0): "It's a good week."})
    nudges = decide_letters.mailing(report, (), MONDAY).letters
    (letter,), _ = compose.letters(nudges, report, Sources(notes=words))
    assert letter.text.startswith("Hello Ada,\n\nHello, *you*.\n\nIt's a good week.\n\nZoë\n")
    assert "Hello, <strong>you</strong>." in letter.html
    assert "We're glad you're here" not in letter.text


def test_before_the_course_begins_the_welcome_says_when() -> None:
    row = replace(ROWS["welcome"], week=None)
    report = Report(make.course(starts=MONDAY + timedelta(days=14)), MONDAY, (row,))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    assert "The course begins on Monday 7 December 2026." in letter.text


def test_an_email_of_the_organiser_s_own_holds_their_words_and_no_progress() -> None:
    letter = written("written")
    assert letter.subject == "An invitation"
    assert "<strong>Thursday</strong>" in letter.html
    assert "You've completed" not in letter.text + letter.html
    assert "rarely, an extra one" in " ".join(written("extra").text.split())


# What was seen, and what others wrote ---------------------------------------------------------------


def test_the_email_says_what_was_seen_since_the_last_one_and_whether_it_counts() -> None:
    letter = written("catching-up")
    plain = " ".join(letter.text.split())
    assert 'What we\'ve seen so far: * "Thing 2: Neighbours" counts for Thing 2. https://ada.example/p2' in plain
    assert '"A cake": we found no Thing in it. If it\'s about a Thing, add the number to the title.' in plain
    assert '<a href="https://ada.example/p2">Thing 2: Neighbours</a> counts for Thing 2.' in letter.html


def seen_letter(*before: Sent, posts: tuple[PostRow, ...]) -> Letter:
    report = Report(COURSE, MONDAY, (ROWS["this-week"],), posts=posts)
    (letter,), _ = compose.letters(decide_letters.mailing(report, before, MONDAY).letters, report)
    return letter


def test_what_an_earlier_email_has_listed_is_not_listed_again_and_many_posts_are_counted() -> None:
    rows = tuple(
        PostRow(make.post(MONDAY - timedelta(days=n), key=f"p{n}"), True, (), frozenset()) for n in range(1, 20)
    )
    assert "and 13 more" in seen_letter(posts=rows).text
    last_week = make.sent("2026-W47.ada", MONDAY - timedelta(days=7))
    text = seen_letter(last_week, posts=rows).text
    assert "What we've seen since our last email:" in text
    assert text.count("https://ada.example/p") == 6
    assert "and 1 more" in text  # the post of that Monday came in after the email
    extra = make.sent("extra-1.ada", MONDAY - timedelta(days=1), "extra", week="2026-W47-extra-1")
    assert seen_letter(last_week, extra, posts=rows).text == text


def test_a_new_post_is_a_reason_to_draft_again() -> None:
    post = PostRow(make.post(MONDAY, key="new"), True, (), frozenset())
    assert seen_letter(posts=()).basis != seen_letter(posts=(post,)).basis


def test_who_has_done_everything_is_told_that_the_post_was_seen() -> None:
    row = make.standing_of("ada", "ahead", done=range(1, 9))
    post = PostRow(make.post(MONDAY, key="p8", title="Thing 8"), True, (make.claim(8),), frozenset({8}))
    report = Report(COURSE, MONDAY, (row,), posts=(post,))
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    assert (letter.nudge.kind, letter.subject) == (NudgeKind.THIS_WEEK, "We've seen your post")
    assert "You have nothing new to do this week." in " ".join(letter.text.split())


def test_others_posts_have_their_author_title_and_whether_anybody_has_answered() -> None:
    letter = written("this-week")
    assert '  * Bo: "Thing 1 by bo" (no comments yet)\n    https://bo.example/bo-1\n' in letter.text
    assert '  * Cy: "Thing 1 by cy"\n' in letter.text
    assert (letter.posts, letter.shown) == (("bo-1", "cy-1"), ("bo", "cy", "dee"))
    assert "In your group" not in letter.text  # two lists of people are one too many
    assert "In your group" in lonely().text


def lonely() -> Letter:
    report = Report(COURSE, MONDAY, (ROWS["this-week"], make.standing_of("bo")))
    made, _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters[:1], report)
    return made[0]


def test_where_pages_are_served_the_email_leads_to_one_s_own() -> None:
    assert "hand it in on your page" in " ".join(written("this-week").text.split())
    assert "https://library.example/join/me" in written("this-week").text
    assert "hand it in" not in lonely().text


def test_an_email_of_the_same_facts_keeps_its_words_and_one_of_other_facts_does_not() -> None:
    report = Report(COURSE, MONDAY, tuple(ROWS.values()))
    nudges = decide_letters.mailing(report, (), MONDAY).letters
    first, _ = compose.letters(nudges, report)
    again, _ = compose.letters(nudges, report)
    assert first == again
    assert all(one.html is other.html for one, other in zip(first, again, strict=True))
    own = Sources(changed={"this-week.txt": "Subject: Mine\nHello.\n", "this-week.html": "<p>Hello.</p>"})
    changed, _ = compose.letters(nudges, report, own)
    assert {one.text for one in changed if one.nudge.kind is NudgeKind.THIS_WEEK} == {"Hello.\n"}
