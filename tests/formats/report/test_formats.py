"""Every format shows the same report, and none shows what it should not."""

import csv
import html.parser
import io
import json
import re
import unicodedata
from typing import Any

import pytest

import make
import stage
from course.core.errors import UsageError
from course.core.model import Standing
from course.formats.report import RENDERERS, View, chosen, csv_table, terminal
from course.formats.report.view_options import WORDS
from course.formats.sanitize import clean, web

REPORT = stage.report()
LONG = stage.report(with_posts=True)
NAMES = [clean(row.participant.name) for row in REPORT.rows]


class Page(html.parser.HTMLParser):
    """The cells of a page's tables, its links, and every element with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def of_json(text: str) -> dict[str, tuple[int, str]]:
    return {clean(p["name"]): (len(p["credits"]), p["standing"]) for p in json.loads(text)["participants"]}


def of_csv(text: str) -> dict[str, tuple[int, str]]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {row["Name"].removeprefix("'"): (int(row["Done"]), row["Standing"].replace(" ", "-")) for row in rows}


def of_html(text: str) -> dict[str, tuple[int, str]]:
    found = {}
    for row in Page(text).rows:
        if len(row) == 3 + 12 + 2 and row[0] not in ("Name", "Done by"):
            standing = next(one for one in Standing if row[1] == WORDS[one])
            assert sum("Done" in cell for cell in row[3:15]) == int(row[2])
            found[row[0]] = (int(row[2]), standing.value)
    return found


def of_markdown(text: str) -> dict[str, tuple[int, str]]:
    part = text.split("## Everybody")[1].split("\n## ", maxsplit=1)[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in part.splitlines() if line.startswith("|")][2:]
    plain = [[re.sub(r"\\(.)", r"\1", cell.strip()) for cell in row] for row in rows]
    for row in plain:
        assert len(re.findall(r"(?:^| )\[?\d+", row[2])) == int(row[1].split("/")[0])
    return {row[0]: (int(row[1].split("/")[0]), row[3].replace(" ", "-")) for row in plain}


def of_table(text: str) -> dict[str, tuple[int, str]]:
    part = text.split("\nEverybody\n")[1].split("\n\n", maxsplit=1)[0].splitlines()[1:]
    found = {}
    for line in part:
        match = re.fullmatch(r"(.*): (\d+) of 12 done; ([a-z ]+); .*", line)
        assert match, line
        found[match[1]] = (int(match[2]), match[3].replace(" ", "-"))
    return found


def test_all_formats_agree_about_everybody() -> None:
    truth = {clean(row.participant.name): (len(row.credits), row.standing.value) for row in REPORT.rows}
    assert {standing for _, standing in truth.values()} == {standing.value for standing in Standing}
    assert of_json(RENDERERS["json"](REPORT)) == truth
    assert of_csv(RENDERERS["csv"](REPORT)) == truth
    assert of_html(RENDERERS["html"](REPORT)) == truth
    assert of_markdown(RENDERERS["markdown"](REPORT)) == truth
    assert of_table(RENDERERS["table"](REPORT, View(plain=True))) == truth


@pytest.mark.parametrize("shape", ["table", "html", "markdown"])
def test_the_parts_stand_in_their_order(shape: str) -> None:
    text = RENDERERS[shape](REPORT, View(plain=True))
    heads = ["Write to these", "What changed", "Everybody", "Blogs with trouble", "Doubtful posts"]
    if shape == "html":  # where the matrix is the page, and the lists are beside each other
        heads = ["Everybody", "Write to these", "What changed", "Doubtful posts", "Blogs with trouble"]
    places = [text.rindex(f">{head}</h2>") if shape == "html" else text.index(f"{head}\n") for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("shape", RENDERERS)
def test_a_report_is_the_same_byte_for_byte_and_names_no_email(shape: str) -> None:
    text = RENDERERS[shape](LONG, View(long=True))
    assert text == RENDERERS[shape](stage.report(with_posts=True), View(long=True))
    assert "mail.example" not in text


@pytest.mark.parametrize("shape", RENDERERS)
def test_what_the_public_sees_is_who_agreed_and_what_they_did(shape: str) -> None:
    from course.core.progress import overview

    view = View(public=True, totals=overview.totals(REPORT))
    text = RENDERERS[shape](overview.public(REPORT), view)
    assert "Ahead" in text
    assert "Done" in text
    hidden = [
        "Behind",
        "Private",
        "Gone",
        "Paused",
        "Late",
        "stalled",
        "behind",
        "owes",
        "owed",
        "on schedule",
        "last post",
        "reason",
        "handle",
    ]
    body = text.split("</style>")[-1]
    assert [word for word in hidden if word in body] == []
    assert "12 registered" in text or '"registered": 12' in text or shape == "csv"


@pytest.mark.parametrize("shape", RENDERERS)
def test_one_thing_shows_who_has_done_it_and_who_has_not(shape: str) -> None:
    text = RENDERERS[shape](REPORT, View(thing=3, plain=True))
    for name in ("Ahead", "Behind", "王小明"):
        assert name in text
    assert "Thing 3 by behind" in text.replace("\\", "")
    assert "https://behind.example/behind-3" in text or shape == "table"
    assert "Never" in text
    assert "Gone" not in text
    public = RENDERERS[shape](REPORT, View(thing=3, plain=True, public=True))
    assert "Never" not in public


def test_json_has_the_keys_of_the_interface_in_their_order() -> None:
    found: dict[str, Any] = json.loads(RENDERERS["json"](LONG, View(long=True)))
    assert list(found) == ["schema", "as_of", "course", "participants", "review", "changes", "posts"]
    person = found["participants"][1]
    assert list(person)[:13] == [
        *("handle", "name", "cohort", "groups", "standing", "week", "owed", "owed_weeks", "next", "last_post"),
        *("reason", "credits", "blogs"),
    ]
    assert list(person["credits"][0]) == [
        *("thing", "on", "by", "post", "url", "title", "confidence", "evidence"),
    ]
    assert list(found["participants"][2]["blogs"][0]) == ["blog", "feed", "read_at", "posts", "trouble"]
    assert list(found["participants"][2]["blogs"][0]["trouble"]) == ["kind", "since", "says", "next"]
    assert [list(item) for item in found["review"]] == [
        ["handle", "post", "url", "title", "published", "thing", "confidence", "evidence"]
    ]
    assert list(found["posts"][0]) == ["handle", "post", "url", "title", "published", "in_run", "claims"]
    assert list(found["posts"][0]["claims"][0]) == ["thing", "confidence", "credited", "evidence"]
    assert list(found["changes"])[:3] == ["since", "credited", "standing"]
    order = [(post["handle"], post["published"], post["post"]) for post in found["posts"]]
    assert order == sorted(order)


def test_a_published_day_is_in_the_course_s_zone_and_null_where_the_feed_gave_none() -> None:
    told = make.ledger({1: 0}, posts=[make.post(None, key="undated")])
    found = json.loads(RENDERERS["json"](make.report(told, 5, with_posts=True), View(long=True)))
    assert {post["post"]: post["published"] for post in found["posts"]} == {
        "p1": "2026-10-05T13:00:00+01:00",
        "undated": None,
    }


# The sheet ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("plain", "plain"),
        ("=1+1", "'=1+1"),
        ("+44 1234", "'+44 1234"),
        ("-1", "'-1"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\nx", "'x"),
        ("\0x", "'x"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("\u202e=1", "'=1"),
        ("  =1", "'=1"),
        ("a=b", "a=b"),
        ("", ""),
        (7, 7),
        (-7, -7),
        (0.9, 0.9),
    ],
)
def test_no_cell_is_one_that_a_spreadsheet_would_run(value: str | float, cell: str | float) -> None:
    assert csv_table.cell(value) == cell


def test_a_sheet_has_its_mark_its_line_ends_and_numbers_without_quotes() -> None:
    text = RENDERERS["csv"](REPORT)
    assert text.startswith("\ufeffName,Handle,")
    assert text.count("\r\n") == text.count("\n") == len(REPORT.rows) + 1
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {13 + 12}
    by_name = {row[1]: row for row in rows}
    assert by_name["stalled"][0] == "'=1+1"
    assert by_name["behind"][13:17] == ["2026-10-08", "2026-10-15", "2026-11-24", ""]
    assert by_name["behind"][6:8] == ["3", "9"]


def test_the_long_sheet_has_one_row_a_post() -> None:
    rows = list(csv.DictReader(io.StringIO(RENDERERS["csv"](LONG, View(long=True)).removeprefix("\ufeff"))))
    assert len(rows) == len(LONG.posts)
    cake = next(row for row in rows if row["Post"] == "behind-cake")
    assert cake["Title"].startswith("'=HYPERLINK")
    assert (cake["Credited"], cake["Likely"]) == ("", "4")


@pytest.mark.parametrize("shape", ["table", "html", "markdown"])
def test_with_long_every_post_is_listed_for_people_too(shape: str) -> None:
    text = RENDERERS[shape](LONG, View(long=True, plain=True)).replace("\\", "")
    assert f"{len(LONG.posts)} posts" in text
    assert text.count("Thing 3 by behind") > RENDERERS[shape](REPORT, View(plain=True)).count("Thing 3 by behind")


# The terminal ------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, 80, 100, 200])
@pytest.mark.parametrize("plain", [True, False])
def test_the_terminal_is_never_fooled_and_tables_keep_its_width(width: int, plain: bool) -> None:
    text = RENDERERS["table"](REPORT, View(width=width, plain=plain))
    assert not [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf") and sign != "\n"]
    if not plain:
        assert max(terminal.columns(line) for line in text.splitlines()) <= max(width, 80)
    assert "Eve <script>" in text


def test_the_table_shows_a_sign_for_each_thing_under_its_number() -> None:
    lines = RENDERERS["table"](REPORT).splitlines()
    head = next(line for line in lines if line.startswith("Name") and "1   5" in line)
    behind = next(line for line in lines if line.startswith("Behind") and "/12" in line)
    at = head.index("1   5")
    assert behind[at : at + 12] == "###!!!!....."


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("王小明", 6), ("e\u0301", 1), ("", 0)])
def test_columns_of_wide_and_joined_signs(text: str, columns: int) -> None:
    assert terminal.columns(text) == columns
    assert terminal.columns(terminal.fitted(text, 4)) == 4


# The page ----------------------------------------------------------------------------------------


def test_the_page_is_one_file_without_script_and_links_only_to_the_web() -> None:
    page = Page(RENDERERS["html"](REPORT))
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
    text = RENDERERS["html"](REPORT)
    found = re.search(
        r'<td class="t done" title="([^"]*)"><span[^>]*>[^<]*</span><a href="https://behind.example/behind-3".*?</td>',
        text,
    )
    assert found
    assert found[1] == "24 Nov 2026: Thing 3 by behind"
    assert "Done 24 Nov 2026" in found[0]


def test_every_picture_has_its_numbers_in_a_table() -> None:
    text = RENDERERS["html"](REPORT)
    assert text.count("<svg") == 4
    for name in (
        "From registered to finished",
        "Progress over the weeks",
        "Thing by Thing",
        "When Things were completed",
    ):
        assert f'aria-label="{name}, in numbers"' in text
    told = re.search(r'<desc id="svg-things-said">(.*?)</desc>', text)
    assert told
    for number, done, owed in re.findall(r"Thing (\d+): (\d+) done, (\d+) owed", told[1]):
        assert int(done) == sum(any(c.thing == int(number) for c in row.credits) for row in REPORT.rows)
        assert int(owed) == sum(int(number) in row.owed for row in REPORT.rows)


def test_an_empty_course_has_a_report_in_every_format() -> None:
    empty = make.report(make.ledger(), 5)
    nobody = type(empty)(empty.course, empty.as_of, (), changes=empty.changes and type(empty.changes)(empty.as_of))
    for shape, render in RENDERERS.items():
        assert render(nobody), shape
        assert render(nobody, View(public=True)), shape


# Choosing, cleaning ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "output", "name"),
    [
        (None, None, "table"),
        (None, "-", "table"),
        (None, "a/b.HTML", "html"),
        (None, "x.csv", "csv"),
        (None, "x.md", "markdown"),
        (None, "x.json", "json"),
        (None, "../folder.d/x", "table"),
        ("csv", "x.html", "csv"),
    ],
)
def test_the_format_is_as_named_or_by_the_ending(shape: str | None, output: str | None, name: str) -> None:
    assert chosen(shape, output) == name


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(UsageError, match=r"A \.xlsx file cannot be written"):
        chosen(None, "x.xlsx")
    with pytest.raises(UsageError, match="no format 'docx'"):
        chosen("docx", None)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("data:x", False),
        ("//a", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str, kept: bool) -> None:
    assert bool(web(url)) is kept
