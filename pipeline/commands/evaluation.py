"""``lotaip evaluar``: results beside the truth, and whether their confidences can be believed.

Exit codes are those of :mod:`pipeline.cli`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plantillas import message

from .usage import DONE, UsageProblemError

if TYPE_CHECKING:
    from ..evaluation.reliability import Reliability
    from ..evaluation.scoring import Judgement

TOPIC = "evaluacion"
TRUTH = ".truth.json"


def _argument(name: str) -> Any:
    return typer.Argument(metavar=message(TOPIC, f"metavar_{name}"), help=message(TOPIC, f"argument_{name}"))


_PLOT = typer.Option(
    "--grafico", "-g", metavar=message(TOPIC, "metavar_plot"), help=message(TOPIC, "option_plot"), show_default=False
)


def evaluar(
    truth: Annotated[Path, _argument("truth")],
    predicted: Annotated[Path, _argument("predicted")],
    plot: Annotated[Path | None, _PLOT] = None,
) -> int:
    """Print how right results are, and draw how far their confidences can be believed."""
    from ..evaluation.reliability import measure
    from ..evaluation.scoring import Judgement

    judgement = sum(_judge_all(truth, predicted), Judgement())
    figures = measure(judgement.fields)
    print("\n".join((*_lines_of_records(judgement), *_lines_of_confidence(figures))))
    if plot:
        _draw(figures, plot)
    return DONE


def _judge_all(truth: Path, predicted: Path) -> Iterator[Judgement]:
    from ..evaluation.scoring import judge

    paths = sorted(truth.glob(f"*{TRUTH}"))
    if not paths:
        raise UsageProblemError(message(TOPIC, "no_truth", folder=truth))
    missing = []
    for path in paths:
        name = path.name.removesuffix(TRUTH)
        result = predicted / f"{name}.json"
        if not result.is_file():
            missing.append(name)
        records = _records(result, "wrong_file") if result.is_file() else []
        yield judge(_records(path, "wrong_truth"), records)
    if missing:
        print(message(TOPIC, "missing", names=", ".join(missing)), file=sys.stderr)


def _records(path: Path, code: str) -> list[dict[str, Any]]:
    try:
        records = json.loads(path.read_text(encoding="utf-8-sig"))["records"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageProblemError(message(TOPIC, code, path=path)) from error
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise UsageProblemError(message(TOPIC, code, path=path))
    return records


def _lines_of_records(judgement: Judgement) -> Iterator[str]:
    from ..evaluation.reliability_plot import decimal
    from ..model import FIELD_NAMES

    yield message(
        TOPIC,
        "documents",
        count=judgement.documents,
        true=judgement.true_records,
        predicted=judgement.predicted_records,
        right=judgement.right_records,
    )
    yield message(TOPIC, "records", f1=decimal(judgement.record_f1), macro=decimal(judgement.macro_record_f1))
    for name in FIELD_NAMES:
        word = message("informe", f"field_{name}").lower()
        yield message(TOPIC, "field_line", name=word, f1=decimal(judgement.field_f1(name)))


def _lines_of_confidence(figures: Reliability) -> Iterator[str]:
    from ..evaluation.reliability_plot import decimal

    if not figures.evaluated:
        yield message(TOPIC, "no_confidence")
        return
    yield message(
        TOPIC,
        "reliability",
        evaluated=figures.evaluated,
        fields=figures.fields,
        accuracy=_percent(figures.accuracy),
        ece=decimal(figures.ece),
        brier=decimal(figures.brier),
    )
    if figures.threshold is None:
        yield message(TOPIC, "no_coverage")
    else:
        threshold = decimal(figures.threshold, 4)
        yield message(TOPIC, "coverage", coverage=_percent(figures.coverage), threshold=threshold)
    yield message(TOPIC, "accepted", accepted=_percent(figures.accepted), right=_percent(figures.accepted_right))
    yield message(TOPIC, "bands")
    for band in figures.bands:
        yield message(
            TOPIC,
            "band",
            low=decimal(band.low, 1),
            high=decimal(band.high, 1),
            fields=f"{band.fields:8}",
            confidence=_percent(band.confidence),
            right=_percent(band.right),
        )


def _percent(share: float) -> str:
    from ..evaluation.reliability_plot import decimal

    return f"{decimal(100 * share, 2):>6} %"


def _draw(figures: Reliability, path: Path) -> None:
    from ..batch.failures import short_cause
    from ..batch.outputs import write_aside
    from ..evaluation.reliability_plot import plot_page
    from ..render import render_plot

    try:
        write_aside(path, render_plot(plot_page(figures)).encode())
    except OSError as error:
        raise UsageProblemError(message(TOPIC, "plot_not_written", path=path, cause=short_cause(error))) from error
    print(message(TOPIC, "plotted", path=path))
