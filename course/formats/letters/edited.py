"""An email in the organiser's own words: what they typed, as text and as a page."""

from dataclasses import replace

from course.core.errors import UsageError
from course.core.model import Course
from course.formats import colours, jinja_environment, sanitize
from course.formats.letters import compose, mime
from course.formats.letters.compose import WIDTH, Letter

LONGEST = 20_000  # characters of a text


def draft(letter: Letter, course: Course, subject: str, text: str) -> bytes:
    """The letter's draft with another subject and text; UsageError where one of them is empty, or the text too long."""
    subject, text = sanitize.mail_line(subject), sanitize.screen(text.replace("\r\n", "\n")).strip()
    if not subject or not text:
        raise UsageError("An email needs a subject and a text.", "Write both, then save it again.")
    if len(text) > LONGEST:
        raise UsageError("This text is too long for an email.", f"Keep it under {LONGEST} characters.")
    words = compose.wrapped(text)
    return mime.draft(replace(letter, subject=subject, text=words, html=_page(subject, words, course)), course)


def unwrapped(text: str) -> str:
    """The text with each paragraph on one line, as it was before it was wrapped; lists and addresses stay as they are."""
    joined: list[str] = []
    before = ""
    for line in text.splitlines():
        word = (line.split(maxsplit=1) or [""])[0]
        plain = word and not line[0].isspace() and line[:2] not in ("* ", "- ") and before[:1].strip()
        if plain and " " in before and len(before) + 1 + len(word) > WIDTH and not (line == word and "://" in word):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        before = line
    return "\n".join(joined) + "\n"


def _page(subject: str, words: str, course: Course) -> str:
    template = jinja_environment.environment().get_template("edited.html")
    blocks = [block.split("\n") for block in unwrapped(words).strip("\n").split("\n\n")]
    shades = {"look": colours.day(course.look.accent), "night": colours.night(course.look.accent)}
    return template.render(subject=subject, blocks=blocks, course=sanitize.mail_line(course.title), **shades)
