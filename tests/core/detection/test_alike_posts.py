"""Numbered posts with the same words."""

from hypothesis import given
from hypothesis import strategies as st

from course.core.detection.alike_posts import AlikePosts
from course.core.model import Handle, PostKey

WORDS = ("wiki", "feed", "tea", "rain")
POSTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 3), st.frozensets(st.sampled_from(WORDS))), max_size=40
)


@given(POSTS, st.lists(st.sampled_from(WORDS), unique=True), st.integers(1, 3))
def test_posts_of_other_blogs_with_two_of_the_words_are_counted(
    posts: list[tuple[str, int, frozenset[str]]], quotes: list[str], thing: int
) -> None:
    """With one word asked about, those that have it."""
    taught = {
        Handle(handle): {
            PostKey(str(n)): (about, words) for n, (author, about, words) in enumerate(posts) if author == handle
        }
        for handle in "abc"
    }
    least = min(2, len(quotes))
    met = [about for author, about, words in posts if author != "a" and quotes and len(words & {*quotes}) >= least]
    found = AlikePosts(taught, quotes).count(thing, quotes, Handle("a"))
    assert found == (met.count(thing), len(met))
