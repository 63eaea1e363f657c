"""Write the published pages: only what changed, and nothing that is no longer true is left behind."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from course.adapters import disk, home_files
from course.adapters.store import Store
from course.core.letters import signature
from course.core.model import Report
from course.core.publishing import public_view
from course.core.publishing.public_view import Site
from course.formats import generated_files
from course.formats.site import certificates, pages
from course.formats.terminal.publishing import Published
from course.services import course_home
from course.services.course_home import Home
from course.services.reporting import report as reports

LIST = ".course/published.json"  # what we wrote, so that we take away only our own


def publish(home: Home, store: Store, as_of: date, folder: Path | None = None, *, dry_run: bool = False) -> Published:
    """Bring the folder (public/ in the home, or the one named) up to date with what may be shown on that day.

    Whoever has just asked on a web page not to be shown isn't, although the roster doesn't say so yet."""
    heeded = course_home.with_pending_changes(home, store)
    return publish_report(home, store, reports.report(heeded, store, as_of, with_posts=True), folder, dry_run=dry_run)


def publish_report(
    home: Home, store: Store, report: Report, folder: Path | None = None, *, dry_run: bool = False
) -> Published:
    """The same by a report with every post."""
    site = _site(home, report)
    words = store.contents(public_view.quoted(site))
    found = disk.read_pictures(home.root, home.course.pictures)
    pictures = {name: content for name, content in found.items() if len(content) <= disk.LARGEST_PICTURE}
    files = pages.render(site, words, pictures)
    for code, (sentence, earned) in store.issued().items():
        files[f"certificates/{code}.html"] = certificates.confirmation(home.course, code, sentence, earned).encode()
    root, inside = (folder, "") if folder else (home.root, "public/")
    old = frozenset() if folder else _listed(home)
    stale = tuple(sorted(name for name in old - files.keys() if home_files.content(root, inside + name) is not None))
    changed = tuple(name for name, page in files.items() if home_files.content(root, inside + name) != page)
    if not dry_run:
        if folder is None:  # first, so that a run that is cut off leaves no page that nobody takes away
            _list(home, old | files.keys())
        _write(root, inside, {name: files[name] for name in changed})
        for name in stale:
            home_files.remove(root, inside + name)
        if folder is None:
            _list(home, files.keys())
    return Published(root / inside, len(files), changed, stale)


def _site(home: Home, report: Report) -> Site:
    """What is shown, with the organiser's note for the cohort whose dates are shown: of the week, or the welcome before it."""
    site = public_view.site(report)
    if site.cohort is None:
        return replace(site, note=home.notes.welcome(""))
    coming = site.cohort.starts is not None and report.as_of < site.cohort.starts
    name = site.cohort.name
    note = home.notes.welcome(name) if coming else home.notes.week(site.week, name)
    return replace(site, note=note, signer=signature.of_cohort(home.course, name).name)


def _write(root: Path, inside: str, pages: Mapping[str, bytes]) -> None:
    for name, page in pages.items():
        home_files.write(root, inside + name, page)


def _listed(home: Home) -> frozenset[str]:
    """What we wrote the last time. Where the list can't be read: every file in public/ that looks like one of ours."""
    data = home_files.content(home.root, LIST)
    if data is None:
        return frozenset()
    try:
        names = json.loads(data)
    except (ValueError, RecursionError):
        names = None
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return frozenset(filter(home_files.is_inside, names))
    there = [name.removeprefix("public/") for name in home_files.files(home.root, "public")]
    return frozenset(name for name in there if generated_files.is_ours(_head(home, name), home.course))


def _head(home: Home, name: str) -> bytes:
    return (home_files.content(home.root, f"public/{name}") or b"")[: generated_files.LOOKED_AT]


def _list(home: Home, names: Collection[str]) -> None:
    home_files.write(home.root, LIST, json.dumps(sorted(names), indent=0).encode(), mode=home_files.PRIVATE)
