"""Figures as pictures: inline SVG without script. Each has its finding as a title, and a table with the same numbers beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from course.core import sentences
from course.core.progress.figures import Figures, ThingFigures, WeekFigures, WeekPlan
from course.formats import human_dates, sanitize

ROW, HEAD, FOOT = 22, 26, 30  # heights of a bar's row, of what is above the bars and below them
LETTER = 7  # about how wide a letter is
TALL, LEFT, TOP, BOTTOM = 300, 30, 24, 44  # the line chart


@dataclass(frozen=True, slots=True)
class ChartSize:
    """One of two drawings of a picture: the style sheet shows the one whose letters can be read at the page's width."""

    css: str
    wide: int
    name: int  # letters of the longest name on the left
    numbers: int  # width of the words on the right of bars
    label: int  # width of the words at the right end of lines
    ticks: int  # most weeks with a number
    steps: int  # most round numbers after 0


LARGE, SMALL = ChartSize("large", 720, 42, 92, 116, 26, 5), ChartSize("small", 300, 19, 68, 76, 9, 3)


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the sentence that says what it shows; the drawing is empty where there is nothing to draw."""

    finding: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, lengths with their classes, a few words behind them."""

    name: str
    parts: Sequence[tuple[str, int]]
    after: str = ""
    faded: bool = False
    bold: str = field(default="")  # before the name, such as a Thing's number


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """The shapes of one drawing and how high it is."""

    size: ChartSize
    high: int
    parts: Sequence[str]


def charts(found: Figures) -> dict[str, Chart]:
    """The pictures by the name of their table."""
    return {
        "funnel": funnel(found),
        "weeks": progress(found),
        "things": thing_by_thing(found),
        "lateness": lateness(found),
    }


def progress(found: Figures) -> Chart:
    """Things completed on average by the end of each week, between what had opened and what was due."""
    weeks = _reached_by_many(found.weeks)
    plan = found.plan
    if not weeks or not plan:
        return Chart("Nobody has reached the end of a week yet", Markup())
    last = weeks[-1]
    opened = f"By the end of week {last.week}, {last.out} Things have opened and {last.due} are due."
    said = f"{opened} People have completed {last.done:g} on average."
    drawings = (_lines(weeks, plan, size) for size in (LARGE, SMALL))
    return Chart(_against_plan(last), _pictures("weeks", said, drawings))


def _lines(weeks: Sequence[WeekFigures], plan: Sequence[WeekPlan], size: ChartSize) -> ChartDrawing:
    last = weeks[-1]
    most, count = max(1, *(week.out for week in plan)), max(plan[-1].week, last.week)
    axes = _Axes(most, count, size)
    here, words = axes.x(last.week), f"{last.done:g}{' completed' if size is LARGE else ''} on average"
    ends = [(float(plan[-1].out), "opened", "name"), (float(plan[-1].due), "due", "name")]
    inline = []
    if here + LETTER * len(words) < size.wide:
        y = min(axes.y(last.done) + 16, axes.y(0) - 8)
        inline = [f'<text class="value" x="{here + 8:.1f}" y="{y:.1f}">{words}</text>']
    else:
        ends.append((last.done, "done", "value"))
    drawn = [
        *axes.drawn(),
        axes.steps("out", [(week.week, week.out) for week in plan if week.week <= last.week]),
        axes.steps("due", [(week.week, week.due) for week in plan if week.week <= last.week]),
        axes.steps("out later", [(week.week, week.out) for week in plan if week.week >= last.week]),
        axes.steps("due later", [(week.week, week.due) for week in plan if week.week >= last.week]),
        axes.line("done", [(0, 0.0), *((week.week, week.done) for week in weeks)]),
        f'<circle class="dot" cx="{here:.1f}" cy="{axes.y(last.done):.1f}" r="4"/>',
        *axes.labels(ends),
        *inline,
    ]
    return ChartDrawing(size, TALL, drawn)


