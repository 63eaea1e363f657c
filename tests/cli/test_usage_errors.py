"""Words that do not fit a command: what is wrong, where, and what to type instead; exit code 2, in two plain lines."""

from pathlib import Path
from typing import Any

import pytest
import typer

import black_box
from course.cli import app, help
from course.core.errors import UsageError
from course.formats.command_lines import worded

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tree() -> Any:
    """The whole tree of commands, as it is run."""
    return help.arranged(typer.main.get_command(app.built()))


@pytest.mark.parametrize(
    ("words", "says", "hint"),
    [
        # no such command
        ("people shw", "There is no command 'shw' in cpd23 people.", "Did you mean cpd23 people show?"),
        ("remind sned", "There is no command 'sned' in cpd23 remind.", "Did you mean cpd23 remind send?"),
        ("reprot", "There is no command 'reprot' in cpd23.", "Did you mean cpd23 report?"),
        ("draft", "There is no command 'draft' in cpd23.", "Did you mean cpd23 remind draft?"),
        ("show", "There is no command 'show' in cpd23.", "Did you mean cpd23 things show or cpd23 people show?"),
        ("zzz", "There is no command 'zzz' in cpd23.", "See all commands: cpd23 --help"),
        ("\x1b[31m", r"There is no command '\x1b[31m' in cpd23.", "See all commands: cpd23 --help"),
        # an argument that is missing, or one too many
        ("mark", "cpd23 mark: WHO is missing: a handle, name or email.", "For example: cpd23 mark ada 9."),
        ("mark ada", "cpd23 mark: THING is missing: the number of the Thing.", "For example: cpd23 mark ada 9."),
        ("people change ada", "KEY=VALUE... is missing", "For example: cpd23 people change nightjar show=public."),
        ("try", "cpd23 try: ADDRESS is missing: any page of a blog, or its feed.", "cpd23 try nightjar.example."),
        ("people show Ann Berry", "cpd23 people show: this command doesn't expect the extra word 'Berry'.", "in quotes"),
        ("weekly now", "cpd23 weekly: this command doesn't expect the extra word 'now'.", "More: cpd23 weekly --help"),
        # a value that will not do
        ("remind send --limit 0", "cpd23 remind send: --limit: '0' isn't valid here.", "More: cpd23 remind send --help"),
        ("remind send --limit two", "--limit: 'two' isn't valid here. Write a whole number of 1 or more.", "More:"),
        ("remind send --confirm -1", "--confirm: '-1' isn't valid here. Write a whole number of 0 or more.", "More:"),
        ("buddies --size 99", "cpd23 buddies: --size: '99' isn't valid here. Write a whole number from 2 to 20.", ""),
        ("serve --port 65536", "cpd23 serve: --port: '65536' isn't valid here.", "More: cpd23 serve --help"),
        ("things new 24 --week 0", "cpd23 things new: --week: '0' isn't valid here.", "More: cpd23 things new --help"),
        ("report --thing six", "cpd23 report: --thing: 'six' isn't the number of a Thing. Write a number like 6.", ""),
        ("things show six", "cpd23 things show: N: 'six' isn't the number of a Thing.", "More: cpd23 things show --help"),
        # options
        ("report --thing", "cpd23 report: --thing needs N after it: show who has done this Thing, and who hasn't.", "More:"),
        ("-C", "cpd23: -C needs DIR after it: the folder of the course.", "More: cpd23 --help"),
        ("report --public=yes", "--public doesn't take a value: show only what people agreed to show.", "--public without a value"),
        ("check --onlin", "cpd23 check: there is no option --onlin.", "Did you mean --online"),
        ("report --json", "cpd23 report: there is no option --json.", "Did you mean -f json?"),
        ("remind --limit 3 send", "cpd23 remind: there is no option --limit.", "Did you mean cpd23 remind send --limit?"),
        ("weekly -n", "cpd23 weekly: there is no option -n.", "More: cpd23 weekly --help"),
        ("certificate --all -f doc", "There is no format 'doc' for certificates.", "Choose one of html, pdf, badge."),
        ("certificate", "A name is missing.", "--all for everybody who has finished"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place_and_what_to_type(tree: Any, words: str, says: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        tree(words.split(), prog_name="cpd23")
    assert says in str(caught.value)
    assert hint in worded(caught.value.hint)
    assert caught.value.hint
    assert caught.value.code == 2
    assert not set("\n\x1b") & set(str(caught.value) + worded(caught.value.hint))


@pytest.mark.parametrize("words", ["people shw", "mark", "remind send --limit 0", "report --thing"])
def test_a_misuse_ends_with_two_plain_lines_and_code_2(words: str, tmp_path: Path) -> None:
    (tmp_path / "things").mkdir()
    run = black_box.said(words.split(), folder=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    first, second = run.stderr.splitlines()
    assert first.startswith("error: ")
    assert second.startswith(" hint: ")


@pytest.mark.parametrize("group", ["people", "things"])
def test_a_group_alone_still_shows_its_commands(tree: Any, group: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        tree([group], prog_name="cpd23")
    assert f"Usage: cpd23 {group}" in capsys.readouterr().err
