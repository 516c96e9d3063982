"""What ``comparacion.html.j2`` and ``linea_de_tiempo.html.j2`` receive, and the same as a CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantillas import message

from ..exports import rows_to_csv
from .changes import Change, Comparison
from .timeline import Series, Timeline

TOPIC = "comparacion"
PLOT_WIDTH, PLOT_HEIGHT, MARGIN = 160.0, 36.0, 5.0
"""Of the plot of one goal, in user units of the SVG."""
CSV_COLUMNS = ("kind", "unit", "indicator", "field", "old", "new", "parts")


@dataclass(frozen=True, slots=True)
class Dot:
    """One month of a plot."""

    x: float
    y: float
    title: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """The line of one goal's figures."""

    width: float
    height: float
    dots: tuple[Dot, ...]

    @property
    def path(self) -> str:
        """The points of the line as an SVG polyline takes them."""
        return " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal with its plot; none where no month has a figure."""

    series: Series
    plot: Plot | None
    months: tuple[tuple[str, str, bool], ...]
    """Month, target, and whether it changed there: first and changed ones only."""


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """One month against another."""

    comparison: Comparison
    groups: tuple[tuple[str, tuple[Change, ...]], ...]
    """Kind and changes, the ones that matter most first."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A year."""

    timeline: Timeline
    changed: tuple[Goal, ...]
    steady: tuple[Goal, ...]
    labels: tuple[str, ...]
    """What each month is called."""


def comparison_page(comparison: Comparison) -> ComparisonPage:
    """Return what the page over two months shows."""
    kinds = dict.fromkeys(change.kind for change in comparison.changes)
    return ComparisonPage(comparison, tuple((kind, comparison.of_kind(kind)) for kind in kinds))


def timeline_page(timeline: Timeline) -> TimelinePage:
    """Return what the page over a year shows: goals whose target changed, most often changed first, then the others."""
    labels = tuple(period or name for period, name in zip(timeline.periods, timeline.documents, strict=True))
    goals = [_goal(series, labels) for series in timeline.series]
    changed = sorted((goal for goal in goals if goal.series.changes), key=lambda goal: -goal.series.changes)
    steady = tuple(goal for goal in goals if not goal.series.changes)
    return TimelinePage(timeline, tuple(changed), steady, labels)


def changes_to_csv(comparisons: Sequence[Comparison]) -> str:
    """Return all changes as a CSV for a spreadsheet, one row each."""
    headings = [message(TOPIC, f"csv_{name}") for name in ("first", "second", *CSV_COLUMNS)]
    rows = [
        [comparison.first_period or comparison.first, comparison.second_period or comparison.second, *_cells(change)]
        for comparison in comparisons
        for change in comparison.changes
    ]
    return rows_to_csv([headings, *rows])


def parts_words(change: Change) -> str:
    """Return in Spanish what of a target changed."""
    return ", ".join(message(TOPIC, f"part_{part}") for part in change.parts)


def _cells(change: Change) -> list[str]:
    return [
        message(TOPIC, f"kind_{change.kind}"),
        change.unit,
        change.indicator,
        message("informe", f"field_{change.field}") if change.field else "",
        change.old or "",
        change.new or "",
        parts_words(change),
    ]


def _goal(series: Series, labels: Sequence[str]) -> Goal:
    told = [
        (labels[point.month], point.target, point.changed)
        for at, point in enumerate(series.points)
        if not at or point.changed
    ]
    return Goal(series, _plot(series, labels), tuple(told))


def _plot(series: Series, labels: Sequence[str]) -> Plot | None:
    """Return the figures of a goal on a common axis of months; from zero, so that steps are not exaggerated."""
    figures = [(point, point.value) for point in series.points if point.value is not None]
    if not figures:
        return None
    top = max(*(value for _, value in figures), 0.0) or 1.0
    step = (PLOT_WIDTH - 2 * MARGIN) / max(len(labels) - 1, 1)
    dots = tuple(
        Dot(
            x=MARGIN + point.month * step,
            y=PLOT_HEIGHT - MARGIN - max(value, 0.0) / top * (PLOT_HEIGHT - 2 * MARGIN),
            title=f"{labels[point.month]}: {point.target}",
            changed=point.changed,
        )
        for point, value in figures
    )
    return Plot(PLOT_WIDTH, PLOT_HEIGHT, dots)
