"""The style sheet: readable in light, in dark and on paper, and complete in itself."""

import re
from importlib.resources import files

import pytest

STYLE = files("plantillas").joinpath("estilo.css").read_text(encoding="utf-8")
ENOUGH_FOR_TEXT = 4.5
ENOUGH_FOR_SHAPES = 3.0
SCHEMES = ["light", "dark", "print"]
PAIRS = [
    *[(text, ground) for text in ("ink", "muted", "accent", "doubt") for ground in ("ground", "band", "doubt-ground")],
    *[("ink", "raised"), ("muted", "raised"), ("error", "error-ground"), ("good", "good-ground"), ("error", "ground")],
]


def colours(scheme: str) -> dict[str, str]:
    """Return the custom properties of a scheme; dark and print change those of light."""
    light, dark, paper = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    blocks = {"light": [light], "dark": [light, dark], "print": [light, paper]}[scheme]
    return {name: value for block in blocks for name, value in re.findall(r"--([\w-]+): (#\w+)", block)}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * channel for share, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out(scheme: str, text: str, ground: str) -> None:
    palette = colours(scheme)
    assert contrast(palette[text], palette[ground]) >= ENOUGH_FOR_TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("shape", ["strong-line", "focus", "sure-bar"])
def test_borders_of_controls_focus_and_bars_stand_out(scheme: str, shape: str) -> None:
    palette = colours(scheme)
    assert contrast(palette[shape], palette["ground"]) >= ENOUGH_FOR_SHAPES


def test_nothing_is_fetched() -> None:
    assert "@import" not in STYLE
    assert re.findall(r"url\(([^)]*)\)", STYLE) == ["#trama"]


def test_paper_is_a4_across_with_repeated_headings() -> None:
    paper = STYLE[STYLE.index("@media print {\n") :]
    assert "size: A4 landscape" in paper
    assert "thead { display: table-header-group; }" in paper


def test_every_variable_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"--([\w-]+):", STYLE)) | {"bar"}
    assert set(re.findall(r"var\(--([\w-]+)", STYLE)) == defined
