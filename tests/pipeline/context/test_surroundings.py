from datetime import date

import pytest

from pipeline.context.surroundings import read_context

LAW = "Art. 7 de la Ley Orgánica de Transparencia y Acceso a la Información Pública - LOTAIP"
A4 = "Literal a4.- Las metas y objetivos de las unidades administrativas de conformidad con sus programas operativos"


def test_an_official_head_says_literal_institution_and_month():
    context = read_context(["GAD MUNICIPAL DEL CANTÓN PUERTO ALMEJA", LAW, A4, "Mes: junio de 2018"], [])
    assert (context.literal, context.literal_evidence) == ("a4", "title")
    assert context.institution == "GAD MUNICIPAL DEL CANTÓN PUERTO ALMEJA"
    assert context.institution_type == "municipio"
    assert context.period == "2018-06"


@pytest.mark.parametrize(
    ("title", "literal"),
    [
        ("a4) Las metas y objetivos de las unidades administrativas", "a4"),
        ("METAS Y OBJETIVOS DE LAS UNIDADES ADMINISTRATIVAS", "a4"),
        ("LOTAIP - LITERAL A4", "a4"),
        ("Literal a) Metas y objetivos de las unidades administrativas", "a4"),
        ("Numeral 1.3 Metas y objetivos de las unidades administrativas", "a4"),
        ("1.4 Metas y objetivos unidades administrativas", "a4"),
        ("Matriz de metas y objetivos de las unidades adminlstrativas", "a4"),
        ("Literal a1.- Estructura orgánica funcional", "a1"),
        ("Literal b) Distributivo de personal de la institución", "b2"),
        ("Literal c.- La remuneración mensual por puesto y todo ingreso adicional", "c"),
        ("Literal k.- Planes y programas de la institución en ejecución", "k"),
        ("m) Mecanismos de rendición de cuentas a la ciudadanía, tales como metas e informes de gestión", "m"),
        ("LITERAL G", "g"),
    ],
)
def test_the_title_says_the_literal(title, literal):
    assert read_context(["GAD PARROQUIAL RURAL SAN ISIDRO", LAW, title], []).literal == literal


@pytest.mark.parametrize("line", ["R1. Resumen", "c2) Detalle", "B4.- Anexo"])
def test_a_letter_and_a_number_that_the_law_does_not_have_are_no_literal(line: str) -> None:
    """Chapters of any document begin like that; forty public documents were said to be of a literal r1."""
    assert read_context([line], [], f"{line}.pdf").literal is None


def test_a_title_may_wrap():
    lines = [
        "Las metas y objetivos de las",
        "unidades administrativas de conformidad con sus programas operati\u2010",
        "vos",
    ]
    assert read_context(lines, []).literal == "a4"


def test_without_a_title_the_footer_the_headings_or_the_name_say_it():
    footer = [["UNIDAD POSEEDORA DE LA INFORMACIÓN - LITERAL b2):", "TALENTO HUMANO"]]
    assert read_context(["12 informes"], footer).literal_evidence == "footer"
    headings = ["No. Descripción de la unidad Objetivo de la unidad Indicador Meta cuantificable"]
    assert read_context(headings, []).literal_evidence == "headings"
    name = "Literal_a4-Metas_y_objetivos_unidades_administrativas.PDF"
    assert read_context([], [], name).literal_evidence == "file_name"
    assert read_context([], [], "lotaip_1648501719.pdf").literal is None


def test_an_indicator_that_speaks_of_accountability_is_no_title():
    lines = [*["1 Prefectura"] * 30, "Rendición de cuentas realizada"]
    assert read_context(lines, []).literal is None


def test_the_month_of_the_update_stands_in_for_a_month_that_is_not_printed():
    context = read_context([A4], [["FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:", "30/11/2016"]])
    assert context.period == "2016-11"
    assert context.updated_date == date(2016, 11, 30)


def test_of_several_months_the_last_counts():
    assert read_context([A4, "DICIEMBRE 2018", A4, "ENERO 2019"], []).period == "2019-01"


def test_the_date_of_a_letter_and_a_month_in_a_sentence_are_no_period():
    lines = ["Cordillera Azul, 5 de abril de 2017", "90% de obras terminadas hasta diciembre de 2018", A4]
    assert read_context(lines, []).period is None


def test_an_institution_needs_a_title_beside_it():
    assert read_context(["Consejo Universitario", "Rectorado"], []).institution is None


@pytest.mark.parametrize(
    ("lines", "institution"),
    [
        (["COPIA NO CONTROLADA", "EMPRESA PÚBLICA DE AGUA", LAW, A4], "EMPRESA PÚBLICA DE AGUA"),
        (
            ["GOBIERNO AUTÓNOMO DESCENTRALIZADO", "PROVINCIAL DE AZUL", A4],
            "GOBIERNO AUTÓNOMO DESCENTRALIZADO PROVINCIAL DE AZUL",
        ),
        ([LAW, A4, "UNIVERSIDAD TÉCNICA DEL AUSTRO MEDIO"], "UNIVERSIDAD TÉCNICA DEL AUSTRO MEDIO"),
        (["YACHAY NUEVA", A4], "YACHAY NUEVA"),
        ([LAW, A4, "1 Consejo Provincial"], None),
    ],
)
def test_the_institution_stands_beside_the_title(lines, institution):
    assert read_context(lines, []).institution == institution


def test_nothing_says_nothing():
    context = read_context([], [])
    assert (context.literal, context.institution, context.period, context.updated_date) == (None, None, None, None)
