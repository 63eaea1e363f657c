"""Which states of a letter mean that another one must not go."""

import pytest

from course.core.letters.model import LetterState


@pytest.mark.parametrize(
    ("state", "may_have"),
    [("planned", False), ("claimed", True), ("sent", True), ("refused", False), ("unknown", True), ("held", False)],
)
def test_whether_the_person_may_have_the_letter(state: str, may_have: bool) -> None:
    assert LetterState(state).may_have_arrived is may_have
