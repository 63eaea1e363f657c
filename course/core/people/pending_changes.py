"""What somebody wants changed about their own place: pause, leave, come back, no reminders, who sees them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from course.core.model import Handle, Participant, Pause, Roster, Show


def changed(person: Participant, settings: Mapping[str, Any]) -> Participant:
    """The person with these settings changed: `reminders`, `show`, `withdrawn`, `from` with `until`, `resume`. Others are ignored."""
    if isinstance(settings.get("reminders"), bool):
        person = replace(person, reminders=settings["reminders"])
    if settings.get("show") in tuple(Show):
        person = replace(person, show=Show(settings["show"]))
    if "withdrawn" in settings:
        person = replace(person, withdrawn=_day(settings["withdrawn"]))
    start, until = _day(settings.get("from")), _day(settings.get("until"))
    if start and until and until >= start:
        kept = [one for one in person.pauses if one.start > until or (one.until or date.max) < start]
        person = replace(person, pauses=tuple(sorted([*kept, Pause(start, until)], key=lambda one: one.start)))
    if settings.get("resume") and (today := _day(settings["resume"])):
        last = today - timedelta(days=1)
        ended = (replace(one, until=min(one.until or last, last)) for one in person.pauses)
        person = replace(person, withdrawn=None, pauses=tuple(one for one in ended if one.start <= (one.until or last)))
    return person


def all_changed(roster: Roster, asked: Iterable[tuple[Handle, Mapping[str, Any]]]) -> Roster:
    """Everybody, with the changes they asked for, in this order. Who isn't on the roster is passed over."""
    people = dict(roster)
    for handle, settings in asked:
        if handle in people:
            people[handle] = changed(people[handle], settings)
    return people


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
