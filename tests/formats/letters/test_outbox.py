"""The outbox's files: a table that no spreadsheet runs, and a page on which every letter can be read."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest

import browsing
import make
from course.core.letters import decide_letters
from course.core.model import Handle, Report
from course.formats.letters import compose, mime, outbox
from course.formats.letters.compose import Letter
from course.formats.letters.outbox import Draft

MONDAY = make.START + timedelta(weeks=7)
COURSE = make.course(site="https://library.example/cpd23/")


def written(*names: str, owes: int = 0) -> tuple[Letter, ...]:
    rows = [
        make.standing_of(f"p{n}", done=(1, 2) if n % 2 else (1,), who={"name": name}) for n, name in enumerate(names)
    ]
    rows += [make.standing_of(f"q{n}", "behind", owed=(2, 3), done=(1,)) for n in range(owes)]
    report = Report(COURSE, MONDAY, tuple(rows))
    made, _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report)
    return made


def files(*names: str, owes: int = 0) -> dict[str, bytes]:
    return dict(outbox.files(outbox.drafts(written(*names, owes=owes), COURSE, {}, {}), "2026-W48", "week 8", COURSE))


@pytest.mark.parametrize("start", list("=+-@＝＋－＠"))
def test_no_cell_of_the_table_is_a_formula(start: str) -> None:
    table = files(f"{start}1+1")[outbox.MERGE]
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert rows[1][0] == f"'{start}1+1"
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_table_is_as_excel_and_word_want_it() -> None:
    table = files("Ann Łukasz", "Berry, Ann")[outbox.MERGE]
    assert table.startswith(b"\xef\xbb\xbf")
    assert table.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in rows] == ["Name", "Ann Łukasz", "Berry, Ann"]
    assert rows[1][1:3] == ["p0@example.org", "Thing 8 this week: Thing of 8"]
    assert rows[1][3].startswith("Hello Ann Łukasz,\n")


@pytest.mark.parametrize("handle", ["../../etc/passwd", "con", "a/b", "A\\B", "é", "x" * 300, "a b", "."])
def test_file_names_are_names_on_every_system(handle: str) -> None:
    letter = written("Ann")[0]
    name = outbox.file_name(replace(letter, nudge=replace(letter.nudge, handle=Handle(handle))))
    assert name.startswith("this-week-")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert name.count(".") == 1
    assert len(name) < 80


def test_two_people_never_share_a_file() -> None:
    letter = written("Ann")[0]
    names = {
        outbox.file_name(replace(letter, nudge=replace(letter.nudge, handle=Handle(h))))
        for h in ("a b", "a-b", "a/b", "A-b")
    }
    assert len(names) == 4


def test_the_page_marks_what_differs_and_shows_no_address() -> None:
    page = files("Ann", "Bea", "<script>alert(1)</script>", owes=2)[outbox.INDEX].decode()
    assert "<mark>Hello Ann,</mark>" in page
    assert "<mark>You&#39;ve completed 2 of 12 Things so far:</mark>" in page
    assert "<mark>Zoë" not in page
    assert "@example.org" not in page
    assert page.count("<details") == 5
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_of_very_many_emails_the_first_of_each_kind_is_shown_as_a_page() -> None:
    few, many = files("Ann", owes=99)[outbox.INDEX].decode(), files("Ann", owes=100)[outbox.INDEX].decode()
    assert (few.count("<template"), many.count("<template")) == (100, 2)
    assert (few.count("<details"), many.count("<details")) == (100, 101)
    assert "only the first of each kind" in many
    html5lib.HTMLParser(strict=True).parse(many)


def test_a_manifest_that_cannot_be_read_is_no_manifest() -> None:
    for broken in (b"", b"{", b"[]", b'{"letters": [{"key": 1}]}', b'{"letters": 3}', b"\xff"):
        assert outbox.manifest({outbox.MANIFEST: broken}) == ()
    assert outbox.manifest({}) == ()
    assert len(outbox.manifest(files("Ann", "Bea"))) == 2
    assert json.loads(files("Ann")[outbox.MANIFEST])["schema"] == 1


def test_a_draft_that_somebody_edited_is_shown_as_it_lies_there() -> None:
    before = files("Ann", "Bea")
    before["this-week-p0.eml"] = before["this-week-p0.eml"].replace(b"Hello Ann,", b"Dear Ann,")
    made: tuple[Draft, ...] = outbox.drafts(written("Ann", "Bea"), COURSE, before, {}, ["p0", "p1"])
    assert [draft.kept for draft in made] == [True, False]
    page = outbox.files(made, "2026-W48", "week 8", COURSE)[outbox.INDEX].decode()
    assert "Dear Ann," in page
    assert page.count("You changed this draft.") == 1


def test_nothing_is_sent_whose_reasons_have_changed() -> None:
    before = files("Ann", "Bea")
    other = written("Annabel", "Bea")
    ready, held = outbox.sendable(other, before, {}, False, ["p0", "p1"])
    assert [draft.letter.name for draft in ready] == ["Bea"]
    assert [(skip.handle, "something has changed" in str(skip.why)) for skip in held] == [("p0", True)]
    approved = {other[1].nudge.key: mime.fingerprint(before["this-week-p1.eml"])}
    ready, held = outbox.sendable(written("Ann", "Bea"), before, approved, True, ["p0", "p1"])
    assert [draft.letter.name for draft in ready] == ["Bea"]
    assert "not approved" in str(held[0].why)


class TestInABrowser:
    pytestmark = browsing.needs_browser

    def test_the_page_can_be_read_by_everybody(self, tmp_path: Path) -> None:
        path = tmp_path / "index.html"
        path.write_bytes(files("Ann", "Bea", owes=3)[outbox.INDEX])
        with browsing.tab() as page:
            page.goto(path.as_uri())
            assert browsing.faults(page) == []
            seen = page.eval_on_selector_all(
                ".seen",
                "all => all.map(one => [one.shadowRoot.textContent.includes('because you joined'), one.scrollHeight - one.clientHeight,"
                " one.scrollWidth - one.clientWidth])",
            )
            assert seen == [[True, 0, 0]] * 5

    @pytest.mark.parametrize("scheme", browsing.SCHEMES)  # an email leaves its colours to the reader's program
    def test_a_letter_can_be_read_by_everybody(self, tmp_path: Path, scheme: browsing.Scheme) -> None:
        path = tmp_path / "letter.html"
        path.write_text(written("Ann")[0].html, encoding="utf-8")
        with browsing.tab(320, scheme) as page:
            page.goto(path.as_uri())
            # A letter leaves the colours to the reader's program; axe takes what has no colour for white, so say it.
            page.evaluate("document.documentElement.style.background = 'Canvas'")
            mailish = ("landmark", "region", "page-has-heading")  # of a page, not of a letter inside a mail program
            assert [found for found in browsing.violations(page) if not found.startswith(mailish)] == []


def test_a_draft_that_names_somebody_who_may_not_be_seen_any_more_is_held_and_made_anew() -> None:
    before = files("Ann", "Bea")
    letters = written("Ann", "Bea")
    assert {letter.nudge.handle: letter.shown for letter in letters} == {"p0": ("p1",), "p1": ("p0",)}
    ready, held = outbox.sendable(letters, before, {}, False, ["p1"])
    assert [draft.letter.nudge.handle for draft in ready] == ["p0"]
    assert [(skip.handle, "doesn't want to be seen" in str(skip.why)) for skip in held] == [("p1", True)]
    edited = {name: data.replace(b"Hello", b"Dear") for name, data in before.items()}
    assert [draft.kept for draft in outbox.drafts(letters, COURSE, edited, {}, ["p1"])] == [True, False]


def test_a_manifest_from_before_names_nobody() -> None:
    old = {"key": "k", "handle": "p0", "file": "f", "basis": "b", "written": "w"}
    (entry,) = outbox.manifest({outbox.MANIFEST: json.dumps({"letters": [old]}).encode()})
    assert (entry.posts, entry.shown, entry.names_only(())) == ((), (), True)
    assert outbox.manifest({outbox.MANIFEST: outbox.listed([entry], "2026-W48")}) == (entry,)
