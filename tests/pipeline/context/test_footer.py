import pytest

from pipeline.context.footer import footer_field, is_footer_label, read_footer
from pipeline.model import Footer

OFFICIAL = Footer(
    updated="2019-08-31",
    periodicity="MENSUAL",
    holder_unit="UNIDAD DE PLANIFICACIÓN, SEGUIMIENTO Y EVALUACIÓN",
    responsible="ING. DIANA CAROLINA ESPÍN",
    email="despin@moviterm.gob.ec",
    phone="(02) 2 366-010 EXT. 22",
)


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", "updated"),
        ("Periodicidad de actualizacion de la información", "periodicity"),
        ("UNIDAD POSEEDORA DE LA INFORMACIÓN - LITERAL a4):", "holder_unit"),
        ("RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN DEL LITERAL a4):", "responsible"),
        ("PERSONA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:", "responsible"),
        ("CORREO ELECTRÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:", "email"),
        ("NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:", "phone"),
        ("FECHA ACTUALIZAC1ÓN DE LA INFORMACION", "updated"),
    ],
)
def test_a_label_is_known_by_its_first_words(label, field):
    assert footer_field(label) == field


@pytest.mark.parametrize("text", ["", "Unidad de Planificación", "Responsable", "Fecha de inicio", "12 informes"])
def test_other_cells_are_no_labels(text):
    assert not is_footer_label(text)


def test_ruled_rows_give_their_second_cell():
    rows = [
        ["FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", "31/08/2019"],
        ["PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:", "MENSUAL"],
        ["UNIDAD POSEEDORA DE LA INFORMACIÓN - LITERAL a4):", "UNIDAD DE PLANIFICACIÓN, SEGUIMIENTO Y EVALUACIÓN"],
        ["RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN DEL LITERAL a4):", "ING. DIANA CAROLINA ESPÍN"],
        ["CORREO ELECTRÓNICO DEL O LA RESPONSABLE:", "despin@moviterm.gob.ec"],
        ["NÚMERO TELEFÓNICO DEL O LA RESPONSABLE:", "(02) 2 366-010 EXT. 22"],
    ]
    assert read_footer(rows, []) == OFFICIAL


def test_labels_and_values_on_wrapped_lines():
    lines = [
        "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN: 31/08/2019",
        "PERIODICIDAD DE ACTUALIZACIÓN DE LA",
        "INFORMACIÓN: MENSUAL",
        "UNIDAD POSEEDORA DE LA INFORMACIÓN -",
        "LITERAL a4): UNIDAD DE PLANIFICACIÓN, SEGUIMIENTO Y",
        "EVALUACIÓN",
        "RESPONSABLE DE LA",
        "UNIDAD POSEEDORA DE LA INFORMACIÓN DEL LITERAL",
        "a4):",
        "ING. DIANA CAROLINA ESPÍN",
        "CORREO ELECTRÓNICO DEL O LA",
        "RESPONSABLE DE LA UNIDAD POSEEDORA",
        "DE LA INFORMACIÓN:",
        "despin@moviterm.gob.ec",
        "NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
        "(02) 2 366-010 EXT. 22",
        "Página 3 de 3",
    ]
    assert read_footer([], lines) == OFFICIAL


def test_values_that_stand_before_all_labels():
    lines = [
        "31 de agosto de 2019",
        "MENSUAL",
        "UNIDAD DE PLANIFICACIÓN, SEGUIMIENTO Y EVALUACIÓN",
        "ING. DIANA CAROLINA ESPÍN",
        "despin@moviterm.gob.ec",
        "(02) 2 366-010 EXT. 22",
        "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:",
        "PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:",
        "UNIDAD POSEEDORA DE LA INFORMACIÓN - LITERAL a4):",
        "RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN DEL LITERAL a4):",
        "CORREO ELECTRÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
        "NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
    ]
    assert read_footer([], lines) == OFFICIAL


def test_the_last_of_several_footers_counts():
    lines = [
        "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN: 31/07/2019",
        "PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN: MENSUAL",
        "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN: 31/08/2019",
    ]
    assert read_footer([], lines).updated == "2019-08-31"


def test_without_labels_there_is_no_footer():
    assert read_footer([], ["31/08/2019", "MENSUAL", "12 informes"]) == Footer()


def test_what_is_stamped_over_an_address_is_left_out():
    rows = [["CORREO ELECTRÓNICO DEL O LA RESPONSABLE:", "DE despin@moviterm.gob.ec 2019 MAY"]]
    assert read_footer(rows, []).email == "despin@moviterm.gob.ec"


def test_a_value_of_the_wrong_form_stays_for_the_checks():
    rows = [["CORREO ELECTRÓNICO DEL O LA RESPONSABLE:", "despin(at)moviterm"]]
    assert read_footer(rows, []).email == "despin(at)moviterm"


def test_beside_its_label_a_value_may_say_more():
    lines = [
        "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN: viernes, 31 de agosto de 2018",
        "PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN: MENSUAL (último día)",
        "NÚMERO TELEFÓNICO DEL O LA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN: 2366-010 ext. 22",
    ]
    footer = read_footer([], lines)
    assert (footer.updated, footer.periodicity) == ("2018-08-31", "MENSUAL (último día)")
    assert footer.phone == "2366-010 ext. 22"


def test_an_address_is_no_person():
    rows = [["RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:", "despin@moviterm.gob.ec"]]
    assert read_footer(rows, []).responsible is None


def test_a_licence_to_use_data_is_a_label_and_others_are_not():
    assert footer_field("LICENCIA") == footer_field("Licencia: CC-BY-4.0") == "licence"
    assert not is_footer_label("Licencias de construcción otorgadas")
