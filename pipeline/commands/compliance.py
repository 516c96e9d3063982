"""``lotaip cumplimiento``: how the Defensoría would score publications, and why.

Exit codes are those of :mod:`pipeline.cli`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plantillas import message

from .files import write_files
from .matrices import find_matrices, read_matrices
from .passwords import Password, read_password
from .usage import DONE, SOME_FAILED, UsageProblemError

if TYPE_CHECKING:
    from ..compliance.scoring import Sheet
    from ..model import Matrix

TOPIC = "cumplimiento"


def _option(*names: str, key: str, value: str | None = None) -> Any:
    metavar = message(TOPIC, f"metavar_{value}") if value else None
    return typer.Option(*names, metavar=metavar, help=message(TOPIC, f"option_{key}"), show_default=False)


_INPUTS = typer.Argument(metavar=message(TOPIC, "metavar_inputs"), help=message(TOPIC, "argument_inputs"))


def cumplimiento(
    inputs: Annotated[list[str] | None, _INPUTS] = None,
    output: Annotated[Path, _option("--salida", "-s", key="output", value="output")] = Path("cumplimiento"),
    without_contacts: Annotated[bool, _option("--sin-contactos", key="contacts")] = False,
    quiet: Annotated[bool, _option("--silencioso", "-q", key="quiet")] = False,
    password: Password = "",
) -> int:
    """Score publications."""
    from ..compliance.page import compliance_page, sheets_to_csv, sheets_to_json
    from ..compliance.scoring import score
    from ..contacts import without_contacts as remove_contacts
    from ..render import render_compliance

    key = read_password(password)
    found = list(read_matrices(find_matrices(inputs or []), key))
    matrices = [matrix for matrix in found if matrix and _is_ours(matrix)]
    if not matrices:
        raise UsageProblemError(message(TOPIC, "nothing"))
    sheets = [score(remove_contacts(matrix) if without_contacts else matrix) for matrix in matrices]
    page = render_compliance(compliance_page(sheets))
    contents = {"html": page, "csv": sheets_to_csv(sheets), "json": sheets_to_json(sheets)}
    write_files(output, {f"{TOPIC}.{ending}": content.encode() for ending, content in contents.items()})
    if not quiet:
        for sheet in sheets:
            _tell(sheet)
        print(message(TOPIC, "written", page=output / f"{TOPIC}.html"))
    return DONE if all(found) else SOME_FAILED


def _is_ours(matrix: Matrix) -> bool:
    """Tell whether a document is of the literal that is scored, be it empty; others have points of their own."""
    return matrix.status != "not_a_matrix"


def _tell(sheet: Sheet) -> None:
    from ..compliance.page import criterion_title, points_word, total_word

    whose = sheet.institution or message(TOPIC, "no_institution")
    when = sheet.period or message(TOPIC, "no_period")
    print(message(TOPIC, "line", institution=whose, period=when, document=sheet.document, total=total_word(sheet)))
    for point in sheet.points:
        words = {"title": criterion_title(point.criterion), "value": points_word(point.value)}
        print(message(TOPIC, "point", reasons=" ".join(point.reasons), **words))
