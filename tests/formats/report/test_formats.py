"""Every format shows the same report, and none shows what it should not."""

import csv
import io
import json
import re

import pytest

import make
import stage
from course.core.errors import UsageError
from course.core.model import Standing
from course.formats.report import RENDERERS, View, chosen
from course.formats.report.view_options import WORDS
from course.formats.sanitize import clean, web
from page_reader import Page

REPORT = stage.report()
LONG = stage.report(with_posts=True)
NAMES = [clean(row.participant.name) for row in REPORT.rows]


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
    heads = ["Write to these people", "What changed", "Everybody", "Blogs that need attention", "Doubtful posts"]
    if shape == "html":  # where the matrix is the page, and the lists are beside each other
        heads = ["Everybody", "Write to these people", "What changed", "Doubtful posts", "Blogs that need attention"]
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


@pytest.mark.parametrize("shape", ["table", "html", "markdown"])
def test_with_long_every_post_is_listed_for_people_too(shape: str) -> None:
    text = RENDERERS[shape](LONG, View(long=True, plain=True)).replace("\\", "")
    assert f"{len(LONG.posts)} posts" in text
    assert text.count("Thing 3 by behind") > RENDERERS[shape](REPORT, View(plain=True)).count("Thing 3 by behind")


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
    with pytest.raises(UsageError, match=r"A \.xlsx file can't be written"):
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
