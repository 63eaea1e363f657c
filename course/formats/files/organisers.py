"""Who runs the course and who else signs emails, as course.toml names them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from course.core.model import CoOrganiser, Organiser
from course.formats.files import toml_reader
from course.formats.files.toml_reader import TomlFile

_ORGANISER = {"name": toml_reader.text(required=True), "email": toml_reader.text(required=True)}
_OTHER = {
    "name": toml_reader.text(required=True),
    "email": toml_reader.text(),
    "cohorts": toml_reader.texts(),
    "groups": toml_reader.texts(),
}


def organiser(page: TomlFile, values: Mapping[str, Any]) -> Organiser | None:
    """Who runs the course; None, with the mistakes noted on the page, where that can't be used."""
    good = toml_reader.take(page, "organiser", values, _ORGANISER, near="organiser")
    _check_email(page, "organiser", good)
    return Organiser(**good) if _ORGANISER.keys() == good.keys() else None


def others(page: TomlFile, tables: Iterable[Mapping[str, Any]], cohorts: Collection[str]) -> tuple[CoOrganiser, ...]:
    """Who else signs emails, in the order of the file; one of whom nobody would see anything is left out."""
    found = []
    for table in tables:
        good = toml_reader.take(page, "organisers", table, _OTHER)
        _check_email(page, "organisers", good)
        if unknown := [name for name in good.get("cohorts", ()) if name not in cohorts]:
            hint = f"Cohorts: {', '.join(cohorts)}."
            page.tell(page.line("organisers", "cohorts"), f"there is no cohort called {unknown[0]}.", hint)
        one = CoOrganiser(
            good.get("name", "").strip(),
            good.get("email", ""),
            tuple(name for name in good.get("cohorts", ()) if name in cohorts),
            tuple(good.get("groups", ())),
        )
        if one.name and not (table.get("cohorts") or table.get("groups")):
            what = f"{one.name} won't sign any emails, because no cohort or group is given."
            page.tell(page.line("organisers", "name"), what, 'Add cohorts = ["..."] or groups = ["..."].')
        elif one.name:
            found.append(one)
    return tuple(found)


def _check_email(page: TomlFile, header: str, good: dict[str, Any]) -> None:
    if good.get("email") and "@" not in good["email"]:
        page.tell(page.line(header, "email"), f'email "{good["email"]}" has no @ sign.', "Correct it.")
        if header == "organisers":
            del good["email"]
