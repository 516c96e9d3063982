from datetime import date

import pytest

from pipeline.checks import check_records
from pipeline.context.surroundings import Context
from pipeline.model import Field, Footer, Match, Place, Record, Words
from pipeline.targets import parse_targets

PLACE = Place(page=2, bbox=(10, 20, 30, 40))


def field(text, match=None):
    return text and Field(text=text, normalised=text, confidence=1, reasons=(), spans=(PLACE,), match=match)


def record(indicator, target, unit="Prefectura", match=None):
    return Record(unit=field(unit, match), indicator=field(indicator), target=field(target))


def findings(*records, **context):
    return check_records(parse_targets(records), Context(**context))


def codes(*records, **context):
    return [finding.code for finding in findings(*records, **context)]


def test_a_sound_row_has_no_findings():
    assert codes(record("Porcentaje de obras terminadas", "90% de obras")) == []


def test_what_is_missing_is_told_with_its_row_and_place():
    (finding,) = findings(record("Informes", "12 informes"), record("Planes", None))[:1]
    assert finding.code == "MISSING_TARGET"
    assert finding.record == 1
    assert finding.span == PLACE
    assert finding.message.startswith("Fila 2 (Prefectura): falta la meta.")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (record(None, "12 informes"), "MISSING_INDICATOR"),
        (record("Informes", "12 informes", unit=None), "MISSING_UNIT"),
        (record(None, None), "NO_INDICATORS"),
        (record("Informes", "s/n"), "ABSENCE_WORDING"),
        (record("Informes", "registro obtenido"), "TARGET_WITHOUT_NUMBER"),
        (record("Porcentaje de obras", "120%"), "PERCENTAGE_OVER_100"),
        (record("Porcentaje de obras", "entre 90% y 110%"), "PERCENTAGE_OVER_100"),
        (record("Porcentaje de obras", "130"), "PERCENTAGE_OVER_100"),
        (record("Porcentaje de obras", "1.200"), "TARGET_IN_DOUBT"),
        (record("Porcentaje de obras", "100% 1 de 1"), "TARGET_IN_DOUBT"),
        (record("Porcentaje de obras", "12 informes"), "TARGET_IN_DOUBT"),
        (
            record("Aceptación de la imagen", "90% de boletines comunicacionales entregados"),
            "TARGET_OTHER_THING",
        ),
        (record("NAPA MENDOZA CAPACITADO", "-500"), "TARGET_IN_DOUBT"),
        (record("% de percepción de la gestión", "150 boletines de prensa"), "TARGET_OTHER_THING"),
    ],
)
def test_each_thing_wrong_with_a_row_has_its_code(row, code):
    assert codes(row) == [code]


@pytest.mark.parametrize(
    ("indicator", "target"),
    [
        ("Porcentaje de obras", "99,5%"),
        ("Porcentaje de obras", "100.00 %"),
        ("Porcentaje de obras", "0,95"),
        ("Porcentaje de variación del gasto", "120%"),
        ("Informes", "1.200"),
        ("Informes", "NO APLICA"),
        ("Informes", '"NO APLICA", en virtud de que depende de la Contraloría'),
        ("Informes", "cuatro informes"),
        ("Convenios liquidados", "hasta el 30 de noviembre"),
        ("Porcentaje de licencias ambientales atendidas", "95% de solicitudes despachadas"),
        ("Porcentaje de avance del PDOT", "70% del plan de desarrollo y ordenamiento territorial"),
        ("Trámites despachados", "90% de tramites internos"),
        ("Tiempo de calificación de postulantes", "30 días laborables"),
    ],
)
def test_what_is_right_is_left_alone(indicator, target):
    assert codes(record(indicator, target)) == []


def test_a_doubtful_target_says_how_it_was_read_and_why():
    (finding,) = findings(record("Porcentaje de obras", "1"))
    assert "«1» se leyó como «100 %»" in finding.message
    assert "tanto por uno" in finding.message


def test_a_repeated_row_names_the_first_one():
    rows = [record("Informes", "12 informes"), *(record("Obras", f"{i} obras") for i in range(5))]
    (finding,) = findings(*rows, record("INFORMES", "12 Informes"))
    assert (finding.code, finding.record) == ("DUPLICATE_ROW", 6)
    assert "repite la fila 1" in finding.message


