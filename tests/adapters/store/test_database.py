"""The store opens, refuses and tells; what goes in comes out."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course.adapters.store import Store, claims, database
from course.core.errors import CourseError
from course.core.model import Claim, Confidence, Evidence, Handle, Post, PostKey, RuleId, Trouble, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, Validators, VisitResult
from course.core.trouble_kind import TroubleKind

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = Words("Thing 6", "https://a.example/6", ("cpd23",), ("Networks",), ("https://b.example/",), "Ünder\nscore")
DATA = post_content.joined(WORDS)
POST = Post(PostKey("k1"), Handle("ada"), "https://a.example/", WORDS.url, WORDS.title, NOON, NOON, "hash-1", 3)


def visit(**changes: object) -> VisitResult:
    """A good read of ada's blog that brought one new post."""
    return replace(
        VisitResult(
            *(Handle("ada"), POST.blog, NOON, "https://a.example/feed"),
            good=True,
            validators=Validators(
                'W/"1,2"', "Sat, 21 Nov 2026", "https://a.example/feed", b"b", b"n", b"slices", NOON, ""
            ),
            keeping=(PostChange(POST, "id-1", WORDS, DATA, True),),
        ),
        **changes,  # type: ignore[arg-type]
    )


def test_what_a_visit_told_is_read_back() -> None:
    with Store(None) as kept:
        kept.save([visit()])
        assert kept.posts() == (POST,)
        assert kept.posts(["ada", "bob"]) == (POST,)
        assert kept.posts(["bob"]) == ()
        assert kept.contents(["hash-1", "unknown"]) == {"hash-1": WORDS}
        state = kept.states()["ada", POST.blog]
        assert (state.feed, state.etag, state.older) == ("https://a.example/feed", 'W/"1,2"', "")
        assert kept.slices(Handle("ada"), POST.blog) == b"slices"
        (health,) = kept.health()
        assert (health.posts, health.good_at, health.failures, health.trouble) == (1, NOON, 0, None)


def test_a_failure_leaves_validators_feed_and_posts() -> None:
    later = NOON + timedelta(days=1)
    trouble = Trouble(TroubleKind.TIMEOUT, later, "It took too long.", "Try again.")
    with Store(None) as kept:
        kept.save([visit()])
        kept.save([VisitResult(Handle("ada"), POST.blog, later, trouble=trouble, failures=1)])
        (health,) = kept.health()
        assert (health.trouble, health.failures, health.good_at, health.read_at) == (trouble, 1, NOON, later)
        assert health.feed == "https://a.example/feed"
        assert kept.states()["ada", POST.blog].etag == 'W/"1,2"'
        assert kept.posts() == (POST,)


def test_new_validators_alone_leave_the_rest_as_it_was() -> None:
    with Store(None) as kept:
        kept.save([visit()])
        kept.save([visit(keeping=(), validators=Validators('"2"', None, "https://b.example/"))])
        state = kept.states()["ada", POST.blog]
        assert (state.etag, state.modified, state.validated_at) == ('"2"', None, "https://b.example/")
        assert (state.body, state.noiseless, state.older) == (b"b", b"n", "")
        assert kept.slices(Handle("ada"), POST.blog) == b"slices"


def test_every_version_of_a_post_is_kept_and_first_seen_never_moves() -> None:
    later = NOON + timedelta(days=1)
    edited = replace(WORDS, title="Thing 7")
    changed = replace(POST, title="Thing 7", words="hash-2", first_seen=later)
    with Store(None) as kept:
        kept.save([visit()])
        kept.save([visit(at=later, keeping=(PostChange(changed, "id-2", edited, post_content.joined(edited), False),))])
        assert kept.posts() == (replace(changed, first_seen=NOON),)
        versions = kept.versions(POST.key)
        assert [(v.seen_at, v.hash, v.words) for v in versions] == [(NOON, "hash-1", WORDS), (later, "hash-2", edited)]
        (known,) = kept.known(Handle("ada"))
        assert (known.id, known.title) == ("id-2", "Thing 7")


def test_what_disappeared_is_marked_and_unmarked() -> None:
    later = NOON + timedelta(days=1)
    with Store(None) as kept:
        kept.save([visit()])
        kept.save([visit(at=later, keeping=(), gone=(POST.key,))])
        assert kept.posts()[0].gone == later
        kept.save([visit(at=later + timedelta(days=1), keeping=(), gone=(POST.key,))])
        assert kept.posts()[0].gone == later
        kept.save([visit(keeping=(), back=(POST.key,))])
        assert kept.posts()[0].gone is None


def test_a_visit_is_kept_whole_or_not_at_all() -> None:
    broken = visit(blog="https://second.example/", keeping=(PostChange(POST, "id-1", WORDS, DATA, True),))
    with Store(None) as kept:
        kept.save([visit()])
        with pytest.raises(sqlite3.IntegrityError):
            kept.save([broken])
        assert len(kept.states()) == 1


def test_erasing_a_person_leaves_nothing_of_theirs() -> None:
    other = replace(POST, key=PostKey("k2"), author=Handle("bob"), words="hash-2")
    with Store(None) as kept:
        kept.save([visit(), visit(handle=Handle("bob"), keeping=(PostChange(other, "id-1", WORDS, DATA, True),))])
        kept.save_claims("rules", {"hash-1": (), "hash-2": ()})
        assert kept.erase_posts(Handle("ada")) == 1
        assert kept.posts() == (other,)
        assert kept.contents(["hash-1"]) == {}
        assert set(kept.claims("rules")) == {"hash-2"}
        assert [health.handle for health in kept.health()] == ["bob"]
        assert kept.integrity() == ()


