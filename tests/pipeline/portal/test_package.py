"""The portal's three files: what they hold, and that the portal's own reader gets every cell back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from pipeline.convert import convert
from pipeline.exports import unguard
from pipeline.model import Footer, Institution, Matrix, Record
from pipeline.portal.cells import cell, settled_text, target_cell
from pipeline.portal.intake import parse_published
from pipeline.portal.package import MissingFactError, PortalFacts, build_package, find_facts
from pipeline.portal.records import records_of
from pipeline.portal.rules import check_folder, portal_rows
from tests.model_builder import matrix_of, record_of
from tests.portal_rules import assert_portal_takes

BENCH = Path(__file__).parents[4] / "shared" / "bench" / "dev"
RUC = "1760000070001"
FACTS = PortalFacts(ruc=RUC, period="2025-01", updated="2025-01-31", link="https://gpr.example.gob.ec")


def test_the_data_set_has_the_portal_s_form() -> None:
    package = build_package(matrix_of(record_of("Alcaldía", "Dirigir; y coordinar", "Número de actas", "12")), FACTS)
    content = package.files["Conjunto de datos.csv"].decode()
    assert content.startswith("\ufeffUnidad;Objetivos;Indicador;Meta cuantificable;Enlace al sistema de gestiÓn")
    assert content.endswith("\r\nAlcaldía;Dirigir, y coordinar;Número de actas;12 actas;https://gpr.example.gob.ec\r\n")


def test_the_metadata_say_who_holds_the_information_and_since_when() -> None:
    footer = Footer(holder_unit="Dirección de Planificación", responsible="Ana Pérez", email="ana@example.gob.ec")
    package = build_package(matrix_of(record_of("Alcaldía")).model_copy(update={"footer": footer}), FACTS)
    rows = portal_rows(package.files["2. Metadatos.csv"])
    assert [row[1] for row in rows] == [
        *("2025-01-31", "MENSUAL", "Dirección de Planificación", "Ana Pérez", "ana@example.gob.ec"),
        *("INFORMACIÓN NO DISPONIBLE", "CC-BY-4.0"),
    ]
    assert package.open_metadata == ("phone",)


def test_the_dictionary_explains_the_absences_that_occur() -> None:
    with_absence = build_package(matrix_of(record_of("Alcaldía", target="N/A")), FACTS)
    without = build_package(matrix_of(record_of("Alcaldía", "Dirigir", "Actas", "12 actas")), FACTS)
    assert "NO APLICA" in {row[0] for row in portal_rows(with_absence.files["3. Diccionario.csv"])}
    assert len(portal_rows(without.files["3. Diccionario.csv"])) == 8


def test_without_records_there_is_a_row_that_says_so() -> None:
    rows = portal_rows(build_package(matrix_of(), FACTS).files["Conjunto de datos.csv"])
    assert rows[1:] == [["NO APLICA", "NO APLICA", "NO APLICA", "NO APLICA", FACTS.link]]


def test_the_draft_of_numeral_1_1_has_each_unit_once_with_its_level() -> None:
    records = [
        record_of("Alcaldía", "Dirigir", name).model_copy(update={"process_level": "gobernante"}) for name in "ab"
    ]
    rows = portal_rows(build_package(matrix_of(*records), FACTS).draft)
    assert [row[1:] for row in rows[1:]] == [["Alcaldía", "Procesos gobernantes (Nivel Directivo)"]]


def test_the_zip_has_the_portal_s_folders_and_is_the_same_each_time() -> None:
    matrix = matrix_of(record_of("Alcaldía"))
    content = build_package(matrix, FACTS).as_zip()
    assert content == build_package(matrix, FACTS).as_zip()
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names[0] == f"{RUC}/Numeral 1.3/2025/1/Conjunto de datos.csv"


def test_facts_come_from_the_matrix_and_what_is_given_wins() -> None:
    known = Institution(ruc=RUC, name="Municipio")
    matrix = matrix_of(record_of("Alcaldía")).model_copy(
        update={"known_institution": known, "period": "2025-01", "footer": Footer(updated="2025-01-31")}
    )
    assert find_facts(matrix, link="NO APLICA") == PortalFacts(RUC, "2025-01", "2025-01-31", "NO APLICA")
    assert find_facts(matrix, link="NO APLICA", period="2025-02").period == "2025-02"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "no_ruc"),
        ({"ruc": "123"}, "wrong_ruc"),
        ({"ruc": RUC}, "no_period"),
        ({"ruc": RUC, "period": "enero"}, "wrong_period"),
        ({"ruc": RUC, "period": "2025-01"}, "no_date"),
        ({"ruc": RUC, "period": "2025-01", "updated": "31/01/2025"}, "no_link"),
        ({"ruc": RUC, "period": "2025-01", "updated": "31/01/2025", "link": "gpr"}, "wrong_link"),
    ],
)
def test_nothing_is_invented(given: dict[str, str], code: str) -> None:
    with pytest.raises(MissingFactError) as error:
        find_facts(matrix_of(record_of("Alcaldía")), **given)
    assert error.value.code == code


def written_row(record: Record) -> list[str]:
    texts = [cell(settled_text(field)) for field in (record.unit, record.mission, record.indicator)]
    return [*texts, target_cell(settled_text(record.target), record.parsed_target), FACTS.link]


def assert_survives(matrix: Matrix) -> None:
    """Hold that the portal's reader, and ours, get the records back, and that the rules find nothing."""
    package = build_package(matrix, FACTS)
    content = package.files["Conjunto de datos.csv"]
    written = assert_portal_takes(package.files)
    assert written == ([written_row(record) for record in matrix.records] or [[*["NO APLICA"] * 4, FACTS.link]])
    back = records_of(parse_published(content, "Conjunto de datos.csv"))
    values = [[field.text for field in record.printed_fields.values()] for record in back]
    assert values == [list(map(unguard, row[:4])) for row in written]
    problems = check_folder(f"{RUC}/Numeral 1.3/2025/1", dict(package.files))
    assert [problem for problem in problems if problem.weight == "error"] == []


texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["N/A", "n.d.", "---", "NO APLICA", "=2+2", "'=2+2", '- Hacer; y "decir"', "90", "0,95", "+5 %", "x", "@a"]
    ),
    st.builds(
        "{}{}".format,
        st.sampled_from(["=", "+", "-", "@", "\t", '"', ";", "'", " ;;; "]),
        st.text("aA1 ;'\"\r\n-", max_size=9),
    ),
)


@settings(deadline=None)
@given(st.lists(st.tuples(texts, texts, texts, texts), max_size=4))
def test_whatever_is_printed_survives_the_portal(rows: list[tuple[str, str, str, str]]) -> None:
    printed = [tuple(text if text.strip() else "" for text in row) for row in rows]
    assert_survives(matrix_of(*(record_of(*row) for row in printed)))


def test_the_samples_survive_the_portal(samples: Path) -> None:
    for path in (*samples.glob("matriz*.pdf"), *samples.glob("matriz*.txt")):
        assert_survives(convert(path))


@pytest.mark.slow
@pytest.mark.skipif(not BENCH.is_dir(), reason="the labelled set is not beside this clone")
def test_every_labelled_matrix_survives_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractores.scan.can_recognise", lambda: False)  # seconds a page, and nothing new here
    truths = [path for path in sorted(BENCH.glob("*.pdf")) if path.with_suffix(".truth.json").is_file()]
    assert truths
    for path in truths:
        assert_survives(convert(path))
