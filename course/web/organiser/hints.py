"""What a service advises, in the words of the app: where it names a command, the place that does the same."""

import re
from collections.abc import Mapping

PLACES: Mapping[str, str] = {
    "check": "the mistakes, on Today",
    "track": "Read the blogs, on Today",
    "weekly": "Today",
    "people import --waiting": "the sign-ups, on Today",
    "people": "People",
    "register": "People",
    "mark": "People",
    "review": "Review",
    "remind recover": "the record of sent emails, on Emails",
    "remind": "Emails",
    "mail": "the replies, on Emails",
    "things": "Course",
    "report": "Report",
    "figures": "Figures",
    "certificate": "Certificates",
    "publish": "Publish",
    "close": "Close the course",
    "init": "Start a course",
    "demo": "Start a course",
}
_SENTENCES: Mapping[str, str] = {
    "and run: cpd23 track --all, then cpd23 remind recover": "then read the blogs on Today, and check the record of sent "
    "emails on Emails",
    "Write one: cpd23 remind write FILE --to everybody --extra": "Write one: Emails",
    " To send it in addition to the weekly email: --extra": "",
    "or use --note for a description": "or leave it empty, and write down how you know",
    ": add --anyway": ", tick that they share it",
    "Give the cohort of the new run: --cohort": "Choose the cohort of the new run",
    "Give a later day with --joined": "Give a later first day",
    "Add it: --thing N": "Choose the Thing beside it",
    "See the new list with -n": "Load the page again to see the new list",
    'Say which one does: --map "QUESTION=name"': "Say which one does, in the list of columns",
    "Choose another title with --title": "Choose another title",
    ", or add --offline": "",
    ": add --extra": "",
    "Run the command again": "Try again",
    "run the command again": "try again",
    " in the roster": "",
    "Nobody on the roster is": "Nobody in the course is",
    "is no longer on the roster": "isn't in the course any more",
    "is on the roster already": "is in the course already",
    "then run: cpd23 check": "then load this page again",
    "run: cpd23": "go to: cpd23",
    "next cpd23 track will": "next reading will",
    "then cpd23 remind approve": "then approve it again",
    " Is it elsewhere? cpd23 -C FOLDER": "",
}
# A command with its sub-command, options and placeholders; a name only where nothing but these can follow.
_REST = r"(?: (?:--?[\w-]+(?:=\S+)?|[A-Z]{2,}\b))*"
_COMMAND = re.compile(
    r"cpd23 (?P<command>people import --waiting"
    rf"|(?:people|remind|things|mail)(?: [a-z]+(?: [\w.-]*\w(?=$|[.;,)]| [A-Z-]))?)?|[a-z]+){_REST}"
)


_SAME_PERSON = re.compile(r"cpd23 register --again \S+ --cohort COHORT")


def in_the_app(advice: str) -> str:
    """The advice with places of the app for commands. `trust` stays: it's for the command line alone."""
    for words, ours in _SENTENCES.items():
        advice = advice.replace(words, ours)
    advice = _SAME_PERSON.sub("choose who they were", advice)
    return _COMMAND.sub(lambda found: _place(found["command"]) or found[0], advice)


def _place(command: str) -> str:
    return PLACES.get(command) or PLACES.get(command.split(maxsplit=1)[0], "")
