"""Records as CSV: what a spreadsheet in Spanish opens, and the way back."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from pipeline.exports.records_csv import guard, to_csv, unguard
from pipeline.model import Decision, DecisionKey, Field, Matrix, Place, Record, Source
from pipeline.targets import parse_target

SOURCE = Source(name="matriz.pdf", sha256="0" * 64, media_type="application/pdf", pages=3, reader="pdf")


GOAL = [
    *("Meta: clase", "Meta: comparación", "Meta: valor", "Meta: valor máximo", "Meta: unidad", "Meta: por cada"),
    *("Meta: período", "Meta: plazo", "Meta: comparada con", "Meta: por confirmar"),
]
"""The columns of the target as figures."""


def field(text: str, confidence: float = 0.95, *pages: int) -> Field:
    spans = tuple(Place(page=page, bbox=(0, 0, 1, 1)) for page in pages)
    return Field(text=text, normalised=text, confidence=confidence, reasons=(), spans=spans)


def rows(*records: Record) -> list[dict[str, str]]:
    text = to_csv(Matrix(source=SOURCE, status="ok", records=records))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_a_record_is_one_row_with_spanish_headings() -> None:
    record = Record(
        number="7",
        process_level="gobernante",
        process_level_printed="PROCESOS GOBERNANTES / NIVEL DIRECTIVO",
        unit=field("Prefectura", 0.97, 1),
        mission=field("Dirigir; coordinar", 0.9, 1, 2),
        indicator=field("Número de «actas»", 0.849999, 2),
        extra={"Responsable": "Secretaría"},
    )
    assert rows(record) == [
        {
            "N.º": "7",
            "Nivel": "PROCESOS GOBERNANTES / NIVEL DIRECTIVO",
            "Unidad": "Prefectura",
            "Misión": "Dirigir; coordinar",
            "Indicador": "Número de «actas»",
            "Meta": "",
            "Confianza de la unidad (%)": "97",
            "Confianza de la misión (%)": "90",
            "Confianza del indicador (%)": "84",
            "Confianza de la meta (%)": "",
            **dict.fromkeys(GOAL, ""),
            "Por revisar": "sí",
            "Correcciones de quien revisó": "",
            "Páginas": "1 y 2",
            "Responsable": "Secretaría",
        }
    ]


def test_a_target_is_also_figures() -> None:
    target = parse_target("al menos 92,5% hasta diciembre de 2020", indicator="Porcentaje de obras")
    (row,) = rows(Record(target=field("al menos 92,5% hasta diciembre de 2020"), parsed_target=target))
    assert [row[name] for name in GOAL] == ["porcentaje", "al menos", "92,5", "", "%", "", "", "2020-12", "", ""]


def test_the_file_opens_in_a_spreadsheet_in_spanish() -> None:
    text = to_csv(Matrix(source=SOURCE, status="ok", records=(Record(unit=field("Alcaldía")),)))
    assert text.startswith("\ufeffN.º;Nivel;Unidad;")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_a_matrix_without_records_has_headings_only() -> None:
    assert rows() == []


def test_corrections_stand_beside_what_was_read() -> None:
    key = DecisionKey(institution="", field="target", text="9o%")
    decision = Decision(key=key, judgement="other", value="90%", reviewer="Ana", time="2021-07-05")
    (row,) = rows(Record(target=field("9O%").model_copy(update={"decision": decision})))
    assert (row["Meta"], row["Correcciones de quien revisó"]) == ("9O%", "Meta: 90%")


def test_a_field_that_was_not_evaluated_says_so() -> None:
    (row,) = rows(Record(target=field("90%").model_copy(update={"confidence": None})))
    assert (row["Confianza de la meta (%)"], row["Por revisar"]) == ("sin evaluar", "sí")


def test_the_level_is_the_printed_heading_or_else_its_name() -> None:
    (row,) = rows(Record(process_level="habilitante_apoyo"))
    assert row["Nivel"] == "Procesos habilitantes de apoyo"


def test_pages_look_neither_like_a_date_nor_like_a_decimal() -> None:
    (row,) = rows(Record(unit=field("Alcaldía", 1, 4, 3), target=field("3", 1, 10)))
    assert row["Páginas"] == "3, 4 y 10"


def test_a_further_column_named_like_ours_says_that_it_was_printed() -> None:
    (row,) = rows(Record(unit=field("Alcaldía"), extra={"Nivel": "2"}))
    assert (row["Nivel"], row["Nivel (impresa)"]) == ("", "2")


def test_records_without_a_further_column_leave_it_empty() -> None:
    assert [row["Avance"] for row in rows(Record(extra={"Avance": "40 %"}), Record())] == ["40 %", ""]


@pytest.mark.parametrize(
    "text", ["=2+2", "+cmd|'/c calc'!A0", "- Realizar informes", "@SUM(A1)", "\t=1", "\r=1", "=", "＝1"]
)
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+3,5 %", "-1.200,50", "-", "--", "90%", "1-2", "'NO APLICA'", ""])
def test_numbers_dashes_and_quotes_stay_as_printed(text: str) -> None:
    assert guard(text) == text


def test_headings_and_further_columns_are_guarded_too() -> None:
    (row,) = rows(Record(extra={"=A1": "=B1"}))
    assert row["'=A1"] == "'=B1"


@given(st.text(alphabet="'=+-@\t\r＝5,% a"))
def test_the_guard_can_always_be_taken_off(text: str) -> None:
    assert unguard(guard(text)) == text
