"""``lotaip comparar``: what changed between two months, or over a year.

Exit codes are those of :mod:`pipeline.cli`, and 3 where something changed, for scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plantillas import message

from .files import write_files
from .matrices import matrices_in, read_matrices
from .passwords import Password, read_password
from .usage import DONE, UsageProblemError

if TYPE_CHECKING:
    from ..compare.changes import Comparison
    from ..model import Matrix

TOPIC = "comparacion"
CHANGED = 3
"""Exit code where something is not as it was."""


def _option(*names: str, key: str, value: str | None = None) -> Any:
    metavar = message(TOPIC, f"metavar_{value}") if value else None
    return typer.Option(*names, metavar=metavar, help=message(TOPIC, f"option_{key}"), show_default=False)


_PLACES = typer.Argument(metavar=message(TOPIC, "metavar_places"), help=message(TOPIC, "argument_places"))


def comparar(
    places: Annotated[list[Path], _PLACES],
    output: Annotated[Path, _option("--salida", "-s", key="output", value="output")] = Path("comparacion"),
    without_contacts: Annotated[bool, _option("--sin-contactos", key="contacts")] = False,
    quiet: Annotated[bool, _option("--silencioso", "-q", key="quiet")] = False,
    password: Password = "",
) -> int:
    """Say what changed."""
    key = read_password(password)
    if len(places) == 1 and places[0].is_dir():
        return _year(_months(places[0], without_contacts, key), output, quiet)
    if len(places) != 2:
        raise UsageProblemError(message(TOPIC, "usage_places"))
    return _two_months(_matrices(places, without_contacts, key), output, quiet)


def _two_months(matrices: Sequence[Matrix], output: Path, quiet: bool) -> int:
    from ..compare.changes import compare
    from ..compare.pages import changes_to_csv, comparison_page
    from ..render import render_comparison

    first, second = matrices
    comparison = compare(first, second)
    page = render_comparison(comparison_page(comparison))
    _write(output, "comparacion", page, changes_to_csv([comparison]), comparison.model_dump_json(indent=1))
    if not quiet:
        _tell(comparison)
        print(message(TOPIC, "written", page=output / "comparacion.html"))
    return DONE if comparison.identical else CHANGED


def _year(found: Sequence[Matrix], output: Path, quiet: bool) -> int:
    from ..compare.pages import changes_to_csv, timeline_page
    from ..compare.timeline import follow
    from ..render import render_timeline

    timeline = follow(found)
    page = render_timeline(timeline_page(timeline))
    _write(output, "linea_de_tiempo", page, changes_to_csv(timeline.comparisons), timeline.model_dump_json(indent=1))
    if not quiet:
        for comparison in timeline.comparisons:
            _tell(comparison)
        print(message(TOPIC, "written", page=output / "linea_de_tiempo.html"))
    return DONE if timeline.is_unchanged else CHANGED


def _months(folder: Path, without_contacts: bool, key: str) -> list[Matrix]:
    """Return the matrices of a folder; raise ``UsageProblemError`` where there is nothing to compare."""
    found = [matrix for matrix in read_matrices(matrices_in(folder), key) if matrix and matrix.records]
    if len(found) < 2:
        raise UsageProblemError(message(TOPIC, "usage_too_few", place=folder, count=len(found)))
    return [_shown(matrix, without_contacts) for matrix in found]


def _matrices(paths: Sequence[Path], without_contacts: bool, key: str) -> list[Matrix]:
    from ..batch.inputs import Input

    found = []
    for path, matrix in zip(paths, read_matrices(map(Input, paths), key), strict=True):
        if matrix is None or not matrix.records:
            raise UsageProblemError(message(TOPIC, "usage_unreadable", name=path.name))
        found.append(_shown(matrix, without_contacts))
    return found


def _shown(matrix: Matrix, without_contacts: bool) -> Matrix:
    from ..contacts import without_contacts as remove_contacts

    return remove_contacts(matrix) if without_contacts else matrix


def _tell(comparison: Comparison) -> None:
    """Print how much changed, and each changed target."""
    from ..compare.pages import parts_words

    names = {"first": comparison.first, "second": comparison.second, "pairs": comparison.pairs}
    if comparison.identical:
        print(message(TOPIC, "identical", **names))
        return
    counts = {kind: len(comparison.of_kind(kind)) for kind in ("added", "dropped", "reworded")}
    changed = comparison.of_kind("target_changed")
    print(message(TOPIC, "told", targets=len(changed), **counts, **names))
    for change in changed:
        words = {"unit": change.unit, "indicator": change.indicator, "old": change.old, "new": change.new}
        print(message(TOPIC, "target_line", parts=parts_words(change), **words))


def _write(folder: Path, name: str, page: str, sheet: str, data: str) -> None:
    contents = (("html", page), ("csv", sheet), ("json", data + "\n"))
    write_files(folder, {f"{name}.{ending}": content.encode() for ending, content in contents})
