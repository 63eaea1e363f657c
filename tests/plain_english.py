"""The texts that people read, and turns of phrase that don't belong in them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
# Python files whose texts nobody reads: the words that posts use, and why a parser leaves a feed to another one.
NOT_FOR_USERS = ("course/core/detection", "course/formats/feeds")
_SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|PRAGMA|DROP|BEGIN|WITH)\b")
_MARKUP = re.compile(r"<(style|script)\b.*?</\1>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(r"^(?:    |\t).*$|```.*?```|`[^`\n]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)


class Banned(NamedTuple):
    """A turn of phrase, what to write in its place, and whether it is banned in the program alone or also in documents."""

    pattern: str
    instead: str
    only_program: bool = False


BANNED = (
    Banned(r"stands|stand (?:here|there|above|below|together)", "is, are, shows"),
    Banned(r"lies|lie in|laid beside", "is, is in"),
    Banned(r"(?:will not|won't) do(?=\W*$|[.,;:])", "isn't valid, doesn't work"),
    Banned(r"(?:is|are|was|were|be) told", "we tell, you'll see, it says"),
    Banned(r"whom|whose(?: \w+)? stands", "who"),
    Banned(r"so as(?: not)? to|in order to", "to"),
    Banned(r"bears?(?: \w+)? (?:out|upon|with)|borne", "confirmed, shows"),
    Banned(r"(?:is|are|was|were) to be|be to be", "must be, will be, or say who does it"),
    Banned(r"(?:no|not|nothing|nobody|none|nowhere)(?: \w+)? but(?! (?:no|the|it|we|you|they|not|its?|may)\b)", "only"),
    Banned(r"puts? (?:it|this|that|them|things?|days?|dates?|lines?)? ?right|something put right", "correct, fix"),
    Banned(
        r"thereof|therein|thereby|whereby|whereof|hereby|hereof|lest|anew|hitherto|henceforth|albeit|whilst|amongst|"
        r"unto|whence|thence|nought|heretofore|forthwith",
        "a word of today",
    ),
    Banned(r"or the like|and the like|many an? (?!more|few)\w+", "an example"),
    Banned(r"all the same|none the less", "anyway"),
    Banned(r"slips? of the \w+|slip in (?:it|them)", "typing mistake"),
    Banned(r"takes? (?:it|them|him|her|people|us) in(?: at once)?|(?:is|are) taken in", "add"),
    Banned(r"will have (?:you|none|it)|is nothing for (?:you|us)|not your way", "say it plainly"),
    Banned(r"(?:of|by) (?:which|whose) (?:he|she|it|they|no)\b", "two sentences"),
    Banned(r"(?:nothing|nobody)(?: else)? is (?:lost|harmed|blamed)|were not harmed", "say what is kept or done"),
    Banned(r"(?:is|are|was|were) (?:of|from) (?:no|another) (?:use|kind)", "say it plainly"),
    Banned(r"there is nobody to", "say who is missing"),
    Banned(r"(?:has|have|had) it that|be it|come what may", "say it plainly"),
    Banned(r"(?:is|are|was) made up for", "runs later"),
    Banned(r"in the stead of|in (?:its|their) stead", "instead"),
    Banned(r"look into your (?:mail|folder)", "check your email"),
    Banned(r"(?:what|which) (?:it|they|he|she) told", "said"),
    Banned(r"left in peace|leave (?:\w+ )?in peace", "we stop"),
    Banned(r"weighed(?: and left)?(?=[.:])|likewise", "considered, rejected; in the same way"),
    Banned(r"(?:of )?one['’]s own", "your own, a person's own"),
    Banned(
        r"stays? yours|counts? fully|(?:is|are) open for you", "still counts, counts just as much, you have ... left"
    ),
    Banned(r"letters?(?!,? (?:or )?digits| from (?:a|two)\b| that only look)", "email", only_program=True),
    Banned(r"claims?", "possible credit", only_program=True),
    Banned(r"(?:the|this|your|a|new) home(?! page)", "course folder", only_program=True),
    Banned(r"review queue", "waiting for your decision", only_program=True),
    Banned(r"holds", "contains, has", only_program=True),
    Banned(r"names (?:no|nobody|none|nothing|an?|the|one)", "lists, mentions, gives", only_program=True),
)


class Text(NamedTuple):
    """A text for users: where it is, and whether the program says it."""

    place: str
    words: str
    program: bool


def texts(root: Path = ROOT) -> Iterator[Text]:
    """Every text for users in the program, its templates, the Things and the documents."""
    for path in sorted((root / "course").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if not name.startswith(NOT_FOR_USERS):
            yield from of_module(name, path.read_text(encoding="utf-8"))
    for path in sorted((root / "course").rglob("templates/**/*")):
        if path.suffix in (".html", ".txt", ".typ"):
            yield from of_page(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), program=True)
    pages = [
        *root.glob("*.md"),
        *(root / "docs").rglob("*.md"),
        *(root / "benchmarks").glob("*.md"),
        *(root / "docs" / "forms").glob("*"),
        *(root / "things").glob("*.*"),
    ]
    for path in sorted({*pages, *(root / "course" / "formats" / "files" / "paces").glob("*.toml")}):
        if path.name != "LICENSE.txt":
            yield from of_page(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), program=False)


def of_module(name: str, source: str) -> Iterator[Text]:
    """The string literals of a module that read as words, values as "..."; docstrings where they are help pages."""
    tree = ast.parse(source)
    helps = name.startswith("course/cli/commands/")
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and (isinstance(node, (ast.Module, ast.ClassDef)) or not helps or node.name.startswith("_"))
    }
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in inner or id(node) in docstrings:
            continue
        words = _literal(node)
        if re.search(r"[A-Za-z]{2,}\W* \W*[A-Za-z.]", words) and not _SQL.match(words):
            yield Text(f"{name}:{getattr(node, 'lineno', 0)}", words, program=True)


def _literal(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) if isinstance(part, ast.Constant) else "..." for part in node.values)
    return ""


def of_page(name: str, source: str, *, program: bool) -> Iterator[Text]:
    """The lines of a page, without markup, code and addresses."""

    def blank(found: re.Match[str]) -> str:
        return "\n" * found[0].count("\n") or " "

    plain = _MARKUP.sub(blank, source) if program else _CODE.sub(blank, source)
    for number, line in enumerate(plain.splitlines(), 1):
        if line.strip():
            yield Text(f"{name}:{number}", line, program)


_ANY = re.compile(rf"(?<![\w-])(?:{'|'.join(banned.pattern for banned in BANNED)})(?![\w-])", re.IGNORECASE)


def faults(text: Text) -> list[str]:
    """The banned turns of phrase in a text, each with what to write in its place."""
    if not _ANY.search(text.words):
        return []
    return [
        f"{text.place}: “{found[0]}” ({banned.instead}): {text.words.strip()[:100]}"
        for banned in BANNED
        if text.program or not banned.only_program
        for found in re.finditer(rf"(?<![\w-])(?:{banned.pattern})(?![\w-])", text.words, re.IGNORECASE)
    ]
