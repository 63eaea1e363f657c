"""Thing files and course.toml to a Course, with every mistake at once."""

from datetime import date
from pathlib import Path

import pytest

from course.core.model import Course, HandInRule, WeekKind
from course.formats.files import things

SETTINGS = """title = "T"
zone = "Europe/London"
organiser = { name = "Zoë", email = "z@x.example" }
[cohorts.autumn]
starts = 2026-10-05
[cohorts.own]
[weeks.2]
kind = "break"
note = "Rest."
"""


def thing(number: int = 1, more: str = "", body: str = "Do it.") -> bytes:
    return f'+++\nnumber = {number}\ntitle = "A"\nweek = {number}\n{more}+++\n{body}\n'.encode()


def course(settings: str = SETTINGS, **files: bytes) -> tuple[Course | None, list[str]]:
    found, problems = things.parse(
        {"things/course.toml": settings.encode(), **{f"things/{name}.md": data for name, data in files.items()}}
    )
    return found, [str(problem) for problem in problems]


def test_a_course_is_read_whole() -> None:
    found, problems = course(a=thing(1, 'minutes = 45\n[clues]\nstrong = ["x y"]\nnot = ["z"]\n'), b=thing(3))
    assert problems == []
    assert found is not None
    assert [(t.number, t.slug, t.minutes, t.body) for t in found.things] == [
        (1, "a", 45, "Do it."),
        (3, "b", 60, "Do it."),
    ]
    assert found.things[0].clues.strong == ("x y",)
    assert found.things[0].clues.without == ("z",)
    assert found.weeks[2].kind is WeekKind.BREAK
    autumn = found.cohorts["autumn"]
    assert (autumn.ends, autumn.late_until) == (date(2026, 10, 25), date(2027, 1, 23))
    assert not found.cohorts["own"].fixed
    assert found.nouns == ("thing",)


def test_the_byte_order_mark_of_a_windows_editor_is_no_mistake() -> None:
    found, problems = course("\ufeff" + SETTINGS, a=b"\xef\xbb\xbf" + thing().replace(b"\n", b"\r\n"))
    assert problems == []
    assert found is not None
    assert len(found.things) == 1


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"no block", "things/a.md:1: there is no +++ block at the top."),
        (b"+++\ntitle = 'A'\nweek = 1\n+++\n", "things/a.md:2: number is missing."),
        (thing(1, "minuets = 5\n"), 'things/a.md:5: "minuets" isn\'t a setting. Did you mean "minutes"?'),
        (
            thing(1, 'minutes = "60"\n'),
            'things/a.md:5: minutes = "60" isn\'t valid. It must be a whole number from 0 to 6000.',
        ),
        (b"+++\nnumber = 010\n+++\n", "things/a.md:2: this line can't be read: number = 010"),
        (
            "+++\nnumber = 1\ntitle = “A”\n+++\n".encode(),
            'things/a.md:3: this line has curly quotes, probably from a word processor. Write: title = "A"',
        ),
        (
            thing(1, '[[resources]]\nname = "N"\nurl = "u"\nchecked = 2026-02-30\n'),
            "things/a.md:8: the date 2026-02-30 doesn't exist.",
        ),
        (thing(1, '[[resources]]\nname = "N"\n'), "things/a.md:5: url is missing."),
        (thing(1, "[clues]\nstrong = 'x'\n"), 'things/a.md:6: strong = "x" isn\'t valid.'),
        (b"+++\nnumber = \xff\n+++\n", "things/a.md:2: this isn't UTF-8 text."),
    ],
)
def test_a_mistake_in_a_thing_is_told_with_its_line(file: bytes, told: str) -> None:
    _, problems = course(a=file)
    assert any(problem.startswith(told) for problem in problems), problems


