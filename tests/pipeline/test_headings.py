import pytest

from pipeline.headings import assign_roles, heading_role, process_level


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("No.", "number"),
        ("#", "number"),
        ("Or d.", "number"),
        ("Descripción de la unidad", "unit"),
        ("Unidad Administra\u2010 tiva", "unit"),
        ("Objetivo de la unidad", "mission"),
        ("MISION", "mission"),
        ("Indicdor de gestion", "indicator"),
        ("Indicador de calidad", "indicator"),
        ("Indicadores y metas Indicador de gestión", "indicator"),
        ("Indicadores y metas Meta", "target"),
        ("Meta cuantiﬁcable", "target"),
        ("Meta 2018", "target"),
        ("Pro- ceso", "group"),
        ("Mac ropr oce so", "group"),
        ("Unidad de medida", "extra"),
        ("Meta alcanzada", "extra"),
        ("Responsable de la unidad", "extra"),
        ("Fórmula del indicador", "extra"),
    ],
)
def test_a_heading_names_its_column(heading, role):
    assert heading_role(heading)[0] == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Ind.", "indicator"),
        ("Indic.", "indicator"),
        ("Und. Adm.", "unit"),
        ("Unid. de gestión", "unit"),
        ("Obj.", "mission"),
        ("Meta cuant.", "target"),
        ("Ind. de gest.", "indicator"),
        ("Dr.", None),
    ],
)
def test_abbreviated_headings(heading, role):
    assert heading_role(heading)[0] == role


@pytest.mark.parametrize(
    "text",
    [
        "",
        "85%",
        "14 procesos",
        "Indicadores y metas",
        "Unidad de Talento Humano",
        "Área de Promoción de Derechos",
        "Administrar los recursos financieros provinciales",
        "No. Descripción de la unidad Objetivo de la unidad Indicador Meta cuantificable",
    ],
)
def test_what_is_no_heading_of_one_column_has_no_role(text):
    assert heading_role(text)[0] is None


def test_a_listed_heading_is_surer_than_a_similar_one():
    assert heading_role("Meta cuantificable")[1] > heading_role("Meta semestral")[1]


def test_roles_do_not_depend_on_the_order_of_the_columns():
    headings = ["No.", "Descripción de la unidad", "Objetivo de la unidad", "Indicador", "Meta cuantificable"]
    roles = ["number", "unit", "mission", "indicator", "target"]
    assert assign_roles(headings) == roles
    assert assign_roles(headings[::-1]) == roles[::-1]


def test_further_columns_are_extra():
    headings = ["Ord.", "Programa / Proyecto", "Dependencia", "Objetivo operativo", "Indicador", "Línea base", "Meta"]
    assert assign_roles(headings) == ["number", "extra", "unit", "mission", "indicator", "extra", "target"]


def test_of_two_objectives_the_unit_s_own_is_the_mission():
    roles = assign_roles(["Objetivo estratégico", "Unidad", "Objetivo de la unidad", "Indicador", "Meta"])
    assert roles == [None, "unit", "mission", "indicator", "target"]


def test_two_equal_headings_get_no_role():
    assert assign_roles(["Unidad", "Indicador", "Meta", "Meta"]) == ["unit", "indicator", None, None]


@pytest.mark.parametrize(
    ("band", "level"),
    [
        ("PROCESOS GOBERNANTES / NIVEL DIRECTIVO", "gobernante"),
        ("PROCESO GOBERNANTE", "gobernante"),
        ("Gobernantes", "gobernante"),
        ("NIVEL LEGISLATIVO", "gobernante"),
        ("PROCESOS AGREGADORES DE VALOR / NIVEL OPERATIVO", "agregador_de_valor"),
        ("PROCESOS AGREGADORESDE VALOR", "agregador_de_valor"),
        ("PROCESOS SUSTANTIVOS", "agregador_de_valor"),
        ("NIVEL OPERATIVO", "agregador_de_valor"),
        ("PROCESOS DE VALOR AGREGADO", "agregador_de_valor"),
        ("NIVEL DE APOYO / ASESORÍA", "habilitante"),
        ("PROCESOS HABILITANTES", "habilitante"),
        ("PROCESOS HABILTANTES DE APOYO", "habilitante_apoyo"),
        ("PROCESOS ADJETIVOS DE ASESORIA", "habilitante_asesoria"),
        ("NIVEL ASESOR", "habilitante_asesoria"),
        ("PROCESOS HABILITANTES: GESTIÓN INTERNA", "habilitante"),
        ("PROCESOS DESCONCENTRADOS", "desconcentrado"),
        ("UNIDADES DESCONCENTRADAS", "desconcentrado"),
        ("G O B E R N A N T E S", "gobernante"),
        ("GOBER- NANTES", "gobernante"),
    ],
)
def test_a_band_announces_a_level(band, level):
    assert process_level(band) == level


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Proceso de Gestión Financiera",
        "Proceso de Asesoría Jurídica",
        "Asesoría Jurídica",
        "Unidad de Apoyo",
        "UNIDAD DE CONTROL",
        "OPERATIVO",
        "Apoyo",
        "Subproceso de Nómina",
        "14 procesos",
    ],
)
def test_a_unit_is_no_band(name):
    assert process_level(name) is None


def test_in_a_column_of_levels_one_word_is_enough():
    assert process_level("Apoyo", in_level_column=True) == "habilitante_apoyo"
    assert process_level("Operativo", in_level_column=True) == "agregador_de_valor"
    assert process_level("Financiero", in_level_column=True) is None


def test_a_further_column_stands_in_for_a_role_that_no_column_has() -> None:
    assert assign_roles(["Unidad", "Objetivo", "Indicador", "Resultado esperado"])[-1] == "target"
    assert assign_roles(["Unidad", "Indicador", "Meta", "Resultado esperado"])[-1] == "extra"
    assert assign_roles(["Resultado esperado", "Plazo"]) == ["extra", "extra"]
