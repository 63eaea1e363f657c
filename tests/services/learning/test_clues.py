"""Clues from what people wrote."""

from course.services import course_home
from course.services.learning import clues
from simulation import blogs


def test_words_of_a_things_numbered_posts_are_proposed(
    kept: tuple[course_home.Home, list[blogs.Simulated]],
) -> None:
    """They are met in them more than anywhere else, and no present clue is proposed again."""
    home, posts = kept
    thing = home.course.things[0]
    found = clues.propose(home, thing, max(one.post.first_seen for one in posts).date())
    assert found.teachers > 2
    assert found.proposed
    assert not {one.phrase for one in found.proposed} & {*thing.clues.strong, *thing.clues.weak}
    said = " ".join(one.words.text + one.words.title for one in posts if thing.number in one.things).lower()
    assert all(one.phrase in said for one in found.proposed if " " not in one.phrase)
