"""What can go wrong: a Problem is a value, a CourseError ends the command."""

from dataclasses import dataclass

from course.core.hints import Hint, joined


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a file that a person wrote, with its place and its cure."""

    path: str
    line: int
    what: str
    hint: str | Hint = ""

    def __lt__(self, other: "Problem") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, str, str]:
        return self.path, self.line, self.what, str(self.hint)

    def __str__(self) -> str:
        """`path:line: what is wrong. How to put it right.`"""
        return str(self.whole)

    @property
    def whole(self) -> str | Hint:
        """The same, with what to do as a value."""
        return joined(f"{self.path}:{self.line}: {self.what}", self.hint)


class CourseError(Exception):
    """The command cannot go on. `hint` says what to do; `code` is the exit code (INTERFACE 3)."""

    code = 1

    def __init__(self, message: str, hint: str | Hint = "") -> None:
        super().__init__(message)
        self.hint = hint

    @property
    def whole(self) -> str | Hint:
        """What went wrong, and what to do."""
        return joined(self, self.hint)


class UsageError(CourseError):
    """The words of the command do not fit together."""

    code = 2


class Busy(CourseError):
    """Another writing run is going on in this home."""

    code = 5


class RosterEditRefused(CourseError):
    """No one-line edit of the roster could be proved; the hint is the lines to paste by hand."""


class MailboxTaken(CourseError):
    """Somebody on the roster has this mailbox already."""


class ExtraMissing(CourseError):
    """A part that was not installed: `extra` is pdf or badges. The command line says how to add it here."""

    def __init__(self, message: str, extra: str, hint: str | Hint = "") -> None:
        super().__init__(message, hint)
        self.extra = extra


class PartlyDone(CourseError):
    """Some blogs, letters or rows failed; everything else was done."""

    code = 4


class MistakesFound(CourseError):
    """`check` found mistakes."""

    code = 3
