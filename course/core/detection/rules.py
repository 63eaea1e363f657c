"""What a table of rules is: named rows, each with an example that it decides."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

Name = TypeVar("Name", bound=str)
Seen = TypeVar("Seen")
Verdict = TypeVar("Verdict")


class Rule(NamedTuple, Generic[Name, Seen, Verdict]):
    """One row: what it is called, an example that it decides, its verdict, and when it applies."""

    name: Name
    example: str
    verdict: Verdict
    applies: Callable[[Seen], object]


def decide(rules: Sequence[Rule[Name, Seen, Verdict]], seen: Seen) -> Rule[Name, Seen, Verdict] | None:
    """The first rule that applies."""
    for rule in rules:
        if rule.applies(seen):
            return rule
    return None
