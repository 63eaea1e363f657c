"""Credits and questions by topic, in words: why a post without a number may be about a Thing."""

from collections.abc import Iterable

from course.core.model import Evidence
from course.formats import marked_text, sanitize

_AROUND = 60  # characters shown on either side of a quote
_SHOWN = 3  # places of one text


def reason(evidence: Iterable[Evidence], chance: float) -> str:
    """`the topic fits: dropbox, wiki. 96 of 97 posts with these words were about Thing 13. Thing 13 was open. Chance 97%.`"""
    shown = [(one.kind, sanitize.clean(one.quote)) for one in evidence]
    words = ", ".join(quote for kind, quote in shown if kind in ("topic", "clue"))
    facts = "".join(f"{sentence(quote)}. " for kind, quote in shown if kind in ("alike", "path"))
    start = f"the topic fits: {words}." if words else "it fits the posts around it."
    return f"{start} {facts}Chance {chance:.0%}."


def sentence(words: str) -> str:
    """The same words with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def title(text: str, evidence: Iterable[Evidence]) -> str:
    """A post's title, with the evidence »marked«."""
    pieces = marked_text.title(sanitize.clean(text) or "(no title)", evidence)
    return "".join(f"»{piece.text}«" if piece.marked else piece.text for piece in pieces)


def line(text: str, evidence: Iterable[Evidence]) -> list[str]:
    """One line of the post's own words: around what tells its topic best, of all that is met in the text."""
    told = [one for one in evidence if one.kind == "topic"]
    best = next((one for one in told if marked_text.places(text, [one.quote])), None)
    return excerpt(text, [best] if best else [])[:1]


def excerpt(text: str, evidence: Iterable[Evidence]) -> list[str]:
    """The post's own words around the evidence, with the evidence »marked«; its beginning where none of it is met."""
    quotes = [one.quote for one in evidence if one.kind == "topic"]
    found = marked_text.places(text, quotes)
    shown: list[str] = []
    done = -1
    for match in found:
        if match.start() >= done and len(shown) < _SHOWN:
            start, done = max(0, match.start() - _AROUND), match.end() + _AROUND
            piece = f"{text[start : match.start()]}»{match.group()}«{text[match.end() : done]}"
            shown.append(f"{'... ' if start else ''}{sanitize.clean(piece)}{' ...' if done < len(text) else ''}")
    return shown or ([sanitize.clean(text[: 2 * _AROUND]) + " ..."] if text.strip() else [])
