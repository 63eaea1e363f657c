"""Which post is this? Eight changes make no doubles, and two posts are never made one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.core.model import Entry, Handle, Words
from course.core.posts import feed_changes, post_content
from course.core.posts.feed_changes import FeedReading, Reconciled
from course.core.posts.feed_state import Known

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADA = Handle("ada")
BLOG = "https://ada.example/"
TEXT = "What I read about number {} this week, with many words on what it may be good for at our library desk."


class Kept:
    """What a store would keep, in memory."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self.words: dict[str, Words] = {}

    def read(self, entries: Iterable[Entry], **settings_: object) -> Reconciled:
        """Settle a document and keep what is to be kept."""
        reading = replace(FeedReading(ADA, BLOG, NOW, tuple(entries), whole=True), **settings_)  # type: ignore[arg-type]
        found = feed_changes.reconcile(reading, tuple(self.known.values()), self.words.__getitem__)
        for item in found.keeping:
            post = item.post
            assert item.new == (post.key not in self.known)
            self.words[post.words] = item.words
            assert post_content.parted(item.data) == item.words
            published = post.published.isoformat(timespec="seconds") if post.published else None
            self.known[post.key] = Known(
                *(post.key, post.blog, item.id, post.url, post.title, published),
                *(post.first_seen.isoformat(timespec="seconds"), post.words, post.comments, None),
            )
        for key in found.gone:
            self.known[key] = self.known[key]._replace(gone=NOW.isoformat())
        return found


def entry(number: int, **changes: object) -> Entry:
    """The number-th post of a blog: a day apart, each with id, link, title and text of its own."""
    return replace(
        Entry(
            id=f"https://ada.example/?p={number}",
            url=f"https://ada.example/2026/11/post-{number}/",
            title=f"Thing {number}",
            text=TEXT.format(number),
            published=NOW - timedelta(days=100 - number),
        ),
        **changes,  # type: ignore[arg-type]
    )


def swap(old: str, new: str) -> Callable[[Entry], Entry]:
    """Replace a piece of id and link."""
    return lambda one: replace(one, id=one.id.replace(old, new), url=one.url.replace(old, new))


