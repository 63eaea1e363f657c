"""Who signs: the organiser of the group, else of the cohort, else of the course."""

import make
from course.core.letters import signature
from course.core.model import CoOrganiser

COURSE = make.course(
    organisers=(
        CoOrganiser("Amina", "amina@library.example", cohorts=("own-pace",)),
        CoOrganiser("Kofi", groups=("public libraries",)),
    )
)


def test_the_organiser_of_the_group_comes_before_that_of_the_cohort() -> None:
    in_both = make.person(cohort="own-pace", groups=("archives", "public libraries"))
    assert signature.signer(COURSE, in_both).name == "Kofi"
    assert signature.signer(COURSE, make.person(cohort="own-pace", groups=("archives",))).name == "Amina"
    assert signature.signer(COURSE, make.person()) == COURSE.organiser


def test_a_cohort_without_an_organiser_of_its_own_has_that_of_the_course() -> None:
    assert signature.of_cohort(COURSE, "own-pace").email == "amina@library.example"
    assert signature.of_cohort(COURSE, "autumn") == COURSE.organiser
