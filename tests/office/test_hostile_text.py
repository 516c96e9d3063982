"""LibreOffice runs no text of a document, and shows each as it was read: ``make office``."""

from __future__ import annotations

from pathlib import Path

from pipeline.exports import to_csv, unguard
from pipeline.exports.open_data.package import build_open_data
from pipeline.exports.sheet_files import write_sheet
from pipeline.exports.workbook_text import LONGEST_TEXT
from plantillas import message
from plantillas.marks import read_marks
from tests.model_builder import matrix_of, record_of
from tests.payloads import ALL

from .test_libreoffice import QUOTE, SEMICOLON, TEXT, UTF8, Open, cells_of, matrices, open_in_office, pytestmark

__all__ = ["matrices", "open_in_office", "pytestmark"]
FITTING = [text for text in ALL if len(text.encode("utf-16-le")) <= 2 * LONGEST_TEXT]
OF_CSV = [text for text in FITTING if "\r" not in text and "\0" not in text]
"""LibreOffice makes line ends of the one and nothing of the other when it reads a CSV."""
MATRIX = matrix_of(*(record_of(unit=text, indicator="Actas", target="12") for text in FITTING))


def test_a_workbook_shows_every_text(open_in_office: Open, tmp_path: Path) -> None:
    (tmp_path / "datos.xlsx").write_bytes(build_open_data([MATRIX], with_contacts=True).files["metas_y_objetivos.xlsx"])
    folder = open_in_office(tmp_path / "datos.xlsx")
    headings, *rows = cells_of(folder / f"datos-{message('datos_abiertos', 'sheet_registros')}.csv")
    assert [read_marks(row[headings.index("Unidad")]) for row in rows] == FITTING


def test_so_does_a_sheet_to_be_filled_in(open_in_office: Open, tmp_path: Path) -> None:
    (tmp_path / "dudas.xlsx").write_bytes(write_sheet([["texto"], *([text] for text in FITTING)], "xlsx"))
    _, *rows = cells_of(next(open_in_office(tmp_path / "dudas.xlsx").iterdir()))
    assert [read_marks(row[0]) for row in rows] == FITTING


def test_a_csv_runs_nothing_and_shows_every_text_as_text(open_in_office: Open, tmp_path: Path) -> None:
    (tmp_path / "matriz.csv").write_text(to_csv(MATRIX), encoding="utf-8", newline="")
    reading = f"{SEMICOLON},{QUOTE},{UTF8},1,3/{TEXT},3082,false,false"
    _, *rows = cells_of(next(open_in_office(tmp_path / "matriz.csv", reading).iterdir()))
    shown = [unguard(row[2]) for row in rows]
    assert [(text, cell) for text, cell in zip(FITTING, shown, strict=True) if text in OF_CSV and text != cell] == []


def test_a_csv_that_is_just_opened_runs_nothing(open_in_office: Open, tmp_path: Path) -> None:
    """Figures may change their looks then; a formula would give a result or an error instead of its text."""
    (tmp_path / "matriz.csv").write_text(to_csv(MATRIX), encoding="utf-8", newline="")
    _, *rows = cells_of(
        next(open_in_office(tmp_path / "matriz.csv", f"{SEMICOLON},{QUOTE},{UTF8},1,,3082,false,false").iterdir())
    )
    formulas = {text for text in OF_CSV if text.lstrip("'")[:1] in tuple("=+-@＝") and not text.strip("+-").isdigit()}
    shown = {unguard(row[2]) for row in rows}
    assert {text for text in formulas if "1.212" not in text} <= shown
