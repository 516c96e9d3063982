"""The portal's rules, restated from what is known of its code and of the guide (February 2025), word for word.

Nothing here is shared with ``pipeline.portal``: what we write is held against this, not against itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

COLUMNS = (
    "Unidad",
    "Objetivos",
    "Indicador",
    "Meta cuantificable",
    "Enlace al sistema de gestiÓn de planificaciÓn para verificaciÓn de los indicadores y metas cuantificables "
    "por procesos o niveles",
)
METADATA = (
    "FECHA ACTUALIZACIÓN DE LA INFORMACIÓN:",
    "PERIODICIDAD DE ACTUALIZACIÓN DE LA INFORMACIÓN:",
    "UNIDAD POSEEDORA DE LA INFORMACIÓN:",
    "PERSONA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
    "CORREO ELECTRÓNICO DE LA PERSONA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
    "NÚMERO TELEFÓNICO DE LA PERSONA RESPONSABLE DE LA UNIDAD POSEEDORA DE LA INFORMACIÓN:",
    "LICENCIA",
)
DICTIONARY = (
    "Institución",
    "Descripción",
    "Nombre del campo",
    "Unidad",
    "Objetivos",
    "Indicador",
    "Meta cuantificable",
    "Enlace al sistema de gestión de planificación para verificación de los indicadores y metas cuantificables",
)
ABSENCES = ("NO APLICA", "INFORMACIÓN NO DISPONIBLE")
NAMES = ("Conjunto de datos.csv", "2. Metadatos.csv", "3. Diccionario.csv")
OTHER_ABSENCES = re.compile(r"(?:n\s?/?\s?[ad]|n\.[ad]\.|s\s?/\s?[nd]|-+|\.+|\*|x)", re.IGNORECASE)
RUNS = re.compile(r"[=@\t\r]|[+-](?!\s?\d|[+-]*$)")


def portal_reads(content: bytes) -> list[list[str]]:
    """Return the rows as the portal's reader makes them of a file."""
    text = content.decode("utf-8").removeprefix("\ufeff")
    lines = [re.sub(r";{3,}", "", line.strip().lstrip(";").rstrip(";")) for line in text.split("\r\n")]
    return [line.split(";") for line in lines if line]


def assert_portal_takes(files: Mapping[str, bytes]) -> list[list[str]]:
    """Hold the three files of a month against the rules; return the data rows."""
    assert tuple(files) == NAMES
    for content in files.values():
        _assert_written_as_the_portal_writes(content)
    (headings, *rows), metadata, dictionary = (portal_reads(content) for content in files.values())
    assert tuple(headings) == COLUMNS
    _assert_rows(rows)
    assert tuple(row[0] for row in metadata) == METADATA
    assert all(len(row) == 2 and row[1] for row in (*metadata, *dictionary))
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", metadata[0][1])
    assert metadata[-1][1] == "CC-BY-4.0"
    assert tuple(row[0] for row in dictionary[: len(DICTIONARY)]) == DICTIONARY
    held = {cell for row in rows for cell in row if cell in ABSENCES}
    assert {row[0] for row in dictionary[len(DICTIONARY) :]} == held, "an absence needs a note, and only then"
    return rows


def _assert_written_as_the_portal_writes(content: bytes) -> None:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8").removeprefix("\ufeff")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert '"' not in text
    assert ";;" not in text
    assert all(line.strip() == line and line for line in text.split("\r\n")[:-1])


def _assert_rows(rows: list[list[str]]) -> None:
    assert rows, "at least one row"
    for row in rows:
        assert len(row) == len(COLUMNS), row
        for cell in row:
            assert cell == " ".join(cell.split())
            assert cell
            assert not OTHER_ABSENCES.fullmatch(cell)
            assert not RUNS.match(cell)
