"""participants.toml to a Roster; add, change and remove, as edits of text that are proved before they are given back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import tomli

from course.core.errors import Problem, RosterEditRefused
from course.core.hints import Action, Hint
from course.core.model import Course, Handle, Participant, Pause, Roster, Show
from course.core.posts import same_address
from course.core.progress import course_weeks
from course.formats import sanitize
from course.formats.files import toml_edits, toml_reader
from course.formats.files.toml_reader import TomlFile

PATH = "participants.toml"
FIELDS = {
    "name": toml_reader.text(required=True),
    "cohort": toml_reader.text(required=True),
    "joined": toml_reader.day(required=True),
    "blogs": toml_reader.Field(
        'a list of addresses, like ["https://nightjar.example/"]', toml_reader.texts().good, required=True
    ),
    "email": toml_reader.text(),
    "groups": toml_reader.texts(),
    "show": toml_reader.choice("public", "course", "private"),
    "reminders": toml_reader.switch(),
    "withdrawn": toml_reader.day(),
    "pauses": toml_reader.tables(),
    "moved": toml_reader.days(),
    "agreed": toml_reader.day(),
    "certificate_name": toml_reader.text(),
    "earlier": toml_reader.text(),
}
PAUSE = {"from": toml_reader.day(required=True), "until": toml_reader.day()}
HANDLE = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}", re.ASCII)
_NEEDED = {"name", "cohort", "joined", "blogs"}
_EMAIL = re.compile(r"[^@\s<>()\[\],;:\"\\]+@[^@\s<>()\[\],;:\"\\]+\.[^@\s<>()\[\],;:\"\\]+")


def parse(data: bytes, path: str, course: Course | None) -> tuple[Roster | None, tuple[Problem, ...]]:
    """Everybody on the roster, and every mistake in it; None when the file is not TOML at all.

    A table with a mistake in name, cohort, joined or blogs is left out. Any other mistake leaves that setting out, and
    the person gets no letters and is shown to nobody until it is put right: the mistyped line may have asked for that."""
    text, broken = toml_reader.decode(data, path)
    page = TomlFile(path, text, problems=[broken] if broken else [])
    values = None if broken else toml_reader.load(page)
    if values is None:
        return None, tuple(page.problems)
    toml_reader.take(page, "", values, {"participants": toml_reader.table()})
    people = values.get("participants")
    roster: dict[Handle, Participant] = {}
    for handle, table in (people if isinstance(people, dict) else {}).items():
        person = _person(page, handle, table, course)
        if person:
            roster[person.handle] = person
    _link_runs(page, roster, course)
    return MappingProxyType(roster), tuple(page.problems)


def _person(page: TomlFile, handle: str, table: object, course: Course | None) -> Participant | None:
    header = f"participants.{handle}"
    if not isinstance(table, dict):
        page.tell(
            page.line(header), f"{handle} isn't a participant.", f"Write [participants.{handle}] on a line of its own."
        )
        return None
    before = len(page.problems)
    if not HANDLE.fullmatch(handle):
        page.tell(
            page.line(header),
            f"the handle {handle!r} isn't valid.",
            "Use up to 63 characters: a-z, 0-9, - and _.",
        )
        return None
    good = toml_reader.take(page, header, table, FIELDS)
    cohort = good.get("cohort")
    if course and cohort and cohort not in course.cohorts:
        known = ", ".join(course.cohorts)
        page.tell(page.line(header, "cohort"), f"{handle}: there is no cohort {cohort!r}.", f"Cohorts: {known}.")
        return None
    if "email" in good and not _EMAIL.fullmatch(good["email"]):
        missing = "has no @ sign." if "@" not in good["email"] else "isn't an email address."
        page.tell(
            page.line(header, "email"), f'email "{good.pop("email")}" {missing}', "Correct it, or delete the line."
        )
    _without_passwords(page, handle, good)
    pauses = tuple(_pauses(page, header, good.pop("pauses", [])))
    if not good.keys() >= _NEEDED:
        return None
    clean = len(page.problems) == before
    return Participant(
        handle=Handle(handle),
        name=good["name"].strip(),
        cohort=good["cohort"],
        joined=good["joined"],
        blogs=tuple(dict.fromkeys(blog.strip() for blog in good["blogs"])),
        email=good.get("email"),
        groups=tuple(good.get("groups", ())),
        show=Show(good.get("show", "course")) if clean else Show.PRIVATE,
        reminders=good.get("reminders", True) and clean,
        withdrawn=good.get("withdrawn"),
        pauses=pauses,
        moved=tuple(good.get("moved", ())),
        agreed=good.get("agreed"),
        certificate_name=good.get("certificate_name"),
        earlier=Handle(good["earlier"]) if "earlier" in good else None,
    )


def _without_passwords(page: TomlFile, handle: str, good: dict[str, Any]) -> None:
    """Leave out every blog whose address has a user name or a password in it, and tell so without showing it."""
    for blog in [blog for blog in good.get("blogs", ()) if same_address.has_password(blog)]:
        good["blogs"].remove(blog)
        page.tell(
            page.line(f"participants.{handle}", "blogs"),
            f"{handle}: a blog's address contains a user name or a password that everybody could read.",
            f"Write {sanitize.clean(same_address.without_password(blog), 200)} instead, and change the password.",
        )


def _link_runs(page: TomlFile, roster: dict[Handle, Participant], course: Course | None) -> None:
    """Tell each entry when the same person's next run begins; a link that can't be is a mistake, and is left out."""
    for handle, person in list(roster.items()):
        if person.earlier is None:
            continue
        before = roster.get(person.earlier)
        if wrong := _wrong_link(person, before):
            hint = "Give the handle of the same person's entry in the earlier run, or delete the line."
            page.tell(page.line(f"participants.{handle}", "earlier"), f"{handle}: {wrong}", hint)
            roster[handle] = replace(roster[handle], earlier=None)
        elif before:
            begins = course_weeks.next_run_begins(course.cohorts[person.cohort], person) if course else person.joined
            roster[before.handle] = replace(roster[before.handle], next_run=begins)


def _wrong_link(person: Participant, before: Participant | None) -> str:
    if before is None:
        return f'"{sanitize.clean(str(person.earlier), 80)}" in earlier isn\'t on the roster.'
    if before.cohort == person.cohort:
        return f"{before.handle} is in the same cohort, so it isn't an earlier run."
    if before.joined >= person.joined:
        return f"{before.handle} joined on {before.joined}, which isn't before {person.joined}."
    if before.next_run:
        return f"another entry already continues {before.handle}."
    return ""


def _pauses(page: TomlFile, header: str, tables: list[dict[str, Any]]) -> Iterator[Pause]:
    for table in tables:
        good = toml_reader.take(page, header, table, PAUSE, near="pauses")
        if "from" in good and "until" in good and good["until"] < good["from"]:
            page.tell(
                page.line(header, "pauses"), f"a pause ends on {good['until']}, before it begins.", "Correct the dates."
            )
        elif "from" in good:
            yield Pause(good["from"], good.get("until"))


# Edits: each is proved by reading the result back ---------------------------------------------------


def settings(person: Participant) -> dict[str, Any]:
    """What the roster says of a person, defaults left out, in the order in which a block is written."""
    values: dict[str, Any] = {"name": person.name, "cohort": person.cohort, "joined": person.joined}
    values["blogs"] = list(person.blogs)
    if person.email:
        values["email"] = person.email
    if person.groups:
        values["groups"] = list(person.groups)
    if person.show is not Show.COURSE:
        values["show"] = str(person.show)
    if not person.reminders:
        values["reminders"] = False
    values |= {"withdrawn": person.withdrawn} if person.withdrawn else {}
    if person.pauses:
        values["pauses"] = [pause_table(pause) for pause in person.pauses]
    values |= {"moved": list(person.moved)} if person.moved else {}
    values |= {"agreed": person.agreed} if person.agreed else {}
    values |= {"certificate_name": person.certificate_name} if person.certificate_name else {}
    values |= {"earlier": person.earlier} if person.earlier else {}
    return values


def pause_table(pause: Pause) -> dict[str, Any]:
    """A pause as the roster writes it."""
    return {"from": pause.start} | ({"until": pause.until} if pause.until else {})


def add(text: str, person: Participant) -> str:
    """The roster's text with one block more at its end; every other byte as it was."""
    newline = "\r\n" if "\r\n" in text else "\n"
    expected = toml_edits.values(text, PATH)
    people = expected.setdefault("participants", {})
    if person.handle in people:
        raise RosterEditRefused(f"{person.handle} is already on the roster.", "Choose another handle.")
    block = _block(person.handle, settings(person))
    people[person.handle] = tomli.loads(block)["participants"][person.handle]
    gap = "" if not text.strip("\ufeff") else newline if text.endswith("\n") else newline * 2
    return toml_edits.proved((text + gap + block.replace("\n", newline),), expected, block, PATH)


