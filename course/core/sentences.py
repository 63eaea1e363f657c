"""Small phrases that sentences are made of: a day, so many of something, Things by their numbers."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from types import MappingProxyType

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

PLACES = MappingProxyType(
    {
        "title": "in the title", "slug": "in the address", "tag": "as a tag", "heading": "in a heading",
        "opening": "in the first lines", "mention": "in the text", "link": "in a link", "clue": "as a clue",
        "company": "by the posts around it",
    }
)  # fmt: skip


def where(kind: str) -> str:
    """Where in a post the words of an evidence stand: 'in the title', 'as a tag'."""
    return PLACES.get(kind, f"in the {kind}")


def written(day: date) -> str:
    """'23 November 2026'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def ago(day: date, as_of: date) -> str:
    """'today', 'yesterday', '12 days ago'; 'on 23 November 2026' for a day to come."""
    days = (as_of - day).days
    return {0: "today", 1: "yesterday"}.get(days) or (f"{days} days ago" if days > 0 else f"on {written(day)}")


def plural(number: int, one: str, many: str = "") -> str:
    """'1 blog', '2 blogs', '2 people'."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def row(number: int, one: str, many: str) -> str:
    """A line of a list of what there is: '      1 blog', '     12 blogs'."""
    return f"  {number:>5} {one if number == 1 else many}"


def things(numbers: Iterable[int]) -> str:
    """'Thing 6', 'Things 6 and 7', 'Things 6, 7 and 8'; empty for none."""
    words = [str(number) for number in numbers]
    return f"Thing{'s' * (len(words) > 1)} {listed(words)}" if words else ""


def titled_thing(number: int, title: str) -> str:
    """'Thing 6: Online networks'."""
    return f"Thing {number}: {title}"


def runs_of_things(numbers: Sequence[int]) -> str:
    """'Thing 5', 'Things 5 and 8', 'Things 3 to 9 and 12': runs of three and more are drawn together."""
    return f"Thing{'s' * (len(numbers) > 1)} {listed(_runs(numbers))}"


def _runs(numbers: Sequence[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [w for run in runs for w in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]


def argument(text: object, placeholder: str) -> str:
    """What to type in a command we print: the text where every shell takes it as one plain word, else the placeholder.

    Only for what the user typed or owns. A stranger's text is never printed in a command, however plain it looks."""
    plain = re.fullmatch(r"[A-Za-z0-9_./\\:][A-Za-z0-9_./\\:-]*", str(text))
    return str(text) if plain else placeholder


def listed(words: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    words = tuple(words)
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
