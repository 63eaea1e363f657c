"""The default course keeps the promises its own outline makes; whoever edits a Thing learns here what was broken."""

import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "things").glob("*.md"))
PACES = sorted((ROOT / "course" / "formats" / "files" / "paces").glob("*.toml"))

SLUGS = {
    1: "blog-and-feed", 2: "read-and-respond", 3: "professional-identity", 4: "current-awareness",
    5: "reflective-practice", 6: "online-networks", 7: "people-and-professional-bodies",
    8: "calendars-tasks-notes", 9: "ai-tools", 10: "qualifications", 11: "mentoring",
    12: "social-media-community", 13: "collaborative-documents", 14: "reference-management", 15: "events",
    16: "advocacy-publishing-open-access", 17: "presentations", 18: "screencasts-podcasts",
    19: "research-data-orcid", 20: "career-routes", 21: "job-applications", 22: "volunteering-giving-back",
    23: "what-next",
}  # fmt: skip
MINUTES = {
    1: 75, 2: 45, 3: 60, 4: 60, 5: 45, 6: 60, 7: 60, 8: 60, 9: 90, 10: 60, 11: 30, 12: 60, 13: 75, 14: 60, 15: 75,
    16: 60, 17: 60, 18: 90, 19: 60, 20: 45, 21: 60, 22: 45, 23: 60,
}  # fmt: skip
SECTIONS = ["What and why", "Do", "Write about it", "Ways round", "Extra"]
KEYS = {
    "number", "title", "week", "minutes", "required", "lede", "done_when", "post_title", "suggested_note", "clues",
    "resources",
}  # fmt: skip
PAGES_ON_RECORD = {  # pages other than home pages, each seen in public records (other sites and files that link to it)
    "https://creativecommons.org/chooser/",
    "https://data.seattle.gov/Community/Checkouts-by-Title/tmmm-ytt6",
    "https://joinmastodon.org/servers",
    "https://orcid.org/register",
    "https://webaim.org/resources/contrastchecker/",
    "https://www.ala.org/acrl/standards/ai",
    "https://www.ifla.org/g/ai/developing-a-library-strategic-response-to-artificial-intelligence/",
    "https://www.reddit.com/r/Libraries",
    "https://www.w3.org/WAI/tutorials/images/",
    "https://www.zooniverse.org/projects",
}
BODIES = (
    "AfLIA",
    "ALA",
    "ALIA",
    "ASIS&T",
    "CFLA-FCAB",
    "CILIP",
    "EBLIDA",
    "FEBAB",
    "IFLA",
    "LIANZA",
    "SLA",
    "Singapore",
)
OUT_OF_VOICE = (
    r"telephone|co-participants?|alternative texts?|for our purpose|shall|whom|upon|whilst|thereof|hence|albeit|"
    r"in order to|so as to|enquiry desk|will not have you|will do the rest|it is to be"
)
BY_THE_BOX = r"150|400 words|course's tag|\btag(?:ged)? (?:it|the post)|in the title"
CORE = {1, 2, 3, 4, 5, 6, 7, 9, 16, 23}
LENGTHS = {"steady": 24 + 2, "summer": 17 + 2, "brisk": 12 + 2, "core": 8 + 2}
LONGEST_SHARED = 8
READING, WRITING = 5, (10, 20)  # minutes for the page, and for the post
HARDEST = 7.5  # automated readability index: a pupil of 12 or 13
KINDS = {"catch-up", "reflection", "break"}


@dataclass(frozen=True, slots=True)
class Page:
    """A Thing file in its parts, read without the project so that a bug there cannot hide a mistake here."""

    path: Path
    front: dict[str, Any]
    body: str

    @property
    def number(self) -> int:
        """The number the front matter claims; every other promise hangs on it."""
        return int(self.front["number"])

    def section(self, heading: str) -> str:
        """The text under one heading, because each section has rules of its own."""
        return re.split(r"^## .*$", self.body, flags=re.M)[SECTIONS.index(heading) + 1]


def page(path: Path) -> Page:
    """Split at the +++ lines, as INTERFACE 2 describes the format."""
    _, front, body = re.split(r"^\+\+\+\n", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.M)
    return Page(path, tomllib.loads(front), body)


