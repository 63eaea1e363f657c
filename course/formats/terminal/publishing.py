"""What publishing did, in a sentence."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did, or would do."""

    folder: Path
    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]


def summary(done: Published, *, dry_run: bool) -> str:
    """What was published, in a sentence."""
    wrote = f"{'would write' if dry_run else 'wrote'} {len(done.written)}"
    gone = f", {'would remove' if dry_run else 'removed'} {len(done.removed)}" if done.removed else ""
    return f"{done.files} files in {done.folder}: {wrote}{gone}, {done.files - len(done.written)} unchanged.\n"
