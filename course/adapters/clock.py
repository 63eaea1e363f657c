"""The only place that asks the time."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """This moment, aware, in UTC; SOURCE_DATE_EPOCH (seconds) fixes it, for tests and rebuilds."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
