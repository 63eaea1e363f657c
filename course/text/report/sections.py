"""The parts of a report in their order, as headed tables of cells: what the terminal and Markdown show alike."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from course.core import credits, overview, phrases
from course.core.model import Credit, Handle, Post, PostRow, Progress, Report, Thing, ToReview
from course.text import days, strangers
from course.text.report import view
from course.text.report.view import WORDS, View


class Cell(NamedTuple):
    """Words, perhaps with an address."""

    text: str
    url: str = ""


class Section(NamedTuple):
    """A heading, a sentence, and a table; without rows the sentence says so."""

    title: str
    note: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def sections(report: Report, how: View) -> tuple[Section, ...]:
    """What this report shows: about one Thing, to the public, or everything."""
    if how.thing is not None:
        return _of_thing(report, how)
    if how.public:
        return (_everybody_public(report, how),)
    posts = (_posts(report),) if how.long else ()
    return (_write_to(report), _changes(report), _everybody(report), _blogs(report), _doubtful(report), *posts)


def title(report: Report, how: View) -> tuple[str, str]:
    """The two lines above everything: the course, then the day, the people and which part of them."""
    people = phrases.plural(len(report.rows), "person", "people")
    public = " who agreed to be shown" if how.public else ""
    part = f" ({how.part})" if how.part else ""
    return strangers.clean(report.course.title), f"{view.headline(report)}: {people}{public}{part}."


def grid(row: Progress, things: Sequence[Thing]) -> str:
    """One sign a Thing: # done, ! owed, . not yet."""
    have = {credit.thing for credit in row.credits}
    return "".join("#" if t.number in have else "!" if t.number in row.owed else "." for t in things)


def _write_to(report: Report) -> Section:
    found = overview.write_to(report)
    shown = found[: overview.AT_MOST]
    note = "Nobody needs a letter from you today." if not found else phrases.plural(len(found), "person", "people")
    note = f"The {len(shown)} most pressing of {len(found)} people." if len(found) > len(shown) else note
    if waiting := overview.unread(report) if found else 0:
        blogs = f"{phrases.plural(waiting, 'blog has', 'blogs have')} not been looked at yet"
        note = f"{note.rstrip('.')}. {blogs}, so somebody may stand here without need: cpd23 track"
    rows = ((Cell(_name(row)), Cell(WORDS[row.standing]), Cell(strangers.clean(row.reason))) for row in shown)
    return Section("Write to these", note, ("Name", "Standing", "Why"), tuple(rows))


def _changes(report: Report) -> Section:
    changes = report.changes
    if changes is None:
        return Section("What changed", "Nothing was compared.")
    names = {row.participant.handle: _name(row) for row in report.rows}
    new, lost = _by_person(changes.credited), _by_person(changes.lost)
    moved = {who: f"{WORDS[before]} to {WORDS[after]}" for who, before, after in changes.standing}
    rows: list[tuple[Cell, ...]] = []
    for handle in sorted({*new, *lost, *moved}):
        what = [f"{phrases.runs_of_things(new[handle])} credited"] if handle in new else []
        what += [f"{phrases.runs_of_things(lost[handle])} no longer credited"] if handle in lost else []
        what += [moved[handle]] if handle in moved else []
        rows.append((Cell(names[handle]), Cell("; ".join(what))))
    credited = phrases.plural(len(changes.credited), "new credit")
    note = f"Since {days.full(changes.since)}: {credited}, {phrases.plural(len(changes.standing), 'standing')} changed."
    return Section("What changed", note, ("Name", "Change"), tuple(rows))


def _by_person(credited: Iterable[tuple[Handle, Credit]]) -> Mapping[Handle, list[int]]:
    found: dict[Handle, list[int]] = {}
    for handle, credit in credited:
        found.setdefault(handle, []).append(credit.thing)
    return found


def _everybody(report: Report) -> Section:
    heads = ("Name", "Done", "Things", "Standing", "Last post", "Why")
    rows = (
        (
            *(Cell(_name(row)), Cell(view.done(row, report)), Cell(grid(row, report.course.things))),
            *(Cell(WORDS[row.standing]), Cell(_last(row, report)), Cell(strangers.clean(row.reason))),
        )
        for row in view.people(report)
    )
    note = view.tally(overview.counts(report).items()).capitalize() or "Nobody is registered yet"
    return Section("Everybody", f"{note}.", heads, tuple(rows))


