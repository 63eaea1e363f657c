"""A short run of the fuzzer with a fixed seed; `python -m tests.fuzz` is the long one."""

import pytest

import fuzz

SHARE = {"feeds": 60, "titles": 60, "toml": 150, "rows": 400, "days": 3000}


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_damaged_input_is_read_or_refused(name: str) -> None:
    tries, found = fuzz.run(fuzz.TARGETS[name], seconds=3600, seed=2011, most=SHARE[name])
    assert found == []
    assert tries == SHARE[name]


def test_the_fuzzer_tells_a_find_with_its_seed() -> None:
    _, found = fuzz.run(lambda chance: str(1 / chance.choice((0, 0))), seconds=60, seed=1, most=1)
    assert found == ["seed 1-1: ZeroDivisionError: division by zero"]
