"""The week's message for everybody, as text to paste into Slack, Teams, Discord, WhatsApp or a mailing list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course.core import sentences
from course.core.letters.paste_places import PastePlace
from course.core.model import Course, Thing, Week, WeekKind
from course.formats import sanitize, your_post
from course.formats.letters import compose, plain_markdown, template_facts, texts
from course.formats.letters.plain_markdown import TextMarks

MARKS: Mapping[PastePlace, TextMarks] = {  # Teams keeps no marks of pasted text, so it gets none
    PastePlace.TEXT: TextMarks("", ""),
    PastePlace.SLACK: TextMarks("*", "_"),
    PastePlace.TEAMS: TextMarks("", ""),
    PastePlace.DISCORD: TextMarks("**", "*"),
    PastePlace.WHATSAPP: TextMarks("*", "_"),
    PastePlace.LIST: TextMarks("*", "*"),
}


@dataclass(frozen=True, slots=True)
class SharedWeek:
    """A week of the course, as everybody in a cohort has it; `number` is None before the first."""

    course: Course
    number: int | None
    begins: str  # the first day of the course, written out
    note: str  # the organiser's, in Markdown
    signer: str

    @property
    def things(self) -> Sequence[Thing]:
        """The Things of the week."""
        return [thing for thing in self.course.things if thing.week == self.number]

    @property
    def special(self) -> Week | None:
        """What is set for a week that isn't ordinary."""
        return self.course.weeks.get(self.number or 0)


def render(week: SharedWeek, place: PastePlace) -> str:
    """The message in the marks of that place; for a mailing list with its subject, and wrapped."""
    marks = MARKS[place]
    title = _title(week)
    paragraphs = [
        *([] if place is PastePlace.LIST else [f"{marks.strong}{title}{marks.strong}"]),
        *([sanitize.clean(week.special.note, 2000)] if week.special and week.special.note else []),
        *([plain_markdown.plain(week.note, marks)] if week.note else []),
        *(_thing(thing, week, marks) for thing in week.things),
        *([_how(week)] if week.things else []),
        sanitize.clean(week.signer),
    ]
    text = "\n\n".join(paragraphs) + "\n"
    return f"Subject: {title}\n\n{compose.wrapped(text)}" if place is PastePlace.LIST else text


def _title(week: SharedWeek) -> str:
    course, things = sanitize.clean(week.course.title), week.things
    if week.number is None:
        return texts.begins(course, week.begins)
    if things:
        title = sanitize.clean(things[0].title) if len(things) == 1 else ""
        return texts.week_with_things(course, week.number, [thing.number for thing in things], title)
    kind = week.special.kind if week.special else WeekKind.ORDINARY
    return texts.week_without_things(course, week.number, kind)


def _thing(thing: Thing, week: SharedWeek, marks: TextMarks) -> str:
    name = sentences.titled_thing(thing.number, sanitize.clean(thing.title))
    lines = [
        f"{marks.strong}{name}{marks.strong} ({texts.minutes(thing.minutes)})",
        sanitize.clean(thing.lede, 2000),
        texts.done_when(sanitize.clean(thing.done_when, 2000)) if thing.done_when else "",
        template_facts.page(thing.number, week.course),
    ]
    return "\n".join(filter(None, lines))


def _how(week: SharedWeek) -> str:
    tag = sanitize.clean(week.course.tags[0]) if week.course.tags else ""
    return texts.how_to_post([your_post.example(thing) for thing in week.things], tag)
