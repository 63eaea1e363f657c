"""Colours of a course, made from its accent: readable by day and by night whatever the accent is.

Lightness is changed in OKLCH (Ottosson, "A perceptual color space for image processing", 2020), which keeps the hue.
Contrast is measured as WCAG 2.2 defines it; text reaches at least 4.5:1 on the surfaces it is used on.
"""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

DEFAULT_ACCENT = "#8c2f39"
READABLE = 4.5  # contrast of text, WCAG 2.2 level AA
VISIBLE = 3.0  # contrast of shapes that carry meaning
DAY = MappingProxyType(
    {
        "paper": "#fbf6ec", "card": "#fffdf8", "ink": "#2b2320", "quiet": "#645a50", "line": "#e2d7c5", "edge": "#877a6b",
        "on-accent": "#fff6e2", "stamp": "#fff6e2", "ribbon": "#c99a2e",
    }
)  # fmt: skip
NIGHT = MappingProxyType(
    {
        "paper": "#191513", "card": "#241f1b", "ink": "#f3ebe0", "quiet": "#c4b8aa", "line": "#443a33", "edge": "#988b7d",
        "on-accent": "#fff6e2", "stamp": "#fff6e2", "ribbon": "#c99a2e",
    }
)  # fmt: skip
PARTS = (
    (0.45, 0.12, 0),
    (0.5, 0.09, 58),
    (0.46, 0.075, 145),
    (0.48, 0.08, 228),
)  # lightness, most chroma, turn of the hue
_STEP = 0.01  # of lightness, while looking for enough contrast
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Colour = tuple[float, float, float]  # lightness 0 to 1, chroma from 0, hue in degrees


def valid(accent: str) -> bool:
    """Whether this is a colour as `[look] accent` takes it: #rrggbb."""
    return _HEX.fullmatch(accent) is not None


@lru_cache(64)
def day(accent: str = DEFAULT_ACCENT) -> Mapping[str, str]:
    """Every colour of a light page by its name, as #rrggbb."""
    lightness, chroma, hue = to_oklch(accent)
    tint = mixed(accent, DAY["paper"], 0.08)
    surfaces = (DAY["paper"], DAY["card"], tint)
    fill = _against((min(lightness, 0.45), chroma, hue), [DAY["on-accent"]], READABLE, darker=True)
    return DAY | {
        "tint": tint,
        "accent-text": _against((min(lightness, 0.45), chroma, hue), surfaces, READABLE, darker=True),
        "accent-fill": fill,
        "accent-deep": _shifted(fill, -0.09),
        **_cloths(chroma, hue),
    }


@lru_cache(64)
def night(accent: str = DEFAULT_ACCENT) -> Mapping[str, str]:
    """Every colour of a dark page by its name, as #rrggbb."""
    lightness, chroma, hue = to_oklch(accent)
    tint = mixed(accent, NIGHT["paper"], 0.17)
    surfaces = (NIGHT["paper"], NIGHT["card"], tint)
    fill = _against((0.49, min(chroma, 0.13), hue), [NIGHT["on-accent"]], READABLE, darker=True)
    return NIGHT | {
        "tint": tint,
        "accent-text": _against((max(lightness, 0.82), min(chroma, 0.06), hue), surfaces, READABLE, darker=False),
        "accent-fill": fill,
        "accent-deep": _against(to_oklch(_shifted(fill, 0.05)), [NIGHT["on-accent"]], READABLE, darker=True),
        **_cloths(chroma, hue),
    }


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`share` of the first colour in the second, mixed in OKLab."""
    (a, b) = (_oklab(one), _oklab(other))
    return _hex(*(x * share + y * (1 - share) for x, y in zip(a, b, strict=True)))


def _cloths(chroma: float, hue: float) -> dict[str, str]:
    """A colour for each part of the course: four, around the hue of the accent. Light text can be read on each."""
    return {
        f"cloth-{number}": _against((light, min(chroma, most) if not turn else most, hue + turn), ["#fff6e2"], READABLE, darker=True)
        for number, (light, most, turn) in enumerate(PARTS, 1)
    }  # fmt: skip


def _against(colour: Colour, surfaces: Iterable[str], least: float, *, darker: bool) -> str:
    """The colour, made darker (or lighter) until it has so much contrast with every surface."""
    lightness, chroma, hue = colour
    grounds = tuple(surfaces)
    while True:
        made = from_oklch((lightness, chroma, hue))
        if lightness <= 0 or lightness >= 1 or min(contrast(made, ground) for ground in grounds) >= least:
            return made
        lightness += -_STEP if darker else _STEP


def _shifted(colour: str, by: float) -> str:
    lightness, chroma, hue = to_oklch(colour)
    return from_oklch((min(max(lightness + by, 0), 1), chroma, hue))


def to_oklch(colour: str) -> Colour:
    """The lightness, chroma and hue of #rrggbb."""
    lightness, a, b = _oklab(colour)
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a))


def from_oklch(colour: Colour) -> str:
    """The nearest colour a screen can show, as #rrggbb: the chroma gives way, the lightness and the hue stay."""
    lightness, chroma, hue = colour
    for _ in range(100):
        a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
        if all(-1e-4 <= channel <= 1.0001 for channel in _linear(lightness, a, b)):
            break
        chroma *= 0.95
    return _hex(lightness, a, b)


def _oklab(colour: str) -> Colour:
    red, green, blue = (_to_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(lightness: float, a: float, b: float) -> Colour:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _hex(lightness: float, a: float, b: float) -> str:
    shown = (round(255 * _from_linear(min(max(channel, 0), 1))) for channel in _linear(lightness, a, b))
    return "#" + "".join(f"{channel:02x}" for channel in shown)


def _luminance(colour: str) -> float:
    red, green, blue = (_to_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _from_linear(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
