"""The only place that asks the time."""

import os
import re
from datetime import UTC, datetime

from course.core.errors import UsageError

_FIXED = "SOURCE_DATE_EPOCH"
_LATEST = 4_102_444_800  # the first second of 2100, as of 1970


def now() -> datetime:
    """This moment, aware, in UTC; SOURCE_DATE_EPOCH (seconds) fixes it, for tests and rebuilds."""
    fixed = os.environ.get(_FIXED)
    if not fixed:
        return datetime.now(UTC)
    if not re.fullmatch(r"[0-9]{1,10}", fixed) or int(fixed) > _LATEST:
        raise UsageError(
            f"{_FIXED} is {fixed[:40]!r}, which is not a time.",
            "Set it to seconds since 1970, like 1795338000, or unset it.",
        )
    return datetime.fromtimestamp(int(fixed), UTC)
