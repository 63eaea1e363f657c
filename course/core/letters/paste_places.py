"""Where the message of a week may be pasted; apart from the model, so that the command line loads it in no time."""

from enum import StrEnum


class PastePlace(StrEnum):
    """Where the text is pasted."""

    TEXT = "text"
    SLACK = "slack"
    TEAMS = "teams"
    DISCORD = "discord"
    WHATSAPP = "whatsapp"
    LIST = "list"
