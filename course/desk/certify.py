"""Make certificates, and confirm a code."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from course.core import awards, who
from course.core.awards import Award
from course.core.errors import CourseError
from course.desk import report as reports
from course.desk.home import Home
from course.text import certificate, days, pages
from course.text.report import view
from course.world import disk, keys
from course.world.store import Store

FORMS = ("html", "pdf", "badge")
Made = tuple[tuple[str, bytes], ...]  # file names and contents


def certify(home: Home, store: Store, as_of: date, people: Sequence[str], form: str) -> Made:
    """The certificates of these people (of everybody: none named) and their codes kept; CourseError when nobody has earned one."""
    report = reports.report(home, store, as_of)
    handles = who.all_meant(people, home.roster) if people else frozenset(home.roster)
    earned = tuple(award for award in awards.awards(report) if award.handle in handles)
    if not earned:
        rows = [row for row in report.rows if row.participant.handle in handles]
        one = f"{rows[0].participant.name} has not finished yet: {view.done(rows[0], report)} Things." if rows else ""
        raise CourseError(
            one if len(rows) == 1 else "Nobody of these has finished yet." if people else "Nobody has finished yet.",
            "What finishes it is said by `finish` in things/course.toml. Is a post not seen? cpd23 mark WHO THING",
        )
    secret = keys.kept(home.root / ".course" / "certificate.key")
    codes = {award: awards.code(secret, home.course, award) for award in earned}
    with disk.lock(home.root):
        store.issue({codes[award]: (awards.says(award, home.course), award.on) for award in earned})
    write = _writer(home, form)
    ending = {"badge": "jwt"}.get(form, form)
    return tuple((_name(award, ending), write(award, codes[award])) for award in earned)


def _name(award: Award, ending: str) -> str:
    section = f"-{pages.slug(award.section)}" if award.section else ""
    return f"{award.handle}{section}.{ending}"


def _writer(home: Home, form: str) -> Callable[[Award, str], bytes]:
    course = home.course
    if form == "pdf":
        return lambda award, code: certificate.pdf(course, award, code)
    if form == "badge":
        path = home.root / ".course" / "badge.key"
        key = keys.kept(path, certificate.new_badge_key)
        disk.write_bytes(home.root / "public" / "issuer.json", certificate.issuer_page(course, key).encode())
        emails = {handle: person.email for handle, person in home.roster.items()}
        return lambda award, code: certificate.badge(course, award, code, key, emails.get(award.handle)).encode()
    return lambda award, code: certificate.page(course, award, code).encode()


def verify(store: Store, typed: str) -> str:
    """What a code confirms; CourseError when no certificate has it."""
    found = store.issued().get(awards.normal(typed))
    if found is None:
        raise CourseError(
            f"No certificate of this course has the code {typed}.", "Compare it with the certificate, letter by letter."
        )
    words, earned = found
    return f"Genuine. {words} Completed on {days.written(earned)}.\n"


def save(home: Home, made: Made, output: str | None) -> str:
    """Write the certificates into certificates/ or the folder named, and say where they are."""
    folder = Path(output) if output else home.root / "certificates"
    for name, content in made:
        disk.write_bytes(folder / name, content)
    return f"{len(made)} in {folder}: {', '.join(name for name, _ in made)}\n"
