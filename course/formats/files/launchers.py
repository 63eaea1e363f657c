"""Launchers: a file that opens a course by a double click, for each kind of desktop."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from course.formats import jinja_environment, sanitize


@dataclass(frozen=True, slots=True)
class Launcher:
    """A file for the desktop: its name and what is in it."""

    name: str
    text: str


def launcher(kind: str, command: Sequence[str], root: str, title: str) -> Launcher:
    """The launcher of a course for windows, mac or linux; `command` starts the program."""
    words = [*command, "open", "-C", root]
    return Launcher(f"{jinja_environment.slug(title)[:60]}{_ENDINGS[kind]}", _TEXTS[kind](words, sanitize.clean(title)))


def _linux(words: Sequence[str], title: str) -> str:
    """A desktop entry: each word in quotes, then every backslash doubled, as its standard asks for."""
    line = " ".join(f'"{_in_quotes(word)}"' for word in words)
    name = title.replace("\\", "\\\\")
    line = line.replace("\\", "\\\\").replace("%", "%%")
    return f"[Desktop Entry]\nType=Application\nName={name}\nComment=Open the course in your browser\nExec={line}\nTerminal=false\n"


def _in_quotes(word: str) -> str:
    return "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word)


def _mac(words: Sequence[str], _title: str) -> str:
    return f"#!/bin/sh\nexec {shlex.join(words)}\n"


def _windows(words: Sequence[str], _title: str) -> str:
    """A batch file: a percent sign would name a variable, and a quotation mark can't be in a name there."""
    line = " ".join(f'"{word.replace("%", "%%")}"' for word in words)
    return f"@echo off\r\nchcp 65001 >nul\r\n{line}\r\n"


_ENDINGS: Mapping[str, str] = {"linux": ".desktop", "mac": ".command", "windows": ".cmd"}
_TEXTS: Mapping[str, Callable[[Sequence[str], str], str]] = {"linux": _linux, "mac": _mac, "windows": _windows}
