from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.catalogue.entries import Catalogue, Entry, load_catalogue
from pipeline.catalogue.export import catalogue_rows, write_tables
from pipeline.catalogue.files import CatalogueError
from pipeline.model import Institution

UNITS = (
    Entry(id="alcaldia", name="Alcaldía", aliases=("Alcalde", "Alcaldesa"), types=frozenset(["municipio"])),
    Entry(id="rentas", name="Rentas", level="habilitante_apoyo"),
)
INDICATORS = (Entry(id="poa", name="Cumplimiento del POA", kind="porcentaje", units=frozenset(["rentas"])),)
INSTITUTIONS = ((Institution(ruc="0160000780001", name="GAD Municipal de Girón", canton="Girón"), ("GAD Girón",)),)
CATALOGUE = Catalogue(UNITS, INDICATORS, INSTITUTIONS)


@pytest.mark.parametrize("name", ["catalogo", "catalogo.xlsx", "catalogo.yaml"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str) -> None:
    write_tables(catalogue_rows(CATALOGUE), tmp_path / name)
    read = load_catalogue(tmp_path / name)
    assert (read.units, read.indicators, read.institutions) == (UNITS, INDICATORS, INSTITUTIONS)


def test_one_table_fits_into_a_csv(tmp_path: Path) -> None:
    write_tables(catalogue_rows(Catalogue(UNITS)), tmp_path / "u.csv")
    assert load_catalogue(tmp_path / "u.csv").units == UNITS
    with pytest.raises(CatalogueError, match="cabe una sola tabla"):
        write_tables(catalogue_rows(CATALOGUE), tmp_path / "c.csv")


def test_a_ruc_stays_text_in_a_workbook(tmp_path: Path) -> None:
    write_tables(catalogue_rows(CATALOGUE), tmp_path / "c.xlsx")
    cell = load_workbook(tmp_path / "c.xlsx")["instituciones"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("0160000780001", "s", "@")


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="indique una carpeta"):
        write_tables(catalogue_rows(CATALOGUE), tmp_path / "c.docx")


def test_the_built_in_catalogue_survives_the_way_there_and_back(tmp_path: Path) -> None:
    built_in = load_catalogue()
    write_tables(catalogue_rows(built_in), tmp_path / "todo")
    read = load_catalogue(tmp_path / "todo")
    assert (read.units, read.indicators) == (built_in.units, built_in.indicators)
