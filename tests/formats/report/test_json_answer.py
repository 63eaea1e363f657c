"""The report as JSON: the keys of INTERFACE 4."""

import json
from dataclasses import replace
from typing import Any

import make
import stage
from course.core.progress import overview
from course.formats.report import View, json_answer

LONG = stage.report(with_posts=True)


def test_json_has_the_keys_of_the_interface_in_their_order() -> None:
    found: dict[str, Any] = json.loads(json_answer.render(LONG, View(long=True)))
    assert list(found) == ["schema", "as_of", "course", "participants", "review", "changes", "posts"]
    person = found["participants"][1]
    assert list(person)[:13] == [
        *("handle", "name", "cohort", "groups", "standing", "week", "owed", "owed_weeks", "next", "last_post"),
        *("reason", "credits", "blogs"),
    ]
    assert list(person["credits"][0]) == [
        *("thing", "on", "by", "post", "url", "title", "confidence", "evidence"),
    ]
    assert list(found["participants"][2]["blogs"][0]) == ["blog", "feed", "read_at", "posts", "trouble"]
    assert list(found["participants"][2]["blogs"][0]["trouble"]) == ["kind", "since", "says", "next"]
    assert [list(item) for item in found["review"]] == [
        ["handle", "post", "url", "title", "published", "thing", "confidence", "evidence"]
    ]
    assert list(found["posts"][0]) == ["handle", "post", "url", "title", "published", "in_run", "claims"]
    assert list(found["posts"][0]["claims"][0]) == ["thing", "confidence", "credited", "evidence"]
    assert list(found["changes"])[:3] == ["since", "credited", "standing"]
    order = [(post["handle"], post["published"], post["post"]) for post in found["posts"]]
    assert order == sorted(order)


def test_a_published_day_is_in_the_course_s_zone_and_null_where_the_feed_gave_none() -> None:
    told = make.ledger({1: 0}, posts=[make.post(None, key="undated")])
    found = json.loads(json_answer.render(make.report(told, 5, with_posts=True), View(long=True)))
    assert {post["post"]: post["published"] for post in found["posts"]} == {
        "p1": "2026-10-05T13:00:00+01:00",
        "undated": None,
    }


def test_a_credit_says_when_its_words_are_gone_and_how_likely_a_topic_is() -> None:
    (plain,) = make.row(make.ledger({1: 3}), 9).credits
    assert set(json_answer.credit(plain)) & {"words_gone", "chance", "recorded"} == set()
    assert json_answer.credit(replace(plain, words_gone=True))["words_gone"] is True
    topic = json_answer.credit(replace(plain, chance=0.985, recorded=make.day(5)))
    assert (topic["chance"], topic["recorded"]) == (0.985, "2026-10-10")


def test_nobody_is_an_empty_list_and_a_small_course_has_no_totals() -> None:
    nobody = replace(LONG, rows=(), to_review=(), posts=(), changes=None)
    found = json.loads(json_answer.render(nobody, View(long=True)))
    assert (found["participants"], found["review"], found["posts"], found["changes"]) == ([], [], [], None)
    few = overview.totals(nobody)
    assert json.loads(json_answer.render(nobody, View(public=True, totals=few)))["totals"] is None
    many = json.loads(json_answer.render(LONG, View(public=True, totals=overview.totals(LONG))))["totals"]
    assert many["registered"] == 12