def test_a_file_of_several_months_is_one_finding():
    rows = [record("Informes", "12 informes"), record("Obras", "3 obras")]
    assert codes(*rows, *rows) == ["REPEATED_MATRIX"]


def test_each_unit_outside_the_catalogue_is_named_once():
    match = Match(entry=None, name=None, score=0, evidence=("fuera de catálogo",), verdict="none")
    rows = [record("Informes", f"{i} informes", unit="Guardapáramos", match=match) for i in range(3)]
    assert codes(*rows) == ["UNIT_OUTSIDE_CATALOGUE"]


def test_many_units_outside_the_catalogue_do_not_drown_the_rest():
    match = Match(entry=None, name=None, score=0, evidence=(), verdict="none")
    rows = [record("Informes", f"{i} informes", unit=f"Unidad {i}", match=match) for i in range(50)]
    found = findings(*rows)
    assert len(found) == 21
    assert found[-1].message == "Otras 30 unidades tampoco están en el catálogo."


def test_a_unit_for_review_says_why():
    match = Match(entry="f", name="Financiera", score=0.8, evidence=("falta «administrativa»",), verdict="review")
    (finding,) = findings(record("Informes", "12 informes", match=match))
    assert finding.code == "UNIT_TO_REVIEW"
    assert "falta «administrativa»" in finding.message


@pytest.mark.parametrize(
    ("updated", "period", "expected"),
    [
        (date(2019, 1, 31), "2019-01", []),
        (date(2019, 2, 8), "2019-01", []),
        (date(2020, 1, 8), "2019-12", []),
        (date(2019, 3, 8), "2019-01", ["DATE_OUTSIDE_PERIOD"]),
        (date(2018, 12, 31), "2019-01", ["DATE_OUTSIDE_PERIOD"]),
        (None, "2019-01", []),
        (date(2019, 3, 8), None, []),
    ],
)
def test_a_matrix_is_updated_within_its_month_or_the_next(updated, period, expected):
    assert codes(updated_date=updated, period=period) == expected


@pytest.mark.parametrize(
    ("footer", "expected"),
    [
        (Footer(email="despin@moviterm.gob.ec", phone="(02) 2 366-010 EXT. 22"), []),
        (Footer(email="NO APLICA", phone="NO APLICA"), []),
        (Footer(phone="05-2790-311"), []),
        (Footer(email="despin(at)moviterm"), ["EMAIL_FORMAT"]),
        (Footer(phone="despin@moviterm.gob.ec"), ["PHONE_FORMAT"]),
        (Footer(phone="22"), ["PHONE_FORMAT"]),
        (Footer(updated="ayer"), ["DATE_UNREADABLE"]),
    ],
)
def test_the_footer_is_checked_for_form(footer, expected):
    assert codes(footer=footer) == expected


def test_leftover_words_and_unreadable_text_are_never_silent():
    found = check_records([], Context(), words=Words(total=9, leftover=3), leftovers=[PLACE], unreadable=40)
    assert [finding.code for finding in found] == ["LEFTOVER_WORDS", "UNREADABLE_TEXT"]
    assert found[0].span == PLACE
    assert "3 palabras" in found[0].message
    assert "No es una falta de la institución" in found[1].message


def test_signs_that_nobody_sees_are_told_with_their_marks():
    (finding,) = findings(record("Por\u200bcentaje", "\u202e00,21\u202c %"))[-1:]
    assert (finding.code, finding.severity) == ("CONTROL_CHARS", "warning")
    assert "Hay 3 signos" in finding.message
    assert "(U+200B, U+202C, U+202E)" in finding.message
    assert "«Por⟨U+200B⟩centaje»" in finding.message
    assert "CONTROL_CHARS" not in codes(record("admi\u00adnistración 👍", "12 informes"))


def test_what_may_be_contact_data_is_not_quoted():
    (finding,) = findings(footer=Footer(responsible="Ana\u200b Pérez"))
    assert "por ejemplo en «Responsable»" in finding.message
    extra = Record(extra={"Correo": "ana\u202e@example.org"})
    assert "por ejemplo en «Correo»" in findings(extra)[-1].message


def test_a_hidden_sign_changes_no_figure():
    (row,) = parse_targets((record("Informes", "1\u200b2 infor\u202emes"),))
    assert row.parsed_target.value == 12
