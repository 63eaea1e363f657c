"""What a roster, a Thing or a blog says moves no cursor and turns no writing, on any screen and in any file we make."""

import ast
import unicodedata
from html import unescape
from pathlib import Path

import black_box
import homes

EVIL = "\x1b[2J\x1b]0;x\x07\x9b31m\u202eEVIL\u2066\u200b"
IN_TOML = "".join(f"\\u{ord(sign):04x}" if not sign.isascii() or sign < " " else sign for sign in EVIL)
FEED = """<rss version="2.0"><channel><title>T {evil}</title><link>https://mal.example/</link>
<item><title>Thing 2 {evil}</title><link>https://mal.example/2</link><guid>2 {evil}</guid><pubDate>Mon, 12 Oct 2026 10:00:00 GMT</pubDate>
<description>Thing 2 {evil} is done</description></item></channel></rss>"""
ROSTER = f"""
[participants.mallory]
name = "Mal {IN_TOML}"
cohort = "autumn"
joined = 2026-10-01
blogs = ["blogs/mal.xml"]
email = "mal@example.org"
show = "public"
groups = ["group {IN_TOML}"]
certificate_name = "Mal {IN_TOML}"
"""
COMMANDS: tuple[list[str], ...] = (
    ["check"], ["track"], ["things", "list"], ["things", "show", "3"], ["things", "list", "--json"], ["report"],
    ["report", "--plain"], ["report", "-f", "json"], ["report", "-f", "markdown"], ["report", "-f", "csv"], ["report", "-f", "html"],
    ["figures"], ["people", "list"], ["people", "show", "mallory"], ["people", "show", "mallory", "--json"], ["review", "--list"],
    ["remind"], ["remind", "draft"], ["remind", "status"], ["publish"], ["buddies"], [], ["people", "forget", "mallory", "-n"],
    ["people", "export", "mallory", "-o", "{out}"], ["mark", "mallory", "3", "--note", "{evil}"], ["people", "show", "{evil}"],
)  # fmt: skip


def harmful(text: str) -> set[str]:
    """The characters in it that a screen may obey."""
    kinds = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return {sign for sign in text if unicodedata.category(sign) in kinds} - set("\n\t\r\ufeff\u200c\u200d\ufe0f")


def test_no_command_and_no_page_carries_a_control_character(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home", homes.ROSTER + ROSTER)
    (home / "blogs").mkdir()
    (home / "blogs" / "mal.xml").write_text(FEED.format(evil=EVIL.replace("\x1b", "").replace("\x07", "")))
    evil_thing = f'+++\nnumber = 3\ntitle = "Matter {IN_TOML}"\nweek = 3\n+++\nDo it. {EVIL}\n'
    (home / "things" / "03-matter.md").write_text(evil_thing, encoding="utf-8")
    reached = False
    for words in COMMANDS:
        filled = [word.replace("{out}", str(tmp_path / "out")).replace("{evil}", EVIL) for word in words]
        done = black_box.run(*filled, home=home)
        assert "Traceback" not in done.stderr, (words, done.stderr)
        assert harmful(done.stdout + done.stderr) == set(), words
        reached |= "EVIL" in done.stdout
    assert reached
    made = [*(tmp_path / "out").rglob("*"), *(home / "outbox").rglob("*"), *(home / "public").rglob("*")]
    pages = [path for path in made if path.suffix in {".html", ".json", ".csv", ".txt", ".xml", ".opml", ".ics"}]
    assert len(pages) > 10
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert harmful(unescape(text)) == set(), path.name


def test_only_one_module_writes_to_the_screen() -> None:
    """A new command that printed by itself would print uncleaned. (__main__ speaks where no module can be loaded.)"""
    found = set()
    for path in sorted((black_box.TREE / "course").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if words in {"print", "typer.echo", "typer.secho"} or words.startswith(("sys.stdout.", "sys.stderr.")):
                found.add(f"{path.relative_to(black_box.TREE / 'course').as_posix()}: {words}")
    allowed = (
        "cli/screen.py: ",
        "__main__.py: sys.stderr.write",
        "cli/progress.py: sys.stderr.isatty",
        "cli/app.py: sys.stderr.close",
    )
    assert [one for one in sorted(found) if not one.startswith(allowed)] == []
