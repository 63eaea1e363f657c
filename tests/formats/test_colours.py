"""Any accent gives readable pages, by day and by night."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.formats import colours

ACCENTS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    "accent", ["#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#ff00ff", "#8c2f39", "#f2c200"]
)
def test_the_hardest_accents_are_readable(accent: str) -> None:
    readable(accent)


@given(ACCENTS)
def test_any_accent_is_readable(accent: str) -> None:
    readable(accent)


def readable(accent: str) -> None:
    for shades in (colours.day(accent), colours.night(accent)):
        for surface in ("paper", "card", "tint"):
            for text in ("ink", "quiet", "accent-text"):
                assert colours.contrast(shades[text], shades[surface]) >= colours.READABLE, (accent, text, surface)
        for fill in ("accent-fill", "accent-deep"):
            assert colours.contrast(shades["on-accent"], shades[fill]) >= colours.READABLE, (accent, fill)
        for part in range(1, 5):
            assert colours.contrast(shades["stamp"], shades[f"cloth-{part}"]) >= colours.READABLE, (accent, part)
        assert colours.contrast(shades["edge"], shades["card"]) >= colours.VISIBLE


@given(ACCENTS)
def test_a_colour_survives_the_way_to_oklch_and_back(accent: str) -> None:
    back = colours.from_oklch(colours.to_oklch(accent))
    for at in (1, 3, 5):
        assert abs(int(accent[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 2


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert round(colours.contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize(
    ("text", "good"),
    [("#8c2f39", True), ("#8C2F39", True), ("8c2f39", False), ("#8c2f3", False), ("red", False), ("#8c2f39;", False)],
)
def test_an_accent_is_written_as_rrggbb(text: str, good: bool) -> None:
    assert colours.valid(text) is good
