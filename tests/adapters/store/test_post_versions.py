"""Many versions lie in one compressed piece; each comes out as it went in, whatever happens to its neighbours."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from course.adapters.store import Store
from course.core.model import Handle, Post, PostKey, Words
from course.core.posts import post_content
from course.core.posts.feed_state import PostChange, VisitResult

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BLOG = "https://a.example/"


def keeping(number: int, said: Words, *, new: bool = True, version: str = "a") -> PostChange:
    post = Post(PostKey(f"k{number}"), Handle("ada"), BLOG, said.url, said.title, NOON, NOON, f"{number}-{version}")
    return PostChange(post, f"id-{number}", said, post_content.joined(said), new)


def visit(*items: PostChange, at: datetime = NOON) -> VisitResult:
    return VisitResult(Handle("ada"), BLOG, at, f"{BLOG}feed", good=True, keeping=items)


def texts(kept: Store) -> int:
    return int(kept.db.execute("SELECT count(*) FROM texts").fetchone()[0])


@settings(deadline=None, max_examples=50)
@given(some.lists(some.builds(Words, title=some.text(max_size=9), text=some.text(max_size=40)), max_size=20))
def test_what_is_kept_in_one_go_comes_out_one_by_one(all_: list[Words]) -> None:
    with Store(None) as kept:
        kept.save([visit(*(keeping(number, said) for number, said in enumerate(all_)))])
        expected = {f"{number}-a": post_content.parted(post_content.joined(said)) for number, said in enumerate(all_)}
        assert kept.contents(expected) == expected
        assert texts(kept) == bool(all_)


def test_a_long_blog_lies_in_several_pieces() -> None:
    long = [Words(f"Thing {number}", text=str(number) * 50_000) for number in range(5)]
    with Store(None) as kept:
        kept.save([visit(*(keeping(number, said) for number, said in enumerate(long)))])
        assert texts(kept) == 3
        assert kept.contents([f"{number}-a" for number in range(5)]) == {f"{n}-a": said for n, said in enumerate(long)}


def test_words_that_are_kept_already_are_not_kept_again() -> None:
    said = Words("Thing 1", text="Blogging")
    with Store(None) as kept:
        kept.save([visit(keeping(1, said))])
        for day in (1, 2):
            kept.save([visit(keeping(1, said, new=False), at=NOON + timedelta(days=day))])
        assert texts(kept) == 1
        (version,) = kept.versions(PostKey("k1"))
        assert (version.seen_at, version.words) == (NOON, said)


def test_what_is_taken_out_of_one_post_leaves_its_neighbours_and_versions_whole() -> None:
    first = [Words(f"Thing {number}", text=f"with ada{number} " * 9) for number in (1, 2, 3)]
    edited = Words("Thing 2, again", text="with ada2")
    with Store(None) as kept:
        kept.save([visit(*(keeping(number, said) for number, said in enumerate(first, 1)))])
        kept.save([visit(keeping(2, edited, new=False, version="b"), at=NOON + timedelta(days=1))])
        count = kept.rewrite_words(
            lambda said: replace(said, text=said.text.replace("ada2", "")) if "ada2" in said.text else said, str
        )
        assert count == 2
        assert kept.contents(["1-a", "3-a"]) == {"1-a": first[0], "3-a": first[2]}
        assert [version.words.text for version in kept.versions(PostKey("k2"))] == ["with  " * 9, "with "]
        assert kept.integrity() == ()


def test_erasing_takes_the_pieces_too() -> None:
    with Store(None) as kept:
        kept.save([visit(keeping(1, Words("Thing 1")), keeping(2, Words("Thing 2")))])
        kept.erase_posts(Handle("ada"))
        assert (texts(kept), kept.contents(["1-a"]), kept.integrity()) == (0, {}, ())
