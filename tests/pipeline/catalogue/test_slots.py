import pytest

from pipeline.catalogue.entries import load_catalogue
from pipeline.catalogue.files import CatalogueError
from pipeline.catalogue.slots import fill, head_of, slots_of

FORM = "Oficina Técnica de {materia} {lugar}"


def test_a_form_has_a_head_and_slots():
    assert slots_of(FORM) == ("materia", "lugar")
    assert head_of(FORM) == "Oficina Técnica de "
    assert slots_of("Oficina Técnica") == ()


def test_slots_are_filled_and_what_is_not_known_shows():
    assert fill(FORM, {"materia": "Salud", "lugar": "N° 4"}) == "Oficina Técnica de Salud N° 4"
    assert fill(FORM, {"materia": "Salud"}) == "Oficina Técnica de Salud …"


def test_a_user_s_own_catalogue_may_have_families(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("nombre;alias\nAgencia {lugar};Sucursal {lugar}\nAlcaldía;\n", encoding="utf-8")
    assert [unit.is_family for unit in load_catalogue(path).units] == [True, False]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Agencia {ciudad};", "fila 2, columna «nombre»: «ciudad» entre llaves no es nada que se pueda llenar"),
        ("Agencia {lugar} {numero};", "pide dos veces lo mismo"),
        ("Agencia {lugar};Agencia de {materia}", "columna «alias»: el alias «Agencia de {materia}» no tiene"),
        ("Agencia;Agencia {lugar}", "no tiene entre llaves lo mismo que el nombre"),
    ],
)
def test_slots_that_nobody_can_fill_are_told(tmp_path, row, said):
    path = tmp_path / "c.csv"
    path.write_text(f"nombre;alias\n{row}\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as error:
        load_catalogue(path)
    assert said in str(error.value)
