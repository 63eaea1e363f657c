"""Words in one piece come apart again."""

from hypothesis import given
from hypothesis import strategies as st

from course.core.model import Words
from course.core.posts import post_content

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LISTS = st.lists(TEXT, max_size=4).map(tuple)


@given(st.builds(Words, title=TEXT, url=TEXT, tags=LISTS, headings=LISTS, links=LISTS, text=TEXT, reblog=st.booleans()))
def test_nothing_is_lost(said: Words) -> None:
    assert post_content.parted(post_content.joined(said)) == said


def test_halves_of_characters_from_outside_do_no_harm() -> None:
    assert post_content.parted(post_content.joined(Words("a \udc00 b", text="lone \ud800"))) == Words(
        "a ? b", text="lone ?"
    )


def test_the_hash_sees_every_field() -> None:
    same = Words("t", "u", ("a",), ("b",), ("c",), "d")
    others = [
        Words("x", "u", ("a",), ("b",), ("c",), "d"),
        Words("t", "x", ("a",), ("b",), ("c",), "d"),
        Words("t", "u", ("a", "b"), (), ("c",), "d"),
        Words("t", "u", ("a",), ("b", "c"), (), "d"),
        Words("t", "u", ("a",), ("b",), ("c", "d"), ""),
        Words("t", "u", ("a",), ("b",), ("c",), "d", reblog=True),
    ]
    names = {post_content.hash_of(post_content.joined(one), "ada") for one in [same, *others]}
    assert len(names) == 7
    assert {name[:5] for name in names} == {post_content.near("ada")} != {post_content.near("bob")}