def toml(path: Path) -> dict[str, Any]:
    """Plain tomllib, for the same reason."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


PAGES = [page(path) for path in FILES]
every_thing = pytest.mark.parametrize("thing", PAGES, ids=lambda thing: thing.path.stem)
every_pace = pytest.mark.parametrize("path", PACES, ids=lambda path: path.stem)


def folded(clue: str) -> str:
    """A clue as it is compared: two clues that fold to the same are one, and would count twice."""
    words = clue.casefold().replace("-", " ").split()
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in words)


def sentences(text: str) -> list[str]:
    """Sentences without their marks, so that a repeated one is found whatever its punctuation."""
    plain = re.sub(r"[*_`\"“”()]", "", re.sub(r"^\s*(?:\d+\.|-|#+)\s+", "\n\n", text, flags=re.M))
    return [" ".join(part.split()).casefold() for part in re.split(r"(?<=[.?!:;])\s+|\n\n", plain) if part.strip()]


def references(text: str) -> set[int]:
    """Every Thing the text sends its readers to; "Things 1 to 4" sends them to both ends."""
    found = re.findall(r"\bThings? (\d+)(?:(?:,| and| to|–|-) ?(\d+))?", text)
    return {int(number) for number in chain.from_iterable(found) if number}


def actions(thing: Page) -> list[str]:
    """The numbered lines of "Do", which people work through."""
    return re.findall(r"^\d+\. (.+)$", thing.section("Do"), flags=re.M)


def test_there_are_twenty_three() -> None:
    """The course is called by its count."""
    assert {thing.number: thing.path.name for thing in PAGES} == {n: f"{n:02}-{slug}.md" for n, slug in SLUGS.items()}


@every_thing
def test_the_front_matter_has_the_agreed_keys(thing: Page) -> None:
    """Pages and emails need all of these; `checked` is written only by somebody who has really opened the page."""
    assert set(thing.front) - {"sample"} == KEYS
    assert set(thing.front["clues"]) <= {"strong", "weak", "not", "pages"}
    assert all(set(resource) == {"name", "url", "why"} for resource in thing.front["resources"])
    assert thing.front["required"] is True


@every_thing
def test_the_time_is_the_planned_one(thing: Page) -> None:
    """The minutes were weighed so that the whole comes to about 23 hours; one edit must not undo it unseen."""
    assert thing.front["minutes"] == MINUTES[thing.number]
    assert 22.5 <= sum(MINUTES.values()) / 60 <= 23.5


@every_thing
def test_the_time_adds_up(thing: Page) -> None:
    """Every action says how long it takes, and what's left is enough to read the page and write the post."""
    given = [re.search(r" \((\d+) min\)$", action) for action in actions(thing)]
    assert all(given), actions(thing)
    left = thing.front["minutes"] - READING - sum(int(found[1]) for found in given if found)
    assert WRITING[0] - 5 * (thing.number == 1) <= left <= WRITING[1]  # in Thing 1 the post is one of the actions


@every_thing
def test_a_young_reader_could_follow(thing: Page) -> None:
    """Many participants read English as a second or third language."""
    text = re.sub(r"^(?:#|\||> ).*$|`[^`]*`|\(\d+ min\)|[*_]|^\d+\. |^- ", "", thing.body, flags=re.M)
    words = re.findall(r"[\w'’-]+", text)
    ends = len(re.findall(r"[.?!:](?=\s|$|\")", text))
    assert 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) / ends - 21.43 <= HARDEST


@every_thing
def test_the_voice_is_that_of_a_colleague(thing: Page) -> None:
    """Words that nobody would say aloud at work."""
    every = json.dumps(thing.front, ensure_ascii=False, default=str) + thing.body
    assert re.findall(rf"\b(?:{OUT_OF_VOICE})\b", every, flags=re.I) == []


@every_thing
def test_the_box_is_not_said_again(thing: Page) -> None:
    """Length, number and tag are said by the program, in the same words everywhere."""
    assert re.findall(BY_THE_BOX, thing.body) == []
    assert re.fullmatch(rf"Thing {thing.number}: .{{5,60}}", thing.front["post_title"])


@every_thing
def test_the_lede_is_short(thing: Page) -> None:
    """It goes into lists and emails."""
    assert len(thing.front["lede"]) <= 130
    assert 1 <= len(sentences(thing.front["lede"])) <= 2


