"""From the decision to write to the words of the letter, plain and as a page."""

import hashlib
import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import jinja2

from course.core.errors import CourseError
from course.core.letters import signature
from course.core.letters.model import Nudge, Skip
from course.core.model import Handle, Organiser, Progress, Report
from course.formats import sanitize
from course.formats.letters import template_facts, templates
from course.formats.letters.template_facts import LetterDesk, Sources

NOTHING_ELSE = Sources()
WIDTH = 72
MOST_KEPT = 4000  # emails whose words are kept


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person; `basis` changes when the reason for a word of it changes."""

    nudge: Nudge
    name: str
    address: str
    subject: str
    text: str
    html: str
    basis: str
    signer: Organiser  # who signs it
    code: str = ""  # by which a reply or a bounce is known again
    posts: tuple[str, ...] = ()  # keys of the posts of others that it recommends
    shown: tuple[Handle, ...] = ()  # everybody else whom it names


def letters(
    nudges: Iterable[Nudge], report: Report, sources: Sources = NOTHING_ELSE
) -> tuple[tuple[Letter, ...], tuple[Skip, ...]]:
    """The letters in the order of the nudges, and a Skip for everybody whose address is not exactly one."""
    desk = template_facts.desk(report, sources)
    written: list[Letter] = []
    refused: list[Skip] = []
    for nudge in nudges:
        try:
            written.append(_letter(nudge, desk))
        except templates.LetterTemplateError:
            raise
        except CourseError as error:
            refused.append(Skip(nudge.handle, str(error)))
    return tuple(written), tuple(refused)


def _letter(nudge: Nudge, desk: LetterDesk) -> Letter:
    row = desk.rows[nudge.handle]
    address = sanitize.mailbox(row.participant.email or "")
    facts = template_facts.facts(nudge, row, desk)
    subject, text, html = _words(nudge.kind, facts, desk.letters)
    name = sanitize.mail_name(row.participant.name)
    signer, code = signature.signer(desk.report.course, row.participant), str(facts["code"])
    basis = _basis(nudge, row, address, facts)
    posts = tuple(post.key for post in desk.sources.posts.get(nudge.handle, ()))
    shown = template_facts.named(nudge, row.participant, desk)
    return Letter(nudge, name, address, subject, text, html, basis, signer, code, posts, shown)


def _words(kind: str, facts: Mapping[str, object], letters: jinja2.Environment) -> tuple[str, str, str]:
    """Subject, text and page. The same facts give the same words, which are kept: when one person's email changes, the
    hundreds of others don't."""
    kept, name = templates.kept_words(letters), hashlib.sha256(f"{kind} {facts!r}".encode("utf-8", "replace")).digest()
    if name not in kept:
        subject, text = _subject_and_text(templates.render(letters, f"{kind}.txt", facts), kind)
        html = templates.render(letters, f"{kind}.html", {**facts, "subject": subject})
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[name] = subject, text, html
    return kept[name]


def _basis(nudge: Nudge, row: Progress, address: str, facts: Mapping[str, object]) -> str:
    """A digest of why this letter is written: not of the words, nor of how many others have done a Thing."""
    if nudge.one_off:
        return _digest([nudge.key, nudge.week, address, facts["name"], facts["organiser"], facts["seen"]])
    done = [(credit.thing, credit.url) for credit in row.credits]
    reasons = [
        nudge.key,
        nudge.kind,
        nudge.week,
        nudge.things,
        done,
        row.owed,
        address,
        facts["name"],
        facts["checking"],
        facts["seen"],
        facts["organiser"],
        *filter(None, [facts["week_note"], facts["note"]]),
    ]
    return _digest(reasons)


def _digest(reasons: list[object]) -> str:
    return hashlib.sha256(json.dumps(reasons).encode()).hexdigest()[:32]


def _subject_and_text(rendered: str, kind: str) -> tuple[str, str]:
    first, _, body = rendered.lstrip().partition("\n")
    if not first.startswith("Subject:"):
        raise templates.LetterTemplateError(
            f"{templates.FOLDER}{kind}.txt:1: the first line isn't the subject.",
            'Begin it with "Subject: " and then the subject.',
        )
    return sanitize.mail_line(first.removeprefix("Subject:")), wrapped(body)


def wrapped(body: str) -> str:
    """The text at 72 columns: links whole, lists hanging, never two empty lines in a row."""
    lines = [piece for line in body.splitlines() for piece in _wrapped_line(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _wrapped_line(line: str) -> list[str]:
    if len(line) <= WIDTH or " " not in line.strip():
        return [line if line == "-- " else line.rstrip()]
    start = re.match(r"\s*(?:[*-] )?", line)
    indent = len(start.group()) if start else 0
    return textwrap.wrap(line, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
