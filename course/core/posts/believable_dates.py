"""Which date of a post can be believed?"""

from datetime import UTC, datetime, timedelta

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # older than blogs: a slip, or a clock that was never set
CLOCKS_DIFFER = timedelta(days=1)


def usable(published: datetime | None, seen: datetime) -> bool:
    """Whether a post can have been published then, when it was first seen at `seen`."""
    return published is not None and EARLIEST <= published <= seen + CLOCKS_DIFFER
