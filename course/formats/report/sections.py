"""The parts of a report in their order, as headed tables of cells: what the terminal and Markdown show alike."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from course.core import sentences
from course.core.hints import Action
from course.core.model import Credit, Handle, Post, PostRow, Progress, Report, Thing, ToReview
from course.core.progress import credits, overview
from course.formats import by_topic as topic_words
from course.formats import human_dates, sanitize
from course.formats.report import view_options
from course.formats.report.view_options import WORDS, View


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
    todo: Action | None = None  # what the sentence is about; a terminal names its command


def sections(report: Report, how: View) -> tuple[Section, ...]:
    """What this report shows: about one Thing, to the public, or everything."""
    if how.thing is not None:
        return _of_thing(report, how)
    if how.public:
        return (_everybody_public(report, how),)
    posts = (_posts(report),) if how.long else ()
    topical = (by_topic(report),) if overview.by_topic(report) else ()
    return (
        _write_to(report),
        _changes(report),
        _everybody(report),
        _blogs(report),
        _doubtful(report),
        *topical,
        *posts,
    )


def title(report: Report, how: View) -> tuple[str, str]:
    """The two lines above everything: the course, then the day, the people and which part of them."""
    people = sentences.plural(len(report.rows), "person", "people")
    public = " who agreed to be shown" if how.public else ""
    part = f" ({how.part})" if how.part else ""
    return sanitize.clean(report.course.title), f"{view_options.headline(report)}: {people}{public}{part}."


def grid(row: Progress, things: Sequence[Thing]) -> str:
    """One sign a Thing: # done, ! owed, . not yet."""
    have = {credit.thing for credit in row.credits}
    return "".join("#" if t.number in have else "!" if t.number in row.owed else "." for t in things)


def _write_to(report: Report) -> Section:
    found = overview.write_to(report)
    shown = found[: overview.AT_MOST]
    note = (
        f"{sentences.plural(len(found), 'person needs', 'people need') if found else 'Nobody needs'} an email from you."
    )
    note = f"{note} These are the {len(shown)} most urgent." if len(found) > len(shown) else note
    waiting = overview.unread(report) if found else 0
    if waiting:
        blogs = f"{sentences.plural(waiting, 'blog has', 'blogs have')} not been read yet"
        note = f"{note} {blogs}, so some of these people may have posted already."
    rows = ((Cell(_name(row)), Cell(WORDS[row.standing]), Cell(sanitize.clean(row.reason))) for row in shown)
    return Section(
        "Write to these people", note, ("Name", "Standing", "Why"), tuple(rows), Action.READ_BLOGS if waiting else None
    )


def _changes(report: Report) -> Section:
    changes = report.changes
    if changes is None:
        return Section("What changed", "There is nothing to compare with yet.")
    names = {row.participant.handle: _name(row) for row in report.rows}
    new, lost = _by_person(changes.credited), _by_person(changes.lost)
    moved = {who: f"{WORDS[before]} to {WORDS[after]}" for who, before, after in changes.standing}
    rows: list[tuple[Cell, ...]] = []
    for handle in sorted({*new, *lost, *moved}):
        what = [f"{sentences.runs_of_things(new[handle])} credited"] if handle in new else []
        what += [f"{sentences.runs_of_things(lost[handle])} no longer credited"] if handle in lost else []
        what += [moved[handle]] if handle in moved else []
        rows.append((Cell(names[handle]), Cell("; ".join(what))))
    credited = (
        sentences.plural(len(changes.credited), "Thing was", "Things were") if changes.credited else "no Thing was"
    )
    people = sentences.plural(len(changes.standing), "person", "people")
    moves = f"the standing of {people} changed" if changes.standing else "nobody’s standing changed"
    note = f"Since {human_dates.full(changes.since)}, {credited} credited, and {moves}."
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
            *(Cell(_name(row)), Cell(view_options.done(row, report)), Cell(grid(row, report.course.things))),
            *(Cell(WORDS[row.standing]), Cell(_last(row, report)), Cell(sanitize.clean(row.reason))),
        )
        for row in view_options.people(report)
    )
    note = view_options.tally(overview.counts(report).items()).capitalize() or "Nobody is registered yet"
    return Section("Everybody", f"{note}.", heads, tuple(rows))


def _everybody_public(report: Report, how: View) -> Section:
    things = report.course.things
    rows = (
        (Cell(_name(row)), Cell(view_options.done(row, report)), Cell(grid(row, things).replace("!", ".")))
        for row in view_options.people(report)
    )
    note = f"Only people who agreed to be shown to everybody are listed. {view_options.counted(how.totals)}".rstrip()
    return Section("Who has done what", note, ("Name", "Done", "Things"), tuple(rows))


