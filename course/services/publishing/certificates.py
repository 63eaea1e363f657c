"""Make certificates, and confirm a code."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from course.adapters import disk, home_files, secret_keys
from course.adapters.store import Store
from course.core import sentences
from course.core.errors import CourseError
from course.core.hints import Action, Hint
from course.core.model import Report
from course.core.people import find_person
from course.core.publishing import certificates as awards
from course.core.publishing.certificates import Award
from course.formats import human_dates, jinja_environment
from course.formats.report import view_options
from course.formats.site import certificates as certificate
from course.formats.site import texts as site_texts
from course.services.course_home import Home
from course.services.reporting import report as reports

FORMS = ("html", "pdf", "badge")
Made = tuple[tuple[str, bytes], ...]  # file names and contents


def certify(home: Home, store: Store, as_of: date, people: Sequence[str], form: str) -> Made:
    """The certificates of these people (of everybody: none named) and their codes kept; CourseError when nobody has earned one."""
    return certify_report(home, store, reports.report(home, store, as_of), people, form)


def certify_report(home: Home, store: Store, report: Report, people: Sequence[str], form: str) -> Made:
    """The same by a report."""
    handles = find_person.several(people, home.roster) if people else frozenset(home.roster)
    earned = tuple(award for award in awards.awards(report) if award.handle in handles)
    if not earned:
        rows = [row for row in report.rows if row.participant.handle in handles]
        one = (
            f"{rows[0].participant.name} hasn't finished yet ({view_options.done(rows[0], report)} Things done)."
            if rows
            else ""
        )
        raise CourseError(
            one
            if len(rows) == 1
            else "None of these people has finished yet."
            if people
            else "Nobody has finished yet.",
            Hint("`finish` in things/course.toml says how many Things are needed. Was a post missed? ", Action.MARK),
        )
    secret = secret_keys.kept(home.root, ".course/certificate.key")
    codes = {award: awards.code(secret, home.course, award) for award in earned}
    with disk.lock(home.root):
        store.issue({codes[award]: (site_texts.confirmed(award, home.course.title), award.on) for award in earned})
    write = _writer(home, form)
    ending = {"badge": "jwt"}.get(form, form)
    return tuple((_name(award, ending), write(award, codes[award])) for award in earned)


def _name(award: Award, ending: str) -> str:
    section = f"-{jinja_environment.slug(award.section)}" if award.section else ""
    return f"{award.handle}{section}.{ending}"


def _writer(home: Home, form: str) -> Callable[[Award, str], bytes]:
    course = home.course
    pictures = disk.read_pictures(home.root, course.pictures)
    if form == "pdf":
        return lambda award, code: certificate.pdf(course, award, code, pictures)
    if form == "badge":
        key = secret_keys.kept(home.root, ".course/badge.key", certificate.new_badge_key)
        home_files.write(home.root, "public/issuer.json", certificate.issuer_page(course, key).encode())
        emails = {handle: person.email for handle, person in home.roster.items()}
        return lambda award, code: certificate.badge(course, award, code, key, emails.get(award.handle)).encode()
    return lambda award, code: certificate.page(course, award, code, pictures).encode()


def verify(store: Store, typed: str) -> str:
    """What a code confirms; CourseError when no certificate has it."""
    found = store.issued().get(awards.normal(typed))
    if found is None:
        raise CourseError(
            f"This course has no certificate with the code {typed}.",
            "Compare it with the code on the certificate, character by character.",
        )
    words, earned = found
    return f"Genuine. {words} Completed on {human_dates.written(earned)}.\n"


def save(home: Home, made: Made, output: str | None) -> str:
    """Write the certificates into certificates/ or the folder named, and say where they are."""
    root, inside = (Path(output), "") if output else (home.root, "certificates/")
    for name, content in made:
        home_files.write(root, inside + name, content, mode=home_files.PRIVATE)
    folder = root / inside
    return f"Wrote {sentences.plural(len(made), 'certificate')} to {folder}: {', '.join(name for name, _ in made)}\n"