CHANGES: dict[str, Callable[[Entry], Entry]] = {
    "https": swap("https://", "http://"),
    "www": swap("https://ada", "https://www.ada"),
    "new host": swap("ada.example", "words.example"),
    "moved, with other ids and paths": lambda one: replace(
        one, id=f"tag:{one.id[-2:]}", url=f"https://b.example/{one.id[-2:]}"
    ),
    "changed id": lambda one: replace(one, id="urn:uuid:" + one.id[::-1]),
    "changed id, no text": lambda one: replace(one, id="urn:uuid:" + one.id[::-1], text=""),
    "slash": lambda one: replace(one, url=one.url.rstrip("/"), id=one.id + "/"),
    "query": lambda one: replace(one, url=one.url + "?utm_source=rss&x=1"),
    "query and changed id": lambda one: replace(one, url=one.url + "?x=1", id=one.url + "?x=1"),
    "edited title": lambda one: replace(one, title="Now called " + one.title[::-1]),
    "edited title, link for an id": lambda one: replace(one, id=one.url, title="Now called " + one.title[::-1]),
    "republished": lambda one: replace(one, published=one.published and one.published + timedelta(days=30)),
    "edited text": lambda one: replace(one, text="All is different now: " + one.text[::-1]),
    "no date any more": lambda one: replace(one, published=None),
    "comments": lambda one: replace(one, comments=7),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("count", [1, 3, 10])
def test_a_change_makes_no_double(name: str, count: int) -> None:
    kept = Kept()
    first = [entry(n) for n in range(10, 10 + count)]
    keys = kept.read(first).keys
    later = [CHANGES[name](one) for one in first]
    found = kept.read(later, now=NOW + timedelta(days=7))
    assert found.keys == keys
    assert len(kept.known) == count
    assert all(known.first_seen == NOW.isoformat(timespec="seconds") for known in kept.known.values())


@pytest.mark.parametrize("name", CHANGES)
def test_one_changed_post_among_standing_ones_is_still_known(name: str) -> None:
    kept = Kept()
    keys = kept.read([entry(n) for n in range(10, 20)]).keys
    found = kept.read([CHANGES[name](entry(15))], standing={*keys[:5], *keys[6:]})
    assert found.keys == (keys[5],)
    assert found.gone == ()


def test_posts_of_one_moment_whose_ids_end_alike_are_not_one() -> None:
    """`tag:w.example,a/0` is no address: what stands before its slash is not a host that may have changed."""
    kept = Kept()
    for blog in "abc":
        kept.read([Entry(id=f"tag:w.example,{blog}/0", title=f"Page {blog}", published=NOW)], whole=False)
    assert len(kept.known) == 3


def test_a_post_that_was_taken_down_and_published_anew_is_the_same() -> None:
    kept = Kept()
    keys = kept.read([entry(n) for n in range(10, 20)]).keys
    anew = entry(15, id="https://ada.example/?p=99", url="https://ada.example/2026/12/again/", published=NOW)
    assert kept.read([anew], standing={*keys[:5], *keys[6:]}).keys == (keys[5],)
    assert len(kept.known) == 10


def test_an_entry_with_nothing_in_it_is_no_post() -> None:
    kept = Kept()
    assert kept.read([Entry(), entry(1)]).keys[0] == ""
    assert len(kept.known) == 1


def test_the_blog_moves_to_a_new_address_in_the_roster() -> None:
    kept = Kept()
    first = [entry(n) for n in range(10, 20)]
    kept.read(first)
    kept.read([CHANGES["moved, with other ids and paths"](one) for one in first], blog="https://b.example/")
    assert len(kept.known) == 10
    assert {known.blog for known in kept.known.values()} == {"https://b.example/"}


def test_a_post_on_two_blogs_of_one_person_is_kept_once_and_does_not_swing() -> None:
    kept = Kept()
    kept.read([entry(1)])
    other = replace(entry(1), id="x", url="https://b.example/1")
    found = kept.read([other], blog="https://b.example/", elsewhere={BLOG})
    assert found.keeping == ()
    assert [known.blog for known in kept.known.values()] == [BLOG]


SAME: dict[str, Callable[[Entry], Entry]] = {
    "id": lambda one: replace(one, id="always"),
    "id and link": lambda one: replace(one, id="always", url="https://ada.example/page"),
    "link": lambda one: replace(one, url="https://ada.example/page"),
    "front page for a link": lambda one: replace(one, url="https://ada.example/"),
    "front page and no id": lambda one: replace(one, url="https://ada.example/", id=""),
    "title": lambda one: replace(one, title="Reflection"),
    "title and text": lambda one: replace(one, title="Reflection", text=TEXT),
    "no title": lambda one: replace(one, title=""),
    "date": lambda one: replace(one, published=NOW),
    "date and title": lambda one: replace(one, published=NOW, title="Reflection"),
    "no date": lambda one: replace(one, published=None),
    "no date, one title": lambda one: replace(one, published=None, title="Reflection"),
    "no id": lambda one: replace(one, id=""),
    "no id and no link": lambda one: replace(one, id="", url=""),
    "queries for links": lambda one: replace(one, url=f"https://ada.example/?p={one.title[6:]}", id=""),
    "text": lambda one: replace(one, text=TEXT),
    "no text": lambda one: replace(one, text=""),
}


@pytest.mark.parametrize(
    ("name", "window"),
    [(name, window) for name in SAME for window in (1, 2, 10) if (name, window) != ("id and link", 1)],
)
def test_posts_that_share_something_are_never_made_one(name: str, window: int) -> None:
    kept = Kept()
    blog = [SAME[name](entry(n)) for n in range(1, 31)]
    for end in range(1, 31):
        kept.read(blog[max(0, end - window) : end])
    assert len(kept.known) == 30


def test_two_blogs_that_begin_alike_are_two_blogs() -> None:
    kept = Kept()
    hello = entry(1, title="Hello world!", text="Welcome to WordPress. This is your first post. Edit or delete it.")
    other = replace(swap("ada.example", "ada2.example")(hello), published=NOW)
    kept.read([hello])
    kept.read([other], blog="https://ada2.example/", elsewhere={BLOG})
    assert len(kept.known) == 2


def test_a_post_that_stands_twice_in_its_feed_is_one() -> None:
    kept = Kept()
    twice = [entry(1), entry(2), entry(1), replace(entry(2), url=entry(2).url + "?utm_medium=feed")]
    found = kept.read(twice)
    assert len(kept.known) == 2
    assert (found.keys[0], found.keys[1]) == (found.keys[2], found.keys[3])


def test_what_vanished_from_the_middle_is_marked_and_what_slid_out_is_not() -> None:
    kept = Kept()
    keys = kept.read([entry(n) for n in range(1, 11)]).keys
    found = kept.read([entry(n) for n in range(4, 12) if n != 6])
    assert found.gone == (keys[5],)
    assert kept.read([entry(n) for n in range(4, 12) if n != 6]).gone == ()
    assert kept.read([entry(n) for n in range(4, 12)]).keys[2] == keys[5]
    assert kept.known[keys[5]].gone is None


def test_an_answer_that_was_cut_off_marks_nothing() -> None:
    kept = Kept()
    kept.read([entry(n) for n in range(1, 11)])
    assert kept.read([entry(1), entry(10)], whole=False).gone == ()
    assert kept.read([]).gone == ()


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        (NOW, NOW + timedelta(days=3), NOW),
        (None, NOW, NOW),
        (NOW, None, NOW),
        (datetime(1970, 1, 1, tzinfo=UTC), NOW, NOW),
        (NOW + timedelta(days=40), NOW, NOW),
    ],
)
def test_the_first_usable_date_counts(first: datetime | None, second: datetime | None, counts: datetime) -> None:
    kept = Kept()
    kept.read([entry(1, published=first)])
    kept.read([entry(1, published=second)])
    assert [known.published for known in kept.known.values()] == [counts.isoformat()]


