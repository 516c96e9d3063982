"""A table that says of each document which institution and which month it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.inputs import Input, find_inputs
from pipeline.batch.manifest import Facts, ManifestError, facts_of, read_manifest


def manifest(folder: Path, text: str) -> Path:
    path = folder / "lista.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "archivo;institucion;periodo\nenero/a4.pdf;GAD de Sumapaz;2019-01\n",
        "\ufeffPeríodo,Archivo,Institución\r\n2019-01,enero/a4.pdf,GAD de Sumapaz\r\n",
    ],
)
def test_columns_are_known_by_their_headings(tmp_path: Path, text: str) -> None:
    listed = read_manifest(manifest(tmp_path, text))
    assert facts_of(Input(tmp_path / "enero" / "a4.pdf"), listed) == Facts("GAD de Sumapaz", "2019-01")
    assert facts_of(Input(tmp_path / "otro.pdf"), listed) == Facts()


def test_its_files_are_inputs_taken_from_its_own_folder(tmp_path: Path) -> None:
    listed = read_manifest(manifest(tmp_path, "archivo\nenero/a4.pdf\nhttps://gad.gob.ec/a4.pdf\n"))
    found = find_inputs([line.argument for line in listed.values()])
    assert [document.label for document in found.documents] == [
        str(tmp_path / "enero" / "a4.pdf"),
        "https://gad.gob.ec/a4.pdf",
    ]


def test_facts_are_optional(tmp_path: Path) -> None:
    [line] = read_manifest(manifest(tmp_path, "archivo;institucion;periodo\na4.pdf;;\n")).values()
    assert line.facts == Facts()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("documento;mes\na.pdf;2019-01\n", "no tiene una columna «archivo»"),
        ("archivo;periodo\na.pdf;2019-01\nb.pdf;enero\n", "en la línea 3 un período que no es AAAA-MM: «enero»"),
        ("", "no tiene una columna «archivo»"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ManifestError, match=words):
        read_manifest(manifest(tmp_path, text))


def test_a_manifest_that_cannot_be_read_is_said_too(tmp_path: Path) -> None:
    (tmp_path / "lista.csv").write_bytes(b"archivo\nmatr\xedz.pdf\n")
    for path in (tmp_path / "lista.csv", tmp_path / "falta.csv"):
        with pytest.raises(ManifestError, match="No se puede leer el manifiesto"):
            read_manifest(path)
