"""The password of the mail account as the organiser typed it: kept in memory until the app stops, and nowhere else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from course.adapters import smtp
from course.core.model import InboxSettings, MailSettings

_Settings = MailSettings | InboxSettings
_Stored = Callable[[Any, Path], str]


class MailPassword:
    """What was typed; no page ever holds it."""

    def __init__(self, stored: _Stored = smtp.password) -> None:
        self._typed = ""
        self._stored = stored  # gives the password where it is stored, or raises PasswordNeeded

    @property
    def is_known(self) -> bool:
        """Whether somebody has typed one."""
        return bool(self._typed)

    def keep(self, typed: str) -> None:
        """Use this one from now on; an empty one changes nothing."""
        self._typed = typed or self._typed

    def forget(self) -> None:
        """Ask for it again next time."""
        self._typed = ""

    def is_wanted(self, settings: _Settings, root: Path) -> bool:
        """Whether the server wants a password that is stored nowhere and hasn't been typed."""
        try:
            self.of(settings, root)
        except smtp.PasswordNeeded:
            return True
        return False

    def of(self, settings: _Settings, root: Path) -> str:
        """The password for the server: as it is stored, or as it was typed; PasswordNeeded where there is neither."""
        try:
            return self._stored(settings, root)
        except smtp.PasswordNeeded:
            if self._typed:
                return self._typed
            raise

    def __repr__(self) -> str:
        return "MailPassword()"
