"""Credits by topic in a home: recorded once, kept, and worked out again when what was learned is deleted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from course.adapters.store import Store, claims
from course.core.detection import rules_version
from course.core.model import Claim, Confidence, Evidence, RuleId, Ruling, Source
from course.core.progress.run_window import RunWindow
from course.core.progress.topic_claims import TopicCredit
from course.services import course_home
from course.services.learning import topics
from course.services.people import forgetting
from course.services.reporting import report
from simulation import blogs

ROOT = Path(__file__).parents[3]

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)


def test_what_was_learned_comes_back_the_same_after_it_was_deleted(
    kept: tuple[course_home.Home, list[blogs.Simulated]],
) -> None:
    """The cache is worked out, not told."""
    found, _ = kept
    with Store(found.database) as store:
        first = report.report(found, store, NOW.date(), with_posts=True)
        store.forget_learned()
        assert report.report(found, store, NOW.date(), with_posts=True) == first


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
    reason = (Evidence("topic", "zephyrquill"),)
    claim = Claim(3, Confidence.LIKELY, reason, RuleId.LEARNED_TOPIC, 0.91)
    with Store(found.database) as store:
        store.save_topic_credits([TopicCredit(one.post.key, 3, NOW.date(), one.post.words, 0.99, reason)])
        store.save_topic_claims("of all", {one.post.key: (claim,)})
    assert [path for path in found.root.rglob("*") if path.is_file() and b"zephyrquill" in path.read_bytes()]
    forgetting.apply(found.root, forgetting.plan(found.root, one.post.author), NOW)
    assert not [path for path in found.root.rglob("*") if path.is_file() and b"zephyrquill" in path.read_bytes()]
    with Store(found.database) as store:
        assert not store.has_learned()
        assert not store.topic_credits()
