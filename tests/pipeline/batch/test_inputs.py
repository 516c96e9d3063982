"""Files, folders and globs become documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.batch.inputs import find_inputs


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("enero/a4.pdf", "enero/a4.TXT", "febrero/Literal a4.PDF", "febrero/notas.docx", "suelto.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*arguments: str) -> list[str]:
    return [path.as_posix() for path in find_inputs(arguments).paths]


def test_a_folder_gives_the_documents_below_it_in_order_of_their_names() -> None:
    assert found(".") == ["suelto.pdf", "enero/a4.TXT", "enero/a4.pdf", "febrero/Literal a4.PDF"]


def test_a_file_is_taken_whatever_its_name() -> None:
    assert found("febrero/notas.docx") == ["febrero/notas.docx"]


def test_a_missing_file_is_kept_for_the_reader_to_report() -> None:
    assert found("marzo.pdf") == ["marzo.pdf"]


def test_globs_are_expanded_where_the_shell_did_not() -> None:
    assert found("*/a4.*") == ["enero/a4.TXT", "enero/a4.pdf"]
    assert found("**/*.PDF") == ["febrero/Literal a4.PDF"]


def test_a_glob_takes_the_documents_of_folders_and_leaves_other_files() -> None:
    assert found("f*") == ["febrero/Literal a4.PDF"]
    assert found("febrero/*") == ["febrero/Literal a4.PDF"]


def test_a_file_with_brackets_in_its_name_is_no_glob(folder: Path) -> None:
    (folder / "a4[1].pdf").touch()
    assert found("a4[1].pdf") == ["a4[1].pdf"]


def test_a_document_that_is_named_twice_is_converted_once(folder: Path) -> None:
    assert found("suelto.pdf", str(folder / "suelto.pdf"), "./suelto.pdf") == ["suelto.pdf"]


def test_hidden_files_of_a_folder_are_not_documents(folder: Path) -> None:
    (folder / "enero" / "._a4.pdf").touch()
    assert found("enero") == ["enero/a4.TXT", "enero/a4.pdf"]


def test_what_holds_no_document_is_named(folder: Path) -> None:
    (folder / "vacía").mkdir()
    assert find_inputs(["vacía", "*.xlsx", "suelto.pdf"]).without_documents == ("vacía", "*.xlsx")


def test_a_loop_of_links_is_walked_once(folder: Path) -> None:
    (folder / "enero" / "otra vez").symlink_to(folder / "enero", target_is_directory=True)
    assert found("enero") == ["enero/a4.TXT", "enero/a4.pdf"]


def test_a_link_in_a_folder_that_leads_out_of_it_is_refused(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("fuera") / "secreto.pdf"
    outside.touch()
    (folder / "enero" / "dentro.pdf").symlink_to(folder / "enero" / "a4.pdf")
    (folder / "enero" / "fuera.pdf").symlink_to(outside)
    inputs = {document.path.name: document.is_outside for document in find_inputs(["enero"]).documents}
    assert inputs == {"a4.TXT": False, "a4.pdf": False, "dentro.pdf": False, "fuera.pdf": True}
    assert [document.is_outside for document in find_inputs(["enero/fuera.pdf"]).documents] == [False]


def test_a_folder_that_the_system_does_not_show_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "febrero":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", refuse)
    found = find_inputs(["."])
    assert [Path(path).name for path in found.unreadable_folders] == ["febrero"]
    assert [path.name for path in found.paths] == ["suelto.pdf", "a4.TXT", "a4.pdf"]


def test_the_documents_of_a_zip_are_inputs(folder: Path) -> None:
    with ZipFile(folder / "enero" / "mes.zip", "w") as archive:
        for name in ("gad/a4.pdf", "gad/notas.docx", "a4.txt"):
            archive.writestr(name, "x")
    members = ["enero/mes.zip/a4.txt", "enero/mes.zip/gad/a4.pdf"]
    assert found("enero/mes.zip") == members
    assert found("enero") == ["enero/a4.TXT", "enero/a4.pdf", *members]
    assert [document.member for document in find_inputs(["enero/*.zip"]).documents] == ["a4.txt", "gad/a4.pdf"]


def test_a_zip_without_documents_is_for_the_reader_to_refuse(folder: Path) -> None:
    with ZipFile(folder / "enero" / "otro.zip", "w") as archive:
        archive.writestr("../../fuera.exe", "x")
    assert found("enero/otro.zip") == ["enero/otro.zip"]


def test_a_zip_that_cannot_be_opened_is_for_the_reader_to_report(folder: Path) -> None:
    (folder / "roto.zip").write_bytes(b"PK")
    assert found("roto.zip", "falta.zip") == ["roto.zip", "falta.zip"]


def test_the_standard_input_may_list_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("suelto.pdf\r\n\nenero\n"))
    assert found("-", "febrero") == ["suelto.pdf", "enero/a4.TXT", "enero/a4.pdf", "febrero/Literal a4.PDF"]
