"""Who teaches, and whose numbers the others contradict."""

from collections.abc import Mapping, Sequence

from course.core.detection import teaching
from course.core.detection.suggestions import CoursePost
from course.core.detection.teaching import Teaching
from course.core.model import Handle, PostKey, Words

SUBJECTS = {
    1: "feed reader subscribe headlines folders aggregator",
    2: "wiki page editing together history link",
    3: "podcast microphone episode audio listening voice",
}
LIAR = Handle("mallory")


def taught(numbers: Mapping[Handle, Mapping[int, int]]) -> Teaching:
    """What these people teach: each wrote one post about each subject, and gave it a number."""
    words: dict[str, Words] = {}
    people: dict[Handle, list[CoursePost]] = {}
    for handle, given in numbers.items():
        for subject, thing in given.items():
            key = f"{handle}-{subject}"
            words[key] = Words(f"A week of {subject}", text=f"{SUBJECTS[subject]} {handle}{subject}")
            people.setdefault(handle, []).append(CoursePost(PostKey(key), handle, 1, key, (thing,)))

    def read(hashes: Sequence[str]) -> Mapping[str, Words]:
        return {hash_: words[hash_] for hash_ in hashes}

    return teaching.taught(people, frozenset(), read)


HONEST = {Handle(f"p{n}"): {subject: subject for subject in SUBJECTS} for n in range(8)}


def test_somebody_with_wrong_numbers_teaches_as_though_away() -> None:
    """Words and weights are the same to the last bit."""
    alone, with_liar = taught(HONEST), taught({**HONEST, LIAR: {1: 2, 2: 3, 3: 1}})
    assert with_liar.ignored == {LIAR}
    assert (with_liar.own, with_liar.words.vocabulary) == (alone.own, alone.words.vocabulary)
    assert with_liar.words.worth(alone.words.vocabulary) == alone.words.worth(alone.words.vocabulary)


def test_one_wrong_number_of_somebody_honest_is_left_out_and_the_others_teach() -> None:
    """A slip of the pen."""
    found = taught({**HONEST, Handle("bo"): {1: 1, 2: 2, 3: 1}})
    assert found.ignored == set()
    assert found.doubted == {"bo-3"}
    assert set(found.own[Handle("bo")]) == {"bo-1", "bo-2"}


def test_of_very_many_people_some_are_chosen_and_one_more_changes_nothing_for_the_others() -> None:
    """So somebody's coming or going doesn't decide who else is listened to."""
    everybody = [Handle(f"p{n}") for n in range(1000)]
    chosen = teaching.some(everybody, 100, b"teach")
    assert 70 < len(chosen) < 130
    assert teaching.some(everybody[::-1], 100, b"teach") == chosen
    assert set(teaching.some([*everybody, LIAR], 100, b"teach")) - {LIAR} == set(chosen)
    assert chosen != teaching.some(everybody, 100, b"judge")
    assert teaching.some(everybody[:50], 100, b"teach") == sorted(everybody[:50])
