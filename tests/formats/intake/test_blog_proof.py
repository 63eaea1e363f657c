"""The word that shows whose blog it is: told to one mailbox for one blog, and found only where the blogger writes."""

import pytest

from course.core.model import Entry
from course.formats.intake import blog_proof

KEY = b"k" * 32
WORD = "cpd23-abcdefghij"


def test_the_word_is_for_one_mailbox_and_one_blog() -> None:
    word = blog_proof.code(KEY, "ann@example.org", "https://ann.example/")
    assert word == blog_proof.code(KEY, "ANN+x@example.org", "http://www.ann.example")
    others = [
        blog_proof.code(KEY, "bob@example.org", "https://ann.example/"),
        blog_proof.code(KEY, "ann@example.org", "https://bob.example/"),
        blog_proof.code(b"x" * 32, "ann@example.org", "https://ann.example/"),
    ]
    assert len({word, *others}) == 4
    assert word.startswith("cpd23-")


@pytest.mark.parametrize(
    ("page", "proved"),
    [
        ('<head><meta name="cpd23" content="{word}"></head>', True),
        ("<HEAD><META CONTENT='{word}' NAME='cpd23'></HEAD>", True),
        ("<head><meta name=cpd23 content={word}></head>", True),
        ('<head><link rel="me nofollow" href="https://x.example/{word}"></head>', True),
        ('<head><meta name="description" content="{word}"></head>', False),
        ('<head><link rel="alternate" href="https://x.example/{word}"></head>', False),
        ('<head><title>{word}</title></head>', False),
        ('<head></head><body><meta name="cpd23" content="{word}"></body>', False),
        ('<head></head><body><p>{word}</p></body>', False),
        ('<head><meta name="cpd23" content="x"></head><body>{word}</body>', False),
        ('<head><meta name="cpd23" data-x=">" content="{word}"></head>', False),
        ("", False),
    ],
)  # fmt: skip
def test_the_head_of_a_page_proves_and_its_body_does_not(page: str, proved: bool) -> None:
    assert blog_proof.in_page(page.format(word=WORD), WORD) is proved


def test_a_large_page_of_many_words_is_read_in_a_moment() -> None:
    assert not blog_proof.in_page(f"<meta name={WORD}" * 200_000, WORD)
    assert not blog_proof.in_page("<" * 3_000_000 + WORD, WORD)


@pytest.mark.parametrize(
    ("entry", "proved"),
    [
        (Entry(title=f"Hello {WORD.upper()}"), True),
        (Entry(text=f"My word is {WORD}."), True),
        (Entry(links=(f"https://x.example/{WORD}",)), True),
        (Entry(tags=(WORD,)), True),
        (Entry(title="cpd23-abcdefghi", text="cpd23"), False),
        (Entry(url=f"https://ann.example/?s={WORD}"), False),
    ],
)
def test_a_post_proves(entry: Entry, proved: bool) -> None:
    assert blog_proof.in_posts([Entry(), entry], WORD) is proved
