"""Private links to people's own pages, as the organiser deals with them."""

from pathlib import Path

from course.adapters.store import Store
from course.core import sentences
from course.core.people import find_person
from course.services import course_home


def revoke(root: Path, word: str) -> str:
    """Let no private link of somebody open anything any more, and end their sessions; what was done, as a sentence."""
    home = course_home.open_home(root)
    person = find_person.one(word, home.roster)
    with Store(home.database) as store:
        count = store.drop_links(person.handle)
    stopped = sentences.plural(count, "private link")
    return f"Stopped {stopped} of {person.name} ({person.handle}). They can ask for a new one on the sign-in page."