def test_two_things_with_one_number_name_each_other() -> None:
    found, problems = course(a=thing(1), b=thing(1))
    assert problems == ["things/b.md:2: the number 1 is already used in things/a.md. Give each Thing its own number."]
    assert found is not None
    assert len(found.things) == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"Europe/London"', '"Europe/Londn"', "things/course.toml:2: there is no time zone 'Europe/Londn'."),
        ("z@x.example", "z at x", 'things/course.toml:3: email "z at x" has no @ sign.'),
        (
            "starts = 2026-10-05",
            "starts = 2026-10-05\nends = 2026-01-01",
            "things/course.toml:6: autumn ends on 2026-01-01, before it starts on 2026-10-05.",
        ),
        ("weeks.2", "weeks.two", "things/course.toml:7: weeks.two isn't a week."),
        ('"break"', '"holiday"', 'things/course.toml:8: kind = "holiday" isn\'t valid. It must be one of "catch-up"'),
        (
            'title = "T"',
            'title = "T"\njoin = "ask zoe"',
            "things/course.toml:2: join isn't a web address or an email",
        ),
        (
            'title = "T"',
            'title = "T"\nlook = { accent = "red" }',
            'things/course.toml:2: accent "red" isn\'t a colour.',
        ),
        (
            'title = "T"',
            'title = "T"\nlook = { emblem = "../x.svg" }',
            'things/course.toml:2: emblem "../x.svg" isn\'t a file in',
        ),
        ('title = "T"', 'title = "T"\nsite = "library.example"', "things/course.toml:2: site isn't a web address."),
        (
            'title = "T"',
            'title = "T"\nfinish = { at_least = 9 }',
            "things/course.toml:2: at_least is 9, but there are only 0 Things.",
        ),
        ("[weeks.2]", "[mail]\nport = 25\n[weeks.2]", "things/course.toml:7: server is missing."),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_line(old: str, new: str, told: str) -> None:
    _, problems = course(SETTINGS.replace(old, new))
    assert any(problem.startswith(told) for problem in problems), problems


@pytest.mark.parametrize("missing", ["title", "zone", "organiser"])
def test_without_its_first_lines_there_is_no_course(missing: str) -> None:
    found, problems = course("\n".join(line for line in SETTINGS.split("\n") if not line.startswith(missing)))
    assert found is None
    assert any(f"{missing} is missing" in problem for problem in problems)


def test_without_a_cohort_there_is_no_course() -> None:
    found, problems = course(SETTINGS.partition("[cohorts")[0])
    assert found is None
    assert any("cohorts is missing" in problem for problem in problems)


def test_the_repository_is_a_home_without_mistakes() -> None:
    root = Path(__file__).parents[3]
    paths = [path for path in (root / "things").iterdir() if path.is_file()]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    found, problems = things.parse(files)
    assert problems == ()
    assert found is not None
    assert [t.number for t in found.things] == list(range(1, 24))


PART = (
    SETTINGS
    + """[parts.2]
title = "Later"
things = [3]
[parts.1]
title = "First"
things = [1]
lede = "Begin here."
picture = "pictures/part-1.svg"
alt = "A door."
"""
)


def test_parts_are_read_in_the_order_of_their_numbers() -> None:
    found, problems = course(PART, a=thing(1), b=thing(2), c=thing(3))
    assert problems == []
    assert found
    first, second = found.parts
    assert (first.number, first.title, first.things, first.lede) == (1, "First", (1,), "Begin here.")
    assert (first.picture, first.alt) == ("pictures/part-1.svg", "A door.")
    assert second.things == (3,)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("things = [3]", "things = [3, 9]", ":12: parts.2 lists Thing 9, but this course doesn't have it."),
        ("things = [1]", "things = [3, 1]", ":15: parts.1 lists Thing 3, which another part lists already."),
        ("pictures/part-1.svg", "../secret.svg", ':17: picture "../secret.svg" isn\'t a file in things/pictures/.'),
        ("pictures/part-1.svg", "https://x.example/a.svg", "isn't a file in things/pictures/."),
        ("pictures/part-1.svg", "pictures/a.html", "isn't a file in things/pictures/."),
        ('alt = "A door."', "", ":17: the picture has no alt text."),
        ("[parts.1]", "[parts.one]", "parts.one isn't a part."),
        ('title = "First"', "", "title is missing"),
    ],
)
def test_a_mistake_in_a_part_is_told_with_its_line(old: str, new: str, told: str) -> None:
    found, problems = course(PART.replace(old, new), a=thing(1), b=thing(2), c=thing(3))
    assert found
    assert any(told in problem for problem in problems), problems