@every_thing
def test_a_phone_is_enough(thing: Page) -> None:
    """Most of the world's library workers have a phone, a chat group and a data plan that runs out."""
    ways = thing.section("Ways round")
    assert re.search(r"\bphones?\b", thing.body)
    assert re.search(r"\bdata\b|megabyte", ways, flags=re.I)
    assert re.search(r"WhatsApp|Telegram", thing.body)


def test_the_bodies_of_the_world_are_there() -> None:
    """No country is the one that needs no name."""
    named = " ".join(f"{r['name']} {r['why']}" for thing in PAGES for r in thing.front["resources"])
    assert [body for body in BODIES if body not in named] == []
    cilip = sum("cilip.org.uk" in json.dumps(thing.front["resources"]) for thing in PAGES)
    ifla = sum("ifla.org" in json.dumps(thing.front["resources"]) for thing in PAGES)
    assert cilip <= 5 <= ifla


@every_thing
def test_the_sections_stand_in_order(thing: Page) -> None:
    """People learn one page and then find their way about the other twenty-two."""
    assert re.findall(r"^#+ (.+)$", thing.body, flags=re.M) == SECTIONS


@every_thing
def test_it_can_be_read_in_five_minutes(thing: Page) -> None:
    """Participants of older courses said that the reading had become the task."""
    assert 500 <= len(thing.body.split()) <= 800


@every_thing
def test_there_are_a_few_actions_that_begin_with_a_verb(thing: Page) -> None:
    """A capital letter is all that can be seen of a verb by machine; soft beginnings are listed."""
    first = [action.replace("*", "").split()[0] for action in actions(thing)]
    assert 3 <= len(first) <= 5
    assert all(re.fullmatch(r"[A-Z][a-z]+,?", word) for word in first), first
    assert not {"The", "You", "Your", "If", "Maybe", "Please", "This"} & set(first)


@every_thing
def test_the_prompts_are_few_and_any_is_enough(thing: Page) -> None:
    """A page full of questions reads like an examination."""
    text = thing.section("Write about it")
    prompts = re.findall(r"^- (.+)$", text, flags=re.M)
    assert 2 <= len(prompts) <= 4
    assert all(prompt.rstrip().endswith("?") for prompt in prompts)


@every_thing
def test_done_is_one_sentence(thing: Page) -> None:
    """Whoever checks a post needs one thing to check it against."""
    done = thing.front["done_when"]
    assert re.fullmatch(r"[A-Z][^.?!\n]+\.", done)


@every_thing
def test_the_resources_are_home_pages_or_on_record(thing: Page) -> None:
    """An address nobody has seen may not exist; a home page at least says what to look for."""
    for resource in thing.front["resources"]:
        parts = urlsplit(resource["url"])
        assert parts.scheme == "https" or resource["url"] == "http://www.journaltocs.ac.uk"
        assert parts.path.rstrip("/") == "" or resource["url"] in PAGES_ON_RECORD
        assert resource["why"][-1] in ".;"
        assert len(resource["why"]) <= 140
        assert not parts.query
        assert not parts.fragment


@every_thing
def test_the_body_links_nowhere(thing: Page) -> None:
    """Addresses stand in one place, beside the day somebody last opened them."""
    assert not re.search(r"https?://|\]\(", thing.body)


@every_thing
def test_tables_have_a_heading_over_every_column(thing: Page) -> None:
    """An empty heading is read aloud as nothing."""
    rows = re.findall(r"^\|(.+)\|\n\|[-|]+\|$", thing.body, flags=re.M)
    assert all(cell.strip() for row in rows for cell in row.split("|"))


@every_thing
def test_there_are_ways_round(thing: Page) -> None:
    """Blocked, unwilling, unseen or alone: at least three obstacles are met."""
    assert len(re.findall(r"^- \*\*", thing.section("Ways round"), flags=re.M)) >= 3


@every_thing
def test_clues_can_tell_something(thing: Page) -> None:
    """A clue of one letter is in every post, and a clue listed twice counts twice."""
    clues = thing.front["clues"]
    listed = [folded(clue) for kind in ("strong", "weak", "not") for clue in clues[kind]]
    assert all(len(clue) >= 2 for clue in listed)
    assert [clue for clue, times in Counter(listed).items() if times > 1] == []
    assert len(clues["strong"]) >= 5


def test_no_two_things_share_a_strong_clue() -> None:
    """Two Things with the same strong phrase could never be told apart by it."""
    strong = Counter(chain.from_iterable({folded(clue) for clue in thing.front["clues"]["strong"]} for thing in PAGES))
    assert [clue for clue, times in strong.items() if times > 1] == []