def test_erased_words_are_nowhere_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "course.db"
    secret = "a-title-that-must-go"
    with Store(path) as kept:
        kept.save([visit(keeping=(PostChange(replace(POST, title=secret), "id", WORDS, DATA, True),))])
        kept.erase_posts(Handle("ada"))
        kept.compact()
    assert not any(secret.encode() in file.read_bytes() for file in tmp_path.iterdir())


CLAIMS = (
    Claim(6, Confidence.SURE, (Evidence("title", "Thing 6"), Evidence("tag", "thing6 ü")), RuleId.NUMBER_IN_TITLE),
)


def test_claims_come_back_and_another_rule_empties_the_cache() -> None:
    with Store(None) as kept:
        kept.save([visit()])
        assert kept.claims("rules 1") == {}
        kept.save_claims("rules 1", {"hash-1": CLAIMS, "hash-0": ()})
        assert kept.claims("rules 1") == {"hash-1": CLAIMS, "hash-0": ()}
        assert kept.claims("rules 2") == {}
        kept.save_claims("rules 2", {"hash-1": ()})
        assert kept.claims("rules 2") == {"hash-1": ()}
        assert kept.claims("rules 1") == {}


def test_claims_are_encoded_without_loss() -> None:
    assert claims.decoded(claims.encoded(CLAIMS)) == CLAIMS
    assert claims.encoded(()) == ""


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "course.db"
    with Store(path) as kept:
        kept.db.execute("PRAGMA user_version = 99")
    for write in (True, False):
        with pytest.raises(CourseError, match="newer cpd23 \\(schema 99\\)"):
            Store(path, write=write)


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "course.db"
    with Store(path) as kept:
        kept.save([visit()])
    path.write_bytes(b"no database at all, but longer than a header of one hundred bytes" * 9)
    with pytest.raises(CourseError, match="is damaged") as told:
        Store(path)
    assert "last good copy" in str(told.value.hint)


def test_a_kind_of_trouble_that_nobody_knows_is_told_in_one_sentence() -> None:
    trouble = Trouble(TroubleKind.TIMEOUT, NOON, "It took too long.", "Try again.")
    with Store(None) as kept:
        kept.save([VisitResult(Handle("ada"), POST.blog, NOON, trouble=trouble, failures=1)])
        assert kept.states()["ada", POST.blog].kind is TroubleKind.TIMEOUT
        kept.db.execute("UPDATE blogs SET kind = 'eaten-by-a-whale'")
        for read in (kept.states, kept.health):
            with pytest.raises(CourseError, match="value in its table blogs can't be read") as told:
                read()
            assert "eaten-by-a-whale" in str(told.value)
            assert "\n" not in str(told.value)


def test_a_page_that_was_overwritten_is_found_by_the_check_and_told_by_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "course.db"
    with Store(path) as kept:
        many = [
            PostChange(
                replace(POST, key=PostKey(f"k{n}"), words=f"h{n}"),
                f"id{n}",
                WORDS,
                post_content.joined(replace(WORDS, text="x" * n)),
                True,
            )
            for n in range(900)
        ]
        kept.save([visit(keeping=tuple(many))])
        assert kept.integrity() == ()
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 8192, len(content) // 4096):  # the latter half: the schema stands in front
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)
    with Store(path, write=False) as kept:
        assert kept.integrity() != ()
    with pytest.raises(CourseError, match="is damaged"), Store(path, write=False) as kept:
        kept.contents(f"h{n}" for n in range(900))


def test_reading_makes_no_file_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "home" / "course.db"
    with Store(path, write=False) as kept:
        assert kept.posts() == ()
    assert list(tmp_path.iterdir()) == []
    with Store(path) as kept:
        kept.save([visit()])
    with Store(path, write=False) as kept:
        assert kept.posts() == (POST,)
    with pytest.raises(CourseError, match="can't be written"), Store(path, write=False) as kept:
        kept.save([visit(at=NOON)])


def test_a_store_with_posts_is_copied_before_its_schema_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "course.db"
    with Store(path) as kept:
        kept.save([visit()])
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, "CREATE TABLE later (one TEXT) STRICT;"))
    with Store(path, write=False) as kept:
        assert kept.posts() == (POST,)
    assert [file.name for file in tmp_path.glob("*before*")] == []
    with Store(path) as kept:
        assert kept.posts() == (POST,)
        assert kept.db.execute("SELECT * FROM later").fetchall() == []
    with Store(tmp_path / f"course-before-{len(database.MIGRATIONS)}.db", write=False) as kept:
        assert kept.posts() == (POST,)


def test_the_store_waits_for_nothing_to_be_written_by_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "course.db"
    with Store(path) as writer:
        writer.save([visit()])
        writer.db.execute("BEGIN IMMEDIATE")
        with Store(path, write=False) as reader:
            assert reader.posts() == (POST,)
        writer.db.execute("ROLLBACK")


def test_claims_saved_with_their_posts_need_no_second_look() -> None:
    with Store(None) as kept:
        kept.save_claims("rules", {}, scope="all")
        kept.save([visit()], {"hash-1": CLAIMS})
        assert kept.claims("rules") == {"hash-1": CLAIMS}
        assert kept.is_judged("rules", "all")
        assert not kept.is_judged("rules", "more people")
        assert not kept.is_judged("other rules", "all")
