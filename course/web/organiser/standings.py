"""How the app shows where people stand: the word, the icon and the colour of each standing."""

from collections.abc import Mapping
from typing import NamedTuple

from course.core.model import Standing


class StandingLook(NamedTuple):
    """A word, and the name of an icon and of a colour in app.css."""

    word: str
    icon: str
    colour: str


LOOKS: Mapping[Standing, StandingLook] = {
    Standing.FINISHED: StandingLook("Finished", "on", "on"),
    Standing.AHEAD: StandingLook("Ahead", "ahead", "ahead"),
    Standing.ON_SCHEDULE: StandingLook("On schedule", "on", "on"),
    Standing.BEHIND: StandingLook("Behind", "behind", "behind"),
    Standing.STALLED: StandingLook("Stalled", "quiet", "quiet"),
    Standing.NOT_STARTED: StandingLook("Not started", "none", "none"),
    Standing.CANNOT_READ: StandingLook("Blog unreadable", "cannot", "cannot"),
    Standing.PAUSED: StandingLook("Paused", "paused", "paused"),
    Standing.WITHDRAWN: StandingLook("Left", "left", "left"),
}