@every_thing
def test_references_lead_somewhere(thing: Page) -> None:
    """A reader of the core course must not be sent to a Thing that it leaves out."""
    found = references(thing.body)
    assert found <= set(SLUGS)
    assert thing.number not in CORE or found <= CORE


def test_no_sentence_is_written_twice() -> None:
    """A sentence met again reads like a form; each Thing is written for itself."""
    own = {thing.number: {s for s in sentences(thing.body) if len(s.split()) > LONGEST_SHARED} for thing in PAGES}
    shared = {(a, b): own[a] & own[b] for a, b in combinations(own, 2) if own[a] & own[b]}
    assert shared == {}


def test_no_two_things_begin_alike() -> None:
    """Twenty-three equal openings would be a formula."""
    openings = [" ".join(thing.section("What and why").split()[:2]).casefold() for thing in PAGES]
    assert len(set(openings)) == len(openings)


def test_there_are_samples_in_different_voices() -> None:
    """Some are long, one is a list and one is a picture with its description."""
    samples = {thing.number: thing.front["sample"] for thing in PAGES if "sample" in thing.front}
    lengths = {number: len(text.split()) for number, text in samples.items()}
    assert len(samples) >= 8
    assert min(lengths.values()) < 100 < 150 < max(lengths.values()) <= 250
    assert any(text.count("\n- ") >= 3 for text in samples.values())
    assert any("Alt text:" in text for text in samples.values())


def test_the_parts_hold_every_thing_once_and_in_order() -> None:
    """Four chapters, each with a picture of ours that says what it shows."""
    parts = toml(ROOT / "things" / "course.toml")["parts"]
    assert list(parts) == ["1", "2", "3", "4"]
    assert list(chain.from_iterable(part["things"] for part in parts.values())) == sorted(SLUGS)
    for part in parts.values():
        drawing = (ROOT / "things" / part["picture"]).read_text(encoding="utf-8")
        assert f">{part['alt']}</title>" in drawing
        assert not re.search(r"href|script|style|url\(|\bon\w+=", drawing)


def test_the_course_file_follows_the_steady_pace() -> None:
    """The steady pace is the default course; a note mended in one must be mended in the other."""
    course, steady = (
        toml(ROOT / "things" / "course.toml"),
        toml(ROOT / "course" / "formats" / "files" / "paces" / "steady.toml"),
    )
    assert course["weeks"] == steady["weeks"]
    assert {str(thing.number): thing.front["week"] for thing in PAGES} == steady["things"]


def test_the_fixed_cohort_is_as_long_as_the_course() -> None:
    """The last day for the certificate is the last day of the last week."""
    course, steady = (
        toml(ROOT / "things" / "course.toml"),
        toml(ROOT / "course" / "formats" / "files" / "paces" / "steady.toml"),
    )
    cohort = course["cohorts"]["autumn-2026"]
    assert (cohort["ends"] - cohort["starts"]).days + 1 == 7 * steady["length"]
    assert cohort["starts"].isoweekday() == 1


def test_there_are_four_paces() -> None:
    """An organiser picks one by name."""
    assert {path.stem: toml(path)["length"] for path in PACES} == LENGTHS


@every_pace
def test_a_pace_covers_its_things_in_order(path: Path) -> None:
    """A Thing without a week would never open."""
    pace = toml(path)
    assert set(pace) <= {"title", "length", "only", "things", "weeks"}
    expected = sorted(CORE) if path.stem == "core" else sorted(SLUGS)
    assert [int(number) for number in pace["things"]] == expected
    assert pace.get("only", sorted(SLUGS)) == expected
    assert list(pace["things"].values()) == sorted(pace["things"].values())


@every_pace
def test_every_week_of_a_pace_is_accounted_for(path: Path) -> None:
    """A week either opens a Thing or says what it is for, and a catch-up week is truly empty."""
    pace = toml(path)
    taught, named = set(pace["things"].values()), {int(week) for week in pace["weeks"]}
    assert taught | named == set(range(1, pace["length"] + 1))
    assert not taught & named
    assert all(week["kind"] in KINDS and week["note"].strip() for week in pace["weeks"].values())
    assert max(Counter(pace["things"].values()).values()) <= 2
