# ruff: noqa: E501 - forms are as wide as forms are
"""Files of sign-ups: every way in which Google, Microsoft and Excel write them, and which column holds what."""

import csv
import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from course.core.errors import CourseError, UsageError
from course.core.model import Show
from course.core.people.joining import SignUp
from course.formats.intake import sign_up_columns, sign_up_files, sign_up_rows
from course.formats.intake.sign_up_rows import Doubt

TODAY = date(2026, 11, 22)
GOOGLE = [
    ["Timestamp", "Email Address", "What name should we show?", "Your blog address", "Which Things look most useful?"],
    ["2026/10/01 9:12:44 AM GMT+1", "nightjar@example.org", "Nightjar", "nightjar.wordpress.com", "All, really"],
    ["2026/10/02 1:05:00 PM GMT+1", "shelf@example.org", "The Wandering Shelf", "https://shelf.blogspot.com/", "6; 7"],
    ["2026/10/03 1:05:00 PM GMT+1", "zoë@example.org", "Łódź Reader", "https://łódź.example/", ""],
]
MICROSOFT = [
    ["ID", "Start time", "Completion time", "Email", "Name", "Which name should others see?", "Your e-mail address", "Link to your blog",
     "Who may see your progress?", "Weekly reminder?", "I agree to the privacy notice"],
    ["1", "10/1/2026 9:00", "2026-10-01T09:05:00", "anonymous", "", "Nightjar", "nightjar@example.org", "nightjar.wordpress.com",
     "Everyone", "Yes", "Yes, I agree"],
    ["2", "10/1/2026 9:00", "2026-10-02T09:05:00", "anonymous", "", "Quiet Please", "quiet@example.org", "https://quiet.example/",
     "Only the organiser", "No", "I agree"],
]  # fmt: skip


