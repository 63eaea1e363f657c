"""Credits by topic in a home: recorded once, kept, and worked out again when what was learned is deleted."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from course.adapters.store import Store, claims
from course.core.detection import rules_version
from course.core.model import Claim, Confidence, Evidence, RuleId, Ruling, Source
from course.core.progress.run_window import RunWindow
from course.core.progress.topic_claims import TopicCredit
from course.formats.report import RENDERERS
from course.services import course_home
from course.services.learning import topics
from course.services.people import edit_person, exporting, forgetting
from course.services.reporting import report
from simulation import blogs

ROOT = Path(__file__).parents[3]

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
REASON = (Evidence("topic", "zephyrquill"),)


def learned(store: Store) -> list[tuple[str, ...]]:
    """The rows of what was learned, as they are in the store."""
    tables = ("topic_claims", "learned_from")
    return [tuple(map(str, row)) for table in tables for row in store.db.execute(f"SELECT * FROM {table} ORDER BY 1")]


def answer(home: course_home.Home, store: Store, day: date) -> str:
    """The whole report of a day as JSON."""
    return RENDERERS["json"](report.report(home, store, day, with_posts=True))


def test_what_was_learned_comes_back_the_same_after_it_was_deleted(
    kept: tuple[course_home.Home, list[blogs.Simulated]],
) -> None:
    """The cache is worked out, not told: the same rows in the store, and the same bytes of the report."""
    found, _ = kept
    with Store(found.database) as store:
        scope = RunWindow(found.course, found.roster).scope()
        store.save_claims(rules_version.fingerprint(found.course), {}, scope=scope)
        topics.record(found, store, NOW)
        first = learned(store), answer(found, store, NOW.date())
        assert first[0]
        store.forget_learned()
        assert not learned(store)
        assert answer(found, store, NOW.date()) == first[1]
        topics.record(found, store, NOW)
        assert (learned(store), answer(found, store, NOW.date())) == first


def test_a_report_for_a_past_day_knows_only_what_was_known_by_then(
    kept: tuple[course_home.Home, list[blogs.Simulated]],
) -> None:
    """Credits that were recorded later and decisions that were made later change nothing of it."""
    found, posts = kept
    one, other = [post for post in posts if not post.numbered and post.things and post.words.tags][:2]
    day, past = date(2027, 7, 10), date(2027, 7, 9)  # nothing new was read between them, so it is learned once
    with Store(found.database) as store:
        scope = RunWindow(found.course, found.roster).scope()
        store.save_claims(rules_version.fingerprint(found.course), {}, scope=scope)
        topics.record(found, store, datetime(2027, 7, 9, 12, tzinfo=UTC))
        before = answer(found, store, past)
        store.save_topic_credits([TopicCredit(one.post.key, 23, day, one.post.words, 0.99, REASON)])
        store.save_ruling(Ruling(other.post.author, other.post.key, 22, True, "Zoë", day))
        assert answer(found, store, past) == before
        assert answer(found, store, day) != before


def test_what_is_kept_of_a_person_has_their_credits_by_topic(
    kept: tuple[course_home.Home, list[blogs.Simulated]],
) -> None:
    """With the day on which each was recorded, its chance and its reason: on the page and in the JSON."""
    found, posts = kept
    one = next(post for post in posts if not post.numbered and post.things and post.words.tags)
    with Store(found.database) as store:
        store.save_topic_credits([TopicCredit(one.post.key, 23, NOW.date(), one.post.words, 0.99, REASON)])
    record = edit_person.look_up(found.root, one.post.author, None, NOW)
    page = exporting.one(record, json=False)
    assert (
        "for Thing 23. We recognised its topic by “<bdi>zephyrquill</bdi>”. It has counted since 1 June 2027." in page
    )
    (credit,) = [
        row
        for row in json.loads(exporting.one(record, json=True))["progress"]["credits"]
        if row["post"] == one.post.key
    ]
    told = {"thing": 23, "by": "topic", "chance": 0.99, "recorded": "2027-06-01"}
    assert {name: credit.get(name) for name in told} == told
    assert credit["evidence"] == [{"kind": "topic", "quote": "zephyrquill"}]


def test_a_recorded_credit_keeps_its_day_and_reason_until_a_ruling(
    kept: tuple[course_home.Home, list[blogs.Simulated]],
) -> None:
    """Whatever would be learned later; before its day it was none."""
    found, posts = kept
    one = next(post for post in posts if not post.numbered and post.things and post.words.tags)
    key, thing, day = one.post.key, 23, NOW.date()
    recorded = TopicCredit(key, thing, day, one.post.words, 0.99, (Evidence("topic", "a reason"),))
    with Store(found.database) as store:
        store.save_topic_credits([recorded, recorded._replace(on=day + timedelta(days=5), chance=0.5)])
        assert store.topic_credits() == (recorded,)
        (credit,) = [
            credit
            for row in report.report(found, store, day).rows
            for credit in row.credits
            if (credit.post, credit.thing) == (key, thing)
        ]
        assert (credit.by, credit.recorded, credit.evidence) == (Source.TOPIC, day, recorded.evidence)
        assert store.topic_credits(day - timedelta(days=1)) == ()
        store.save_ruling(Ruling(one.post.author, key, thing, False, "Zoë", day))
        rows = report.report(found, store, day).rows
        assert not [c for row in rows for c in row.credits if (c.post, c.thing) == (key, thing)]


def test_claims_by_topic_are_remembered_with_their_chance() -> None:
    """Under the name of what was learned from, and under no other."""
    claim = Claim(3, Confidence.LIKELY, (Evidence("topic", "wiki"),), RuleId.LEARNED_TOPIC, 0.91)
    with Store(None) as store:
        store.save_topic_claims("one", {})
        assert store.topic_claims("one") == {}
        assert store.topic_claims("two") is None
    assert claims.decoded(claims.encoded((claim,))) == (claim,)


def test_nothing_is_recorded_before_all_posts_are_judged(
    kept: tuple[course_home.Home, list[blogs.Simulated]],
) -> None:
    """And what is recorded once is not recorded twice."""
    found, _ = kept
    with Store(found.database) as store:
        assert topics.record(found, store, NOW) == 0
        scope = RunWindow(found.course, found.roster).scope()
        store.save_claims(rules_version.fingerprint(found.course), {}, scope=scope)
        new = topics.record(found, store, NOW)
        assert new == len(store.topic_credits())
        assert topics.record(found, store, NOW + timedelta(days=1)) == 0


def test_a_decision_teaches_from_the_next_day_on(kept: tuple[course_home.Home, list[blogs.Simulated]]) -> None:
    """The questions stay as they are while they are answered, and nothing is learned twice."""
    found, simulated = kept
    one = next(post for post in simulated if not post.numbered and post.things and post.words.tags)
    today, ruling = NOW.date(), Ruling(one.post.author, one.post.key, 23, False, "Zoë", NOW.date())
    with Store(found.database) as store:
        posts, judged = store.posts(), store.claims(rules_version.fingerprint(found.course))
        own = {post.key: claims for post in posts if (claims := judged.get(post.words))}
        first = topics.taught(found, store, posts, own, (), today)
        assert topics.taught(found, store, posts, own, (ruling,), today, first) is first
        later = topics.taught(found, store, posts, own, (ruling,), today + timedelta(days=1), first)
        assert later.fingerprint != first.fingerprint
        assert later == topics.taught(found, store, posts, own, (ruling,), today + timedelta(days=1))


def test_the_words_of_somebody_forgotten_leave_the_learned_part(
    kept: tuple[course_home.Home, list[blogs.Simulated]],
) -> None:
    """Recorded credits and what was learned: no file of the home has them any more."""
    found, posts = kept
    one = next(post for post in posts if not post.numbered and post.things)
    claim = Claim(3, Confidence.LIKELY, REASON, RuleId.LEARNED_TOPIC, 0.91)
    with Store(found.database) as store:
        store.save_topic_credits([TopicCredit(one.post.key, 3, NOW.date(), one.post.words, 0.99, REASON)])
        store.save_topic_claims("of all", {one.post.key: (claim,)})
    assert [path for path in found.root.rglob("*") if path.is_file() and b"zephyrquill" in path.read_bytes()]
    forgetting.apply(found.root, forgetting.plan(found.root, one.post.author), NOW)
    assert not [path for path in found.root.rglob("*") if path.is_file() and b"zephyrquill" in path.read_bytes()]
    with Store(found.database) as store:
        assert not store.has_learned()
        assert not store.topic_credits()
