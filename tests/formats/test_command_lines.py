"""Each action has its command, which exists, and takes what it is about."""

import shlex
from typing import Any

import pytest
import typer

from course.cli import app, help
from course.core.hints import Action, Hint, ToDo
from course.formats import command_lines


def test_advice_names_the_command() -> None:
    assert command_lines.worded("Mend it.") == "Mend it."
    advice = Hint("See: ", ToDo(Action.SHOW_PERSON, "ada"), ". All: ", Action.LIST_PEOPLE)
    assert command_lines.worded(advice) == "See: cpd23 people show ada. All: cpd23 people list"


@pytest.mark.parametrize(
    ("todo", "line"),
    [
        (ToDo(Action.BEGIN), "cpd23 init"),
        (ToDo(Action.BEGIN_THERE, "/home/my course"), "cpd23 init FOLDER"),  # not one plain word for every shell
        (ToDo(Action.BEGIN_THERE, "course-2"), "cpd23 init course-2"),
        (ToDo(Action.MOVE_BLOG, "ada; rm"), "cpd23 people move WHO ADDRESS"),
        (ToDo(Action.MOVE_BLOG, "ada"), "cpd23 people move ada ADDRESS"),
    ],
)
def test_what_it_is_about_is_typed_only_where_it_is_a_plain_word(todo: ToDo, line: str) -> None:
    assert command_lines.line(todo) == line


def test_every_action_has_a_command_that_exists_with_its_options() -> None:
    tree: Any = help.arranged(typer.main.get_command(app.built()))
    assert set(command_lines.LINES) == set(Action)
    for action in Action:
        words = shlex.split(command_lines.line(ToDo(action)))
        if words[0] != "cpd23" or words[1] == "-C":
            continue
        command, names = tree, words[1:]
        while names and hasattr(command, "get_command") and (found := command.get_command(None, names[0])):
            command, names = found, names[1:]
        assert command is not tree, action
        options = {name for one in command.params for name in one.opts}
        assert {word for word in names if word.startswith("-")} <= options, action
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        assert arguments or not [word for word in names[:1] if not word.startswith("-")], action