def _blogs(report: Report) -> Section:
    found = overview.troubled(report)
    note = sentences.plural(len(found), "blog") + " could not be read." if found else "Every blog that was read works."
    note = note if found or _blogs_of(report) else "There are no blogs yet."
    waiting = overview.unread(report)
    if waiting:
        none = f"{sentences.plural(waiting, 'blog has', 'blogs have')} not been read yet."
        note = f"{note} {none}" if found or waiting < _blogs_of(report) else none
    rows = (
        (
            Cell(sanitize.clean(person.name)),
            Cell(sanitize.clean(blog.trouble.says) + " " + sanitize.clean(blog.trouble.next)),
            Cell(human_dates.short(blog.trouble.since.astimezone(report.course.zone).date())),
            Cell(sanitize.clean(blog.blog), sanitize.web(blog.blog)),
        )
        for person, blog in found
        if blog.trouble
    )
    return Section(
        "Blogs that need attention",
        note,
        ("Name", "What is wrong", "Since", "Blog"),
        tuple(rows),
        Action.READ_BLOGS if waiting else None,
    )


def _blogs_of(report: Report) -> int:
    return sum(len(row.participant.blogs) for row in report.rows)


def _doubtful(report: Report) -> Section:
    found = report.to_review
    names = {row.participant.handle: _name(row) for row in report.rows}
    count = sentences.plural(len(found), "possible credit is", "possible credits are")
    note = f"{count} waiting for your decision." if found else "No posts are waiting for your decision."
    rows = ((Cell(names[i.handle]), Cell(f"Thing {i.claim.thing}"), _post(i), Cell(_quoted(i))) for i in found)
    return Section(
        "Doubtful posts", note, ("Name", "Perhaps", "Post", "Evidence"), tuple(rows), Action.REVIEW if found else None
    )


def by_topic(report: Report) -> Section:
    """The credits by topic of the last week, each with its reason and chance."""
    found = overview.by_topic(report)
    count = sentences.plural(len(found), "post without a number was", "posts without a number were")
    note = f"{count} credited by topic in the last 7 days. You can take back each credit."
    rows = (
        (
            *(Cell(_name(row)), Cell(f"Thing {credit.thing}"), _credit(credit)),
            Cell(_capital(topic_words.reason(credit.evidence, credit.chance or 0.0))),
        )
        for row, credit in found
    )
    return Section("Credited by topic", note, ("Name", "Credited", "Post", "Why"), tuple(rows), Action.REVIEW)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _of_thing(report: Report, how: View) -> tuple[Section, ...]:
    thing = next(thing for thing in report.course.things if thing.number == how.thing)
    found = overview.of_thing(report, thing)
    named = f"Thing {thing.number}: {sanitize.clean(thing.title)}"
    done = Section(
        f"{named}: done",
        sentences.plural(len(found.done), "person", "people"),
        ("Name", "On", "Post"),
        tuple((Cell(_name(row)), Cell(credit.on.isoformat()), _credit(credit)) for row, credit in found.done),
    )
    if how.public:
        return (done,)
    rows = ((Cell(_name(row)), Cell(WORDS[row.standing]), Cell(sanitize.clean(row.reason))) for row in found.not_yet)
    people = sentences.plural(len(found.not_yet), "person", "people")
    return done, Section(f"{named}: not yet", people, ("Name", "Standing", "Why"), tuple(rows))


def _name(row: Progress) -> str:
    return sanitize.clean(row.participant.name)


def _post(item: ToReview) -> Cell:
    return Cell(_told(item.post), sanitize.web(item.post.url))


def _last(row: Progress, report: Report) -> str:
    return sentences.ago(row.last_post, report.as_of) if row.last_post else "none"


def _posts(report: Report) -> Section:
    names = {row.participant.handle: _name(row) for row in report.rows}
    rows = (
        (
            *(Cell(names[row.post.author]), Cell(_day(row, report))),
            *(
                Cell(", ".join(map(str, sorted(row.credited))) or "–"),
                Cell(_told(row.post), sanitize.web(row.post.url)),
            ),
        )
        for row in report.posts
    )
    return Section(
        "Posts", sentences.plural(len(report.posts), "post"), ("Name", "On", "Credited", "Post"), tuple(rows)
    )


def _day(row: PostRow, report: Report) -> str:
    """The day that the feed gave, where it can be believed."""
    at = row.post.published if credits.usable(row.post) else None
    return at.astimezone(report.course.zone).date().isoformat() if at else "no date"


def _told(post: Post) -> str:
    return sanitize.clean(post.title) or "(no title)"


def _credit(credit: Credit) -> Cell:
    return Cell(sanitize.clean(credit.title) or credit.by.value, sanitize.web(credit.url))


def _quoted(item: ToReview) -> str:
    claim = item.claim
    if claim.chance is not None:
        return _capital(topic_words.reason(claim.evidence, claim.chance))
    quotes = ((sentences.where(found.kind), sanitize.clean(found.quote, 100)) for found in claim.evidence)
    return "; ".join(_capital(f"{where}: “{quote}”" if quote else where) for where, quote in quotes)
