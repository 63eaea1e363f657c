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
    wrote = f"{len(done.written)} {'to write' if dry_run else 'written'}"
    gone = f", {len(done.removed)} {'to remove' if dry_run else 'removed'}" if done.removed else ""
    has = "would have" if dry_run else "has"
    return f"{done.folder} {has} {done.files} files: {wrote}{gone}, {done.files - len(done.written)} unchanged.\n"
