"""The words of the letters: Jinja files of the package, or the organiser's own in HOME/templates/mail/."""

import difflib
import functools
import traceback
from collections.abc import Callable, Mapping
from types import MappingProxyType

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from course.core.errors import CourseError, Problem
from course.formats import sanitize

FOLDER = "templates/mail/"
_DELETE = "Correct the line, or delete the file to go back to the text that came with cpd23."


class LetterTemplateError(CourseError):
    """A mistake in a template, told with its file and line."""


@functools.cache
def own() -> Mapping[str, str]:
    """The package's own templates by file name, such as this-week.txt."""
    shelf = jinja2.PackageLoader("course.formats", "templates/mail")
    blank = jinja2.Environment(loader=shelf, autoescape=True)
    return MappingProxyType({name: shelf.get_source(blank, name)[0] for name in shelf.list_templates()})


def environment(changed: Mapping[str, str]) -> jinja2.Environment:
    """What renders the letters; `changed` are the organiser's own templates by file name."""
    return _environment(tuple(sorted(changed.items())))


@functools.lru_cache(maxsize=2)
def _environment(changed: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(functools.partial(_source, dict(changed))),
        autoescape=jinja2.select_autoescape(("html",), default_for_string=False, default=False),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=sanitize.page,
    )


@functools.lru_cache(maxsize=2)
def kept_words(_letters: jinja2.Environment) -> dict[bytes, tuple[str, str, str]]:
    """What these templates made of which facts: subject, text and page by a digest of the facts."""
    return {}


def _source(changed: Mapping[str, str], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    if name in changed:
        return changed[name], FOLDER + name, lambda: True
    return (own()[name], f"the emails' own {name}", lambda: True) if name in own() else None


def render(letters: jinja2.Environment, name: str, facts: Mapping[str, object]) -> str:
    """The template with these facts; LetterTemplateError names the file and the line of a mistake."""
    try:
        return letters.get_template(name).render(facts)
    except jinja2.TemplateSyntaxError as error:
        raise _mistake(
            error.filename or FOLDER + (error.name or name), error.lineno, error.message or "", facts
        ) from error
    except jinja2.TemplateNotFound as error:
        raise _mistake(FOLDER + name, 1, f"there is no template called {error.name}", facts) from error
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        place = _place(error, name)
        raise _mistake(*place, str(error), facts) from error


def problems(changed: Mapping[str, str]) -> tuple[Problem, ...]:
    """The mistakes in the organiser's own templates that can be seen without a letter to write."""
    found = []
    for name in sorted(changed):
        if name not in own():
            near = difflib.get_close_matches(name, own(), 1) or sorted(own())
            found.append(Problem(FOLDER + name, 1, "No email uses this file.", f"Did you mean {near[0]}?"))
        try:
            environment(changed).parse(changed[name])
        except jinja2.TemplateSyntaxError as error:
            found.append(Problem(FOLDER + name, error.lineno, f"{(error.message or '').rstrip('.')}.", _DELETE))
    return tuple(found)


def _place(error: BaseException, name: str) -> tuple[str, int]:
    """The innermost line of a template in the traceback, which Jinja rewrites to the template's own."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith((FOLDER, "the emails' own ")):
            return frame.filename, frame.lineno or 1
    return FOLDER + name, 1


def _mistake(path: str, line: int, what: str, facts: Mapping[str, object]) -> LetterTemplateError:
    known = ", ".join(sorted(facts))
    return LetterTemplateError(
        f"{path}:{line}: {what.rstrip('.')}.",
        f"{_DELETE} An email may use: {known}.",
    )
