"""Which date of a post can be believed?"""

from datetime import UTC, datetime, timedelta

import pytest

from course.core.posts import believable_dates

SEEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "believed"),
    [
        (None, False),
        (believable_dates.EARLIEST, True),
        (believable_dates.EARLIEST - timedelta(seconds=1), False),
        (SEEN, True),
        (SEEN + timedelta(days=1), True),
        (SEEN + timedelta(days=1, seconds=1), False),
    ],
)
def test_a_date_lies_between_the_first_blogs_and_the_day_after_it_was_seen(
    published: datetime | None, believed: bool
) -> None:
    assert believable_dates.usable(published, SEEN) is believed
