"""Names and hosts that look like others: letters of another script in the place of Latin ones, and zeros for Os."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from course.core.model import Handle, Roster
from course.core.people import runs
from course.core.posts import same_address

# Letters that most fonts draw like a Latin one, in pairs: the letter, and what it is taken for.
_PAIRS = (
    "аaеeоoрpсcхxуyіiјjѕsһhԁdԛqԝwӏlвbкkмmнhтtгrɑaɡgıi"  # Cyrillic in small letters, and a few of Latin
    "αaβbεeιiκkνvοoρpτtυuχxγyηnμuωwσo"  # Greek
)
_TAKEN_FOR = {**dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=False)), "0": "o", "1": "l", "|": "l"}
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "HEBREW", "ARABIC", "CHEROKEE")


def skeleton(text: str) -> str:
    """What a text looks like: small letters without accents, each letter as the Latin one that it is taken for."""
    bare = [c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)]
    joined = "".join(_TAKEN_FOR.get(c, c) for c in bare if unicodedata.category(c) != "Cf")
    return " ".join(joined.replace("rn", "m").replace("vv", "w").replace("i", "l").split())


def mixes_scripts(text: str) -> bool:
    """Whether one word has letters of more than one alphabet, as no language writes."""
    return any(len(_scripts(word)) > 1 for word in text.replace("-", " ").replace(".", " ").split())


def shown_host(address: str) -> str:
    """The host of an address as a browser may show it: with its own letters where it is written xn--..."""
    host = same_address.host(address).partition(":")[0]
    try:
        return ".".join(_decoded(label) for label in host.split("."))
    except UnicodeError:
        return host


def names(roster: Roster) -> Iterator[tuple[Handle, str]]:
    """Whose name can be mistaken for somebody else's, or mixes alphabets, with the reason."""
    alike: defaultdict[str, list[Handle]] = defaultdict(list)
    for handle, person in roster.items():
        alike[skeleton(person.name)].append(handle)
        if mixes_scripts(person.name):
            yield handle, f"the name {person.name} mixes letters from two alphabets."
    for first, *others in alike.values():
        for other in others:
            if not runs.same_person(roster, first, other):
                yield other, f"the name {roster[other].name} looks like that of {first}: {roster[first].name}."


def hosts(roster: Roster) -> Iterator[tuple[Handle, str]]:
    """Whose blog's host can be mistaken for another one, with the reason."""
    plain: dict[str, str] = {}
    for person in roster.values():
        for blog in person.blogs:
            plain.setdefault(skeleton(shown_host(blog)), shown_host(blog))
    for handle, person in roster.items():
        for blog in person.blogs:
            host = shown_host(blog)
            if mixes_scripts(host):
                yield handle, f"the address {blog} mixes letters from two alphabets ({host}). Is it the right site?"
            elif (like := plain[skeleton(host)]) != host and not host.isascii():
                yield handle, f"the address {blog} looks like {like} but is a different site ({host})."
            elif not host.isascii() and skeleton(host).isascii() and not _scripts(host) <= {"LATIN"}:
                yield handle, f"the address {blog} has letters that only look Latin ({host})."


def _decoded(label: str) -> str:
    return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label


def _scripts(word: str) -> set[str]:
    found = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
    return found & set(_SCRIPTS)
