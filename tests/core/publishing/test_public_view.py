"""What everybody may see: people who said yes, and numbers too large to tell of single people."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
import stage
from course.core.model import Cohort, Handle, Ledger, PostKey, Show, Words
from course.core.publishing import public_view
from course.core.publishing.public_view import Person, Site


def test_only_who_said_yes_and_stayed_is_shown_and_nobody_else_s_words() -> None:
    site = public_view.site(stage.report(with_posts=True))
    assert [person.handle for person in site.people] == ["ahead", "done"]
    assert {post.author for post in site.posts} == {"ahead", "done"}
    assert site.groups == ("large",)


def told(people: int, **changes: object) -> Site:
    """A site of so many people who each did Things 1 and 2, the last of them only Thing 1."""
    handles = [Handle(f"p{number}") for number in range(people)]
    posts, claims = [], {}
    for handle in handles:
        for thing in (1, 2) if handle != handles[-1] else (1,):
            key = PostKey(f"{handle}-{thing}")
            posts.append(make.post(make.day(7 * thing), handle, key, comments=thing - 1))
            claims[key] = (make.claim(thing),)
    everybody = [make.person(handle, **{"show": Show.PUBLIC, **changes}) for handle in handles]
    return public_view.site(make.report(Ledger(tuple(posts), claims), 15, *everybody, with_posts=True))


def test_numbers_are_told_from_five_people_up() -> None:
    four, five = told(4), told(5)
    assert (four.totals, four.done_by, four.shelf, four.new_this_week) == (None, {}, {}, 0)
    assert five.totals
    assert (five.totals.started, five.totals.credits) == (5, 9)
    assert five.done_by == {1: 5}
    assert five.shelf == {1: 5, 2: 4}
    assert five.new_this_week == 4


def test_posts_of_a_thing_come_newest_first_and_those_without_an_answer_oldest_first() -> None:
    site = told(2)
    assert [post.key for post in site.posts] == ["p0-2", "p1-1", "p0-1"]
    assert [post.key for post in site.on_thing(1)] == ["p1-1", "p0-1"]
    assert [post.key for post in site.unanswered(1)] == ["p0-1", "p1-1"]
    assert site.unanswered(2) == ()
    assert {who: post.key for who, post in site.newest_by().items()} == {"p0": "p0-2", "p1": "p1-1"}
    assert [thing.number for thing in site.this_week] == [3]


@pytest.mark.parametrize("changes", [{"show": Show.COURSE}, {"show": Show.PRIVATE}, {"withdrawn": make.day(15)}])
def test_who_said_no_or_left_counts_and_is_not_shown(changes: dict[str, object]) -> None:
    site = told(5, **changes)
    assert (site.people, site.posts) == ((), ())
    assert site.totals
    assert site.totals.registered == 5


def test_an_address_that_is_none_of_the_web_is_not_published() -> None:
    assert told(2, blogs=("javascript:alert(1)",)).people == ()


def test_a_blog_that_is_a_file_is_read_on_a_page_of_ours_and_has_the_address_of_its_posts() -> None:
    (person, *_) = told(2, blogs=("javascript:alert(1)", "file.xml")).people
    assert (person.only_here, person.blogs) == (True, ("https://p0.example/",))
    (only,) = told(1, blogs=("javascript:alert(1)", make.BLOG)).people
    assert only.blogs == (make.BLOG,)
    bad = make.post(make.day(3), key="p1", url="javascript:alert(1)")
    told_of = Ledger((bad,), {PostKey("p1"): (make.claim(1),)})
    report = make.report(told_of, 9, make.person(show=Show.PUBLIC), with_posts=True)
    assert report.rows[0].credits
    assert public_view.site(report).posts == ()


@pytest.mark.parametrize(
    ("name", "initial"),
    [("ada", "A"), (" Émile", "E"), ("王小明", "王"), ("3D Anna", "#"), ("", "#"), ("ßeta", "S"), ("ﬁona", "F")],
)
def test_the_letter_under_which_somebody_is_listed(name: str, initial: str) -> None:
    assert Person(make.ADA, name, (make.BLOG,), ()).initial == initial


def cohorts(*spans: tuple[str, int, int]) -> dict[str, Cohort]:
    return {name: Cohort(name, make.day(first), make.day(last)) for name, first, last in spans}


@pytest.mark.parametrize(
    ("day", "name", "week"),
    [
        (-1, "first", None),
        (0, "first", 1),
        (7, "first", 2),
        (83, "first", 12),
        (84, "second", None),
        (100, "second", 1),
        (400, "second", None),
    ],
)
def test_the_cohort_that_runs_is_shown_or_the_next_or_the_last(day: int, name: str, week: int | None) -> None:
    course = make.course(cohorts={"own": Cohort("own"), **cohorts(("second", 100, 183), ("first", 0, 83))})
    shown = public_view.shown_cohort(course, make.day(day))
    assert shown
    assert (shown.name, public_view.week_of(shown, make.day(day))) == (name, week)


def test_of_two_that_run_the_later_one_is_shown_and_without_dates_none() -> None:
    course = make.course(cohorts=cohorts(("second", 50, 150), ("first", 0, 83)))
    shown = public_view.shown_cohort(course, make.day(60))
    assert shown
    assert shown.name == "second"
    assert public_view.shown_cohort(make.course(cohorts={"own": Cohort("own")}), make.day(60)) is None
    assert public_view.week_of(None, make.day(60)) is None


def test_the_words_that_are_quoted_are_of_posts_that_are_shown() -> None:
    site = told(3)
    assert set(public_view.quoted(site)) == {post.words for post in site.posts}
    many = replace(site, posts=site.posts * 100)
    assert public_view.quoted(many) == public_view.quoted(site)


def test_a_summary_ends_at_a_word() -> None:
    words = Words("", text="One two,\n three four.")
    assert public_view.summary(words) == "One two, three four."
    assert public_view.summary(words, 20) == "One two, three four."
    assert public_view.summary(words, 10) == "One two…"
    assert public_view.summary(None) == ""


@given(st.text(alphabet="ab .,\n", max_size=80), st.integers(2, 40))
def test_a_summary_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(public_view.summary(Words("", text=text), most)) <= most
