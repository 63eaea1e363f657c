"""By what somebody is recognised in other people's words, and how it is taken out."""

import pytest

import make
from course.core.model import Words
from course.core.people import forgetting

WHO = forgetting.Traces(frozenset({"ann.blogspot.com"}), ("ann.blogspot.com", "ann@x.org"), "Ann Berry")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Ann Berry wrote", "[...] wrote"),
        ("Joann Berry wrote", "Joann Berry wrote"),
        ("see http://www.Ann.blogspot.com/2011/07/x.html.", "see [...]"),
        ("mail ANN@x.org", "mail [...]"),
        ("mail joann@x.org", "mail joann@x.org"),
        ("http://joann.blogspot.com/", "http://joann.blogspot.com/"),
        ("http://ann.blogspot.com-fans.example/", "http://ann.blogspot.com-fans.example/"),
        ("Thing 6", "Thing 6"),
    ],
)
def test_traces_are_blacked_out_of_what_others_wrote(said: str, left: str) -> None:
    assert forgetting.cleared(said, WHO) == left


def test_links_to_the_blog_go_and_other_links_stay() -> None:
    words = Words("Thing 6", links=("https://ann.blogspot.co.uk/x", "https://bo.example/"))
    assert forgetting.scrubbed(words, WHO).links == ("https://bo.example/",)
    plain = Words("Thing 6", links=("https://bo.example/",))
    assert forgetting.scrubbed(plain, WHO) is plain


def test_the_site_of_most_posts_is_the_blog_of_somebody_whose_blog_is_a_file() -> None:
    urls = ["https://ann.example/1", "https://ann.example/2", "https://elsewhere.example/x", ""]
    assert forgetting.home_of(urls) == ("https://ann.example/",)
    assert forgetting.home_of([]) == ()


def test_a_site_of_many_people_is_no_trace_of_one() -> None:
    ann = make.person("ann", blogs=("https://medium.com/@ann", "https://ann.blogspot.co.uk/"))
    found = forgetting.traces(ann, (), {})
    assert "medium.com" not in found.needles
    assert {"medium.com/@ann", "ann.blogspot.com", "ann.blogspot.co.uk"} <= set(found.needles)
    assert (
        forgetting.cleared("I like medium.com/@bo and medium.com/@ann/a-post too", found)
        == "I like medium.com/@bo and [...] too"
    )


def test_what_somebody_shares_with_others_is_no_trace_of_one() -> None:
    ann = make.person("ann", name="Ann Berry", email="desk@library.example", blogs=("https://class.example/",))
    bo = make.person("bo", name="ann berry", email="Desk@library.example", blogs=("https://class.example/",))
    assert forgetting.traces(ann, (), {bo.handle: bo}).terms() == ()
    assert forgetting.traces(ann, (), {}).terms() == (
        "desk@library.example",
        "class.example",
        "Ann Berry",
        "Berry, Ann",
    )


def test_a_former_blog_is_a_trace_and_a_name_of_two_letters_is_none() -> None:
    al = make.person("al", name="Al", blogs=("https://al.example/",))
    found = forgetting.traces(al, ("https://old.example/",), {})
    assert (found.places, found.name) == (frozenset({"al.example", "old.example"}), "")


def test_every_part_of_a_post_is_cleared() -> None:
    words = Words(
        "About Ann Berry",
        "https://bo.example/x",
        tags=("Ann Berry", "thing 6"),
        headings=("What Ann Berry said",),
        text="Mail ann@x.org.",
    )
    assert forgetting.scrubbed(words, WHO) == Words(
        "About [...]",
        "https://bo.example/x",
        tags=("[...]", "thing 6"),
        headings=("What [...] said",),
        text="Mail [...]",
    )
