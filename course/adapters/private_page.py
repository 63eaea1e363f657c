"""A page for this user's browser alone: a file that others can't read, outside every course folder, gone afterwards."""

import contextlib
import shutil
import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def shown(page: str) -> Iterator[bool]:
    """Have the browser open a page (HTML) and keep its file until the end; whether there is a browser to open it."""
    folder = Path(tempfile.mkdtemp(prefix="cpd23-"))  # only its owner may enter
    try:
        file = folder / "open.html"
        file.touch(0o600)
        file.write_text(page, encoding="utf-8")
        yield _opened(file.as_uri())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _opened(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
