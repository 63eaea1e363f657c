"""Number words, and the nouns that people count with, in the languages in which such courses have run."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_UNITS: Mapping[str, str] = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty",
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
    " achttien negentien twintig",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn zwanzig",
    "da": "en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve",
    "no": "en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue",
    "sv": "ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf vingt",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte",
}
_ORDINALS: Mapping[str, str] = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "nl": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende"
    " vijftiende zestiende zeventiende achttiende negentiende twintigste",
    "de": "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte vierzehnte"
    " fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste",
    "da": "første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende"
    " femtende sekstende syttende attende nittende tyvende",
    "no": "første andre tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte trettende fjortende"
    " femtende sekstende syttende attende nittende tjuende",
}
_TWENTIES: Mapping[str, str] = {  # {} is the unit; the languages that glue it
    "nl": "{}entwintig",
    "de": "{}undzwanzig",
    "da": "{}ogtyve",
    "no": "tjue{}",
    "sv": "tjugo{}",
    "es": "veinti{}",
}
_LAST: Mapping[str, str] = {
    "en": "last final",
    "nl": "laatste",
    "de": "letzte letztes",
    "da": "sidste",
    "no": "siste",
    "sv": "sista",
}
_NOUNS: Mapping[str, tuple[str, ...]] = {
    "thing things": ("en",),
    "ding dingen dinge": ("nl", "de"),
    "ting tingen tingene": ("da", "no", "sv"),
    "activity activities": ("en",),
    "discovery discoveries": ("en",),
    "opdracht opdrachten": ("nl",),
    "oppgave oppgaver": ("no",),
    "opgave opgaver": ("da",),
    "taak taken stap stappen dag dagen les": ("nl",),
    "trin steg dager dage": ("da", "no"),
    "aufgabe aufgaben schritt schritte tag tage": ("de",),
    "chose choses étape étapes jour jours tâche tâches": ("fr",),
    "cosa cosas paso pasos día días tarea tareas": ("es",),
}

AND = frozenset({"&", "+", ",", "/", ";", "and", "und", "en", "og", "och", "et", "y", "plus", "n", "also"})
UP_TO = frozenset({"-", "~", "to", "thru", "through", "till", "until", "tot", "til", "bis", "à"})
TENS = MappingProxyType({"twenty": 20, "thirty": 30})
ROMAN = MappingProxyType(
    {
        ten + unit: 10 * tens + units
        for tens, ten in enumerate(("", "X", "XX", "XXX"))
        for units, unit in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
        if ten + unit
    }
)


def plurals(noun: str) -> tuple[str, ...]:
    """The forms under which a noun of the course is met."""
    known = next((group.split() for group in _NOUNS if noun in group.split()), None)
    return tuple(known) if known else (noun, noun + "s", noun + "es") if not noun.endswith("s") else (noun,)


def of(noun: str) -> tuple[str, ...]:
    """The languages in which a noun counts; a noun that nobody told us of counts in English."""
    return next((tongues for group, tongues in _NOUNS.items() if noun in group.split()), ("en",))


def _units(tongue: str) -> Mapping[str, int]:
    units = {word: number for number, word in enumerate(_UNITS[tongue].split(), 1) if "-" not in word}
    pattern = _TWENTIES.get(tongue)
    first = list(units.items())[:9]
    if tongue == "nl":
        units |= {"tweeëntwintig": 22, "drieëntwintig": 23}
    return units | ({pattern.format(word): 20 + number for word, number in first} if pattern else {})


_CARDINAL = MappingProxyType({tongue: MappingProxyType(dict(_units(tongue))) for tongue in _UNITS})
_ORDINAL = MappingProxyType(
    {tongue: {word: number for number, word in enumerate(words.split(), 1)} for tongue, words in _ORDINALS.items()}
)


def cardinals(tongues: Iterable[str]) -> Mapping[str, int]:
    """The number words of some languages, one to twenty-something, in small letters."""
    return {word: number for tongue in tongues for word, number in _CARDINAL.get(tongue, {}).items()}


def ordinals(tongues: Iterable[str]) -> Mapping[str, int]:
    """The ordinal words of some languages."""
    return {word: number for tongue in tongues for word, number in _ORDINAL.get(tongue, {}).items()}


def last_words(tongues: Iterable[str]) -> frozenset[str]:
    """The words for the last of a row."""
    return frozenset(word for tongue in tongues for word in _LAST.get(tongue, "").split())
