"""Four points for a publication, as the Defensoría del Pueblo scores active transparency, each with its reasons.

===========  ==========  ==================================================================================
point        worth       given for
===========  ==========  ==================================================================================
complete     1, 0.5, 0   every field filled in and up to date; something empty or out of date; no records
open         1, 0        a format of at least three stars
in_time      1, 0        the date of update within the month and before the deadline of the next one
links        1, 0        every row has a link to the planning system, written as an address
===========  ==========  ==================================================================================

Source: Instructivo de monitoreo, July 2024 (SITA is the mean of the four). What a file cannot tell is no point lost: it
has no value, and then there is no total. Nothing is opened: whether a link leads somewhere is for a person to see.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field as Attribute

from plantillas import message

from ..absence import is_prescribed, read_absence
from ..context.dates import parse_date
from ..model import FIELD_NAMES, FieldName, Matrix, Record
from ..portal.cells import settled_text
from ..portal.package import ADDRESS
from ..portal.template import template

TOPIC = "cumplimiento"
Criterion = Literal["complete", "open", "in_time", "links"]
CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
FULL, HALF, NONE = 1.0, 0.5, 0.0
SATURDAY = 5
MONTHS = 12


class Point(BaseModel):
    """One of the four."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    criterion: Criterion
    value: float | None = Attribute(description="1, 0.5 or 0; null where the file does not tell")
    reasons: tuple[str, ...] = Attribute(description="why, and what to do, in Spanish")


class Sheet(BaseModel):
    """The points of one publication."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    institution: str | None
    ruc: str | None
    period: str | None
    records: int
    points: tuple[Point, ...]
    total: float | None = Attribute(description="mean of the four (SITA), 0 to 1; null where one has no value")
    least: float = Attribute(description="the total if what is not known were worth nothing")


def score(matrix: Matrix) -> Sheet:
    """Return the points of a publication."""
    rules = {"complete": _complete, "open": _open, "in_time": _in_time, "links": _links}
    points = tuple(Point(criterion=name, value=(got := rules[name](matrix))[0], reasons=got[1]) for name in CRITERIA)
    values = [point.value for point in points]
    known = [value for value in values if value is not None]
    institution = matrix.known_institution
    return Sheet(
        document=matrix.source.name,
        institution=matrix.institution,
        ruc=institution.ruc if institution else None,
        period=matrix.period,
        records=len(matrix.records),
        points=points,
        total=sum(known) / len(points) if len(known) == len(points) else None,
        least=sum(known) / len(points),
    )


def deadline(period: str) -> date:
    """Return the last day on which ``period`` (AAAA-MM) may be published; holidays are not known."""
    year, month = (int(part) for part in period.split("-"))
    day = max((item for item in _rules().deadlines if item[0] <= period), default=_rules().deadlines[0])[1]
    last = date(year + month // MONTHS, month % MONTHS + 1, day)
    return last + timedelta(days=max(0, 7 - last.weekday()) if last.weekday() >= SATURDAY else 0)


Judged = tuple[float | None, tuple[str, ...]]


def _complete(matrix: Matrix) -> Judged:
    if not matrix.records:
        # What the program could not read is nobody's fault but its own.
        return (None, (_says("unread"),)) if matrix.status == "failed" else (NONE, (_says("no_records"),))
    reasons = [*_empty_fields(matrix.records), *_worded_otherwise(matrix.records)]
    updated = _updated(matrix)
    if updated is None:
        reasons.append(_says("no_date"))
    elif matrix.period and f"{updated:%Y-%m}" < matrix.period:
        reasons.append(_says("out_of_date", date=_shown(updated), period=matrix.period))
    return (HALF, tuple(reasons)) if reasons else (FULL, (_says("all_filled", count=len(matrix.records)),))


def _empty_fields(records: Sequence[Record]) -> Iterator[str]:
    for name in FIELD_NAMES:
        count = sum(not settled_text(getattr(record, name)) for record in records)
        if count:
            yield _says("empty", field=_field(name), count=count, total=len(records))


def _worded_otherwise(records: Sequence[Record]) -> Iterator[str]:
    """Yield what is said of absences that are not worded as the rules prescribe: they count as empty."""
    texts = [settled_text(field) for record in records for field in record.printed_fields.values()]
    wordings = Counter(text for text in texts if text and read_absence(text) and not is_prescribed(text))
    for text, count in sorted(wordings.items()):
        yield _says("wording", text=text, count=count)


def _open(matrix: Matrix) -> Judged:
    stars = _rules().stars.get(matrix.source.media_type)
    if stars is None:
        return None, (_says("unknown_format"),)
    is_open = stars >= _rules().least_stars
    values = {"stars": stars, "least": _rules().least_stars}
    return (FULL if is_open else NONE), (_says("open" if is_open else "not_open", **values),)


def _in_time(matrix: Matrix) -> Judged:
    updated = _updated(matrix)
    if updated is None or matrix.period is None:
        return None, (_says("no_date" if updated is None else "no_period"),)
    last = deadline(matrix.period)
    values = {"date": _shown(updated), "deadline": _shown(last), "period": matrix.period}
    if updated > last:
        return NONE, (_says("late", **values),)
    return FULL, (_says("in_time", **values),)


def _links(matrix: Matrix) -> Judged:
    column = template().columns[-1]
    links = [record.extra[column] for record in matrix.records if record.extra.get(column)]
    if not links:
        return None, (_says("no_link_column"),)
    wrong = Counter(link for link in links if not ADDRESS.fullmatch(link))
    missing = len(matrix.records) - len(links)
    reasons = [_says("wrong_link", text=text, count=count) for text, count in sorted(wrong.items())]
    if missing:
        reasons.append(_says("missing_links", count=missing, total=len(matrix.records)))
    return (NONE, tuple(reasons)) if reasons else (FULL, (_says("links", count=len(links)),))


def _updated(matrix: Matrix) -> date | None:
    return parse_date(matrix.footer.updated) if matrix.footer.updated else None


def _says(key: str, **values: object) -> str:
    return message(TOPIC, f"reason_{key}", **values)


def _field(name: FieldName) -> str:
    return message("informe", f"field_{name}")


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class _Rules:
    deadlines: tuple[tuple[str, int], ...]
    """From which period on, and the day, the earliest first."""
    stars: dict[str, int]
    least_stars: int


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("pipeline").joinpath("data", "compliance.toml").read_text(encoding="utf-8"))
    deadlines = tuple(sorted((item["from"], item["day"]) for item in data["deadlines"]))
    return _Rules(deadlines, data["stars"], data["least_stars"])