def test_a_thing_has_texts_for_pages_and_emails() -> None:
    more = 'lede = "Try it."\npost_title = "Thing 1: Hi"\nsuggested_note = "Go on."\nsample = """\nI did.\n"""\n'
    more += '[[resources]]\nname = "N"\nurl = "https://n.example"\nwhy = "It is good."\n'
    found, problems = course(a=thing(1, more))
    assert problems == []
    assert found
    one = found.things[0]
    assert (one.lede, one.post_title, one.suggested_note, one.sample) == (
        "Try it.",
        "Thing 1: Hi",
        "Go on.",
        "I did.\n",
    )
    assert one.resources[0].why == "It is good."


@pytest.mark.parametrize(
    ("title", "good"), [("Thing 1: Hi", True), ("Thing 11: Hi", False), ("Hi", False), ("1/23", True)]
)
def test_an_example_title_without_its_number_is_a_mistake(title: str, good: bool) -> None:
    found, problems = course(a=thing(1, f'post_title = "{title}"\n'))
    assert found
    assert found.things[0].post_title == (title if good else "")
    assert [problem.partition(" doesn")[0] for problem in problems] == (
        [] if good else [f'things/a.md:5: post_title "{title}"']
    )


def test_a_licence_is_whole_or_not_at_all() -> None:
    line = 'licence = { name = "CC BY 4.0", url = "https://cc.example/by", credit = "Us" }\n'
    found, problems = course(line + SETTINGS)
    assert problems == []
    assert found
    assert found.licence
    assert (found.licence["name"], found.licence["credit"]) == ("CC BY 4.0", "Us")
    found, problems = course(line.replace(', credit = "Us"', "") + SETTINGS)
    assert found
    assert found.licence is None
    assert any("credit is missing" in problem for problem in problems)


def test_a_thing_may_be_done_in_place_of_another_and_may_ask_for_a_length() -> None:
    found, problems = course(a=thing(1, "either = [2]\nwords_at_least = 150\n"), b=thing(2))
    assert problems == []
    assert found is not None
    assert [(t.either, t.words_at_least) for t in found.things] == [((2,), 150), ((), 0)]


@pytest.mark.parametrize("number", [1, 9])
def test_a_thing_can_only_be_replaced_by_another_one_of_the_course(number: int) -> None:
    _, problems = course(a=thing(1, f"either = [{number}]\n"), b=thing(2))
    assert problems == [
        f"things/a.md:5: `either` lists {number}, but this course has no other Thing with that number. "
        "List the Things that people can do instead of this Thing."
    ]


def test_what_is_handed_in_and_the_groups_of_the_sign_up_form_are_read() -> None:
    found, problems = course(
        'hand_in = "credit"\ngroups = ["Schools", "Schools", "Law & health"]\n' + SETTINGS, a=thing()
    )
    assert found is not None
    assert problems == []
    assert (found.hand_in, found.groups) == (HandInRule.CREDIT, ("Schools", "Law & health"))
    plain, _ = course(SETTINGS, a=thing())
    assert plain is not None
    assert (plain.hand_in, plain.groups) == (HandInRule.ASK, ())
    wrong, problems = course('hand_in = "maybe"\ngroups = ["Law, health", "Schools"]\n' + SETTINGS, a=thing())
    assert wrong is not None
    assert (wrong.hand_in, wrong.groups) == (HandInRule.ASK, ("Schools",))
    assert len(problems) == 2
    assert "course.toml:2: 'Law, health' can't be the name of a group." in "".join(problems)
