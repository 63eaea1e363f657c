"""Pictures for the public pages, as SVG without script: the bookcase of the course, the group's shelf and the emblem.

Shapes carry classes, not colours, so that they follow the accent and the reader's light or dark setting (site.css).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from course.formats.site import texts

HEIGHTS = (92, 104, 88, 110, 98, 84, 106, 94, 120, 90, 100, 86)  # of the books, in turn, so that a shelf looks used
SHADES = ("sa", "", "sb", "", "", "sa", "", "sb")  # a little lighter or darker, in turn
CASE_WIDTH, CASE_ROW = 520, 148
SHELF_WIDTH, SHELF_ROW = 520, 92
MOST_BOOKS = 150  # on the group's shelf; above it, one book is worth several Things


@dataclass(frozen=True, slots=True)
class Book:
    """One Thing on the bookcase; `state` is "open", "now" or "later", `part` counts from 1."""

    number: int
    minutes: int
    part: int
    state: str


def bookcase(books: Sequence[Book]) -> Markup:
    """Every Thing as a numbered book: solid when open, with a bookmark this week, dashed when still to come."""
    rows = _rows([(book, _width(book)) for book in books], CASE_WIDTH - 40)
    drawn = [_case_row(row, at) for at, row in enumerate(rows)]
    height = CASE_ROW * len(rows) + 8
    return _svg(f"0 0 {CASE_WIDTH} {height}", _case_label(books), "".join(drawn), "pic")


def _width(book: Book) -> float:
    return min(max(book.minutes, 30), 120) * 0.35 + 18


def _rows(books: Sequence[tuple[Book, float]], most: float) -> list[list[tuple[Book, float]]]:
    """The books in rows of about the same length, each at most so wide (a single wide book aside)."""
    total = sum(width + 2 for _, width in books)
    rows = max(1, -(-int(total) // int(most)))
    aim, row, made = total / rows, 0.0, [[]]  # type: float, float, list[list[tuple[Book, float]]]
    for book, width in books:
        if row and row + width / 2 > aim and len(made) < rows:
            made.append([])
            row = 0.0
        made[-1].append((book, width))
        row += width + 2
    return made


def _case_row(row: Sequence[tuple[Book, float]], at: int) -> str:
    floor = CASE_ROW * (at + 1) - 10
    x, out = 20.0, []
    for book, width in row:
        height = HEIGHTS[(book.number - 1) % len(HEIGHTS)]
        top = floor - height
        later = " later" if book.state == "later" else ""
        mark = (
            f'<path class="rib" d="M{x + width / 2 - 5:.1f} {top + 4:.1f}v-22l5 5 5-5v22z"/>'
            if book.state == "now"
            else ""
        )
        bands = "" if later else _bands(x, width, top, floor)
        out.append(
            f'<g class="c{book.part} {SHADES[(book.number - 1) % len(SHADES)]}">{mark}'
            f'<rect class="bk{later}" x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height}" rx="2"/>{bands}'
            f'<text class="no{later}" x="{x + width / 2:.1f}" y="{floor - 34:.1f}" font-size="17">{book.number}</text></g>'
        )
        x += width + 2
    return "".join(out) + _plank(floor, CASE_WIDTH)


def _bands(x: float, width: float, top: float, floor: float) -> str:
    return "".join(_rect("band", x, y, width, 2.5) for y in (top + 8, floor - 13))


def _plank(floor: float, width: float) -> str:
    return _rect("plank", 4, floor, width - 8, 6) + _rect("plank2", 4, floor + 6, width - 8, 3)


def _rect(css: str, x: float, y: float, width: float, height: float, round_by: float = 0) -> str:
    corners = f' rx="{round_by:g}"' if round_by else ""
    return f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"{corners}/>'


def _case_label(books: Sequence[Book]) -> str:
    now = [book.number for book in books if book.state == "now"]
    return texts.bookcase(len(books), now, sum(book.state == "later" for book in books))


def shelf(done: Mapping[int, int], parts: Mapping[int, int], new: int) -> Markup:
    """One book for every Thing that anybody has completed; the `new` last ones, completed this week, have a bookmark.

    `done` says how many people have completed each Thing, `parts` to which part it belongs. Above 150 books, one book is worth several.
    """
    total = sum(done.values())
    worth = max(1, -(-total // MOST_BOOKS))
    numbers = [number for number, count in sorted(done.items()) for _ in range(round(count / worth) or 1)]
    marked = -(-new // worth) if new else 0
    rows, x, out, row = 1, 14.0, [], 0
    for at, number in enumerate(numbers):
        width, height = 8 + (at * 7 + number * 5) % 9, 46 + (at * 11 + number * 7) % 24
        if x + width > SHELF_WIDTH - 14:
            rows, row, x = rows + 1, row + 1, 14.0
        floor = SHELF_ROW * (row + 1) - 8
        ribbon = (
            f'<path class="rib" d="M{x + width / 2 - 3:.1f} {floor - height + 2}v-12l3 3 3-3v12z"/>'
            if at >= len(numbers) - marked
            else ""
        )
        book = _rect("bk", x, floor - height, width, height, 1.5) + _rect("band", x, floor - height + 6, width, 1.8)
        out.append(f'<g class="c{parts.get(number, 1)} {SHADES[at % len(SHADES)]}">{ribbon}{book}</g>')
        x += width + 1.8
    planks = "".join(_plank(SHELF_ROW * (at + 1) - 8, SHELF_WIDTH) for at in range(rows))
    told = texts.shelf(rows, len(numbers), worth, marked)
    return _svg(f"0 0 {SHELF_WIDTH} {SHELF_ROW * rows + 4}", told, "".join(out) + planks, "pic")


def _svg(box: str, label: str, inside: str, css: str) -> Markup:
    opening = Markup('<svg class="{}" viewBox="{}" role="img" aria-label="{}">').format(css, box, label)
    return opening + Markup(inside) + Markup("</svg>")  # noqa: S704 (numbers and fixed words only)


def certificate_shelf(books: Sequence[Book], colours: Mapping[str, str]) -> str:
    """The Things somebody completed, as one row of books: a file of its own, in fixed colours, for paper."""
    widths = [_width(book) for book in books]
    wide, x, out, floor = sum(widths) + 2 * len(books) + 24, 12.0, [], 130
    for book, width in zip(books, widths, strict=True):
        height = HEIGHTS[(book.number - 1) % len(HEIGHTS)]
        cloth, stamp = colours[f"cloth-{book.part}"], colours["stamp"]
        out.append(
            f'<rect fill="{cloth}" x="{x:.1f}" y="{floor - height}" width="{width:.1f}" height="{height}" rx="2"/>'
        )
        out += [
            f'<rect fill="{stamp}" opacity=".6" x="{x:.1f}" y="{y}" width="{width:.1f}" height="2.5"/>'
            for y in (floor - height + 8, floor - 13)
        ]
        out.append(
            f'<text fill="{stamp}" x="{x + width / 2:.1f}" y="{floor - 34}" font-size="17" font-weight="bold" '
            f'font-family="Libertinus Serif, Georgia, serif" text-anchor="middle">{book.number}</text>'
        )
        x += width + 2
    plank = "".join(
        f'<rect fill="{fill}" y="{y}" width="{wide:.1f}" height="{high}"/>'
        for fill, y, high in (("#8a6433", floor, 6), ("#644620", floor + 6, 3))
    )
    size = f'viewBox="0 0 {wide:.1f} {floor + 9}" width="{wide:.1f}" height="{floor + 9}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return f"{head}{''.join(out)}{plank}</svg>\n"


def badge(colours: Mapping[str, str]) -> str:
    """The image of the badge: the emblem in a ring, as a file of its own."""
    book = emblem(colours).partition(">")[2].removesuffix("</svg>\n")
    ring = "".join(
        f'<circle cx="100" cy="100" r="{r}" fill="{fill}" stroke="{colours["accent-fill"]}" stroke-width="{width}"/>'
        for r, fill, width in ((94, colours["card"], 8), (82, "none", 2))
    )
    inside = f'{ring}<g transform="translate(48 40) scale(2.6)">{book}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">{inside}</svg>\n'


def emblem(colours: Mapping[str, str]) -> str:
    """The default emblem as a file of its own: a small bound book with 23 on its cover."""
    cover, deep = colours["accent-fill"], colours["accent-deep"]
    number = (
        f'fill="none" stroke="{colours["on-accent"]}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"'
    )
    shapes = (
        f'fill="{colours["card"]}" stroke="{cover}" stroke-width="1.5" d="M6 36.5h30v5H6z"',
        f'fill="{cover}" d="M3 5.5A3.5 3.5 0 0 1 6.5 2H37v35H3z"',
        f'fill="{cover}" d="M6.5 41.5H37v2H6.5z"',
        f'fill="{deep}" d="M3 5.5A3.5 3.5 0 0 1 6.5 2v41.5A3.5 3.5 0 0 1 3 40z"',
        f'{number} d="M9.6 15.5c.4-3 3-4.6 5.4-4.4 2.8.2 4.4 2.4 3.8 4.8-.8 3-5 5.6-9 9.6h9.6"',
        f'{number} d="M23.1 11.6h8.4l-4.6 5.2c3.2-.3 5.4 1.6 5.4 4.4 0 3-2.4 4.9-5.2 4.9-2 0-3.6-.9-4.5-2.5"',
        f'fill="{colours["ribbon"]}" d="M28.5 37v9L26 44l-2.5 2v-9z"',
    )
    paths = "".join(f"<path {shape}/>" for shape in shapes)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 46">{paths}</svg>\n'
