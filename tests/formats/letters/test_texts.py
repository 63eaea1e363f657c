"""The words of emails that aren't in templates: every case has some, and numbers agree with their nouns."""

from course.core.letters.seen_posts import SeenAs
from course.core.model import Show, WeekKind
from course.formats.letters import texts


def test_every_case_has_its_words() -> None:
    assert all(texts.seen(one, [3]) for one in SeenAs)
    assert set(texts.SEEN_BY) == set(Show)
    assert set(texts.WEEK_KINDS) == set(WeekKind)


def test_what_became_of_a_post_follows_its_title() -> None:
    assert texts.seen(SeenAs.COUNTS, [3, 4]) == " counts for Things 3 and 4"


def test_the_weeks_message_has_a_title_for_every_week() -> None:
    assert texts.begins("Twelve Things", "5 October") == "Twelve Things begins on 5 October"
    assert texts.week_with_things("Twelve Things", 2, [3], "Tags") == "Twelve Things, week 2: Thing 3, Tags"
    assert texts.week_with_things("Twelve Things", 2, [3, 4], "") == "Twelve Things, week 2: Things 3 and 4"
    assert texts.week_without_things("Twelve Things", 5, WeekKind.BREAK) == "Twelve Things, week 5: a break"


def test_how_to_post_names_the_tag_where_there_is_one() -> None:
    assert texts.how_to_post(["Thing 1: Blogs", "Thing 2: Tags"], "").endswith(
        'for example "Thing 1: Blogs" or "Thing 2: Tags".'
    )
    assert texts.how_to_post(["Thing 1: Blogs"], "cpd23").endswith('"Thing 1: Blogs". Tag it cpd23.')


def test_minutes_agree_with_their_number() -> None:
    assert [texts.minutes(1), texts.minutes(45)] == ["about 1 minute", "about 45 minutes"]
