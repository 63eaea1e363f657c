"""Files of names in old encodings: read rightly, or asked about; never broken without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.core.errors import CourseError
from course.formats.intake import text_encoding

TOLD = [
    ("cp1252", "Jörg Müller; Hélène Dupont; José Núñez; Žižek"),
    ("cp1252", "Hélène Lefèvre;François Noël"),
    ("cp1252", "Åsa Öberg, Søren Kjær, Ægir, Guðrún Þórðardóttir"),
    ("cp1252", "Conceição Magalhães, João"),
    ("cp1252", "Zoë"),
    ("cp1252", "Süßmann"),
    ("cp1252", "Ann’s blog – “words” … O’Brien"),
    ("mac_roman", "Jörg Müller, Hélène Lefèvre, José Núñez"),
    ("mac_roman", "Åsa Öberg, Søren Kjær"),
    ("mac_roman", "Núñez"),
    ("mac_roman", "Name,Email; Jörg Müller"),
    ("mac_roman", "Zoë"),
    ("cp1250", "Łukasz Żółć, Dvořák, Čapek"),
    ("iso8859_2", "Dvořák Růžička Žižka"),
    ("cp1254", "Ayşe Yılmaz, Gülşen Çağlar"),
    ("cp1257", "Jānis Bērziņš"),
    ("cp850", "Jörg Müller, Hélène"),
]
WORDS = (
    "Jörg Müller Hélène François José Núñez Åsa Öberg Søren Kjær Dvořák Růžička Łukasz Żółć Erdős Pál Ayşe Yılmaz Jānis Bērziņš "
    "O’Brien Zoë García Иван Петров Γιώργος 山田太郎 김철수 张伟 Guðrún João Ángel Çetin Über Ñandú Ann Bo"
)


@pytest.mark.parametrize(("encoding", "words"), TOLD)
def test_names_come_out_whole(encoding: str, words: str) -> None:
    assert text_encoding.decoded(words.encode(encoding), "answers.csv") == words


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("mac_roman", "Jörg"),
        ("mac_roman", "García"),
        ("cp1250", "Erdős Pál; Szűcs Ágnes"),
        ("cp1251", "Иван Петров"),
        ("koi8_r", "Иван"),
    ],
)
def test_what_could_be_two_names_is_asked_about(encoding: str, words: str) -> None:
    with pytest.raises(CourseError) as asked:
        text_encoding.decoded(words.encode(encoding), "answers.csv")
    assert "answers.csv" in str(asked.value)
    assert "CSV UTF-8" in str(asked.value.hint)


@given(st.lists(st.sampled_from(WORDS.split()), min_size=6, max_size=30), st.sampled_from(("cp1252", "mac_roman")))
def test_a_western_form_is_read_rightly_or_asked_about(names: list[str], encoding: str) -> None:
    words = "\n".join(names)
    try:
        data = words.encode(encoding)
        read = text_encoding.decoded(data, "answers.csv")
    except (UnicodeEncodeError, CourseError):
        return
    assert read == words


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_asked_about(data: bytes) -> None:
    try:
        assert isinstance(text_encoding.decoded(data, "x"), str)
    except CourseError:
        return
