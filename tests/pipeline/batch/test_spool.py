"""Members of ZIPs and what lies at an address become files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extractores.errors import DamagedError, EncryptedError, NotRegularFileError, TooLargeError, UnreadableFileError
from pipeline.batch.inputs import Input
from pipeline.batch.spool import Spool, hash_of


def archive(folder: Path, **members: str) -> Path:
    path = folder / "mes.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return path


def member(path: Path, name: str) -> Input:
    return Input(path / name, path, name)


def test_a_member_is_unpacked_under_its_own_name_and_dropped(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"enero/a4.txt": "Alcaldía"})
    with Spool(tmp_path / "copias") as spool:
        file = spool.bring(member(path, "enero/a4.txt"))
        assert (file.name, file.read_text(encoding="utf-8")) == ("a4.txt", "Alcaldía")
        spool.drop(file)
        assert not file.exists()
    assert not (tmp_path / "copias").exists()


def test_what_leads_out_of_a_folder_is_not_brought(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    with Spool(tmp_path / "copias") as spool, pytest.raises(NotRegularFileError):
        spool.bring(Input(tmp_path / "a.pdf", is_outside=True))


def test_a_file_stays_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.touch()
    with Spool(tmp_path / "copias") as spool:
        assert spool.bring(Input(file)) == file
        spool.drop(file)
    assert file.exists()


def test_no_member_is_written_outside(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"../../fuera.txt": "x"})
    with Spool(tmp_path / "copias") as spool:
        assert spool.bring(member(path, "../../fuera.txt")).name == "fuera.txt"
    assert not (tmp_path.parent / "fuera.txt").exists()


def test_a_bomb_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.remote.LARGEST", 1000)
    path = archive(tmp_path, **{"a.txt": "x" * 5000})
    with Spool(tmp_path / "copias") as spool, pytest.raises(TooLargeError):
        spool.bring(member(path, "a.txt"))


def test_a_damaged_member_is_damaged(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"a.txt": "Alcaldía de Sumapaz"})
    path.write_bytes(path.read_bytes().replace("Alcaldía".encode(), b"ALCALDIA!"))
    with Spool(tmp_path / "copias") as spool, pytest.raises(DamagedError):
        spool.bring(member(path, "a.txt"))


def test_a_member_with_a_password_is_encrypted(tmp_path: Path) -> None:
    content = bytearray(archive(tmp_path, **{"a.txt": "x"}).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path = tmp_path / "cifrado.zip"
    path.write_bytes(content)
    assert zipfile.is_zipfile(io.BytesIO(content))
    with Spool(tmp_path / "copias") as spool, pytest.raises(EncryptedError):
        spool.bring(member(path, "a.txt"))


def test_an_archive_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    with Spool(tmp_path / "copias") as spool, pytest.raises(UnreadableFileError):
        spool.bring(member(tmp_path / "falta.zip", "a.txt"))


def test_only_a_file_has_a_hash(tmp_path: Path) -> None:
    assert hash_of(tmp_path) is None
    assert hash_of(tmp_path / "falta") is None
    file = tmp_path / "a"
    file.write_bytes(b"x")
    first = hash_of(file)
    file.write_bytes(b"yy")
    assert first != hash_of(file)


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / "copias" / "1").mkdir(parents=True)
    with Spool(tmp_path / "copias"):
        assert not (tmp_path / "copias").exists()