def _against_plan(last: WeekFigures) -> str:
    """The week may still be going on: what is due is what is due by its end."""
    done = (
        f"In week {last.week}, people have completed {last.done:g} {'Thing' if last.done == 1 else 'Things'} on average"
    )
    if last.due == 0:
        return f"{done}, and nothing is due by the end of the week"
    if last.done >= last.due:
        return f"{done}, at least as many as are due by the end of the week ({last.due})"
    return f"{done}, and {last.due} {'is' if last.due == 1 else 'are'} due by the end of the week"


def thing_by_thing(found: Figures) -> Chart:
    """For each Thing: who has done it, who owes it, who still has time. Things that haven't opened are faded."""
    if not found.things or not found.registered:
        return Chart("Nobody is registered yet", Markup())
    rows = [_thing_bar(one, found) for one in found.things]
    legend = [("done", "done"), ("owed", "owed"), ("open", "still time")]
    said = "; ".join(
        f"Thing {one.number}: {one.done} done, {one.owed} owed" for one in found.things if one.done or one.owed
    )
    return Chart(
        _where_it_thins_out(found), _bars("things", rows, found.registered, "people", said or "Nothing yet.", legend)
    )


def _thing_bar(one: ThingFigures, found: Figures) -> Bar:
    later = one.opens is not None and one.opens > found.as_of
    after = f"{one.owed} owed" if one.owed else ""
    if later and one.opens:
        after = f"opens {human_dates.short(one.opens)}"
    parts = [("done", one.done), ("owed", one.owed), ("open", one.open)]
    return Bar(sanitize.clean(one.title), parts, after, faded=later, bold=str(one.number))


def _where_it_thins_out(found: Figures) -> str:
    """The first Thing that fewer than half of those who started have done, among Things that are due for somebody."""
    asked = [one for one in found.things if one.done or one.owed]
    if not asked or not found.started:
        return "Nobody has completed a Thing yet"
    thin = next((one for one in asked if one.owed and one.done * 2 < found.started), None)
    if thin:
        return f"Fewer than half of those who started have done Thing {thin.number}: {thin.done} of {found.started}"
    worst = max(asked, key=lambda one: (one.owed, -one.number))
    if worst.owed:
        people = sentences.plural(worst.owed, "person", "people")
        return f"At least half have done every Thing that is due. Thing {worst.number} is owed most often, by {people}"
    return "Nobody owes a Thing"


def lateness(found: Figures) -> Chart:
    """How long after its opening Things were completed."""
    rows = [(name, number) for name, number in found.lateness if number]
    if not rows:
        return Chart("No Thing has been completed yet", Markup())
    total = sum(number for _, number in rows)
    name, number = max(rows, key=lambda row: row[1])
    half = "Most" if number * 2 > total else "The largest group of"
    were = "were" if number * 2 > total else "was"
    finding = f"{half} Things {were} completed {name}: {number} of {total}"
    bars = [
        Bar(name.capitalize(), [("done", number)], f"{number}, {100 * number / total:.0f} %") for name, number in rows
    ]
    said = "; ".join(f"{number} {name}" for name, number in rows)
    return Chart(finding, _bars("lateness", bars, max(number for _, number in rows), "Things", said, ()))


def funnel(found: Figures) -> Chart:
    """From registered to finished; a step that nobody has reached is left out."""
    steps = [
        ("Registered", found.registered),
        ("Blog can be read", found.readable),
        ("Completed a Thing", found.started),
        ("Up to date", found.up_to_date),
        ("Finished", found.finished),
    ]
    if not found.registered:
        return Chart("Nobody is registered yet", Markup())
    shown = [(name, number) for name, number in steps if number]
    bars = [
        Bar(name, [("done", number)], f"{number}, {100 * number / found.registered:.0f} %") for name, number in shown
    ]
    registered = sentences.plural(found.registered, "person", "people")
    up_to_date = sentences.plural(found.up_to_date, "is", "are") + " up to date"
    finding = f"{found.started} of {registered} {_have(found.started)} started, and {up_to_date}"
    if found.finished:
        started = f"{found.started} {_have(found.started)} started"
        finding = f"{found.finished} of {registered} {_have(found.finished)} finished, and {started}"
    said = "; ".join(f"{name}: {number}" for name, number in shown)
    return Chart(finding, _bars("funnel", bars, found.registered, "people", said, ()))


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _bars(name: str, rows: Sequence[Bar], most: int, unit: str, said: str, legend: Sequence[tuple[str, str]]) -> Markup:
    """Level bars under each other, with an axis above and the names on the left."""
    return _pictures(name, said, (_level(rows, most, unit, legend, size) for size in (LARGE, SMALL)))


