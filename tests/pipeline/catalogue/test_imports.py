from pathlib import Path

import pytest

from pipeline.catalogue.files import CatalogueError
from pipeline.catalogue.imports import Imported, import_table

REGISTER = """Provincia,Cantón,Parroquia,RUC,Nombre Entidad,Tipo Organización
AZUAY,GIRON,,160000780001,GAD  Municipal De Girón,GADs Municipales
LOJA,OLMEDO,,1160000000001,Gobierno Autónomo Descentralizado Municipal de Olmedo,
PICHINCHA,QUITO,,1760013210001,Gestora de Trámites,Empresas Públicas
AZUAY,GIRÓN,,0160000780001,Otra vez Girón,
AZUL,QUITO,,,Mancomunidad del Norte,
,,,,,
MANABI,,,1760013210001,,
"""


def imported(folder: Path, text: str) -> Imported:
    path = folder / "tabla.csv"
    path.write_text(text, encoding="utf-8")
    return import_table(path)


def test_the_register_becomes_a_table_of_institutions(tmp_path: Path) -> None:
    table = imported(tmp_path, REGISTER)
    assert table.name == "instituciones"
    assert table.rows[0] == {
        "ruc": "0160000780001",
        "nombre": "GAD Municipal De Girón",
        "alias": "",
        "tipo": "municipio",
        "provincia": "Azuay",
        "canton": "Girón",
    }
    assert [row["tipo"] for row in table.rows] == ["municipio", "municipio", "empresa_publica", "otra"]


def test_all_that_was_changed_or_left_out_is_told_with_its_row(tmp_path: Path) -> None:
    assert imported(tmp_path, REGISTER).notes == [
        "Columnas que no se usan: «parroquia».",
        "Fila 2: el RUC perdió su cero inicial; se repuso: 0160000780001.",
        "Fila 3: el dígito verificador del RUC «1160000000001» no coincide; la institución queda sin RUC.",
        "Fila 5: «Otra vez Girón» repite la fila 2; no se importa.",
        "Fila 6: «AZUL» no es una provincia del Ecuador; queda sin provincia.",
        "Fila 8: sin nombre; no se importa.",
    ]


def test_an_organigram_becomes_a_table_of_units(tmp_path: Path) -> None:
    table = imported(tmp_path, "Unidad;Siglas;Jefe\nDirección de Rentas;DR;Ana\nAlcaldía;;Luis\n")
    assert table.name == "unidades"
    assert table.rows == [{"nombre": "Dirección de Rentas", "alias": "DR"}, {"nombre": "Alcaldía", "alias": ""}]
    assert table.notes == ["Columnas que no se usan: «jefe»."]


def test_a_list_of_indicators_says_whose_they_are(tmp_path: Path) -> None:
    table = imported(tmp_path, "Unidad responsable;Indicador\nRentas;Porcentaje de recaudación\n")
    assert table.name == "indicadores"
    assert table.rows == [{"unidad": "Rentas", "nombre": "Porcentaje de recaudación"}]


def test_without_names_nothing_can_be_imported(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no tiene la columna «nombre»"):
        imported(tmp_path, "RUC;Provincia\n1760013210001;Pichincha\n")
