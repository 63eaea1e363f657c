"""What somebody has earned: all, a part, a section, on time or late; and the code."""

import pytest

import make
from course.core.model import Finish
from course.core.publishing import certificates
from course.core.publishing.certificates import Award, Kind

SHORT = {1: 1, 2: 2, 3: 3}  # three Things in three weeks; the last day is day 20


def earned(done: dict[int, int], on: int = 60, finish: Finish | None = None) -> list[Award]:
    plan = make.course(SHORT, finish=finish or Finish())
    return list(certificates.awards(make.report(make.ledger(done), on, plan=plan)))


def test_all_things_on_time() -> None:
    (award,) = earned({1: 1, 2: 8, 3: 20})
    assert (award.kind, award.on, award.late, [c.thing for c in award.credits]) == (
        Kind.ALL,
        make.day(20),
        False,
        [1, 2, 3],
    )


def test_a_day_after_the_end_is_late_and_still_a_finish() -> None:
    (award,) = earned({1: 1, 2: 21, 3: 20})
    assert (award.on, award.late) == (make.day(21), True)


def test_part_credit_counts_from_the_credit_that_was_enough() -> None:
    (award,) = earned({1: 9, 2: 2}, finish=Finish(at_least=2))
    assert (award.kind, award.on, len(award.credits)) == (Kind.PART, make.day(9), 2)


def test_a_section_needs_its_own_things_only() -> None:
    found = earned({1: 1, 3: 5}, finish=Finish(sections={"tools": (1, 3), "people": (2,)}))
    assert [(a.kind, a.section, [c.thing for c in a.credits]) for a in found] == [(Kind.SECTION, "tools", [1, 3])]


def test_nothing_is_earned_before_it_is_done() -> None:
    assert earned({1: 1, 2: 8}) == []
    assert earned({1: 1, 2: 8, 3: 19}, on=18) == []


def test_the_certificate_name_stands_on_the_certificate_only_when_given() -> None:
    plan = make.course(SHORT)
    told = make.ledger({1: 1, 2: 8, 3: 15})
    named = make.report(told, 60, make.person(certificate_name="Ann Berry"), plan=plan)
    assert [a.name for a in certificates.awards(named)] == ["Ann Berry"]
    assert [a.name for a in certificates.awards(make.report(told, 60, plan=plan))] == ["Ada"]


def test_a_code_is_stable_and_differs_for_person_secret_section_and_run() -> None:
    plan = make.course(SHORT)
    (award,) = earned({1: 1, 2: 8, 3: 20})
    code = certificates.code(b"s" * 32, plan, award)
    assert code == certificates.code(b"s" * 32, plan, award)
    others = {
        certificates.code(b"t" * 32, plan, award),
        certificates.code(b"s" * 32, make.course(SHORT, title="Other"), award),
        certificates.code(b"s" * 32, plan, Award("bo", *_rest(award))),  # type: ignore[arg-type]
    }
    assert len(others | {code}) == 4


def _rest(award: Award) -> tuple[object, ...]:
    return (award.name, award.kind, award.section, award.on, award.late, award.credits, award.cohort)


@pytest.mark.parametrize(
    "typed", ["abcd-efgh-ijkl-mnop", "ABCDEFGHIJKLMNOP", " abcd efgh ijkl mnop\n", "abcd–efgh–ijkl–mnop"]
)
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert certificates.normal(typed) == "ABCD-EFGH-IJKL-MNOP"
