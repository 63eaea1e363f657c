"""Which column of a form's answers holds what: guessed from the question and the answers, or as the organiser says."""

import re
from collections.abc import Sequence

from course.core.errors import UsageError
from course.formats.intake.sign_up_files import FIELDS, Columns, Sheet

_EMAIL = re.compile(r"\S+@\S+\.\S+")
_ADDRESS = re.compile(r"(?:https?|feed):|(?:[\w-]+\.)+[a-z]{2,}(?:[/:]|$)", re.IGNORECASE)
_YES_NO = re.compile(r"(?:yes|no|true|false|ja|nein|oui|non|si|sí|i agree|i do)\b", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?")

_ASKS = {  # by the words of a question: points for what it may ask, and what speaks against
    "blogs": ((r"blog", 5), (r"feed|rss", 3), (r"\burl\b|web ?site|web ?log|web ?address|home ?page|\blink\b|webadresse|\bsite\b", 3),
              (r"mail|name of|title|about|read|before|platform|which|have you", -6)),
    "feed": ((r"\bfeed\b|\brss\b|\batom\b", 6), (r"mail|feed ?back|about|read", -9)),
    "email": ((r"e-?mail|courriel|correo", 5), (r"your|my|own|address|preferred", 1), (r"blog|remind|agree|may we", -4)),
    "certificate_name": ((r"certificate|zertifikat", 8), (r"name", 2)),
    "name": ((r"display|shown?\b|screen|pen ?name|nick|alias|pseud|called|known as", 4),
             (r"name|call you|\bnom\b|\bnombre\b|\bnome\b|\bnaam\b|\bnavn\b|\bnamn\b|\bnimi\b|participant|who are you", 5),
             (r"full|real|first|last|sur|family", -1), (r"blog|librar|instit|organi|employer|user|file|school|town|certificate|title", -6)),
    "agreed": ((r"agree|consent|privacy|notice|gdpr|terms|einverst", 6),),
    "show": ((r"who (?:may|can|should)|visib|see my|see your|progress|public", 5),),
    "reminders": ((r"remind|nudge|erinner", 6),),
    "cohort": ((r"cohort|which run|which course|own pace|self-paced", 6),),
    "groups": ((r"\bgroups?\b|\bpods?\b|sector|type of library|kind of library", 6),),
    "joined": ((r"timestamp|completion time|submitted|zeitstempel|horodateur|date", 4), (r"birth|start time|start date|end", -8)),
    "handle": ((r"^handle$", 9),),
}  # fmt: skip
_HOLDS = {"blogs": _ADDRESS, "feed": _ADDRESS, "email": _EMAIL, "agreed": _YES_NO, "reminders": _YES_NO, "joined": _DAY}
_NEEDS_CONTENT = {"joined", "email", "blogs", "feed"}
_ENOUGH = 4.0


def guess(sheet: Sheet, cohorts: Sequence[str] = ()) -> dict[str, tuple[int, ...]]:
    """Which column holds what, by the words of the questions and by what the answers look like."""
    plain = [" ".join(cell.casefold().split()) for cell in sheet.header]
    named: dict[str, tuple[int, ...]] = {field: (plain.index(field),) for field in FIELDS if field in plain}
    if sheet.exact or {"name", "blogs"} <= named.keys():
        return named
    ranked = sorted(
        (
            (
                -_points(field, question, [row[at] for _, row in sheet.rows], cohorts),
                list(FIELDS).index(field),
                at,
                field,
            )
            for field in FIELDS
            for at, question in enumerate(plain)
        ),
    )
    found: dict[str, tuple[int, ...]] = {}
    for points, _, at, field in ranked:
        if -points >= _ENOUGH and field not in found and (at,) not in found.values():
            found[field] = (at,)
    if "feed" in found and "blogs" not in found:  # the only question about an address
        found["blogs"] = found.pop("feed")
    return _joined_names(found, plain)


def _points(field: str, question: str, cells: Sequence[str], cohorts: Sequence[str]) -> float:
    points = float(sum(worth for pattern, worth in _ASKS[field] if re.search(pattern, question)))
    filled = [cell for cell in cells if cell and cell.casefold() != "anonymous"]
    if not filled:
        return -1.0 if field in _NEEDS_CONTENT or field == "name" else points - 3
    if field in {"agreed", "reminders", "joined"} and points <= 0:
        return points  # yes, no and days are answers to many questions
    if holds := _HOLDS.get(field):
        share = sum(bool(holds.match(cell)) for cell in filled) / len(filled)
        points += 5 * share - (0 if share >= 0.2 else 1 if field == "blogs" else 4)
        if field == "blogs" and sum(bool(_EMAIL.fullmatch(cell)) for cell in filled) > len(filled) / 2:
            points -= 9
    if field == "cohort":
        points += 4 if all(cell in cohorts for cell in filled) else -9
    if (
        field in {"name", "certificate_name"}
        and sum(bool(_ADDRESS.match(c) or _EMAIL.match(c)) for c in filled) > len(filled) / 2
    ):
        points -= 9
    return points


def _joined_names(found: dict[str, tuple[int, ...]], plain: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """First name and surname in two columns are one name, where nobody asked for a name to show."""
    first = next((n for n, q in enumerate(plain) if re.search(r"first name|given name|forename|vorname", q)), None)
    last = next((n for n, q in enumerate(plain) if re.search(r"last name|surname|family name|nachname", q)), None)
    if first is not None and last is not None and found.get("name", (first,)) in {(first,), (last,)}:
        found["name"] = (first, last)
    return found


def mapped(sheet: Sheet, columns: Columns, maps: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns with what --map says put over them: QUESTION=FIELD, or QUESTION= to leave a question out.

    Two questions that are mapped to one field are both taken, in this order."""
    result = dict(columns)
    chosen: dict[str, tuple[int, ...]] = {}
    for words in maps:
        question, equals, field = words.rpartition("=")
        field = {"blog": "blogs", "group": "groups"}.get(field.strip().lower(), field.strip().lower())
        at = _column(sheet, question)
        if not equals or at is None:
            raise UsageError(f"There is no column {words!r}.", f"Columns: {', '.join(sheet.header)}")
        if field and field not in FIELDS:
            raise UsageError(f"{field!r} isn't a setting.", f"Settings: {', '.join(FIELDS)}.")
        result = {name: places for name, places in result.items() if at not in places and name != field}
        if field:
            chosen[field] = (*chosen.get(field, ()), at)
    return result | chosen


def _column(sheet: Sheet, question: str) -> int | None:
    wanted = " ".join(question.casefold().split())
    plain = [" ".join(cell.casefold().split()) for cell in sheet.header]
    if wanted in plain:
        return plain.index(wanted)
    starts = [n for n, cell in enumerate(plain) if wanted and cell.startswith(wanted)]
    return starts[0] if len(starts) == 1 else None
