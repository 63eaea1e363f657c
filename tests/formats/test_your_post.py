"""The box "Your post": the same words on a page and in an email."""

from dataclasses import replace

import make
from course.core.model import Course, Thing
from course.formats import your_post

COURSE = make.course()
ONE = Thing(6, "Online networks", 5, post_title="Thing 6: Lists and lurking")
TWO = Thing(7, "People", 6)


def test_it_names_the_number_an_example_and_the_tag() -> None:
    said = your_post.lines(replace(COURSE, tags=("ourtag", "other")), [ONE])
    assert said[0] == 'Put Thing 6 in the title, for example "Thing 6: Lists and lurking".'
    assert said[1] == "Tag it ourtag, or write ourtag anywhere in the post."
    assert len(said) == 5


def test_an_email_mentions_the_questions_only_where_its_reader_can_see_them() -> None:
    (with_site,) = (
        line for line in your_post.lines_of_email(replace(COURSE, site="https://a.example"), [ONE]) if "150" in line
    )
    (without,) = (line for line in your_post.lines_of_email(replace(COURSE, site=""), [ONE]) if "150" in line)
    assert with_site.startswith("Answer one of the questions on the Thing's page. 150 to 400")
    assert without.startswith("Say what you did and what you think of it. 150 to 400")


def test_without_a_tag_there_is_no_word_about_it() -> None:
    assert not any("tag" in line.lower() for line in your_post.lines(replace(COURSE, tags=()), [ONE]))


def test_two_things_have_an_example_each() -> None:
    first, *rest = your_post.lines(COURSE, [ONE, TWO])
    assert first == (
        'Put the number in the title, for example "Thing 6: Lists and lurking" or "Thing 7: People".'
        " One post can cover several Things."
    )
    assert rest == list(your_post.lines(COURSE, [TWO])[1:])


def test_somebody_elses_words_stay_on_their_line() -> None:
    course: Course = replace(COURSE, tags=("a\u202eb\nc",))
    assert all(
        "\n" not in line and "\u202e" not in line
        for line in your_post.lines(course, [replace(ONE, post_title="6\n\x07")])
    )
