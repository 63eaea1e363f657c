"""Figures as pictures: inline SVG without script, each beside a table of the same numbers."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from course.core.progress.figures import Figures, ThingFigures, WeekFigures

WIDE, HIGH = 640, 260
NAMES = {"out": "Things out", "due": "Things due", "done": "done on average"}
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 20, 40


def progress(found: Figures) -> Markup:
    """Things done on average, week by week, between what was out and what was due."""
    weeks = _told_by_many(found.weeks)
    if not weeks:
        return Markup()
    most = max(1, *(week.out for week in weeks))
    lines = [
        *(("out", [(w, float(w.out)) for w in weeks]), ("due", [(w, float(w.due)) for w in weeks])),
        ("done", [(w, w.done) for w in weeks]),
    ]
    drawn = [_line(name, points, len(weeks), most) for name, points in lines] + _legend([name for name, _ in lines])
    last = weeks[-1]
    said = f"After week {last.week}: {last.done:g} Things done on average, {last.due} due, {last.out} out."
    marks = [1, *range(5, last.week + 1, 5)]
    labels = [(_x(mark, len(weeks)), "week 1" if mark == 1 else str(mark)) for mark in marks]
    return _picture(
        "progress", "Things done on average, week by week, and the plan", said, [*_axes(most, labels), *drawn]
    )


def dropping_off(things: Sequence[ThingFigures], people: int) -> Markup:
    """How many have done each Thing."""
    if not things or not people:
        return Markup()
    bars = _bars([thing.done for thing in things], people)
    labels = [(_middle(at, len(things)), str(thing.number)) for at, thing in enumerate(things)]
    said = f"{things[0].done} of {people} people did Thing {things[0].number}, {things[-1].done} Thing {things[-1].number}."
    return _picture("things", "People who have done each Thing", said, [*_axes(people, labels), *bars])


def lateness(rows: Sequence[tuple[str, int]]) -> Markup:
    """How long after its opening Things were done."""
    most = max((number for _, number in rows), default=0)
    if not most:
        return Markup()
    bars = _bars([number for _, number in rows], most)
    labels = [(_middle(at, len(rows)), name) for at, (name, _) in enumerate(rows)]
    said = "; ".join(f"{number} {name}" for name, number in rows)
    return _picture("lateness", "When Things were done", said, [*_axes(most, labels, wrap=True), *bars])


def _picture(name: str, title: str, said: str, parts: Sequence[str]) -> Markup:
    head = f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-labelledby="svg-{name}-title svg-{name}-said">'
    words = f'<title id="svg-{name}-title">{escape(title)}</title><desc id="svg-{name}-said">{escape(said)}</desc>'
    return Markup(f"{head}{words}{''.join(parts)}</svg>")  # noqa: S704  (every word in it is escaped)


def _axes(most: float, labels: Sequence[tuple[float, str]], wrap: bool = False) -> list[str]:
    """Three level lines with their numbers, and words below."""
    parts = []
    for value in sorted({0, round(most / 2), round(most)}):
        y = _y(value, most)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value}</text>')
    for x, words in labels:
        lines = _halves(words) if wrap else [words]
        parts += [
            f'<text x="{x:.1f}" y="{HIGH - BOTTOM + 16 + 14 * at}" text-anchor="middle">{escape(line)}</text>'
            for at, line in enumerate(lines)
        ]
    return parts


def _line(name: str, points: Sequence[tuple[WeekFigures, float]], weeks: int, most: float) -> str:
    """One line; what is due and what is out have other strokes than what is done."""
    dots = [(_x(week.week, weeks), _y(value, most)) for week, value in points]
    path = " ".join(f"{'L' if at else 'M'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(dots))
    return f'<path class="{name}" d="{path}"/>'


def _legend(names: Sequence[str]) -> list[str]:
    """The strokes with their names, in the corner where no line passes."""
    parts = []
    for at, name in enumerate(names):
        y = TOP + 6 + 18 * at
        parts.append(f'<path class="{name}" d="M{LEFT + 10} {y}L{LEFT + 46} {y}"/>')
        parts.append(f'<text class="name" x="{LEFT + 54}" y="{y + 4}">{NAMES[name]}</text>')
    return parts


def _told_by_many(weeks: Sequence[WeekFigures]) -> Sequence[WeekFigures]:
    """The weeks that at least half of the people have reached: an average of a few would bend the line."""
    most = max((week.people for week in weeks), default=0)
    return [week for week in weeks if 2 * week.people >= most]


def _bars(numbers: Sequence[int], most: float) -> list[str]:
    """One bar each with its number above."""
    wide = (WIDE - LEFT - RIGHT) / len(numbers)
    parts = []
    for at, number in enumerate(numbers):
        y = _y(number, most)
        x, high = LEFT + at * wide + wide * 0.12, HIGH - BOTTOM - y
        parts.append(
            f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{wide * 0.76:.1f}" height="{max(high, 0):.1f}"/>'
        )
        parts.append(
            f'<text x="{_middle(at, len(numbers)):.1f}" y="{y - 4:.1f}" text-anchor="middle" class="value">{number}</text>'
        )
    return parts


def _x(week: int, weeks: int) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * (week - 1) / max(1, weeks - 1)


def _y(value: float, most: float) -> float:
    return HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * value / most


def _middle(at: int, count: int) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * (at + 0.5) / count


def _halves(words: str) -> list[str]:
    """Words on two lines of about one length."""
    parts = words.split()
    cut = min(range(1, len(parts) + 1), key=lambda at: abs(len(" ".join(parts[:at])) - len(words) / 2), default=1)
    return [" ".join(half) for half in (parts[:cut], parts[cut:]) if half]
