"""Write the published pages: only what changed, and nothing that is no longer true is left behind."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from course.adapters import disk
from course.adapters.store import Store
from course.core.publishing import public_view
from course.formats.site import certificates, pages
from course.services.course_home import Home
from course.services.reporting import report as reports

LIST = "published.json"  # in .course/: what we wrote, so that we take away only our own


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did, or would do."""

    folder: Path
    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]


def publish(home: Home, store: Store, as_of: date, folder: Path | None = None, *, dry_run: bool = False) -> Published:
    """Bring the folder (public/ in the home, or the one named) up to date with what may be shown on that day."""
    site = public_view.site(reports.report(home, store, as_of, with_posts=True))
    words = store.words(public_view.quoted(site))
    found = disk.read_pictures(home.root, home.course.pictures)
    pictures = {name: content for name, content in found.items() if len(content) <= disk.LARGEST_PICTURE}
    files = pages.render(site, words, pictures)
    for code, (sentence, earned) in store.issued().items():
        files[f"certificates/{code}.html"] = certificates.confirmation(home.course, code, sentence, earned).encode()
    target = folder or home.root / "public"
    listed = home.root / ".course" / LIST
    old = set(json.loads(listed.read_text(encoding="utf-8"))) if folder is None and listed.is_file() else set()
    stale = tuple(sorted(name for name in old - files.keys() if _ours(name) and (target / name).is_file()))
    changed = tuple(name for name, content in files.items() if not disk.holds(target / name, content))
    if not dry_run:
        for name in changed:
            disk.write_bytes(target / name, files[name])
        for name in stale:
            (target / name).unlink()
        if folder is None:
            disk.write_bytes(listed, json.dumps(sorted(files), indent=0).encode())
    return Published(target, len(files), changed, stale)


def _ours(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def words(done: Published, *, dry_run: bool) -> str:
    """What was published, in a sentence."""
    wrote = f"{'would write' if dry_run else 'wrote'} {len(done.written)}"
    gone = f", {'would remove' if dry_run else 'removed'} {len(done.removed)}" if done.removed else ""
    return f"{done.files} files in {done.folder}: {wrote}{gone}, {done.files - len(done.written)} unchanged.\n"
