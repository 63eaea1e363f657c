"""The figures in words and in JSON."""

import json
from collections.abc import Sequence

from replay import records, score
from replay.engine import Answer
from replay.score import Figures, Miss

HEAD = f"{'':34} posts pairs  precision          recall          asked  neither  queued  nothing done: credited"


def text(answers: Sequence[Answer], everything: Sequence[Answer]) -> str:
    """What a person reads. `answers` are those chosen for the score, `everything` all that were served."""
    blogs = len({a.record.blog for a in everything})
    lines = [f"{len(everything)} posts of {blogs} blogs served, {len(answers)} of them scored.", "", "The bar", ""]
    for aim in score.aims(answers):
        sign = "≥" if aim.least else "≤"
        lines.append(f"  {'met   ' if aim.met else 'MISSED'} {aim.what}: {_rate(aim.value)} ({sign} {aim.aim:g})")
    lines += ["", "By kind. Asked, neither: shares of the pairs. Queued: share of the posts.", "", HEAD]
    lines += [_row(name, found) for name, found in score.groups(answers).items()]
    for sort in score.SORTS:
        found = [miss for miss in score.misses(answers) if miss.sort == sort]
        lines += ["", f"{sort.capitalize()}: {len(found)}"] + [line for miss in found for line in _miss(miss)]
    lines += [
        "",
        "A sure claim counts as a credit also where an earlier post of the person has earned that Thing already.",
    ]
    return "\n".join(lines) + "\n"


def data(answers: Sequence[Answer], everything: Sequence[Answer]) -> str:
    """The same as JSON."""
    bar = [
        {"what": a.what, "value": a.value, "aim": a.aim, "least": a.least, "met": a.met} for a in score.aims(answers)
    ]
    answer = {
        "schema": 1,
        "served": len(everything),
        "scored": len(answers),
        "bar": bar,
        "groups": {name: found.data() for name, found in score.groups(answers).items()},
        "misses": [_miss_data(miss) for miss in score.misses(answers)],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _row(name: str, found: Figures) -> str:
    idle = f"{found.idle_credited} of {found.idle}" if found.idle else ""
    return (
        f"{name:34} {found.posts:5} {found.pairs:5}  {_rate(found.precision)} {found.right:4}/{found.automatic:<4} "
        f" {_rate(found.recall)} {found.right:4}/{found.pairs:<4}  {_rate(found.to_review)}  {_rate(found.neither)}  "
        f" {_rate(found.in_queue)}  {idle}"
    ).rstrip()


def _rate(value: float | None) -> str:
    return "  -  " if value is None else f"{value:.3f}"


def _miss(miss: Miss) -> list[str]:
    record = miss.answer.record
    title = record.title[:100] or "(no title)"
    labelled = ", ".join(map(str, sorted(records.gold(record)))) or "nothing"
    kinds = ", ".join((*record.kind, record.role, record.certainty))
    lines = [
        f"  {f'Thing {miss.thing}: ' if miss.thing else ''}{title} [{record.id}]",
        f"      {record.home}, {record.day}; label {labelled} ({kinds}): {record.why}",
    ]
    if not miss.answer.in_run:
        lines.append("      outside the run")
    return lines + [f"      {c.confidence} {c.thing}: {'; '.join(c.evidence)}" for c in miss.answer.claims]


def _miss_data(miss: Miss) -> dict[str, object]:
    record, claims = miss.answer.record, miss.answer.claims
    return {
        "sort": miss.sort,
        "thing": miss.thing,
        "id": record.id,
        "home": record.home,
        "title": record.title,
        "day": str(record.day),
        "in_run": miss.answer.in_run,
        "label": sorted(records.gold(record)),
        "certainty": record.certainty,
        "why": record.why,
        "kind": list(record.kind),
        "claims": [{"thing": c.thing, "confidence": c.confidence, "evidence": list(c.evidence)} for c in claims],
    }
