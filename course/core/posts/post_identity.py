"""Which kept post is this? Pairs the posts of a feed with those in the store (docs/decisions/identity.md)."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from course.core.model import Entry
from course.core.posts.feed_state import Known

_WEB = re.compile(r"https?://(?:www\.)?([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_TAG = re.compile(r"tag:[^,:]{1,253},[0-9-]{4,10}:(.+)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?")
_DEFAULT_PORT = re.compile(r":(?:80|443)?$")
_NOISE = re.compile(
    r"(?:utm_|mc_|_hs)\w*|fbclid|gclid|ref|source|m|share|rss|from|feed|amp|igshid", re.ASCII | re.IGNORECASE
)
_LETTERS = re.compile(r"\w+")
_BEGINNING = 2_000  # letters of a text that are looked at
_A_TEXT = 60  # letters: less than that is no text by which a post is known again


class MatchKey(NamedTuple):
    """What posts are compared by; "" and None mean unknown."""

    id: str  # without scheme, when it is an address
    link: str  # without scheme, www, noise, fragment and last slash; "" for a front page
    title: str
    published: str | None
    words: str  # hash of all that detection reads
    text: Callable[[], str]


def match_key(entry: Entry, published: str | None, words: str) -> MatchKey:
    """The face of what a feed says; `words` is the hash of its words, `published` its date as the store writes it."""
    return MatchKey(
        identifier(entry.id), permalink(entry.url), folded(entry.title), published, words, lambda: entry.text
    )


def known_match_key(known: Known, text: Callable[[str], str]) -> MatchKey:
    """The face of what is kept; `text` gives the text of a version by its hash."""
    names = (identifier(known.id), permalink(known.url), folded(known.title))
    return MatchKey(*names, known.published, known.words, lambda: text(known.words))


def identifier(text: str) -> str:
    """A feed's own id, so that http and https, and a slash more or less, are alike."""
    text = text.strip()
    return permalink(text) or text.rstrip("/") if _WEB.match(text) else text


def permalink(url: str) -> str:
    """An address as far as it names one page: "" for none and for a front page, which names every post."""
    found = _WEB.match(url.strip())
    if not found:
        return url.strip()
    path = found[2].rstrip("/")
    query = "&".join(sorted(part for part in (found[3] or "").split("&") if part and not _is_noise(part)))
    if not path and not query:
        return ""
    host = _DEFAULT_PORT.sub("", found[1].lower())
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def folded(title: str) -> str:
    """A title so that blanks and capitals make no difference."""
    return " ".join(title.split()).casefold()


_Name = Callable[[MatchKey], Hashable]
_Test = Callable[[MatchKey, MatchKey], bool]


class Document(NamedTuple):
    """One feed beside what is kept of it."""

    now: Sequence[MatchKey]  # what it says, without repeats
    standing: Sequence[MatchKey]  # the rest of it: posts that are kept and were found unchanged
    kept: Sequence[MatchKey]  # posts that are kept and were not found unchanged
    lost: frozenset[int] = frozenset()  # indexes into kept: posts that ought to stand in it


def pairs(document: Document) -> Mapping[int, int]:
    """Which of the posts in a feed is which of those kept: indexes into `now` to indexes into `kept`, one to one."""
    found: dict[int, int] = {}
    if not document.now or not document.kept:
        return found
    for name, agree in _LADDER:
        _climb(document, found, name, agree, range(len(document.kept)))
    _climb(document, found, lambda face: face.title, _same_words, document.lost)  # published anew, the old one vanished
    return found


def repeats(faces: Sequence[MatchKey]) -> Mapping[int, int]:
    """Which posts of one document stand in it twice: index of the repeat to index of the first."""
    ids, links = {one.id for one in faces if one.id}, {one.link for one in faces if one.link}
    if len(ids) == len(links) == len(faces):
        return {}
    first: dict[Hashable, int] = {}
    result: dict[int, int] = {}
    for index, one in enumerate(faces):
        names = list(_names(one))
        earlier = next((first[name] for name in names if name in first), None)
        if earlier is not None:
            result[index] = earlier
        for name in names:
            first.setdefault(name, index if earlier is None else earlier)
    return result


def _names(one: MatchKey) -> Iterable[Hashable]:
    """Under each of these names a document holds one post."""
    if not (one.id or one.link):
        yield ("words", one.words, one.published)
        return
    yield ("all", one.id, one.link, one.title, one.published)
    yield ("words", one.id, one.link, one.words)
    if one.published and one.title:
        if one.id:
            yield ("id", one.id, one.title, one.published)
        if one.link:
            yield ("link", one.link, one.title, one.published)


