"""Find the person that somebody means (core/who.py), by handle."""

from collections.abc import Iterable

from course.core import who
from course.core.model import Handle, Roster


def find(roster: Roster, word: str) -> Handle:
    """The handle of the one person meant; UsageError names what was understood instead."""
    return who.meant(word, roster).handle


def find_all(roster: Roster, words: Iterable[str]) -> frozenset[Handle]:
    """The handles of everybody meant."""
    return who.all_meant(words, roster)