def change(text: str, handle: str, key: str, value: object) -> str:
    """The roster's text with one setting of one person replaced, inserted, or (value None) taken out."""
    missing = RosterEditRefused(
        f"Nobody on the roster has the handle {handle}.", Hint("See everybody: ", Action.LIST_PEOPLE)
    )
    return toml_edits.change(text, PATH, ("participants", handle), key, value, missing)


def remove(text: str, handle: str) -> str:
    """The roster's text without one person's block; every other byte as it was."""
    expected = toml_edits.values(text, PATH)
    if handle not in expected.get("participants", {}):
        raise RosterEditRefused(
            f"Nobody on the roster has the handle {handle}.", Hint("See everybody: ", Action.LIST_PEOPLE)
        )
    del expected["participants"][handle]
    lines = text.split("\n")
    return toml_edits.proved(_without(lines, handle), expected, f"(delete the block [participants.{handle}])", PATH)


def table(text: str, handle: str) -> Mapping[str, Any]:
    """What stands in one person's block, as it is written; nothing where there is no such block."""
    return toml_edits.values(text, PATH).get("participants", {}).get(handle, {})  # type: ignore[no-any-return]


def _block(handle: str, values: Mapping[str, Any]) -> str:
    return f"[participants.{handle}]\n" + "".join(
        f"{key} = {toml_edits.literal(value)}\n" for key, value in values.items()
    )


def _without(lines: list[str], handle: str) -> Iterator[str]:
    header = toml_edits.header("participants", handle)
    for at, line in enumerate(lines):
        if not header.match(line):
            continue
        own = re.compile(rf'\s*\[\[?\s*["\']?participants["\']?\s*\.\s*["\']?{re.escape(handle)}["\']?\s*\.')
        end = at + 1
        while end < len(lines) and (not lines[end].lstrip().startswith("[") or own.match(lines[end])):
            end += 1
        last = toml_edits.last_setting(lines, at, end)
        after = (
            last + 1 if last < len(lines) and not lines[last].strip() else last
        )  # one blank line goes with the block
        for stop in (after, last, end):
            yield "\n".join([*lines[:at], *lines[stop:]])
