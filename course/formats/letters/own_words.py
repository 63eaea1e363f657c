"""What somebody wrote themselves in an email: without what they quote, and without their signature."""

import itertools
import re

from course.formats.feeds import html_text

LONGEST = 64 * 1024  # characters that are looked at
MOST_LINES, LONGEST_LINE = 400, 2000
_SEPARATOR = re.compile(r"\s*(?:-{2,}[^-\n]{3,60}-{2,}|[_=]{5,}|-{5,})\s*|--\s?")
_DATED = re.compile(r"\d{1,2}[:.h]\d{2}|\d{4}|<")  # as a line is that says when somebody wrote
_ATTRIBUTION = re.compile(r"[^<>]{0,200}<\s?[^<>\s]{1,100}@[^<>\s]{1,100}>[^<>:]{0,40}:")
_HEADER = re.compile(r"\*?[^\W\d_]{1,16}(?: [^\W\d_]{1,12})?\*?\s?[:：]\*?\s.*")
# "CAUTION: This email originated from outside the organisation ...", as the organiser's mail server writes it on top.
_WARNING = re.compile(
    r"\W*(?:caution|warning|attention|achtung|vorsicht|let op|external|this (?:e-?mail|message))\b.{0,80}?"
    r"\b(?:external (?:e-?mail|sender|source)|outside|originated|extern\w{0,3} (?:absender|afzender)|expéditeur externe)\b.*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\W*extern(?:al)?(?: e-?mail| sender)?\W*", re.IGNORECASE)
_ASKS = re.compile(r"\W*(?:please\s+)?(?:stop|unsubscribe|pause)\b", re.IGNORECASE)
_QUOTE_BEGINS = re.compile(
    r"<blockquote\b|<hr\b|(?:class|id)\s*=\s*[\"']?(?:gmail_quote|gmail_attr|yahoo_quoted|protonmail_quote|moz-cite-prefix|divrplyfwdmsg"
    r"|appendonsend|x_divrplyfwdmsg|mail-editor-reference)|border(?:-top)?\s*:\s*(?:none;\s*border-top\s*:\s*)?solid\s+#[eb]",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|line-through|<(?:s|del|strike)[\s>]|max-height\s*:\s*0|(?:left|top|text-indent)\s*:\s*-\d{3}"
    r"|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0|mso-hide|<[^<>]{1,400}\shidden[\s>=]", re.IGNORECASE
)  # fmt: skip
_HEAD_BEGINS, MOST_HEADS = re.compile(r"<(?:head|title)\b", re.IGNORECASE), 20
_HEAD = re.compile(r"<(head|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def of_text(text: str) -> str:
    """Their own lines of a plain text. Quoted lines are left out, wherever they are; a signature ends it."""
    lines = [line[:LONGEST_LINE] for line in text[:LONGEST].replace("\u00a0", " ").splitlines()[:MOST_LINES]]
    own: list[str] = []
    lines = _without_top(lines)
    for at, line in enumerate(lines):
        if line.lstrip().startswith((">", "|")):
            _drop_attribution(own)
        elif _SEPARATOR.fullmatch(line) or _quotes_headers(lines, at) or _attributes(lines, at):
            break
        else:
            own.append(line.strip())
    return "\n".join(own).strip()


def of_page(markup: str) -> str:
    """Their own lines of an HTML page, one a block; nothing where parts of it are hidden from the reader."""
    markup = markup[: 4 * LONGEST]
    if len(_HEAD_BEGINS.findall(markup)) > MOST_HEADS:
        return ""
    markup = _HEAD.sub(" ", markup)
    found = _QUOTE_BEGINS.search(markup)
    if found:
        start = markup.rfind("<", 0, found.end())
        markup = markup[: start if start >= 0 else found.start()]
    return "" if _HIDDEN.search(markup) else of_text(html_text.plain(markup).text)


def _without_top(lines: list[str]) -> list[str]:
    """The lines without what programs write above a message: the warning of a mail server, the head of a signed text."""
    lines = list(itertools.dropwhile(lambda line: not line.strip() or _LABEL.fullmatch(line), lines))
    if lines and (_WARNING.fullmatch(lines[0]) or lines[0].startswith("-----BEGIN PGP SIGNED MESSAGE")):
        return list(itertools.dropwhile(lambda line: line.strip() and not _ASKS.match(line), lines))
    return lines


def _drop_attribution(own: list[str]) -> None:
    """Take out the lines just before a quote that say who wrote it: "On 23 November, Zoë wrote:", in any language."""
    while own and not own[-1]:
        own.pop()
    if own and own[-1].endswith(":"):
        line = own.pop()
        while own and own[-1] and not _DATED.search(line):
            line = own.pop()


def _attributes(lines: list[str], at: int) -> bool:
    """Whether a quote without marks begins here: "On Monday, Zoë <zoe@...> wrote:", on up to three lines."""
    block = list(itertools.takewhile(str.strip, lines[at : at + (3 if _DATED.search(lines[at]) else 1)]))
    for many in range(1, len(block) + 1):
        if _ATTRIBUTION.fullmatch(" ".join(map(str.strip, block[:many]))):
            after = next(filter(str.strip, lines[at + many :]), "")
            return not after.lstrip().startswith(">")  # such a quote has marks, and their own words may follow it
    return False


def _quotes_headers(lines: list[str], at: int) -> bool:
    """Whether the head of an older email begins here: From, Sent, To, Subject, in any language."""
    block = [line.strip() for line in lines[at : at + 5]]
    return sum(_HEADER.fullmatch(line) is not None for line in block) >= 3 and _HEADER.fullmatch(block[0]) is not None