def as_csv(rows: list[list[str]], separator: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: list[list[str]]) -> bytes:
    """The least workbook that is one."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="Form1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return out.getvalue()


WAYS = {
    "Google Forms": (as_csv(GOOGLE), "answers.csv"),
    "Unix line ends": (as_csv(GOOGLE, end="\n"), "answers.csv"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + as_csv(GOOGLE), "answers.csv"),
    "Excel, semicolons": (as_csv(GOOGLE, ";"), "answers.csv"),
    "Excel says sep=": (b"sep=;\r\n" + as_csv(GOOGLE, ";"), "answers.csv"),
    "UTF-16 with tabs": (as_csv(GOOGLE, "\t", "utf-16"), "answers.csv"),
    "UTF-16 without a mark": (as_csv(GOOGLE, "\t", "utf-16-le"), "answers.txt"),
    "a workbook": (as_xlsx(GOOGLE), "answers.xlsx"),
    "a workbook named .csv": (as_xlsx(GOOGLE), "answers.csv"),
    "empty rows between": (
        as_csv([["", "", "", "", ""], *GOOGLE[:2], ["", "", "", "", ""], *GOOGLE[2:]]),
        "answers.csv",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_the_answers_is_read_alike(way: str) -> None:
    sheet = sign_up_files.parse(*WAYS[way])
    columns = sign_up_columns.guess(sheet)
    found = [sign_up_rows.from_row(number, row, columns, make.course(), TODAY) for number, row in sheet.rows]
    assert found == [
        SignUp("Nightjar", ("https://nightjar.wordpress.com",), "nightjar@example.org", joined=date(2026, 10, 1)),
        SignUp("The Wandering Shelf", ("https://shelf.blogspot.com/",), "shelf@example.org", joined=date(2026, 10, 2)),
        SignUp("Łódź Reader", ("https://łódź.example/",), "zoë@example.org", joined=date(2026, 10, 3)),
    ]


def test_windows_1252_is_read() -> None:
    sheet = sign_up_files.parse(as_csv([["Name", "Blog"], ["Zoë – Müller", "zoe.example"]], ";", "cp1252"), "a.csv")
    assert sheet.rows == ((2, ("Zoë – Müller", "zoe.example")),)


def test_microsoft_forms_with_its_anonymous_column() -> None:
    sheet = sign_up_files.parse(as_xlsx(MICROSOFT), "answers.xlsx")
    columns = sign_up_columns.guess(sheet)
    first, second = (sign_up_rows.from_row(number, row, columns, make.course(), TODAY) for number, row in sheet.rows)
    assert first == SignUp(
        "Nightjar", ("https://nightjar.wordpress.com",), "nightjar@example.org", show=Show.PUBLIC, joined=date(2026, 10, 1),
        agreed=date(2026, 10, 1),
    )  # fmt: skip
    assert isinstance(second, SignUp)
    assert (second.show, second.reminders) == (Show.PRIVATE, False)
    said = sign_up_rows.guess_words(sheet, columns, remembered=False)
    assert "nightjar@example.org" not in said
    assert "n...@example.org" in said
    assert "not used: ID, Start time, Email, Name" in said


QUESTIONS = [
    (["Name", "Email", "Blog"], ["Ann", "a@x.org", "a.example"], {"name": 0, "email": 1, "blogs": 2}),
    (["Full name", "Display name", "Blog URL"], ["Ann Berry", "Ann", "a.example"], {"name": 1, "blogs": 2}),
    (["First name", "Last name", "Website"], ["Ann", "Berry", "https://a.example/"], {"name": (0, 1), "blogs": 2}),
    (["Your name", "Name of your blog", "Address of your blog"], ["Ann", "Notes", "a.example"], {"name": 0, "blogs": 2}),
    (["Name", "Library name", "Your blog's web address", "Email address"], ["Ann", "City", "a.example", "a@x.org"], {"name": 0, "blogs": 2, "email": 3}),
    (["What shall we call you?", "Where do you blog?", "E-mail"], ["Ann", "a.example", "a@x.org"], {"name": 0, "blogs": 1, "email": 2}),
    (["Vorname", "Nachname", "Blog-Adresse", "E-Mail"], ["Ann", "Berg", "a.example", "a@x.de"], {"name": (0, 1), "blogs": 2, "email": 3}),
    (["Pen name", "Name for the certificate", "Link"], ["Ann", "Ann Berry", "https://a.example"], {"name": 0, "certificate_name": 1, "blogs": 2}),
    (["Name", "Have you blogged before?", "Blog"], ["Ann", "Yes", "a.example"], {"name": 0, "blogs": 2}),
    (["Nickname", "RSS feed", "Remind me weekly?"], ["Ann", "a.example/feed", "Yes"], {"name": 0, "blogs": 1, "reminders": 2}),
    (["name", "blogs", "email", "cohort", "show"], ["Ann", "a.example", "a@x.org", "autumn", "public"], {"name": 0, "blogs": 1, "email": 2, "cohort": 3, "show": 4}),
]  # fmt: skip


@pytest.mark.parametrize(("questions", "answers", "wanted"), QUESTIONS)
def test_columns_are_guessed(
    questions: list[str], answers: list[str], wanted: dict[str, int | tuple[int, int]]
) -> None:
    sheet = sign_up_files.parse(as_csv([questions, answers]), "answers.csv")
    expected = {field: at if isinstance(at, tuple) else (at,) for field, at in wanted.items()}
    assert sign_up_columns.guess(sheet, ["autumn", "own-pace"]) == expected


def test_a_question_can_be_mapped_by_hand() -> None:
    sheet = sign_up_files.parse(as_csv([["Who", "Where"], ["Ann", "a.example"]]), "answers.csv")
    assert sign_up_columns.mapped(sheet, {}, ["Who=name", "where=blog"]) == {"name": (0,), "blogs": (1,)}
    assert sign_up_columns.mapped(sheet, {"name": (0,)}, ["Who="]) == {}
    for wrong in ("Nobody=name", "Who=nonsense", "Who"):
        with pytest.raises(UsageError):
            sign_up_columns.mapped(sheet, {}, [wrong])


def test_opml_and_toml_name_their_columns_themselves() -> None:
    opml = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="All"><outline text="Ann" type="rss"
      xmlUrl="https://a.example/feed/" htmlUrl="https://a.example/"/><outline title="Bo" xmlUrl="https://b.example/feed/"/></outline></body></opml>"""
    assert sign_up_files.parse(opml, "a.opml").rows == (
        (1, ("Ann", "https://a.example/feed/")),
        (2, ("Bo", "https://b.example/feed/")),
    )
    toml = b'name = "Ann"\nblogs = ["a.example", "b.example"]\nemail = "a@x.org"\njoined = 2026-10-01\n'
    sheet = sign_up_files.parse(toml, "registration.toml")
    found = sign_up_rows.from_row(1, sheet.rows[0][1], sign_up_columns.guess(sheet), make.course(), TODAY)
    assert found == SignUp("Ann", ("https://a.example", "https://b.example"), "a@x.org", joined=date(2026, 10, 1))
    roster = b'[participants.ann]\nname = "Ann"\ncohort = "autumn"\nblogs = []\n[participants.bo]\nname = "Bo"\n'
    assert sign_up_files.parse(roster, "participants.toml").rows == (
        (1, ("", "Ann", "autumn", "ann")),
        (2, ("", "Bo", "", "bo")),
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"),
        (b"Name,Blog\n", "a.csv"),
        (b"PK\x03\x04not a workbook", "a.xlsx"),
        (b"<opml><body/></opml>", "a.opml"),
        (b"<html>", "a.csv"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>", "a.opml"),
        (b"name = = 1", "a.toml"),
        (b"[x]\ny = 1\n", "a.toml"),
        (b'Name,Blog\n"' + b"x" * 200_000 + b'",y\n', "a.csv"),
    ],
)
def test_a_file_that_will_not_do_is_told_in_one_sentence(data: bytes, name: str) -> None:
    with pytest.raises(CourseError, match=name):
        sign_up_files.parse(data, name)


