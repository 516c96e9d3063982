"""The reliability plot as its template draws it: where everything stands, in user units of the SVG."""

from __future__ import annotations

from dataclasses import dataclass

from plantillas import message

from .reliability import Band, Reliability

TOPIC = "evaluacion"
WIDTH, HEIGHT = 640, 600
LEFT, TOP, RIGHT, BOTTOM = 80, 70, 610, 530
"""The plot's frame."""
TICKS = 5
TALLEST_BAR = 0.25
"""Height of the bar of the band with the most fields, as a share of the frame."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid, on either axis."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One band: a point, and behind it a bar that says how many fields it has."""

    x: float
    y: float
    x0: float
    x1: float
    bar: float
    label: str


@dataclass(frozen=True, slots=True)
class PlotPage:
    """What ``fiabilidad.svg.j2`` receives."""

    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int
    title: str
    description: str
    caption: str
    x_label: str
    y_label: str
    legend: str
    ticks: tuple[Tick, ...]
    bands: tuple[Mark, ...]


def plot_page(figures: Reliability) -> PlotPage:
    """Return the plot of ``figures``."""
    most = max((band.fields for band in figures.bands), default=1)
    return PlotPage(
        *(WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM),
        title=_word("plot_title"),
        description=_word("plot_description"),
        caption=_word(
            "plot_caption", evaluated=figures.evaluated, ece=decimal(figures.ece), brier=decimal(figures.brier)
        ),
        x_label=_word("plot_x"),
        y_label=_word("plot_y"),
        legend=_word("plot_legend"),
        ticks=tuple(Tick(_x(at / TICKS), _y(at / TICKS), str(100 * at // TICKS)) for at in range(TICKS + 1)),
        bands=tuple(_mark(band, most) for band in figures.bands),
    )


def decimal(value: float, places: int = 3) -> str:
    """Return ``value`` with a decimal comma."""
    return f"{value:.{places}f}".replace(".", ",")


def _mark(band: Band, most: int) -> Mark:
    return Mark(
        x=_x(band.confidence),
        y=_y(band.right),
        x0=_x(band.low) + 2,
        x1=_x(band.high) - 2,
        bar=round(TALLEST_BAR * (BOTTOM - TOP) * band.fields / most, 1),
        label=_word("plot_fields", count=band.fields),
    )


def _x(share: float) -> float:
    return round(LEFT + share * (RIGHT - LEFT), 1)


def _y(share: float) -> float:
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def _word(key: str, **values: object) -> str:
    return message(TOPIC, key, **values)
