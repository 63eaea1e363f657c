"""In which encoding is a file of names that is not UTF-8? By which of them makes words of some language out of it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from course.core.errors import CourseError

_WESTERN = (
    "äöüß", "éèêëàâçîïôûùüÿœæ", "áéíóúüñ", "ãõáéíóúâêôàçü", "åäöæøé", "ðþæöáéíóúý", "àèéìíîòóùú", "ëïéèöüáó", "àèéíïòóúüç", "äöõüšž",
)  # fmt: skip
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "äöüß")
_BALTIC = ("āčēģīķļņšūž", "ąčęėįšųūž", "äöõüšž")
_TURKISH = ("çğıi\u0307öşüâîû",)
_CYRILLIC = ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш")
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
_LATIN: Mapping[str, Sequence[str]] = {  # the likeliest first
    "cp1252": _WESTERN, "mac_roman": _WESTERN, "cp1250": _CENTRAL, "iso8859_2": _CENTRAL, "cp1254": _TURKISH, "cp1257": _BALTIC,
    "cp850": _WESTERN,
}  # fmt: skip
_OTHER: Mapping[str, Sequence[str]] = {
    "cp1251": _CYRILLIC, "koi8_u": _CYRILLIC, "mac_cyrillic": _CYRILLIC, "cp1253": _GREEK, "mac_greek": _GREEK,
    "cp932": (), "gb18030": (), "big5": (), "cp949": (),
}  # fmt: skip
_IDEOGRAPHS = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]+")
_WORD = re.compile(r"[^\s,;|\"()/<>@:]+")
_BEFORE, _AFTER = "“‘«-", "”’“»….!?-"  # what stands around words; in the wrong place it is a letter of another encoding
_APOSTROPHE = re.compile(r"(?:[a-z]+’(?:s|t|d|m|ll|re|ve)|[odl]’[a-z]+)", re.IGNORECASE)


class _Reading(NamedTuple):
    """The file in one encoding."""

    encoding: str
    text: str
    odd: int  # words that no language could have
    at_home: bool  # one language could have them all


def decoded(data: bytes, name: str) -> str:
    """The text; CourseError, with two readings, where it can't be told which of them is meant."""
    readings = [reading for encoding in (*_LATIN, *_OTHER) if (reading := _read(data, encoding))]
    fewest = min(reading.odd for reading in readings)
    good = [reading for reading in readings if reading.odd == fewest]
    first = good[0]
    words = _beyond_ascii(first.text)
    rivals = [reading for reading in good if reading.text != first.text and _is_rival(reading, first)]
    if first.encoding == "cp1252" and all(map(_APOSTROPHE.fullmatch, words)):
        rivals = []
    if not rivals and 2 * fewest <= len(words):
        return first.text
    other = _beyond_ascii((rivals or good)[-1 if not rivals else 0].text)
    raise CourseError(
        f"We can't tell how the text in {name} is encoded. Should it say {' '.join(words[:2])!r} or {' '.join(other[:2])!r}?",
        'Save the file again as "CSV UTF-8" or as an Excel workbook (.xlsx), and import the new file.',
    )


def _is_rival(one: _Reading, first: _Reading) -> bool:
    """Whether another reading that makes as many words is as likely as the first."""
    if one.encoding in _OTHER or (first.encoding, one.encoding) == ("cp1252", "mac_roman"):
        return True
    return one.at_home and not first.at_home


def _read(data: bytes, encoding: str) -> _Reading | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    words = _beyond_ascii(text)
    languages = _LATIN.get(encoding) or _OTHER[encoding]
    if not languages:
        return _Reading(encoding, text, sum(not _IDEOGRAPHS.fullmatch(word) for word in words), at_home=True)
    fitting = [{number for number, word in enumerate(words) if _fits(word, letters, encoding)} for letters in languages]
    return _Reading(encoding, text, len(words) - len(set().union(*fitting)), max(map(len, fitting)) == len(words))


def _beyond_ascii(text: str) -> list[str]:
    """The words with letters beyond A to Z."""
    found = (word.lstrip(_BEFORE).rstrip(_AFTER) for word in _WORD.findall(text))
    return [word for word in found if not word.isascii() and any(map(str.isalnum, word))]


def _fits(word: str, letters: str, encoding: str) -> bool:
    """Whether a language with these letters could have this word: no mixture of scripts, no capital after a small letter."""
    for before, letter, after in zip("-" + word, word, word[1:] + "-", strict=False):
        if letter.isascii():
            mixed = letter.isalpha() and encoding in _OTHER
            odd = mixed or (letter.isupper() and not before.isascii() and before.islower())
        elif letter.isalpha():
            inside = letter.isupper() and before.isalpha() and (before.islower() or after.islower())
            odd = inside or not set(letter.lower()) <= set(letters)
        else:
            odd = letter != "’"
        if odd:
            return False
    return True
