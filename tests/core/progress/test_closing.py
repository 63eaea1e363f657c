"""When a run is over for good."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import make
from course.core.model import Cohort
from course.core.progress import closing


def test_the_day_is_that_of_the_settings_or_half_a_year_after_the_end() -> None:
    assert closing.due_on(make.course(keep_until=date(2027, 10, 1))) == date(2027, 10, 1)
    assert closing.due_on(make.course()) == date(2027, 6, 25)
    only_own_pace = make.course(cohorts={"own-pace": Cohort("own-pace")})
    assert closing.due_on(only_own_pace) is None


def test_the_last_cohort_counts_with_its_late_finishers() -> None:
    first = Cohort("a", date(2026, 1, 1), date(2026, 3, 1), late_until=date(2026, 8, 1))
    second = Cohort("b", date(2026, 4, 1), date(2026, 7, 1))
    course = make.course(cohorts=MappingProxyType({"a": first, "b": second}))
    assert closing.due_on(course) == date(2026, 8, 1) + closing.AFTER_THE_END
    no_late = make.course(cohorts=MappingProxyType({"a": replace(first, late_until=None), "b": second}))
    assert closing.due_on(no_late) == date(2026, 7, 1) + closing.AFTER_THE_END


def test_who_still_has_an_address() -> None:
    people = [make.person("bo", email="bo@example.org"), make.person("cy"), make.person("ann", email="a@example.org")]
    assert closing.with_addresses({who.handle: who for who in people}) == ("ann", "bo")
    assert closing.with_addresses({}) == ()
