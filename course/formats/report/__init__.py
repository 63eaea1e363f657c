"""The report in every format, by its name: `RENDERERS["html"](report, View())`."""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from pathlib import PurePath

from course.core.errors import UsageError
from course.core.model import Report
from course.formats.report.view_options import View

__all__ = ["ENDINGS", "RENDERERS", "View", "chosen"]

ENDINGS = {"txt": "table", "html": "html", "htm": "html", "csv": "csv", "json": "json", "md": "markdown"}
MODULES = {"table": "terminal", "html": "html_page", "csv": "csv_table", "json": "json_answer", "markdown": "markdown"}


def _renderer(module: str) -> Callable[[Report, View], str]:
    """A renderer that is imported when it is first used."""

    def render(report: Report, how: View = View()) -> str:  # noqa: B008  (frozen)
        found: Callable[[Report, View], str] = import_module(f"course.formats.report.{module}").render
        return found(report, how)

    return render


RENDERERS: Mapping[str, Callable[..., str]] = {name: _renderer(module) for name, module in MODULES.items()}


def chosen(shape: str | None, output: str | None, known: Collection[str] = tuple(MODULES)) -> str:
    """The format meant by -f or else by the ending of the file; UsageError where there is no such format."""
    ending = PurePath(output or "").suffix.lower().removeprefix(".")
    if ending and not shape and ending not in ENDINGS:
        raise UsageError(
            f"A .{ending} file can't be written.", "End the name in .csv (Excel opens it), .html, .json or .txt."
        )
    name = shape or ENDINGS.get(ending, "table")
    if name not in known:
        raise UsageError(f"There is no format {name!r} for this.", f"Formats: {', '.join(known)}.")
    return name
