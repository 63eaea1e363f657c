"""The replay itself: it must serve what was recorded, judge it in the right course, and count honestly."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from course.services import course_home as homes_of
from replay import command, engine, homes, records, score, wording
from replay.engine import Answer, Said
from replay.invented import fields, got, record, write

ROOT = Path(__file__).resolve().parents[1]


# Records --------------------------------------------------------------------------------------------


def test_a_record_may_lack_everything_but_its_id_and_its_blog() -> None:
    nothing = dict.fromkeys(set(fields()) - {"id", "blog"}) | {"id": "x", "blog": "y"}
    found = records.settle([records.parse(nothing)])
    assert [(r.home, r.title, r.things, r.role) for r in found] == [(records.NO_COURSE, "", (), "participant")]
    assert records.settle([records.parse({"id": "x", "blog": "y"})]) == found


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps(fields()) + '\n\n{"id": "lost"}\n')
    with pytest.raises(ValueError, match=r"posts\.jsonl:3: .*blog"):
        records.load(path)


@pytest.mark.parametrize(
    ("programme", "published", "home"),
    [
        ("cpd23-2011", "2016-01-01", "cpd23-2011"),
        ("cpd23-2012", None, "cpd23-2012"),
        ("cpd23", "2011-08-01", "cpd23-2011"),
        ("cpd23", "2012-05-01", "cpd23-2012"),
        ("cpd23", None, "cpd23-2011"),
        ("Ünknown Things/27", None, "nknown-things-27"),
        ("../..", None, records.NO_COURSE),
        (None, "2011-08-01", records.NO_COURSE),
    ],
)
def test_each_post_is_judged_in_its_course(programme: str | None, published: str | None, home: str) -> None:
    assert record(programme=programme, published=published).home == home


def test_a_post_of_no_known_course_is_judged_where_its_blog_takes_part() -> None:
    lines = [
        fields(id="a", programme="cpd23-2011", published="2011-07-01"),
        fields(id="b", programme="cpd23-2011", published="2011-07-02"),
        fields(id="c", programme="cpd23-2012", published="2012-06-01"),
        fields(id="d", programme=None, published="2012-06-02"),
        fields(id="e", programme=None, published="2015-06-02"),
    ]
    found = {r.id: r.home for r in records.settle(map(records.parse, lines))}
    assert found["d"] == "cpd23-2012"
    assert found["e"] == "cpd23-2011"


@pytest.mark.parametrize(
    ("home", "last"),
    [
        ("cpd23-2011", 23),
        ("27things", 27),
        ("kcls27", 27),
        ("25things-huddersfield", 25),
        ("learning20", 23),
        ("cam23-2010", 23),
    ],
)
def test_the_name_of_a_course_tells_its_last_thing(home: str, last: int) -> None:
    assert records.last_thing(home) == last


def test_things_above_the_last_are_left_out_of_the_score() -> None:
    assert records.gold(record(things=[23, 24, 47])) == {23}
    assert records.gold(record(programme="27things", things=[23, 24, 47])) == {23, 24}


def test_an_undated_post_gets_a_day_inside_the_run_that_its_label_does_not_move() -> None:
    days = [record(id=f"wren-{n}", published=None, url=None, things=[n % 23 + 1]).day for n in range(60)]
    assert all(records.RUNS["cpd23-2011"].holds(day) for day in days)
    assert len(set(days)) > 20
    assert days == [record(id=f"wren-{n}", published=None, url=None, things=[], title="").day for n in range(60)]


def test_an_undated_post_keeps_the_month_of_its_address_where_the_run_has_it() -> None:
    inside = record(published=None, url="http://wren.example/2011/09/x.html").day
    assert (inside.year, inside.month) == (2011, 9)
    outside = record(published=None, url="http://wren.example/2018/09/x.html").day
    assert records.RUNS["cpd23-2011"].holds(outside)


# Homes ----------------------------------------------------------------------------------------------


def test_there_is_a_home_for_each_course_and_a_participant_for_each_blog_in_it(tmp_path: Path) -> None:
    lines = [
        fields(id="a"),
        fields(id="b", programme="cpd23-2012", published="2012-06-01"),
        fields(id="c", programme="27things", blog="owl.example", language="nl"),
        fields(id="d", programme=None, blog="rook.example"),
    ]
    members = homes.members(homes.blogs(records.settle(map(records.parse, lines))))
    assert {home: [b.name for b in people] for home, people in members.items()} == {
        "27things": ["owl.example"],
        "cpd23-2011": ["wren.example"],
        "cpd23-2012": ["wren.example"],
        "no-course": ["rook.example"],
    }
    for home, people in members.items():
        homes.write(tmp_path / home, home, people, {b.handle: f"http://127.0.0.1:9/{b.handle}/" for b in people})
        opened = homes_of.open_home(tmp_path / home)
        assert opened.problems == ()
        assert [p.name for p in opened.roster.values()] == [b.name for b in people]
        assert len(opened.course.things) == records.last_thing(home)
    plain = homes_of.open_home(tmp_path / "27things").course
    assert plain.tags == ("27things",)
    assert "ding" in plain.nouns
    assert plain.cohorts["own-pace"].starts is None


@pytest.mark.parametrize("home", sorted(records.RUNS))
def test_the_replay_and_the_historical_homes_agree_on_the_days(home: str) -> None:
    opened = homes_of.open_home(homes.EXAMPLES / home)
    cohort = opened.course.cohorts[home]
    assert opened.problems == ()
    assert (cohort.starts, cohort.ends, cohort.late_until) == (
        records.RUNS[home].starts,
        records.RUNS[home].ends,
        records.RUNS[home].late_until,
    )
    assert [thing.number for thing in opened.course.things] == list(range(1, 24))


# The score ------------------------------------------------------------------------------------------


def answer(gold: list[int], sure: list[int], likely: list[int] = [], queued: list[int] = [], **changes: Any) -> Answer:  # noqa: B006
    said = [Said(n, "sure", True, ("title 'x'",)) for n in sure] + [
        Said(n, "likely", False, ("clue 'y'",)) for n in likely
    ]
    in_run = changes.pop("in_run", True)
    return Answer(record(things=gold, **changes), in_run=in_run, claims=tuple(said), queued=frozenset(queued))


def test_pairs_are_counted_one_by_one() -> None:
    found = score.figures(
        [
            answer([6, 7], [6], [7], [7]),
            answer([6], [5]),
            answer([8], [], [9], [9]),
            answer([], [1, 2]),
            answer([], []),
            answer([3], [3], in_run=False),
        ]
    )
    assert (found.posts, found.pairs, found.automatic, found.right, found.asked) == (6, 5, 4, 1, 1)
    assert (found.named, found.queued, found.idle, found.idle_credited) == (1, 2, 2, 1)
    assert (found.precision, found.recall, found.reached, found.neither) == (0.25, 0.2, 0.4, 0.6)
    assert (found.in_queue, found.idle_share) == (2 / 6, 0.5)


def test_nothing_measured_is_no_figure() -> None:
    none = score.figures([])
    assert (none.precision, none.recall, none.in_queue, none.idle_share) == (None, None, None, None)


def test_the_bar_is_for_participants_with_titles_seen_and_sure_labels() -> None:
    good = [answer([6], [6])] * 99
    beside = [
        answer([6], [5], role="organiser"),
        answer([6], [5], title_seen=False),
        answer([6], [5], certainty="judgement"),
    ]
    assert all(aim.met for aim in score.aims(good + beside))
    assert [aim.what for aim in score.aims([*good, *[answer([6], [5])] * 3]) if not aim.met] == [
        "automatic credits, precision",
        "credited or asked",
    ]


def test_one_idle_post_with_a_credit_is_forgiven_two_are_not() -> None:
    idle = [answer([], [])] * 20
    forgiven, not_forgiven = (score.aims([*idle, *[answer([], [6])] * n])[3] for n in (1, 2))
    assert forgiven.met
    assert not not_forgiven.met


def test_every_miss_is_listed_with_its_evidence_and_right_credits_are_not() -> None:
    answers = [
        answer([6, 7], [6, 5], [7], [7]),
        answer([8], [], [9], [9], id="owl"),
        Answer(record(id="lost", things=[]), found=False),
    ]
    found = [(miss.sort, miss.thing) for miss in score.misses(answers)]
    assert found == [
        ("wrong credit", 5),
        ("neither credited nor asked", 8),
        ("asked", 7),
        ("asked in vain", 9),
        ("not in the report", 0),
    ]
    told = wording.text(answers, answers)
    assert "Wrong credit: 1" in told
    assert "sure 5: title 'x'" in told
    data = json.loads(wording.data(answers, answers))
    assert [(miss["sort"], miss["thing"]) for miss in data["misses"]] == found
    assert data["groups"]["several Things"]["right"] == 1


@pytest.mark.parametrize(
    ("changes", "topic_only"),
    [
        ({}, False),
        ({"mentions": [], "title": "Nets"}, True),
        ({"mentions": [], "title": "Day 6: nets"}, False),
        ({"mentions": [], "title": "Nets", "slug": "thing-6"}, False),
        ({"kind": ["topic-only"], "mentions": ["23 Things"]}, True),
    ],
)
def test_a_post_without_any_number_is_known(changes: dict[str, Any], topic_only: bool) -> None:
    assert record(**changes).topic_only is topic_only


def test_a_report_is_read_by_address_and_else_by_title_and_day() -> None:
    (blog,) = homes.blogs(
        [record(), record(id="wren-2", published="2011-08-01", url="http://wren.example/b", title="B")]
    )
    claim = {"thing": 6, "confidence": "likely", "credited": False, "evidence": [{"kind": "clue", "quote": "nets"}]}
    row = {"handle": blog.handle, "post": "p1", "in_run": True, "claims": [claim]}
    report = {
        "posts": [
            row | {"url": "http://wren.example/2011/07/nets.html", "title": "?", "published": None},
            row | {"post": "p2", "url": "moved", "title": "B", "published": "2011-08-01T12:00:00+01:00", "claims": []},
        ],
        "review": [{"post": "p1", "thing": 6}],
    }
    first, second = engine.read(report, "cpd23-2011", [blog])
    assert first.asked == first.queued == frozenset({6})
    assert not first.automatic
    assert first.claims[0].evidence == ("clue 'nets'",)
    assert second.found
    gone = engine.read({"posts": [], "review": []}, "cpd23-2011", [blog])
    assert [a.found for a in gone] == [False, False]


# End to end -----------------------------------------------------------------------------------------

THREE_COURSES = (
    fields(),
    fields(
        id="wren-2",
        published="2012-07-25",
        programme="cpd23-2012",
        title="Thing 8",
        url="http://wren.example/c",
        things=[8],
    ),
    fields(
        id="owl-1",
        blog="owl.example",
        programme="27things",
        title="Thing 27 at last",
        url=None,
        published=None,
        things=[27],
    ),
    fields(
        id="rook-1",
        blog="rook.example",
        programme=None,
        title="Cake",
        opening="Flour.",
        mentions=[],
        tags=[],
        things=[],
    ),
)


@pytest.mark.parametrize("extra", [(), ("--in-process",)], ids=["by command", "in process"])
def test_the_replay_runs_end_to_end(tmp_path: Path, extra: tuple[str, ...]) -> None:
    path = write(tmp_path / "posts.jsonl", *THREE_COURSES)
    command_line = [sys.executable, "-m", "tests.replay", str(path), "--json", *extra]
    done = subprocess.run(command_line, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["served"], found["scored"]) == (4, 4)
    assert found["groups"]["all"]["pairs"] == 3
    assert found["groups"]["all"]["right"] == 3
    assert found["groups"]["all"]["automatic"] == 3


def test_the_answer_does_not_hang_on_the_order_of_sets(tmp_path: Path) -> None:
    words = (
        "How I got into librarianship: a career path by routes and roots; always wanted it, fell into it, first job."
    )
    path = write(
        tmp_path / "posts.jsonl", fields(title="Routes and roots", mentions=[], headings=[], opening=words, things=[20])
    )
    said = {
        subprocess.run(
            [sys.executable, "-m", "tests.replay", str(path), "--json", "--in-process"],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=600,
        ).stdout
        for seed in "1234"
    }
    assert len(said) == 1


def test_it_goes_on_serving_until_it_is_stopped(tmp_path: Path) -> None:
    path = write(tmp_path / "posts.jsonl", fields())
    words = [str(path), "--in-process", "--serve", "--keep", str(tmp_path / "homes")]
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.replay", *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/", running.stderr.readline())
        assert address is not None
        assert "wren.example" in got(address[0])
        running.send_signal(signal.SIGINT)
        _nothing, last = running.communicate(timeout=300)
        assert (running.returncode, last.splitlines()[-1]) == (0, "Stopped.")
    finally:
        running.kill()
        running.communicate()
    assert (tmp_path / "homes" / "cpd23-2011" / "participants.toml").is_file()


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err