def _level(
    rows: Sequence[Bar], most: int, unit: str, legend: Sequence[tuple[str, str]], size: ChartSize
) -> ChartDrawing:
    left = LETTER * max(len(_named(row, size)) for row in rows) + 12.0
    scale = (size.wide - left - size.numbers) / max(most, 1)
    high = HEAD + ROW * len(rows) + (FOOT if legend else 8)
    drawn = [f'<text class="axis" x="{left - 8:.0f}" y="14" text-anchor="end">{unit}</text>']
    for value in _ticks(most, size.steps):
        x = left + value * scale
        drawn.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{HEAD - 4}" y2="{HEAD + ROW * len(rows)}"/>')
        drawn.append(f'<text class="axis" x="{x:.1f}" y="14" text-anchor="middle">{value}</text>')
    for at, row in enumerate(rows):
        drawn += _bar(row, left, HEAD + ROW * at, scale, size)
    x = min(left, size.wide - sum(34.0 + LETTER * len(words) for _, words in legend))
    for css, words in legend:
        y = high - 16
        drawn.append(f'<rect class="bar {css}" x="{x:.0f}" y="{y}" width="12" height="12"/>')
        drawn.append(f'<text x="{x + 17:.0f}" y="{y + 10}">{words}</text>')
        x += 34 + LETTER * len(words)
    return ChartDrawing(size, high, drawn)


def _named(row: Bar, size: ChartSize) -> str:
    """What is left of the bar, short enough for the drawing: a small one has only the number of a Thing."""
    if row.bold and size is SMALL:
        return f"Thing {row.bold}"
    whole = f"{row.bold} {row.name}".strip()
    return whole if len(whole) <= size.name else whole[: size.name - 1].rstrip() + "…"


def _bar(row: Bar, left: float, y: float, scale: float, size: ChartSize) -> Iterable[str]:
    css = ' class="faded"' if row.faded else ""
    named = str(escape(_named(row, size)))
    if row.bold:
        named = named.replace(row.bold, f'<tspan class="value">{escape(row.bold)}</tspan>', 1)
    out = [f'<g{css}><text x="{left - 8:.1f}" y="{y + 15:.0f}" text-anchor="end">{named}</text>']
    x = left
    for kind, value in row.parts:
        if value:
            out.append(
                f'<rect class="bar {kind}" x="{x:.1f}" y="{y + 2:.0f}" width="{value * scale:.1f}" height="{ROW - 5}"/>'
            )
            if value * scale > 8 * len(str(value)) + 6 and kind == "done" and len(row.parts) > 1:
                out.append(f'<text class="inside" x="{x + 5:.1f}" y="{y + 15:.0f}">{value}</text>')
            x += value * scale
    if row.after:
        out.append(f'<text class="after" x="{x + 6:.1f}" y="{y + 15:.0f}">{escape(row.after)}</text>')
    return [*out, "</g>"]


def _ticks(most: int, steps: int) -> list[int]:
    """Round numbers from 0 to at most `most`: so many of them after the 0."""
    sizes = (step * scale for scale in (1, 10, 100, 1000, 10_000) for step in (1, 2, 5))
    step = next(step for step in sizes if most / step <= steps)
    return list(range(0, most + 1, step))


