"""Write course/formats/feeds/generated_date_names.py: the names of months and weekdays in the languages of blogs, from CLDR.

    pip install Babel==2.19.0 && python tools/date_names.py

Babel is needed for this only; the package holds the table and nothing else of it.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from babel import Locale  # noqa: E402

from course.formats.feeds.written_dates import folded  # noqa: E402

TABLE = ROOT / "course" / "formats" / "feeds" / "generated_date_names.py"
LANGUAGES = (
    "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv mk ms nb "
    "nl nn pl pt ro ru sk sl sq sr sr_Latn sv sw ta th tr uk vi zh"
)
# What CLDR leaves out: spellings that programs and people use.
MONTHS = {9: ("sept", "sep"), 6: ("june",), 7: ("july",), 3: ("mrz",), 8: ("agos",)}
WEEKDAYS = {0: ("mon",), 1: ("tues",), 2: ("weds",), 3: ("thur", "thurs")}


def single_words(names: Iterable[str]) -> Iterator[str]:
    """Those names that are one word of at least two letters, folded; of "segunda-feira" the first part."""
    for name in names:
        words = [word for word in re.split(r"[\s.'’-]+", folded(name)) if word not in ("", "de", "d")]
        if words[1:] in ([], ["feira"]) and len(words[0]) > 1 and not any(map(str.isdigit, words[0])):
            yield words[0]


def collected(kind: str, more: dict[int, tuple[str, ...]]) -> dict[str, set[int]]:
    """Every name with the months (or weekdays, Monday 0) that it stands for in one language or another."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES.split():
        tables = getattr(Locale.parse(language), kind)
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in tables[form][width].items():
                    for word in single_words([name]):
                        found[word].add(number)
                        if language == "he" and kind == "months":
                            found[f"ב{word}"].add(number)  # "in October" is one word
    for number, names in more.items():
        for name in names:
            found[name].add(number)
    return found


def halves(which: str) -> set[str]:
    """How languages write "am" or "pm"."""
    names = (
        Locale.parse(language).day_periods["format"]["abbreviated"].get(which, "") for language in LANGUAGES.split()
    )
    return {word for word in map(folded, names) if word.isalpha() and (len(word) > 3 or not word.isascii())}


def block(name: str, found: dict[str, set[int]], comment: str) -> str:
    """A constant that holds a line for each number."""
    numbers = sorted({number for numbers in found.values() for number in numbers})
    lines = [" ".join(sorted(word for word, meant in found.items() if number in meant)) for number in numbers]
    return f"{name} = (  # {comment}\n" + "".join(f'    "{line}",\n' for line in lines) + ")\n"


def main() -> None:
    """Write the table."""
    days = collected("days", WEEKDAYS)
    TABLE.write_text(
        f'"""Names of months and weekdays in {len(LANGUAGES.split())} languages, from CLDR: made by tools/date_names.py."""\n'
        "# ruff: noqa: E501 - one line of names for each month and weekday\n# fmt: off\n\n"
        + block("MONTHS", collected("months", MONTHS), "January to December; a name may stand in two lines")
        + block("WEEKDAYS", days, "Monday to Sunday")
        + block(
            "HALVES",
            {word: {half} for half, which in enumerate(("am", "pm")) for word in halves(which)},
            "before noon, after noon",
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
