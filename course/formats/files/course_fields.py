"""The settings that course.toml and the Thing files may have: their names, and what each value must be."""

from course.core.model import HandInRule, Learned
from course.formats.files import toml_reader

COURSE = {
    "title": toml_reader.text(required=True),
    "zone": toml_reader.text(required=True),
    "organiser": toml_reader.table(required=True),
    "organisers": toml_reader.tables(),
    "cohorts": toml_reader.table(required=True),
    "tags": toml_reader.texts(),
    "nouns": toml_reader.texts(),
    "site": toml_reader.text(),
    "about": toml_reader.text(),
    "join": toml_reader.text(),
    "look": toml_reader.table(),
    "grace": toml_reader.number(0, 365),
    "learned": toml_reader.choice(*Learned),
    "groups": toml_reader.texts(),
    "hand_in": toml_reader.choice(*HandInRule),
    "finish": toml_reader.table(),
    "keep_until": toml_reader.day(),
    "issuer": toml_reader.text(),
    "weeks": toml_reader.table(),
    "parts": toml_reader.table(),
    "licence": toml_reader.table(),
    "suggested_welcome": toml_reader.text(),
    "fetch": toml_reader.table(),
    "mail": toml_reader.table(),
}
COHORT = {"starts": toml_reader.day(), "ends": toml_reader.day(), "late_until": toml_reader.day()}
WEEK = {
    "kind": toml_reader.choice("catch-up", "reflection", "break", "ordinary"),
    "note": toml_reader.text(),
    "suggested_note": toml_reader.text(),
}
LICENCE = {key: toml_reader.text(required=True) for key in ("name", "url", "credit")}
PART = {
    "title": toml_reader.text(required=True),
    "things": toml_reader.numbers(),
    "lede": toml_reader.text(),
    "picture": toml_reader.text(),
    "alt": toml_reader.text(),
}
LOOK = {"accent": toml_reader.text(), "emblem": toml_reader.text()}
FINISH = {"all": toml_reader.switch(), "at_least": toml_reader.number(1, 999), "sections": toml_reader.table()}
FETCH = {
    "every_minutes": toml_reader.number(0, 10080),
    "per_host": toml_reader.number(1, 16),
    "workers": toml_reader.number(1, 512),
    "allow_private": toml_reader.texts(),
}
MAIL = {
    "server": toml_reader.text(required=True),
    "port": toml_reader.number(1, 65535),
    "security": toml_reader.choice("starttls", "tls", "none"),
    "user": toml_reader.text(),
    "password_file": toml_reader.text(),
    "per_minute": toml_reader.number(1, 6000),
    "per_day": toml_reader.number(1, 100000),
}
INBOX = {
    "server": toml_reader.text(required=True),
    "user": toml_reader.text(required=True),
    "port": toml_reader.number(1, 65535),
    "security": toml_reader.choice("tls", "starttls"),
    "password_file": toml_reader.text(),
    "folder": toml_reader.text(),
    "address": toml_reader.text(),
}
THING = {
    "number": toml_reader.number(1, 999, required=True),
    "title": toml_reader.text(required=True),
    "week": toml_reader.number(1, 520, required=True),
    "minutes": toml_reader.number(0, 6000),
    "required": toml_reader.switch(),
    "done_when": toml_reader.text(),
    "clues": toml_reader.table(),
    "resources": toml_reader.tables(),
    "lede": toml_reader.text(),
    "post_title": toml_reader.text(),
    "sample": toml_reader.text(),
    "suggested_note": toml_reader.text(),
    "either": toml_reader.numbers(),
    "words_at_least": toml_reader.number(1, 5000),
}
CLUES = {
    "strong": toml_reader.texts(),
    "weak": toml_reader.texts(),
    "not": toml_reader.texts(),
    "pages": toml_reader.texts(),
}
RESOURCE = {
    "name": toml_reader.text(required=True),
    "url": toml_reader.text(required=True),
    "checked": toml_reader.day(),
    "why": toml_reader.text(),
}
