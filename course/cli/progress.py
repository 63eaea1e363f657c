"""How far a long command has got: a bar on a terminal, a line every ten seconds elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from course.cli.options import Here

EVERY = 10.0  # seconds between two lines
Tell = Callable[[int, int], None]


@contextmanager
def shown(here: Here, what: str) -> Iterator[Tell]:
    """Give a function that is told how many are done of how many; what it shows goes to stderr."""
    if here.quiet:
        yield lambda _done, _all: None
    elif here.plain or not sys.stderr.isatty():
        yield _lines(here, what)
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(f"Looking at {what}", total=None)
            yield lambda done, all_: progress.update(task, completed=done, total=all_)


def _lines(here: Here, what: str) -> Tell:
    told = [time.monotonic()]

    def tell(done: int, all_: int) -> None:
        if not done:
            here.say(f"Looking at {all_} {what if all_ > 1 else what.removesuffix('s')} ...")
        elif time.monotonic() - told[0] >= EVERY:
            told[0] = time.monotonic()
            here.say(f"  {done} of {all_} {what} done")

    return tell
