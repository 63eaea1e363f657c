"""Every text for users is plain English: no banned turn of phrase, and one glossary that the guides lead to."""

import re
from functools import cache
from pathlib import Path

import pytest

import plain_english
from plain_english import ROOT, Text

# Where a banned word is the right one: the place, the words around it, and why.
ALLOWED = (
    ("course/core/people/joining.py", r"The name has no letters", "letters of the alphabet"),
    ("course/formats/files/things.py", r"up to \.\.\. letters", "letters of the alphabet"),
    ("course/web/participants/texts.py", r"a name that has letters", "letters of the alphabet"),
)


def allowed(text: Text) -> bool:
    """Whether the banned words of a text are on the list above."""
    return any(text.place.startswith(place) and re.search(words, text.words) for place, words, _why in ALLOWED)


@cache
def banned() -> list[Text]:
    """The texts with a banned turn of phrase, also the allowed ones."""
    return [text for text in plain_english.texts() if plain_english.faults(text)]


def test_no_text_for_users_has_a_banned_turn_of_phrase() -> None:
    found = [fault for text in banned() if not allowed(text) for fault in plain_english.faults(text)]
    assert not found, "\n".join(found)


def test_every_exception_is_still_needed() -> None:
    for place, words, why in ALLOWED:
        assert why
        assert [text for text in banned() if text.place.startswith(place) and re.search(words, text.words)], place


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("The file stands in the folder.", "is"),
        ("as they lie in outbox", "is"),
        ("The handle Ada will not do.", "isn't valid"),
        ("The organiser is told when.", "we tell"),
        ("see whom to write to", "who"),
        ("so as not to send it twice", "to"),
        ("if the post bears out the number", "confirmed"),
        ("The course is to be closed.", "must be"),
        ("There is nothing but a link.", "only"),
        ("No post but a numbered one counts.", "only"),
        ("Put it right, then run check.", "correct"),
        ("The post is judged anew.", "a word of today"),
        ("your spreadsheet or the like", "an example"),
        ("Register it all the same?", "anyway"),
        ("a slip of the keyboard", "typing mistake"),
        ("Take them in like this?", "add"),
        ("See above; the others were not harmed.", "kept"),
        ("Some letters were not sent.", "email"),
        ("4 claims to decide", "possible credit"),
        ("What you've done stays yours.", "still counts"),
        ("There is no file in the home.", "course folder"),
        ("It waits in the review queue.", "waiting for your decision"),
        ("The page names no feed.", "lists"),
        ("Weighed and left: a second table.", "considered"),
        ("It is kept on one's own page.", "your own"),
    ],
)
def test_a_banned_turn_of_phrase_is_found_with_what_to_write(words: str, instead: str) -> None:
    (fault,) = plain_english.faults(Text("x:1", words, program=True))
    assert instead in fault


@pytest.mark.parametrize(
    "words",
    [
        "I understand the standing of everybody.", "Any blog will do.", "only the organiser may see it",
        "no terminal, but the file is there", "This letterhead is a homepage.", "an unclaimed name",
    ],
)  # fmt: skip
def test_what_is_plain_is_not_found(words: str) -> None:
    assert plain_english.faults(Text("x:1", words, program=True)) == []


def test_documents_may_speak_of_letters_and_claims() -> None:
    assert plain_english.faults(Text("x:1", "Write a covering letter; claims need evidence.", program=False)) == []


def faulty(root: Path) -> set[str]:
    """The files below a folder that have a banned turn of phrase."""
    return {text.place.rpartition(":")[0] for text in plain_english.texts(root) if plain_english.faults(text)}


def test_a_seeded_fault_is_found_wherever_a_text_can_be(tmp_path: Path) -> None:
    """In a string, a string with values, a help page, a template, a page of the site, a Thing, a guide, a decision and the README."""
    seeds = {
        "course/services/a.py": 'raise CourseError("This will not do.")\n',
        "course/formats/b.py": 'def shown(n: int) -> str:\n    return f"{n} blogs stands here"\n',
        "course/cli/commands/c.py": 'def show() -> None:\n    """Show whom to write to."""\n',
        "course/formats/templates/mail/d.txt": "{% if x %}You are told.{% endif %}\n",
        "course/web/participants/templates/e.html": "<p>It is <b>to be</b> closed; it lies there.</p>\n",
        "things/01-f.md": "Do it anew.\n",
        "docs/g.md": "The file lies there.\n",
        "docs/decisions/l.md": "What was weighed stands here.\n",
        "README.md": "Put it right.\n",
    }
    harmless = {
        "course/core/h.py": '"""The store lies here."""\n\n\ndef held() -> None:\n    """Whom it holds."""\n',
        "course/adapters/i.py": 'SQL = "SELECT whom FROM letters"\n',
        "course/formats/templates/site/j.html": '<style>.stands { color: red }</style><a href="whom lies">x</a>\n',
        "docs/k.md": "Type `whom lies`.\n\n    whom lies\n",
    }
    for name, source in (seeds | harmless).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    assert faulty(tmp_path) == set(seeds)


def test_the_guides_lead_to_the_glossary_and_each_word_is_explained_once() -> None:
    guides = (
        ROOT / "README.md",
        *(ROOT / "docs" / f"{name}.md" for name in ("organisers", "facilitators", "participants")),
    )
    assert [guide.name for guide in guides if "glossary.md" not in guide.read_text(encoding="utf-8")] == []
    rows = re.findall(
        r"^\| ([^|]+) \| [^|]+ \|$", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    words = [word for row in rows if row not in ("word", "---") for word in row.split(", ")]
    assert len(words) == len(set(words))
    assert {
        "Thing",
        "roster",
        "handle",
        "cohort",
        "credit",
        "possible credit",
        "owed",
        "standing",
        "course folder",
    } <= set(words)
