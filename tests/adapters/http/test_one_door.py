"""Nothing but the door opens connections to web sites, and nothing but the postbox and the inbox to a mail server."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3] / "course"
OPENERS = {  # modules that can open a connection: where they may be imported
    "pycurl": "adapters/http/",
    "socket": "adapters/http/ adapters/smtp",
    "ssl": "adapters/http/ adapters/smtp adapters/imap.py",
    "smtplib": "adapters/smtp",
    "urllib.request": "adapters/http/proxies.py",
    "http.client": "",
    "http.server": "adapters/demo_server.py",  # listens, for the demonstration
    "urllib3": "",
    "requests": "",
    "httpx": "",
    "aiohttp": "",
    "asyncio": "",
    "ftplib": "",
    "imaplib": "adapters/imap.py",  # its error, which imapclient raises
    "imapclient": "adapters/imap.py",
    "poplib": "",
    "nntplib": "",
    "telnetlib": "",
    "socketserver": "",
    "xmlrpc.client": "",
    "webbrowser": "adapters/private_page.py",  # shows a file of ours
    "_socket": "",
    "_ssl": "",
}
MODULES = sorted(ROOT.rglob("*.py"))


def imports(source: str) -> set[str]:
    """Every module that is imported anywhere in a source, with each name that may itself be a module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_door_opens_connections(path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    used = imports(path.read_text(encoding="utf-8"))
    for name, places in OPENERS.items():
        if name in used or any(module.startswith(f"{name}.") for module in used):
            assert any(where.startswith(place) for place in places.split()), f"{where} imports {name}"


def test_the_scan_sees_every_way_of_importing() -> None:
    assert {"socket", "http.client", "urllib.request"} <= imports(
        "def f():\n import socket as s\nfrom http import client\nfrom urllib.request import urlopen\n"
    )


def test_there_are_modules_to_look_at() -> None:
    assert any(path.parent.name == "http" for path in MODULES)


def test_feedparser_is_never_given_an_address_or_a_name() -> None:
    """`feedparser.parse` opens whatever a text or bytes name: a file, an address. It gets a file object, or nothing."""
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if "feedparser" in source else ():
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "parse"
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "feedparser"
            ):
                assert "BytesIO" in ast.unparse(node.args[0]), f"{path}:{node.lineno}"