class _Axes:
    """The frame of a line chart: weeks from left to right, Things from bottom to top."""

    def __init__(self, most: int, weeks: int, size: ChartSize) -> None:
        self.most, self.weeks, self.size = most, weeks, size
        self.right = size.wide - size.label

    def x(self, week: float) -> float:
        return LEFT + (self.right - LEFT) * week / max(1, self.weeks)

    def y(self, value: float) -> float:
        return TALL - BOTTOM - (TALL - TOP - BOTTOM) * value / self.most

    def drawn(self) -> list[str]:
        """Level lines with their numbers, a tick for every week that fits, and the names of both axes."""
        out = []
        for value in _ticks(self.most, LARGE.steps):
            y = self.y(value)
            out.append(f'<line class="grid" x1="{LEFT}" x2="{self.right}" y1="{y:.1f}" y2="{y:.1f}"/>')
            out.append(f'<text class="axis" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value}</text>')
        step = -(-self.weeks // self.size.ticks)
        for week in range(step, self.weeks + 1, step):
            x = self.x(week)
            out.append(f'<line class="tick" x1="{x:.1f}" x2="{x:.1f}" y1="{TALL - BOTTOM}" y2="{TALL - BOTTOM + 4}"/>')
            out.append(f'<text class="axis" x="{x:.1f}" y="{TALL - BOTTOM + 17}" text-anchor="middle">{week}</text>')
        middle = LEFT + (self.right - LEFT) / 2
        out.append(f'<text class="axis" x="{middle:.0f}" y="{TALL - 8}" text-anchor="middle">end of week</text>')
        return [*out, f'<text class="axis" x="2" y="{TOP - 4}">Things</text>']

    def line(self, css: str, points: Sequence[tuple[int, float]]) -> str:
        path = " ".join(
            f"{'L' if at else 'M'}{self.x(week):.1f} {self.y(value):.1f}" for at, (week, value) in enumerate(points)
        )
        return f'<path class="{css}" d="{path}"/>'

    def steps(self, css: str, points: Sequence[tuple[int, int]]) -> str:
        """A line that rises at the beginning of each week, since a Thing opens and is due on a day."""
        if not points:
            return ""
        path = f"M{self.x(points[0][0]):.1f} {self.y(points[0][1]):.1f}"
        for week, value in points[1:]:
            path += f"H{self.x(week - 1):.1f}V{self.y(value):.1f}H{self.x(week):.1f}"
        return f'<path class="{css}" d="{path}"/>'

    def labels(self, ends: Sequence[tuple[float, str, str]]) -> list[str]:
        """Words at the right end of the lines, moved apart where they would touch."""
        out, last = [], -100.0
        for value, words, css in sorted(ends, key=lambda end: -end[0]):
            y = max(self.y(value) + 4, last + 15)
            out.append(f'<text class="{css}" x="{self.right + 9}" y="{y:.1f}">{value:g} {words}</text>')
            last = y
        return out


def _pictures(name: str, said: str, drawings: Iterable[ChartDrawing]) -> Markup:
    """Both drawings, of which the style sheet shows one."""
    return Markup("").join(_picture(name, said, one) for one in drawings)


def _picture(name: str, said: str, one: ChartDrawing) -> Markup:
    told = f"svg-{name}-{one.size.css}"
    head = f'<svg class="{one.size.css}" viewBox="0 0 {one.size.wide} {one.high}" role="img" aria-labelledby="finding-{name} {told}">'
    return Markup(f'{head}<desc id="{told}">{escape(said)}</desc>{"".join(one.parts)}</svg>')  # noqa: S704 (numbers and fixed words; names are escaped)


def _reached_by_many(weeks: Sequence[WeekFigures]) -> Sequence[WeekFigures]:
    """The weeks that at least half of the people have reached: an average of a few would bend the line."""
    most = max((week.people for week in weeks), default=0)
    return [week for week in weeks if 2 * week.people >= most]
