"""What participants read is in templates and in modules of texts, so that it can be translated: nowhere else is a sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import plain_english

ROOT = Path(__file__).parents[1]
# Everything on the way from the course to a participant's screen or mailbox.
WAYS = (
    "course/formats/intake/address_advice.py",
    "course/formats/letters/",
    "course/formats/site/",
    "course/formats/terminal/people_page.py",
    "course/formats/your_post.py",
    "course/services/registration/",
    "course/services/tracking/inspect_blog.py",
    "course/web/participants/",
)
TEXTS = (
    "course/formats/intake/texts.py",
    "course/formats/letters/texts.py",
    "course/formats/site/texts.py",
    "course/formats/your_post.py",
    "course/web/participants/texts.py",
)
NOT_FOR_PARTICIPANTS = {  # module: who reads its sentences instead, and when
    "course/formats/intake/address_advice.py": "the organiser who adds somebody whose site has no feeds",
    "course/formats/letters/compose.py": "the organiser whose own template has a mistake",
    "course/formats/letters/edited.py": "the organiser who edits an email",
    "course/formats/letters/incoming.py": "the organiser, beside a reply: why no person wrote it",
    "course/formats/letters/mime.py": "the organiser, where a draft or an address isn't valid; and the subject of a test",
    "course/formats/letters/outbox.py": "the organiser, in the outbox: the kinds of email, and why one can't be sent",
    "course/formats/letters/own_words.py": "nobody: it's the mark of a signed email, which the program looks for",
    "course/formats/letters/sent_lines.py": "the organiser whose record of sent emails is damaged",
    "course/formats/letters/templates.py": "the organiser whose own template has a mistake",
    "course/formats/letters/weekly_plan.py": "the organiser: the title of the week's plan",
    "course/formats/letters/written_files.py": "the organiser whose own email has a mistake",
    "course/formats/site/certificates.py": "the organiser whose installation or course.toml can't make a certificate",
    "course/services/registration/mail_queue.py": "the organiser, in the log: why the mail server sent no email",
    "course/services/registration/sign_up.py": "the organiser, in the log; the visitor's page says only that it didn't work",
    "course/services/tracking/inspect_blog.py": "the organiser who looks at a blog without a connection",
}
_SENTENCE = re.compile(r"[a-z][a-z’']*[,:;]?(?: (?:[a-z][a-z’']*|\.\.\.)[,:;]?){2,}", re.IGNORECASE)
_LOG = re.compile(r"(?:\w+\.)?log\.")
_MARKUP = re.compile(r"<[^>]*>")


def modules() -> Iterator[str]:
    """Every module on the way to participants that isn't one of texts."""
    paths = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "course").rglob("*.py")))
    return (path for path in paths if path.startswith(WAYS) and path not in TEXTS)


def sentences(module: str, source: str) -> list[str]:
    """The strings of three or more words in a module, apart from those for the log; values count as words."""
    found = (text for text in plain_english.of_module(module, source) if _SENTENCE.search(_MARKUP.sub(" ", text.words)))
    logged = [
        call
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and _LOG.match(ast.unparse(call.func))
    ]
    lines = {line for call in logged for line in range(call.lineno, (call.end_lineno or call.lineno) + 1)}
    return [f"{text.place}: {text.words}" for text in found if int(text.place.rpartition(":")[2]) not in lines]


def test_participants_read_no_sentence_that_is_beside_logic() -> None:
    found = [
        sentence
        for module in modules()
        if module not in NOT_FOR_PARTICIPANTS
        for sentence in sentences(module, (ROOT / module).read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(["Move these to the area's module of texts (CONTRIBUTING.md, Translate):", *found])


@pytest.mark.parametrize("module", NOT_FOR_PARTICIPANTS)
def test_every_exception_is_still_needed(module: str) -> None:
    assert module in set(modules())
    assert sentences(module, (ROOT / module).read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", TEXTS)
def test_every_module_of_texts_is_there_for_translators(module: str) -> None:
    assert sentences(module, (ROOT / module).read_text(encoding="utf-8"))
    assert module in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('page("You have left the course.")', True),
        ('page(f"Paused until {day} at noon.")', True),
        ('log.error("The page could not be shown: %s", error)', False),
        ('security.log.error("The page could not be shown: %s", error)', False),
        ('name = f"Thing {number}"', False),
        ('svg = f"<rect class=bar x={x} y={y} width={w}/>"', False),
        ('"""A docstring is for programmers."""', False),
    ],
)
def test_a_sentence_is_known_from_other_strings(source: str, shown: bool) -> None:
    assert bool(sentences("course/web/participants/a.py", source)) is shown