def test_a_long_text_is_cut_between_letters() -> None:
    said = feed_changes.words_of(entry(1, text="ü" * 100_000))
    assert said.text == "ü" * (feed_changes.LONGEST_TEXT // 2)


def test_halves_of_characters_do_not_stop_anything() -> None:
    (item,) = Kept().read([entry(1, title="a \ud83d b", id="\udc00")]).keeping
    assert (item.post.title, item.id) == ("a ? b", "?")


SOME = st.sampled_from(["", "a", "b", "https://ada.example/a", "https://ada.example/b"])
DATES = st.sampled_from([None, NOW, NOW - timedelta(days=1), NOW + timedelta(days=9)])
ENTRIES = st.builds(Entry, id=SOME, url=SOME, title=SOME, text=st.sampled_from(["", TEXT, TEXT * 2]), published=DATES)


@settings(deadline=None)
@given(st.lists(ENTRIES, max_size=8), st.randoms(use_true_random=False))
def test_a_feed_read_twice_keeps_nothing_new_in_any_order(entries: Sequence[Entry], chance: object) -> None:
    kept, other = Kept(), Kept()
    mixed = list(entries)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    kept.read(entries)
    other.read(mixed)
    assert kept.known == other.known
    again = kept.read(mixed)
    assert again.keeping == ()
    assert again.gone == ()


@settings(deadline=None)
@given(st.lists(st.lists(ENTRIES, max_size=5), max_size=4))
def test_nothing_that_was_kept_is_ever_lost(documents: Sequence[Sequence[Entry]]) -> None:
    kept = Kept()
    before: set[str] = set()
    for document in documents:
        found = kept.read(document)
        assert set(kept.known) >= before
        assert len(found.keys) == len(document)
        assert set(found.keys) <= {*kept.known, ""}
        before = set(kept.known)