def _climb(document: Document, found: dict[int, int], name: _Name, agree: _Test, among: Iterable[int]) -> None:
    """Add the pairs that share a name which nobody else has, neither in the feed nor among those kept."""
    taken = set(found.values())
    if len(found) == len(document.now) or len(taken) == len(document.kept):
        return
    names = [name(one) for one in document.now]
    often = Counter([*names, *(name(one) for one in document.standing)])
    holders: dict[Hashable, list[int]] = {}
    for index in among:
        if (named := name(document.kept[index])) in often:
            holders.setdefault(named, []).append(index)
    for index, named in enumerate(names):
        if index in found or not named or often[named] > 1 or len(same := holders.get(named, [])) != 1:
            continue
        if same[0] not in taken and agree(document.now[index], document.kept[same[0]]):
            found[index] = same[0]


def _identical(face: MatchKey) -> Hashable:
    """All that a feed said; the date counts only where there is neither id nor link."""
    return (face.id, face.link, face.words, None if face.id or face.link else face.published)


def _always(_one: MatchKey, _other: MatchKey) -> bool:
    return True


def _is_named(_one: MatchKey, other: MatchKey) -> bool:
    return bool(other.id or other.link)


def _not_contradicted(one: MatchKey, other: MatchKey) -> bool:
    """With one id: the same, unless three of link, title, date and text differ and none of the first three agrees."""
    told = [_agree(one.link, other.link), _agree(one.title, other.title), _agree(one.published, other.published)]
    if True in told or told.count(False) < 2:
        return True
    return told.count(False) < 3 and alike(one.text(), other.text()) is not False


def _link_agrees(one: MatchKey, other: MatchKey) -> bool:
    """With one link: as with one id, but a changed id takes something that speaks for it."""
    if not (one.id and other.id):
        return _not_contradicted(one._replace(link=""), other)
    if (one.published and one.published == other.published) or (one.title and one.title == other.title):
        return True
    return _same_words(one, other)


def _told_alike(one: MatchKey, other: MatchKey) -> bool:
    """With one title and one moment: the same, unless the texts differ; without a title the texts must agree."""
    if (one.id and one.id == other.id) or (one.link and one.link == other.link):
        return True
    same = alike(one.text(), other.text())
    return same is not False if one.title else same is True


def _moved(one: MatchKey, other: MatchKey) -> bool:
    """With one path on another host: the same moment, or where a feed has no dates, the same title and text."""
    if one.published and other.published:
        return one.published == other.published
    return bool(one.title) and one.title == other.title and alike(one.text(), other.text()) is not False


def _same_words(one: MatchKey, other: MatchKey) -> bool:
    """Letter by letter the same text, long enough to be known again."""
    mine, theirs = _letters(one.text()), _letters(other.text())
    return len(mine) >= _A_TEXT and mine == theirs


def alike(one: str, other: str) -> bool | None:
    """Whether two texts begin as one post's would, in full and in extract; None where one is missing."""
    mine, theirs = _letters(one[:_BEGINNING]), _letters(other[:_BEGINNING])
    shorter = min(len(mine), len(theirs))
    if not shorter:
        return None
    return _shared(mine, theirs) >= (shorter * 0.8 if shorter >= _A_TEXT else max(len(mine), len(theirs)))


def _shared(one: str, other: str) -> int:
    """How many letters from the beginning are the same."""
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))


def _agree(one: str | None, other: str | None) -> bool | None:
    return one == other if one and other else None


def _anywhere(name: str) -> str:
    """A name without the host in it; "" where nothing is left that names a post."""
    found = _TAG.match(name)
    if found:
        return found[1]
    host, slash, path = name.partition("/")
    if not _HOST.fullmatch(host.partition("?")[0]):
        return ""
    return path if slash else name.partition("?")[2]


def _is_noise(part: str) -> bool:
    return _NOISE.fullmatch(part.partition("=")[0]) is not None


_LADDER: tuple[tuple[_Name, _Test], ...] = (
    (_identical, _always),
    (lambda face: face.id, _not_contradicted),
    (lambda face: face.link, _link_agrees),
    (lambda face: face.published and (face.id, face.link, face.published), _is_named),
    (lambda face: face.published and (face.id, face.title, face.published), _told_alike),
    (lambda face: face.published and (face.title, face.published), _told_alike),
    (lambda face: _anywhere(face.id), _moved),
    (lambda face: _anywhere(face.link), _moved),
    (lambda face: face.link.partition("?")[0], _moved),
)
