"""What participants read about their blogs and addresses is whole sentences, and nothing in it is for organisers."""

import re

import pytest

from course.core.posts import troubles
from course.core.posts.troubles import TroubleText
from course.core.trouble_kind import TroubleKind
from course.formats.intake import texts

# Words that are for organisers: who else to ask, the files and the program, and the next run of `track`.
ORGANISERS = re.compile(
    r"\bauthors?\b|\bparticipants?\b|\borganisers?\b|\bperson\b|\broster\b|\bnext run\b|\bcpd23\b"
    r"|\ballow_private\b|\.(?:toml|jsonl?|txt)\b",
    re.IGNORECASE,
)
ADDRESSES: tuple[TroubleText, ...] = (
    *(texts.mistyped("blogspt.com", "blogspot.com"), texts.walled("Facebook"), texts.front_page("Medium")),
    *texts.NO_ADDRESS.values(),
    *texts.TOO_LONG.values(),
    *(texts.several("'a b'"), texts.user_name("'@a@b.example'", "https://b.example/@a"), texts.file("'C:\\a'", "post")),
    *(texts.email("'a@b.example'", "blog"), texts.other_scheme("ftp"), texts.wrapped("Mimecast")),
    *(texts.not_an_address("'a'"), texts.with_password("'a:b@c'"), texts.ONLY_COMMENTS, texts.COULD_NOT_READ),
)


def test_every_kind_of_trouble_has_a_text() -> None:
    assert list(texts.TROUBLES) == list(TroubleKind)


@pytest.mark.parametrize("kind", TroubleKind)
def test_a_participant_reads_whole_sentences_and_nothing_that_is_for_organisers(kind: TroubleKind) -> None:
    for sentence in texts.TROUBLES[kind]:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert not ORGANISERS.search(sentence)


def test_a_text_for_organisers_would_be_noticed() -> None:
    for kind in (TroubleKind.REFUSED_ADDRESS, TroubleKind.DNS, TroubleKind.CUT_OFF, TroubleKind.LOGIN):
        assert ORGANISERS.search(troubles.for_organisers(kind).next)


@pytest.mark.parametrize("text", ADDRESSES)
def test_what_is_wrong_with_an_address_and_what_to_do_are_whole_sentences(text: TroubleText) -> None:
    assert text.says.endswith(".")
    assert text.next[0].isupper()
    assert not ORGANISERS.search(f"{text.says} {text.next}")
