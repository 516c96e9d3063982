"""What the portal would refuse is said, with its place, and nothing else is."""

from __future__ import annotations

import pytest

from pipeline.portal.package import PortalFacts, build_package
from pipeline.portal.repair import repair_files
from pipeline.portal.rules import check_file, check_folder, portal_rows
from tests.model_builder import matrix_of, record_of

FACTS = PortalFacts(ruc="1760000070001", period="2025-01", updated="2025-01-31", link="https://gpr.example.gob.ec")
FOLDER = "1760000070001/Numeral 1.3/2025/1"
NAME = "Conjunto de datos.csv"
GOOD = build_package(matrix_of(record_of("Alcaldía", "Dirigir", "Número de actas", "12 actas")), FACTS).files
HEADINGS = GOOD[NAME].decode().split("\r\n")[0]


def codes(content: str, name: str = NAME) -> set[str]:
    return {problem.code for problem in check_file(content.encode(), name)}


def rows(*lines: str) -> str:
    return "".join(f"{line}\r\n" for line in (HEADINGS, *lines))


def test_what_we_write_has_no_problems() -> None:
    assert check_folder(FOLDER, dict(GOOD)) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Alcaldía;Dirigir;Actas;12 actas;https://a.ec;de más", "columns"),
        ("Alcaldía;;Actas;12 actas;https://a.ec", "empty_cell"),
        ("Alcaldía;Dirigir;Actas;12 actas", "empty_cell"),
        ('Alcaldía;"Dirigir";Actas;12 actas;https://a.ec', "quotes"),
        ('Alcaldía;"Dirigir\r\ny coordinar";Actas;12 actas;https://a.ec', "broken_cell"),
        ("Alcaldía;=2+2;Actas;12 actas;https://a.ec", "formula"),
        ("Alcaldía;Dirigir;Actas;N/D;https://a.ec", "absence_wording"),
        ("Alcaldía;Dirigir;Actas;1.200;https://a.ec", "bare_number"),
        ("Alcaldía;Dirigir;Actas;12 actas;gpr", "link"),
    ],
)
def test_each_row_that_the_portal_spoils_is_found(row: str, code: str) -> None:
    assert code in codes(rows(row))


def test_a_place_is_a_line_of_the_file() -> None:
    content = rows("Alcaldía;Dirigir;Actas;12 actas;NO APLICA", "", "Archivo;;Actas;12 actas;NO APLICA")
    assert [problem.line for problem in check_file(content.encode(), NAME)] == [4]


def test_a_sound_row_is_not_blamed() -> None:
    assert codes(rows("Alcaldía;Dirigir, coordinar;% de actas;-5,5 %;NO APLICA")) == set()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (rows("Dirección;Dirigir;Actas;12 actas;NO APLICA").removeprefix("\ufeff").encode("cp1252"), "encoding"),
        (rows("Dirección;Dirigir;Actas;12 actas;NO APLICA").removeprefix("\ufeff").encode(), "no_mark"),
        (rows("Dirección;Dirigir;Actas;12 actas;NO APLICA").encode().decode("latin-1").encode(), "garbled"),
        (rows("Alcaldía;Dirigir;Actas;12 actas;NO APLICA").replace(";", ",").encode(), "separator"),
        (rows("Alcaldía;Dirigir;Actas;12 actas;NO APLICA").replace("\r\n", "\n").encode(), "line_ends"),
        (rows().encode(), "no_rows"),
        ("\ufeffA;B;C;D;E\r\nAlcaldía;Dirigir;Actas;12 actas;NO APLICA\r\n".encode(), "headings"),
    ],
)
def test_how_a_file_was_written_is_looked_at_too(content: bytes, code: str) -> None:
    assert code in {problem.code for problem in check_file(content, NAME)}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2025-01-31", "31/01/2025", "date_form"),
        ("2025-01-31", "pronto", "date"),
        ("CC-BY-4.0", "libre", "licence"),
        ("MENSUAL", "ANUAL", "periodicity"),
        ("LICENCIA;CC-BY-4.0", "", "no_line"),
        ("LICENCIA;CC-BY-4.0", "LICENCIA;", "empty_value"),
    ],
)
def test_metadata_are_checked(old: str, new: str, code: str) -> None:
    name = "2. Metadatos.csv"
    assert codes(GOOD[name].decode().replace(old, new), name) == {code}


def test_a_month_is_checked_as_a_whole() -> None:
    files = dict(GOOD)
    del files["3. Diccionario.csv"]
    assert {problem.code for problem in check_folder(FOLDER, files)} == {"no_file"}
    assert {problem.code for problem in check_folder(FOLDER.replace("2025/1", "2025/02"), dict(GOOD))} == {
        *("month_zero", "other_month")
    }
    assert {problem.code for problem in check_folder("123/Numeral 1.3/2025/1", dict(GOOD))} == {"ruc"}


def test_absences_need_a_note_in_the_dictionary() -> None:
    files = dict(GOOD) | {NAME: rows("Alcaldía;Dirigir;Actas;NO APLICA;https://a.ec").encode()}
    assert {problem.code for problem in check_folder(FOLDER, files)} == {"no_note"}


def test_repair_mends_how_a_file_is_written_and_no_more() -> None:
    headings = "Unidad,Objetivo,Indicador,Meta cuantificable,Enlace\n"
    text = headings + '"Dirección; Norte","Dirigir\nel área",Porcentaje de avance,90,N/A\n'
    mended = repair_files({"datos.csv": text.encode("cp1252")})["datos.csv"]
    assert check_file(mended, "datos.csv") == []
    assert portal_rows(mended)[1] == [
        "Dirección, Norte",
        "Dirigir el área",
        "Porcentaje de avance",
        "90 %",
        "NO APLICA",
    ]


def test_repair_adds_notes_and_never_fills_an_empty_cell() -> None:
    files = dict(GOOD) | {NAME: rows("Alcaldía;;Actas;no aplica;https://a.ec").encode()}
    mended = repair_files(files)
    assert {problem.code for problem in check_folder(FOLDER, mended)} == {"empty_cell"}


def test_repair_of_what_is_right_changes_nothing() -> None:
    assert repair_files(dict(GOOD)) == GOOD