def _everybody_public(report: Report, how: View) -> Section:
    things = report.course.things
    rows = (
        (Cell(_name(row)), Cell(view.done(row, report)), Cell(grid(row, things).replace("!", ".")))
        for row in view.people(report)
    )
    note = f"Only people who agreed that everybody may see it. {view.counted(how.totals)}".rstrip()
    return Section("Who has done what", note, ("Name", "Done", "Things"), tuple(rows))


def _blogs(report: Report) -> Section:
    found = overview.troubled(report)
    note = phrases.plural(len(found), "blog") + " could not be read." if found else "Every blog tried can be read."
    note = note if found or _blogs_of(report) else "Nobody has given a blog yet."
    if waiting := overview.unread(report):
        none = f"{phrases.plural(waiting, 'blog')} not looked at yet: cpd23 track"
        note = f"{note} {none}" if found or waiting < _blogs_of(report) else none
    rows = (
        (
            Cell(strangers.clean(person.name)),
            Cell(strangers.clean(blog.trouble.says) + " " + strangers.clean(blog.trouble.next)),
            Cell(days.short(blog.trouble.since.astimezone(report.course.zone).date())),
            Cell(strangers.clean(blog.blog), strangers.web(blog.blog)),
        )
        for person, blog in found
        if blog.trouble
    )
    return Section("Blogs with trouble", note, ("Name", "What is wrong", "Since", "Blog"), tuple(rows))


def _blogs_of(report: Report) -> int:
    return sum(len(row.participant.blogs) for row in report.rows)


def _doubtful(report: Report) -> Section:
    found = report.to_review
    names = {row.participant.handle: _name(row) for row in report.rows}
    count = phrases.plural(len(found), "claim")
    note = f"{count} to decide: cpd23 review" if found else "Nothing waits for a decision."
    rows = ((Cell(names[i.handle]), Cell(f"Thing {i.claim.thing}"), _post(i), Cell(_quoted(i))) for i in found)
    return Section("Doubtful posts", note, ("Name", "Perhaps", "Post", "Evidence"), tuple(rows))


def _of_thing(report: Report, how: View) -> tuple[Section, ...]:
    thing = next(thing for thing in report.course.things if thing.number == how.thing)
    found = overview.of_thing(report, thing)
    named = f"Thing {thing.number}: {strangers.clean(thing.title)}"
    done = Section(
        f"{named}: done",
        phrases.plural(len(found.done), "person", "people"),
        ("Name", "On", "Post"),
        tuple((Cell(_name(row)), Cell(credit.on.isoformat()), _credit(credit)) for row, credit in found.done),
    )
    if how.public:
        return (done,)
    rows = ((Cell(_name(row)), Cell(WORDS[row.standing]), Cell(strangers.clean(row.reason))) for row in found.not_yet)
    people = phrases.plural(len(found.not_yet), "person", "people")
    return done, Section(f"{named}: not yet", people, ("Name", "Standing", "Why"), tuple(rows))


def _name(row: Progress) -> str:
    return strangers.clean(row.participant.name)


def _post(item: ToReview) -> Cell:
    return Cell(_told(item.post), strangers.web(item.post.url))


def _last(row: Progress, report: Report) -> str:
    return phrases.ago(row.last_post, report.as_of) if row.last_post else "none"


def _posts(report: Report) -> Section:
    names = {row.participant.handle: _name(row) for row in report.rows}
    rows = (
        (
            *(Cell(names[row.post.author]), Cell(_day(row, report))),
            *(
                Cell(", ".join(map(str, sorted(row.credited))) or "–"),
                Cell(_told(row.post), strangers.web(row.post.url)),
            ),
        )
        for row in report.posts
    )
    return Section("Posts", phrases.plural(len(report.posts), "post"), ("Name", "On", "Credited", "Post"), tuple(rows))


def _day(row: PostRow, report: Report) -> str:
    """The day that the feed gave, where it can be believed."""
    at = row.post.published if credits.usable(row.post) else None
    return at.astimezone(report.course.zone).date().isoformat() if at else "no date"


def _told(post: Post) -> str:
    return strangers.clean(post.title) or "(no title)"


def _credit(credit: Credit) -> Cell:
    return Cell(strangers.clean(credit.title) or credit.by.value, strangers.web(credit.url))


def _quoted(item: ToReview) -> str:
    return "; ".join(f"{found.kind}: {strangers.clean(found.quote, 100)}" for found in item.claim.evidence)
