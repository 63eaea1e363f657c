"""Words that an organiser may change: used where they stand, and a mistake in them told with file and line."""

from datetime import timedelta

import pytest

import make
from course.core.errors import CourseError
from course.core.letters import decide_letters
from course.core.letters.model import NudgeKind
from course.core.model import Report
from course.formats.letters import compose, templates
from course.formats.letters.template_facts import Sources

MONDAY = make.START + timedelta(weeks=7)
ROW = make.standing_of("ada", who={"name": "<b>Ada</b>"})


def written(**changed: str) -> compose.Letter:
    report = Report(make.course(), MONDAY, (ROW,))
    files = {name.replace("_", "-").replace("--", "."): words for name, words in changed.items()}
    (letter,), _ = compose.letters(decide_letters.mailing(report, (), MONDAY).letters, report, Sources(files))
    return letter


def test_the_organisers_own_words_stand_before_ours() -> None:
    letter = written(this_week__txt="Subject: Hallo {{ name }}\n\nDing {{ things[0].number }}\n")
    assert (letter.subject, letter.text) == ("Hallo <b>Ada</b>", "Ding 8\n")
    assert "&lt;b&gt;Ada&lt;/b&gt;" in letter.html


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Subject: x\n\n{% if name %}\nHello", r"templates/mail/this-week.txt:\d: "),
        ("Subject: x\n\nHello {{ nmae }}", r"templates/mail/this-week.txt:3: 'nmae' is undefined\."),
        ("Subject: x\n\n\n{{ things[9].title }}", r"templates/mail/this-week.txt:4: "),
        ("Subject: x\n\n{{ 1 / 0 }}", r"templates/mail/this-week.txt:3: division by zero"),
        ("Subject: x\n\n{{ name.nothing }}", r"templates/mail/this-week.txt:3: .*no attribute 'nothing'"),
        (
            "Subject: x\n{% include 'nowhere.txt' %}",
            r"templates/mail/this-week.txt:\d: there is no template called nowhere.txt",
        ),
        ("Subject: x\n\n{{ ''.__class__.__mro__ }}", r"templates/mail/this-week.txt:3: .*unsafe"),
        ("Subject: x\n\n{{ name | shout }}", r"templates/mail/this-week.txt:3: No filter named 'shout'"),
        ("Hello\n", r"templates/mail/this-week.txt:1: the first line isn't the subject\."),
    ],
)
def test_a_mistake_is_told_with_file_and_line(words: str, told: str) -> None:
    with pytest.raises(CourseError, match=told) as caught:
        written(this_week__txt=words)
    assert caught.value.hint


def test_the_hint_names_what_a_letter_may_use() -> None:
    with pytest.raises(CourseError) as caught:
        written(this_week__txt="Subject: {{ nmae }}")
    assert " name, " in str(caught.value.hint)
    assert "organiser" in str(caught.value.hint)


def test_every_kind_has_both_parts() -> None:
    names = set(templates.own())
    assert {f"{kind}.{ending}" for kind in NudgeKind for ending in ("txt", "html")} <= names


def test_mistakes_that_can_be_seen_without_a_letter_are_problems() -> None:
    found = templates.problems({"this-wek.txt": "x", "well-done.txt": "a\n{% if %}\n", "not-sure.html": "fine"})
    assert [str(problem).split(".", 2)[:2] for problem in found] == [
        ["templates/mail/this-wek", "txt:1: No email uses this file"],
        ["templates/mail/well-done", "txt:2: Expected an expression, got 'end of statement block'"],
    ]
    assert found[0].hint == "Did you mean this-week.txt?"
