"""What feeds become: pairs in tests/data/feeds."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import feedmaker
from conftest import Golden
from course.core.model import Entry
from course.core.trouble_kind import TroubleKind
from course.formats import feeds
from course.formats.feeds import html_text

DATA = Path(__file__).parents[2] / "data" / "feeds"
URL = "https://owls.example/feed/"
DOCUMENTS = sorted(path for path in DATA.iterdir() if path.suffix != ".json")
LONG_LIST = 10


def told(parsed: feeds.Parsed) -> dict[str, Any]:
    """A reading as JSON, without what is empty; very long words and lists by their length."""
    found = {name: value for name, value in asdict(parsed).items() if value and name not in ("marks", "parts")}
    return found | {
        "entries": [{name: _told(value) for name, value in asdict(entry).items() if value} for entry in parsed.entries]
    }


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value) if len(value) <= LONG_LIST else [*value[:2], f"... {len(value)} in all"]
    return f"{value[:60]}... {len(value)} characters" if isinstance(value, str) and len(value) > 400 else value


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_becomes_what_stands_beside_it(path: Path, golden: Golden) -> None:
    parsed = feeds.parse(path.read_bytes(), URL)
    golden(path.with_suffix(".json"), json.dumps(told(parsed), indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_quick_reader_declines_or_agrees(path: Path) -> None:
    quick, judged = feeds.quick(path.read_bytes(), URL), feeds.arbitrate(path.read_bytes(), URL)
    assert quick is None or quick == judged


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_wherever_a_document_is_cut_something_is_said(path: Path) -> None:
    body = path.read_bytes()
    for end in range(0, len(body), max(len(body) // 40, 1)):
        parsed = feeds.parse(body[:end], URL)
        assert parsed.trouble or parsed.entries == feeds.parse(body, URL).entries


def test_a_feed_that_is_cut_keeps_the_posts_before_the_cut() -> None:
    made = next(
        made
        for n in range(99)
        if (made := feedmaker.feed(n)).platform == "wordpress" and made.body.count(b"<item>") == 10
    )
    whole = feeds.parse(made.body, made.url)
    cut = feeds.parse(made.body[: int(len(made.body) * 0.7)], made.url)
    assert cut.trouble == "cut-off"
    assert 3 < len(cut.entries) < 10
    assert cut.entries == whole.entries[: len(cut.entries)]
    assert cut.marks == whole.marks[: len(cut.entries)]


def test_bytes_are_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(
        b"<rss version='2.0'><channel><item><title>secret</title><link>http://h.example/</link></item></channel></rss>"
    )
    assert feeds.parse(str(secret).encode(), URL) == feeds.Parsed(trouble=TroubleKind.NOT_A_FEED)


def test_files_of_other_kinds_are_no_feeds_whatever_the_server_calls_them() -> None:
    for start in (b"%PDF-1.7", b"ID3\x03", b"PK\x03\x04", b"\x89PNG\r\n"):
        found = feeds.parse(start + bytes(range(128, 256)) * 20, URL, "application/rss+xml")
        assert found == feeds.Parsed(trouble=TroubleKind.NOT_A_FEED)


def test_everything_is_capped() -> None:
    entry = feeds.parse((DATA / "many-of-everything.rss").read_bytes(), URL).entries[0]
    assert (len(entry.tags), len(entry.links), len(entry.headings)) == (
        100,
        html_text.MOST_LINKS,
        html_text.MOST_HEADINGS,
    )
    assert max(map(len, entry.tags)) == 100
    assert len(entry.id) <= 1000
    assert isinstance(entry, Entry)
