import pytest
from openpyxl import Workbook

from pipeline.catalogue.entries import load_catalogue
from pipeline.catalogue.files import CatalogueError


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def test_the_built_in_catalogue_has_units_and_indicators():
    catalogue = load_catalogue()
    prefectura = next(entry for entry in catalogue.units if entry.name == "Prefectura")
    assert prefectura.types == {"prefectura"}
    assert prefectura.level == "gobernante"
    assert prefectura.belongs_to("prefectura")
    assert not prefectura.belongs_to("universidad")
    assert any(entry.kind == "porcentaje" for entry in catalogue.indicators)


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("c.csv", "nombre;alias;tipo;nivel\nAlcaldía;Alcalde|Alcaldesa;municipio;gobernante\n", "utf-8-sig"),
        ("c.csv", "nombre,alias,tipo,nivel\r\nAlcaldía,Alcalde|Alcaldesa,municipio,gobernante\r\n", "utf-8"),
        ("c.csv", "nombre;alias;tipo;nivel\nAlcaldía;Alcalde|Alcaldesa;municipio;gobernante\n", "cp1252"),
        (
            "c.yaml",
            "- nombre: Alcaldía\n  alias: [Alcalde, Alcaldesa]\n  tipo: municipio\n  nivel: gobernante\n",
            "utf-8",
        ),
        (
            "c.toml",
            '[[unidades]]\nnombre = "Alcaldía"\nalias = ["Alcalde", "Alcaldesa"]\ntipo = "municipio"\n'
            'nivel = "gobernante"\n',
            "utf-8",
        ),
    ],
)
def test_a_user_s_own_catalogue_replaces_the_units(tmp_path, name, text, encoding):
    catalogue = load_catalogue(write(tmp_path / name, text, encoding))
    (unit,) = catalogue.units
    assert (unit.name, unit.aliases, unit.types, unit.level) == (
        "Alcaldía",
        ("Alcalde", "Alcaldesa"),
        {"municipio"},
        "gobernante",
    )
    assert catalogue.source == name


def test_a_workbook_is_read_too(tmp_path):
    book = Workbook()
    for row in (["Nombre", "Alias", None], ["Alcaldía", None, None], [None, None, None], ["Concejo", "Cabildo", None]):
        book.active.append(row)
    book.save(tmp_path / "c.xlsx")
    assert [unit.name for unit in load_catalogue(tmp_path / "c.xlsx").units] == ["Alcaldía", "Concejo"]


@pytest.mark.parametrize(
    ("name", "text", "code", "says"),
    [
        ("c.csv", "nombre;tipo\nAlcaldía;municipio\n;municipio\n", "no_name", "fila 3, columna «nombre»"),
        ("c.csv", "nombre;tipo\nAlcaldía;club\n", "unknown_type", "fila 2, columna «tipo»"),
        ("c.csv", "nombre;nivel\nAlcaldía;alto\n", "unknown_level", "fila 2, columna «nivel»"),
        ("c.csv", "nombre\nAlcaldía\nALCALDIA\n", "repeated", "ya está en la fila 2"),
        ("c.csv", "unidad\nAlcaldía\n", "no_name_column", "«nombre»"),
        ("c.csv", "nombre;color\nAlcaldía;rojo\n", "unknown_column", "«color»"),
        ("c.csv", "nombre\n", "empty", "no tiene filas"),
        ("c.csv", "", "empty", "no tiene filas"),
        ("c.txt", "nombre\n", "format", "CSV, XLSX, YAML ni TOML"),
        ("c.yaml", "a: [", "unreadable", "No se pudo leer"),
        ("c.yaml", "solo texto", "unreadable", "lista de unidades"),
        ("c.toml", "= 3", "unreadable", "No se pudo leer"),
        ("c.xlsx", "esto no es un libro", "unreadable", "No se pudo leer"),
    ],
)
def test_an_error_names_the_row_and_the_column(tmp_path, name, text, code, says):
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(tmp_path / name, text))
    assert caught.value.problems[0].code == code
    assert says in str(caught.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(CatalogueError, match="No existe el catálogo"):
        load_catalogue(tmp_path / "no.csv")
