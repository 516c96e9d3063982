"""Names that never clash, and files that are never half written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from pipeline.batch.outputs import DiskFullError, keep_names, name_outputs, printable, remove_parts, write_aside


def names(*paths: str, taken: tuple[str, ...] = ()) -> list[str]:
    return name_outputs([Path(path) for path in paths], [Path(path) for path in taken])


def test_a_result_has_the_name_of_its_document() -> None:
    assert names("enero/Literal a4.PDF", "suelto.txt") == ["Literal a4", "suelto"]


def test_the_extension_tells_documents_of_one_stem_apart() -> None:
    assert names("matriz.pdf", "matriz.txt", "otra.pdf") == ["matriz.pdf", "matriz.txt", "otra"]


def test_case_does_not_tell_documents_apart() -> None:
    assert names("Matriz.pdf", "matriz.txt") == ["Matriz.pdf", "matriz.txt"]


def test_the_folder_tells_documents_of_one_name_apart() -> None:
    assert names("/gad/enero/a4.pdf", "/gad/febrero/a4.pdf") == ["enero-a4.pdf", "febrero-a4.pdf"]


def test_as_many_folders_as_are_needed() -> None:
    assert names("/2023/enero/a4.pdf", "/2024/enero/a4.pdf") == ["enero-a4.pdf", "2024-enero-a4.pdf"]


def test_the_names_of_the_index_and_the_list_are_kept_free() -> None:
    assert names("index.pdf", "LOTE.txt") == ["index.pdf", "LOTE.txt"]


def test_no_name_writes_over_what_is_taken() -> None:
    assert names("a4.pdf", taken=("a4.md",)) == ["a4.pdf"]


def test_characters_that_some_system_refuses_are_replaced() -> None:
    assert names("¿qué?: 50%\n*.pdf", "unidad|a.pdf") == ["¿qué__ 50%__", "unidad_a"]


def test_a_very_long_name_is_cut() -> None:
    [name] = names("ñ" * 120 + ".pdf")
    assert name == "ñ" * 90


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["/a", "/b", "/a/b"]),
            st.sampled_from(["x", "X", "index", "2-x"]),
            st.sampled_from([".pdf", ".txt", ""]),
        ),
        unique=True,
    )
)
def test_names_never_clash(parts: list[tuple[str, str, str]]) -> None:
    paths = [Path(folder, stem + suffix) for folder, stem, suffix in parts]
    given_names = [name.casefold() for name in name_outputs(paths)]
    assert len(set(given_names)) == len(paths)
    assert not {"index", "lote"} & set(given_names)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("viejo")
    write_aside(target, b"nuevo")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.json": "nuevo"}


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "a.json"
    target.write_text("viejo")
    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(DiskFullError, match="No space"):
        write_aside(target, b"nuevo")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.json": "viejo"}


def test_a_name_that_is_no_text_becomes_text() -> None:
    assert printable(Path(os.fsdecode(b"matr\xedz.pdf"))) == "matr?z.pdf"


def test_what_was_begun_and_never_ended_is_removed(tmp_path: Path) -> None:
    for name in (".a.json.lotaip-part", ".de otro.part", "a.json"):
        (tmp_path / name).touch()
    remove_parts(tmp_path)
    keep_names(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".de otro.part", "a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_of_the_system_is_a_full_disk_too(tmp_path: Path) -> None:
    program = """
import pathlib, resource, signal, sys
from pipeline.batch.outputs import DiskFullError, write_aside
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_aside(pathlib.Path(sys.argv[1]), bytes(5000))
except DiskFullError:
    print("lleno")
"""
    shown = subprocess.run([sys.executable, "-c", program, tmp_path / "a.json"], check=True, capture_output=True)
    assert shown.stdout == b"lleno\n"
    assert list(tmp_path.iterdir()) == []
