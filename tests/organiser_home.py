"""A small course for tests of the app, with posts that were read: counted ones, one to decide, one that isn't about a Thing."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import homes
import organiser_app
import trusting

HOSTILE = 'Wet shoes </title><script>alert(1)</script> {{ 7*7 }} "quoted" \u202e'
POSTS = (  # title, day in October or November, words
    ("Thing 1: a beginning", "06 Oct", "It was good to begin with something small."),
    ("Thing 2: other people's boxes", "13 Oct", "Two archivists found, both in other countries."),
    ("Thing 2 again, with tea", "20 Oct", "There was more to say about that."),
    ("Before Thing 3", "27 Oct", "A few words before it begins. <b>Bold</b> & <script>alert(2)</script>"),
    (HOSTILE, "03 Nov", "Nothing but rain, and <img src=x onerror=alert(3)> more rain."),
)
ROSTER = homes.ROSTER.replace("https://nightjar.blogspot.com/", "nightjar.xml").replace(
    "https://library.example/bo/", "bo.xml"
)


def make(root: Path, roster: str = ROSTER, extra: str = "") -> Path:
    """The home, with the blogs read on the Monday of the tests."""
    shutil.copytree(_made(roster, extra), root, dirs_exist_ok=True)
    return trusting.grant(root) if extra else root  # trust is in one folder, and doesn't go with the copy


@cache
def _made(roster: str, extra: str) -> Path:
    """One home of each kind in a test process; it is copied for each test."""
    root = Path(tempfile.mkdtemp(prefix="cpd23-test-home-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    homes.make(root, roster, extra)
    (root / "nightjar.xml").write_text(feed("nightjar", POSTS), encoding="utf-8")
    (root / "bo.xml").write_text(feed("bo", ()), encoding="utf-8")
    window = organiser_app.window(root)
    window.send("/read")
    window.wait()
    return root


def feed(name: str, posts: tuple[tuple[str, str, str], ...]) -> str:
    """A feed with these posts."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>https://{name}.example/{at}</link><guid>https://{name}.example/{at}</guid>"
        f"<pubDate>{day} 2026 10:00:00 GMT</pubDate><description>{escape(words)}</description></item>"
        for at, (title, day, words) in enumerate(posts)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title><link>https://{name}.example/</link>{items}</channel></rss>'
