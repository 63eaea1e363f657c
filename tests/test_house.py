"""The rules of the house (docs/HOUSE.md, 3), as tests; and proof that each rule can be broken."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "course"
MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
MAY_IMPORT = {  # floor -> the floors below it
    "core": set(),
    "formats": {"core"},
    "adapters": {"core"},
    "services": {"core", "formats", "adapters"},
    "cli": {"core", "formats", "adapters", "services", "web"},  # a command starts the web apps
    "web": {"core", "formats", "adapters", "services"},
}
PURE = {"core", "formats"}
WORLDLY = {
    "logging", "os", "random", "secrets", "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile",
    "threading", "time", "urllib.request", "http.client", "pycurl", "filelock",
}  # fmt: skip
CLOCK_CALLS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"}
IMPURE_CALLS = CLOCK_CALLS | {"open", "print", "input"}
IMPURE_METHODS = {
    "write_text",
    "read_bytes",
    "write_bytes",
    "mkdir",
    "unlink",
    "iterdir",
    "glob",
    "rglob",
    "exists",
    "is_file",
}
FORMATS_MAY_USE = {
    "jinja2", "markupsafe", "feedparser", "tomli", "tomli_w", "markdown_it", "email_validator", "rich",
    "python_calamine", "typst", "cryptography", "openbadgeslib", "flufl",
}  # fmt: skip
NETWORK = {"socket", "imaplib", "imapclient", "pycurl", "http.client", "urllib.request", "asyncio", "requests", "httpx"}
MAY_CONNECT = {
    "adapters/http",
    "adapters/smtp",
    "adapters/demo_server",
    "adapters/imap",
}  # demo_server: feeds on loopback; smtp, imap: mail
LONGEST_MODULE, LONGEST_FUNCTION = 400, 50
LONGER = {"core/model.py": 700}  # every noun has one home: docs/HOUSE.md, 4


def floor(module: str) -> str:
    return PurePosixPath(module).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {"." * node.level + (node.module or "")} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def called(tree: ast.AST) -> set[str]:
    """Every call by its last two names, `date.today` also where it is written `datetime.date.today`."""
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {".".join(call.split(".")[-2:]) for call in calls}


def broken(module: str, source: str) -> Iterator[str]:
    """Every rule that this module breaks."""
    here, tree = floor(module), ast.parse(source)
    names, calls = imported(tree), called(tree)
    roots = {name.partition(".")[0] for name in names}
    methods = {call.rpartition(".")[2] for call in calls if "." in call}
    floors = {name.split(".")[1] for name in names if name.startswith("course.")} & set(MAY_IMPORT)
    if any(name.startswith(".") for name in names):
        yield "import by full name, not with dots"
    if not floors - {here} <= MAY_IMPORT.get(here, set(MAY_IMPORT)):
        yield "imports point down, never up or sideways"
    if "click" in roots:
        yield "only typer is imported, never click"
    if here in PURE and (names & WORLDLY or calls & IMPURE_CALLS or methods & IMPURE_METHODS):
        yield "pure floors do not touch the world"
    if here == "core" and not roots - {"course"} <= sys.stdlib_module_names:
        yield "the core stands on the standard library alone"
    if here == "formats" and not roots - {"course"} - FORMATS_MAY_USE <= sys.stdlib_module_names:
        yield "formats use the listed libraries only"
    if module != "adapters/clock.py" and calls & CLOCK_CALLS:
        yield "ask the clock"
    if names & NETWORK and not any(module.startswith(door) for door in MAY_CONNECT):
        yield "one door to the network"
    if "sqlite3" in names and not module.startswith("adapters/store"):
        yield "all SQL lives in the store"
    if source.count("\n") > LONGER.get(module, LONGEST_MODULE):
        yield "a module fits in 400 lines"
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
        ):
            yield f"a function fits on a screen: {node.name}"


@pytest.mark.parametrize("module", MODULES)
def test_module_keeps_the_rules(module: str) -> None:
    assert list(broken(module, (PACKAGE / module).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("module", [m for m in MODULES if not m.endswith("__init__.py")])
def test_module_says_in_its_first_line_what_it_is(module: str) -> None:
    words = ast.get_docstring(ast.parse((PACKAGE / module).read_text(encoding="utf-8")))
    assert words
    assert words[0].isupper() or words[0] in "`'\"" or not words[0].isalpha() or words.startswith("participants.toml")


@pytest.mark.parametrize(
    ("module", "source", "rule"),
    [
        ("core/a.py", "from course.adapters import http", "imports point down"),
        ("adapters/a.py", "from course.formats import feeds", "imports point down"),
        ("formats/a.py", "import course.services.reporting.report", "imports point down"),
        ("web/a.py", "from course.cli import app", "imports point down"),
        ("core/a.py", "from . import model", "full name"),
        ("core/a.py", "import datetime\nd = datetime.date.today()", "pure floors"),
        ("core/a.py", "from datetime import date\nd = date.today()", "ask the clock"),
        ("services/a.py", "from datetime import datetime\nd = datetime.now()", "ask the clock"),
        ("formats/a.py", "import urllib.request", "pure floors"),
        ("formats/a.py", "def f(path): return path.read_bytes()", "pure floors"),
        ("core/a.py", "import feedparser", "standard library alone"),
        ("formats/a.py", "import numpy", "listed libraries"),
        ("services/a.py", "import pycurl", "one door"),
        ("adapters/store/a.py", "import socket", "one door"),
        ("services/a.py", "import sqlite3", "all SQL"),
        ("cli/a.py", "import click", "never click"),
        ("core/a.py", "x = 1\n" * 401, "400 lines"),
        ("core/a.py", "def f():\n" + "    x = 1\n" * 60, "fits on a screen"),
    ],
)
def test_a_seeded_violation_is_found(module: str, source: str, rule: str) -> None:
    assert any(rule in found for found in broken(module, source))
