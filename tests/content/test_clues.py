"""The clues of the default course tell a post without a number from its neighbours, by the figures of the outline.

The score is worked out here once more, in its plainest form, since this tests the words in the files alone."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = tomllib.loads(Path(__file__).with_name("examples.toml").read_text(encoding="utf-8"))["post"]
NEIGHBOURS = {(2, 6), (3, 6), (4, 12), (5, 23), (6, 7), (10, 11), (10, 20), (20, 21), (8, 13), (15, 17), (16, 19)}
ENOUGH, CLEAR, SPOILS = 5, 3, 4
TITLE, BODY = {"strong": 6, "weak": 2}, {"strong": 2, "weak": 1}


def clues_of(path: Path) -> tuple[int, dict[str, list[str]]]:
    """The number and the clues, straight from the front matter."""
    front = tomllib.loads(path.read_text(encoding="utf-8").split("+++\n")[1])
    return front["number"], front["clues"]


CLUES = dict(clues_of(path) for path in sorted((ROOT / "things").glob("*.md")))


def folded(text: str) -> str:
    """Words with spaces about them, plurals and hyphens folded, so that only whole words are found."""
    words = re.findall(r"\w+", text.casefold().replace("'", ""))
    return f" {' '.join(w[:-1] if len(w) > 3 and w.endswith('s') and not w.endswith('ss') else w for w in words)} "


def score(clues: dict[str, list[str]], title: str, body: str) -> int:
    """Each phrase counts once, at the better of its two places."""
    spoilt = sum(SPOILS for clue in clues["not"] if folded(clue) in title + body)
    earned = sum(
        TITLE[kind] if folded(clue) in title else BODY[kind] * (folded(clue) in body)
        for kind in TITLE
        for clue in clues[kind]
    )
    return earned - spoilt


def suggested(title: str, body: str) -> list[int]:
    """The Thing that stands clear of the rest; or two that are next to each other, if the third is far behind."""
    scores = {number: score(clues, folded(title), folded(body)) for number, clues in CLUES.items()}
    first, second, third = sorted(scores, key=lambda number: (-scores[number], number))[:3]
    if scores[first] < ENOUGH:
        return []
    if scores[first] - scores[second] >= CLEAR:
        return [first]
    both = abs(first - second) == 1 and scores[second] >= ENOUGH and scores[second] - scores[third] >= CLEAR
    return sorted((first, second)) if both else []


@pytest.mark.parametrize("post", EXAMPLES, ids=lambda post: post["title"])
def test_a_post_without_a_number_is_recognised(post: dict[str, Any]) -> None:
    """A post that nobody numbered still earns its author a suggestion, and never a wrong one."""
    assert suggested(post["title"], post["body"]) == post["things"]


def test_every_pair_of_neighbours_is_tried_both_ways() -> None:
    """A clue added for one Thing is most likely to take posts away from the Thing it resembles."""
    tried = {(post["things"][0], post["near"]) for post in EXAMPLES if "near" in post}
    assert {pair for pair in NEIGHBOURS if pair not in tried or pair[::-1] not in tried} == set()


def test_every_thing_has_an_example() -> None:
    """A Thing without one might have clues that nobody ever writes."""
    assert {number for post in EXAMPLES for number in post["things"]} == set(CLUES)


@pytest.mark.parametrize("number", sorted(CLUES))
def test_the_title_of_a_thing_is_recognised(number: int) -> None:
    """Many people copy the title, and it must lead to the right Thing."""
    [path] = (ROOT / "things").glob(f"{number:02}-*.md")
    title = tomllib.loads(path.read_text(encoding="utf-8").split("+++\n")[1])["title"]
    assert suggested(title, "") == [number]
