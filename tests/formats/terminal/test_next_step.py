"""What `cpd23` alone says about people."""

import json
from dataclasses import replace

import pytest

import make
import stage
from course.core.hints import Action
from course.core.model import Standing
from course.core.progress import next_step
from course.formats.terminal import next_step as text

FOUND = next_step.status(stage.report(), 0)


def people(**counts: int) -> str:
    standings = {Standing(name.replace("_", "-")): number for name, number in counts.items()}
    found = replace(FOUND, standings=standings, people=sum(counts.values()), looked_at=make.at(make.day(59)))
    return next(line for line in text.render(found).splitlines() if " people:" in line or " person:" in line)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"paused": 2, "withdrawn": 1}, "  3 people: 2 away, 1 gone"),
        ({"on_schedule": 3, "cannot_read": 1}, "  4 people: 3 up to date, 1 with a blog that can't be read"),
        ({"stalled": 1, "not_started": 1, "behind": 1}, "  3 people: 1 catching up, 2 quiet"),
    ],
)
def test_away_means_people_on_a_pause_and_everybody_is_counted_once(counts: dict[str, int], said: str) -> None:
    assert people(**counts) == said


def test_sign_ups_that_wait_are_mentioned_also_where_nobody_is_registered_yet() -> None:
    assert "waiting: cpd23 people import --waiting" not in text.render(FOUND)
    one = replace(FOUND, waiting=1)
    assert "  1 sign-up from the web is waiting: cpd23 people import --waiting\n" in text.render(one)
    nobody = next_step.status(replace(stage.report(), rows=()), 0, waiting=2)
    assert nobody.next is Action.TAKE_IN_SIGN_UPS
    assert "2 sign-ups from the web are waiting" in text.render(nobody)
    assert '"waiting": 2' in text.render_json(nobody)


def test_replies_that_wait_are_named_with_their_command() -> None:
    found = next_step.status(stage.report(), 0, replies=1)
    assert "  1 reply is waiting for your decision: cpd23 mail\n" in text.render(found)
    assert json.loads(text.render_json(found))["replies"] == 1
