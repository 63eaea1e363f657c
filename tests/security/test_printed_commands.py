"""A command that we print can be pasted as it is: nothing in it was written by a stranger."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import black_box
import homes
import platforms
from course.core import sentences
from course.core.hints import Action, ToDo
from course.formats import command_lines

OURS = re.compile(  # what may stand in a printed command: handles (a-z, 0-9, - and _), numbers, words of our own
    r".*\bhandle|number|count|week|option|name|path|asked\.code|names\[0\]|mistakes|sentences\.argument\(.*\)"
    r"|f?' \{names\[0\]\}' if len\(names\) == 1 else ''|one\.strip\(\)|opened\.state\.value|wanted\.count"
)
EXPLAINED = {
    "cli/help.py": "examples of our own",
    "cli/usage_errors.py": "commands and options of our own",
    "formats/files/timer_recipes.py": "the folder and the program, quoted for each kind of computer",
}
PAYLOADS = (
    "x;touch${IFS}f;.xml",
    "$(touch f)",
    "`touch f`",
    "a&touch f&.xml",
    "a|touch%20f",
    "x'\"\n touch f",
    "--also",
    "%COMSPEC%",
)


def printed() -> Iterator[tuple[str, str, str]]:
    """Every value that is put behind the word cpd23 on one line of a text: module, text before it, expression."""
    for path in sorted((black_box.TREE / "course").rglob("*.py")):
        module = path.relative_to(black_box.TREE / "course").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            before = ""
            for part in node.values if isinstance(node, ast.JoinedStr) else ():
                if isinstance(part, ast.Constant):
                    before = (before + str(part.value)).rpartition("\n")[2]
                elif isinstance(part, ast.FormattedValue):
                    command = re.search(r"\bcpd23 [a-z][^.:,;()]*$", before)
                    if command and module not in EXPLAINED:
                        yield module, command[0], ast.unparse(part.value)
                    before += "X"


def test_every_command_that_is_printed_holds_only_words_of_ours() -> None:
    found = list(printed())
    assert len(found) > 5
    assert [row for row in found if not OURS.fullmatch(row[2])] == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_action_prints_what_no_shell_takes_as_one_word(payload: str) -> None:
    for action in Action:
        assert command_lines.line(ToDo(action, payload)) == command_lines.line(ToDo(action))
        assert "--x" not in command_lines.line(ToDo(action, "--x"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_argument_that_no_shell_takes_as_one_word_is_not_printed(payload: str) -> None:
    assert sentences.argument(payload, "FOLDER") == "FOLDER"
    assert sentences.argument("my-course_2/x.y", "FOLDER") == "my-course_2/x.y"


def test_a_blog_that_moved_to_a_hostile_address_is_followed_without_pasting_it(tmp_path: Path) -> None:
    feed = platforms.WORDPRESS["/feed/"]
    site = {
        "/old": platforms.Reply(status=301, headers={"Location": "{root}/x;touch${IFS}f;.xml"}),
        "/x;touch${IFS}f;.xml": feed,
    }
    with platforms.served(site) as address:
        roster = homes.ROSTER.replace("https://nightjar.blogspot.com/", f"{address}/old")
        home = homes.make(tmp_path / "home", roster, f'[fetch]\nallow_private = ["{platforms.pair(address)}"]\n')
        told = [
            black_box.run(*words, home=home)
            for words in (["track", "nightjar"], ["check"], ["people", "show", "nightjar"])
        ]
        told.append(black_box.run("register", f"{address}/old", "--name", "Mal", "--yes", home=home))
        commands = [line for done in told for line in (done.stdout + done.stderr).splitlines() if "cpd23 " in line]
        assert any("--there" in line for line in commands)
        assert [line for line in commands if re.search(r"cpd23 .*[;$&|`'\"]", line)] == []
        moved = black_box.run("people", "move", "nightjar", "--there", home=home)
        assert moved.code == 0, moved.stderr
        assert f'blogs = ["{address}/x;touch${{IFS}}f;.xml"]' in (home / "participants.toml").read_text()


@pytest.mark.parametrize(
    "payload", ["https://mal.example/$(touch f)", "https://mal.example/;touch${IFS}f", "https://mal.example/`x`"]
)
def test_a_form_s_answer_is_not_in_a_command(tmp_path: Path, payload: str) -> None:
    home = homes.make(tmp_path / "home")
    (home / "answers.csv").write_text(f"Name,Blog,Email\nNightjar,{payload},nightjar@example.org\n", encoding="utf-8")
    done = black_box.run("people", "import", str(home / "answers.csv"), "--offline", "--yes", home=home)
    assert "cpd23 people move nightjar ADDRESS" in done.stderr + done.stdout
    lines = [line for line in (done.stdout + done.stderr).splitlines() if "cpd23 " in line]
    assert [line for line in lines if re.search(r"cpd23 .*[;$&|`]", line)] == []


def test_there_needs_a_redirect_and_no_address(tmp_path: Path) -> None:
    home = homes.make(tmp_path / "home")
    assert (
        "Nightjar's blog doesn't redirect to a new address"
        in black_box.run("people", "move", "nightjar", "--there", home=home).stderr
    )
    both = black_box.run("people", "move", "nightjar", "x.example", "--there", home=home)
    assert (both.code, "Traceback" in both.stderr) == (2, False)
    assert black_box.run("people", "move", "nightjar", home=home).code == 2