def test_our_own_guard_against_formulas_is_taken_off_again() -> None:
    sheet = sign_up_files.parse(as_csv([["Name", "Blog"], ["'=cmd()", "'tis.example"]]), "a.csv")
    assert sheet.rows[0][1] == ("=cmd()", "'tis.example")


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.opml", "a.toml"]))
def test_whatever_the_bytes_there_are_rows_or_a_sentence(data: bytes, name: str) -> None:
    try:
        sheet = sign_up_files.parse(data, name)
    except CourseError:
        return
    for number, row in sheet.rows:
        assert isinstance(
            sign_up_rows.from_row(number, row, sign_up_columns.guess(sheet), make.course(), TODAY), SignUp | Doubt
        )


PEOPLE = (
    ("Ann Berry", "ann@x.example", "https://ann.example/", "UK", "Public"),
    ("Bo", "bo@x.example", "https://bo.example/", "NL", "Law"),
)


@pytest.mark.parametrize(
    "header",
    [
        ("Full name", "Email", "Blog URL", "Country", "Sector"),
        ("Your name", "Your email", "Website", "Country", "Sector"),
        ("Nom complet", "Courriel", "Adresse du blog", "Pays", "Secteur"),
        ("Nombre y apellidos", "Correo electrónico", "URL", "País", "Sector"),
        ("What is your name?", "Email address", "Link to your blog", "Country", "Type of library"),
        ("Participant", "E-mail", "Weblog", "Country", "Library name"),
        ("Who are you?", "Contact email", "Web address", "Country", "Sector"),
        ("Name", "E-Mail-Adresse", "Blogadresse", "Land", "Art"),
    ],
)
def test_usual_questions_are_understood(header: tuple[str, ...]) -> None:
    found = sign_up_columns.guess(sign_up_files.Sheet(header, tuple(enumerate(PEOPLE, 2))))
    assert (found["name"], found["email"], found["blogs"]) == ((0,), (1,), (2,))


def test_two_questions_mapped_to_groups_are_both_kept() -> None:
    sheet = sign_up_files.Sheet(("Full name", "Email", "Blog URL", "Country", "Sector"), tuple(enumerate(PEOPLE, 2)))
    columns = sign_up_columns.mapped(sheet, sign_up_columns.guess(sheet), ["Country=groups", "Sector=group"])
    assert columns["groups"] == (3, 4)
    made = sign_up_rows.from_row(2, PEOPLE[0], columns, make.course(), date(2026, 11, 22))
    assert made.groups == ("UK", "Public")  # type: ignore[union-attr]


def test_a_feed_that_is_given_is_preferred_to_its_page() -> None:
    header = ("Name", "Email", "Blog", "RSS feed")
    rows = (
        ("Ann", "ann@x.example", "https://ann.example/", "https://ann.example/feed/"),
        ("Bo", "bo@x.example", "https://bo.example/", ""),
    )
    columns = sign_up_columns.guess(sign_up_files.Sheet(header, tuple(enumerate(rows, 2))))
    made = [sign_up_rows.from_row(2, row, columns, make.course(), date(2026, 11, 22)).blogs for row in rows]  # type: ignore[union-attr]
    assert made == [("https://ann.example/feed/",), ("https://bo.example/",)]


@pytest.mark.parametrize("name", ["xmlUrl", "xmlURL", "xmlurl", "XMLURL"])
def test_opml_however_its_attributes_are_written(name: str) -> None:
    text = f'<opml version="2.0"><body><outline text="All"><outline text="Ann" {name}="https://ann.example/feed/" htmlUrl="https://ann.example/"/></outline></body></opml>'
    sheet = sign_up_files.parse(text.encode(), "blogs.opml")
    assert sheet.rows == ((1, ("Ann", "https://ann.example/feed/")),)


def test_a_page_counts_where_opml_names_no_feed() -> None:
    text = '<OPML><body><Outline title="Ann" htmlURL=" https://ann.example/ "/></body></OPML>'
    assert sign_up_files.parse(text.encode(), "x").rows == ((1, ("Ann", "https://ann.example/")),)


def test_names_from_an_old_mac_come_out_whole() -> None:
    text = "Name,Email\nJörg Müller,joerg@x.example\nHélène,helene@x.example\n"
    sheet = sign_up_files.parse(text.encode("mac_roman"), "answers.csv")
    assert [row[0] for _, row in sheet.rows] == ["Jörg Müller", "Hélène"]
