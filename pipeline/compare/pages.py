"""What ``comparacion.html.j2`` and ``linea_de_tiempo.html.j2`` receive, and the same as a CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plantillas import message

from ..exports import rows_to_csv
from ..portal.package import PERIOD
from ..target_words import figure
from .changes import Change, Comparison
from .timeline import Series, Timeline

TOPIC = "comparacion"
PLOT_WIDTH, PLOT_HEIGHT = 280.0, 74.0
"""Of the plot of one goal, in user units of the SVG."""
SIDE, ABOVE, BELOW = 14.0, 17.0, 16.0
"""Room beside the plot's line, above it for figures, and below it for the months."""
LEAST_BETWEEN = 30.0
"""User units between two figures in a plot: closer ones would run into each other."""
STRIP_HEIGHT = 64.0
"""Of the bar of the month with most changes."""
CSV_COLUMNS = ("kind", "unit", "indicator", "field", "old", "new", "parts")


@dataclass(frozen=True, slots=True)
class Dot:
    """One month of a plot."""

    x: float
    y: float
    title: str
    changed: bool
    figure: str
    """Written above the dot; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The line of one goal's figures: a target holds until another takes its place, so that it goes in steps."""

    width: float
    height: float
    floor: float
    """Where the axis is: at zero."""
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]
    """Of each month its place and its letter."""

    @property
    def path(self) -> str:
        """The points of the line as an SVG polyline takes them."""
        first, *rest = self.dots
        points = [(first.x, first.y)]
        for dot in rest:
            points += [(dot.x, points[-1][1]), (dot.x, dot.y)]
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal with its plot; none where no month has a figure."""

    series: Series
    plot: Plot | None
    months: tuple[tuple[str, str, bool], ...]
    """Month, target, and whether it changed there: first and changed ones only."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change, and of a target whose figure alone is another how far it went."""

    change: Change
    difference: str
    """``−15 puntos``, ``+28 %``; empty where two figures cannot be compared."""
    shares: tuple[float, float] | None
    """The figure before and the one after, as shares of the larger."""


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """One month against another."""

    comparison: Comparison
    groups: tuple[tuple[str, tuple[ChangeLine, ...]], ...]
    """Kind and changes, the ones that matter most first."""


@dataclass(frozen=True, slots=True)
class MonthMark:
    """One month of the strip over a year."""

    label: str
    targets: int
    """Changed since the month before."""
    height: float
    """Of its bar, in user units."""
    notes: tuple[str, ...]
    """What else is not as it was."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A year."""

    timeline: Timeline
    strip: tuple[MonthMark, ...]
    strip_height: float
    changed: tuple[Goal, ...]
    steady: tuple[Goal, ...]
    labels: tuple[str, ...]
    """What each month is called."""


def comparison_page(comparison: Comparison) -> ComparisonPage:
    """Return what the page over two months shows."""
    kinds = dict.fromkeys(change.kind for change in comparison.changes)
    return ComparisonPage(comparison, tuple((kind, tuple(map(_line, comparison.of_kind(kind)))) for kind in kinds))


def timeline_page(timeline: Timeline) -> TimelinePage:
    """Return what the page over a year shows: goals whose target changed, most often changed first, then the others."""
    labels = tuple(period or name for period, name in zip(timeline.periods, timeline.documents, strict=True))
    goals = [_goal(series, labels) for series in timeline.series]
    changed = sorted((goal for goal in goals if goal.series.changes), key=lambda goal: -goal.series.changes)
    steady = tuple(goal for goal in goals if not goal.series.changes)
    return TimelinePage(timeline, _strip(timeline, labels), STRIP_HEIGHT, tuple(changed), steady, labels)


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


def _line(change: Change) -> ChangeLine:
    if not change.is_of_value_only or change.old_value is None or change.new_value is None:
        return ChangeLine(change, "", None)
    old, new = change.old_value, change.new_value
    largest = max(old, new)
    shares = (old / largest, new / largest) if min(old, new) >= 0 and largest > 0 else None
    return ChangeLine(change, _difference(old, new, is_percent=change.is_percent), shares)


def _difference(old: float, new: float, *, is_percent: bool) -> str:
    """Return how far a figure went: percentages in points, everything else in percent of what it was."""
    if not is_percent and old == 0:
        return ""
    far = new - old if is_percent else (new - old) / abs(old) * 100
    sign = "+" if far > 0 else "−"
    return message(TOPIC, "points" if is_percent else "share", number=f"{sign}{figure(round(abs(far), 1))}")


def _strip(timeline: Timeline, labels: Sequence[str]) -> tuple[MonthMark, ...]:
    """Return the months, each with how many targets changed since the one before."""
    counts = [0, *(len(comparison.of_kind("target_changed")) for comparison in timeline.comparisons)]
    most = max(*counts, 1)
    notes = [(message(TOPIC, "strip_first"),), *(tuple(_notes(one)) for one in timeline.comparisons)]
    return tuple(
        MonthMark(label, count, count / most * STRIP_HEIGHT, some)
        for label, count, some in zip(labels, counts, notes, strict=True)
    )


def _notes(comparison: Comparison) -> Iterator[str]:
    if comparison.identical:
        yield message(TOPIC, "strip_identical")
    for kind in ("added", "dropped", "reworded"):
        count = len(comparison.of_kind(kind))
        if count:
            yield message(TOPIC, f"strip_{kind}_one" if count == 1 else f"strip_{kind}", count=count)


def _plot(series: Series, labels: Sequence[str]) -> Plot | None:
    """Return the figures of a goal on a common axis of months; from zero, so that steps are not exaggerated."""
    figures = [(point, point.value) for point in series.points if point.value is not None]
    if not figures:
        return None
    top = max(*(value for _, value in figures), 0.0) or 1.0
    step = (PLOT_WIDTH - 2 * SIDE) / max(len(labels) - 1, 1)
    floor = PLOT_HEIGHT - BELOW
    dots: list[Dot] = []
    told = -LEAST_BETWEEN
    for at, (point, value) in enumerate(figures):
        x = SIDE + point.month * step
        is_told = (at == 0 or point.changed) and x - told >= LEAST_BETWEEN
        told = x if is_told else told
        dots.append(
            Dot(
                x=x,
                y=floor - max(value, 0.0) / top * (floor - ABOVE),
                title=f"{labels[point.month]}: {point.target}",
                changed=point.changed,
                figure=figure(value) if is_told else "",
            )
        )
    ticks = tuple((SIDE + at * step, _letter(label)) for at, label in enumerate(labels))
    return Plot(PLOT_WIDTH, PLOT_HEIGHT, floor, tuple(dots), ticks)


def _letter(label: str) -> str:
    """Return the first letter of a month's name; nothing for a document that does not say its month."""
    found = PERIOD.fullmatch(label)
    return message("informe", f"month_{found[2]}")[0].upper() if found else ""
