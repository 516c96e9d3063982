"""The sheet that an officer fills in: one row for each doubt, and the way back with errors by row and column."""

import csv
import io
from pathlib import Path

import pytest

from pipeline.decisions.memory import DecisionError, key_of
from pipeline.decisions.review_sheet import decisions_to_csv, read_review_csv, to_review_csv
from pipeline.exports import rows_to_csv, unguard
from pipeline.model import Field, Match, Matrix, Place, Record, Source

MATCH = Match(
    entry="U-FIN",
    name="Dirección Financiera",
    score=0.8,
    evidence=("falta «técnica»",),
    runner_up="Tesorería",
    runner_up_score=0.4,
    verdict="review",
)
PLACE = Place(page=2, bbox=(0, 0, 1, 1))


def field(text: str, confidence: float | None = 0.6, match: Match | None = None) -> Field:
    return Field(text=text, normalised=text, confidence=confidence, reasons=("motivo",), spans=(PLACE,), match=match)


UNIT = field("Direccion Financiera", match=MATCH)
MATRIX = Matrix(
    source=Source(name="a.pdf", sha256="0", media_type="application/pdf", pages=2, reader="x"),
    status="needs_review",
    institution="GAD de Río Claro",
    records=(
        Record(unit=UNIT, indicator=field("% de gasto", 0.99), target=field("=90%", None)),
        Record(unit=UNIT, indicator=field("% de cobro", 0.99), target=field("80%", 0.99)),
    ),
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def fill(path: Path, **cells: str) -> Path:
    """Write the sheet with its first row filled in."""
    filled = rows(to_review_csv(MATRIX))
    filled[0].update(cells)
    table = [list(filled[0]), *([unguard(cell) for cell in row.values()] for row in filled)]
    path.write_text(rows_to_csv(table), encoding="utf-8", newline="")
    return path


ACCEPTED = {"decisión": "aceptar", "revisor": "Ana Mora", "fecha": "05/07/2021"}


def test_each_doubt_is_one_row_however_many_records_share_it() -> None:
    unit, target = rows(to_review_csv(MATRIX))
    assert (unit["registro"], unit["campo"], unit["texto leído"]) == ("1, 2", "Unidad", "Direccion Financiera")
    assert unit["candidatos"] == "Dirección Financiera (80 %); Tesorería (40 %)"
    assert unit["motivos"] == "motivo; falta «técnica»"
    assert (target["texto leído"], target["unidad"], target["indicador"]) == (
        "'=90%",
        "Direccion Financiera",
        "% de gasto",
    )


def test_a_unit_outside_the_catalogue_is_one_row_that_says_what_to_write() -> None:
    outside = Match(entry=None, name=None, score=0.0, evidence=("fuera de catálogo",), verdict="none")
    unit = field("Guardapáramos", 1.0, outside)
    records = tuple(Record(unit=unit, indicator=field(text, 1.0)) for text in ("% de gasto", "% de cobro"))
    (row,) = rows(to_review_csv(MATRIX.model_copy(update={"records": records})))
    assert (row["registro"], row["motivos"]) == ("1, 2", "motivo; fuera de catálogo")
    assert row["candidatos"] == "ninguno; si el texto está bien: nuevo"


def test_a_filled_in_row_is_a_decision_and_the_others_wait(tmp_path: Path) -> None:
    (decision,) = read_review_csv(fill(tmp_path / "a.csv", **ACCEPTED, comentario="visto en el PDF"))
    assert decision.key == key_of(MATRIX.records[0], "unit", MATRIX.institution)
    assert (decision.judgement, decision.entry, decision.time) == ("accept", "U-FIN", "2021-07-05")
    assert decision.comment == "visto en el PDF"


def test_a_spreadsheet_may_change_separator_and_encoding(tmp_path: Path) -> None:
    path = fill(tmp_path / "a.csv", **ACCEPTED)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    path.write_bytes(text.getvalue().encode("cp1252"))
    assert len(read_review_csv(path)) == 1


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"decisión": "sí"}, "fila 2, columna «decisión»: «sí» no es una decisión"),
        ({"decisión": "otro"}, "fila 2, columna «valor»"),
        ({"revisor": ""}, "fila 2, columna «revisor»"),
        ({"fecha": "ayer"}, "fila 2, columna «fecha»: «ayer» no es una fecha"),
        ({"campo": "Cosa"}, "fila 2, columna «campo»: «Cosa» no es un campo"),
        ({"texto leído": "Dirección Técnica"}, "fila 2, columna «texto leído»"),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        read_review_csv(fill(tmp_path / "a.csv", **{**ACCEPTED, **cells}))


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(DecisionError, match="falta la columna «campo»"):
        read_review_csv(path)


def test_decisions_become_a_sheet_again(tmp_path: Path) -> None:
    decisions = read_review_csv(fill(tmp_path / "a.csv", **ACCEPTED))
    again = tmp_path / "b.csv"
    again.write_text(decisions_to_csv(decisions), encoding="utf-8", newline="")
    assert read_review_csv(again) == decisions
