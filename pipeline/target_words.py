"""A parsed target in Spanish words: for reports, spreadsheets and findings."""

from __future__ import annotations

from collections.abc import Iterator

from plantillas import message

from .model import Comparator, Target

TOPIC = "metas"
COMPARATORS: dict[Comparator, str] = {"=": "eq", ">=": "ge", ">": "gt", "<=": "le", "<": "lt"}
"""Names of the comparators in the keys of the sentences."""
SIGNIFICANT = 15
"""Figures that a double keeps exactly."""


def figure(value: float | None) -> str:
    """Return a value with a decimal comma and without grouping, as a spreadsheet in Spanish reads it."""
    return "" if value is None else f"{value:.{SIGNIFICANT}g}".replace(".", ",")


def kind_word(target: Target) -> str:
    """Return the word for the kind of a target."""
    return message(TOPIC, f"kind_{target.kind}")


def comparator_word(target: Target) -> str:
    """Return the words for the comparator of a target; none without a value."""
    return "" if target.value is None else message(TOPIC, f"comparator_{COMPARATORS[target.comparator]}")


def doubt_words(target: Target) -> tuple[str, ...]:
    """Return a reason for each thing that a person should confirm."""
    return tuple(message(TOPIC, f"flag_{flag}") for flag in target.flags)


def describe(target: Target) -> str:
    """Return a target in one line: "al menos 12 informes por mes; plazo: 2020-12-31"."""
    if target.value is None and target.kind.startswith(("missing", "not_")):
        return kind_word(target)
    return "; ".join(part for part in (_amount(target), *_around(target)) if part)


def _amount(target: Target) -> str:
    if target.value is None:
        return ""
    number = figure(target.value)
    if target.value_max is not None:
        number = message(TOPIC, "range", low=number, high=figure(target.value_max))
    comparator = comparator_word(target) if target.comparator != "=" else ""
    per = message(TOPIC, "per", thing=target.per) if target.per else ""
    return " ".join(part for part in (comparator, number, target.unit, per) if part)


def _around(target: Target) -> Iterator[str]:
    if target.stages:
        steps = (message(TOPIC, "stage", value=figure(step.value), deadline=step.deadline) for step in target.stages)
        yield message(TOPIC, "stages", steps=", ".join(steps))
    elif target.deadline:
        yield message(TOPIC, "deadline", text=target.deadline)
    if target.period:
        yield message(TOPIC, "period", text=target.period)
    if target.baseline:
        yield message(TOPIC, "baseline", text=target.baseline)
