"""Backup while people work, restore onto either base, and damages that are all named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Connection, text

from pipeline.decisions.actions import Accept, Edit
from pipeline.store import BackupError, Store, open_store
from pipeline.store.backup import MANIFEST, read_manifest, restore
from pipeline.store.contents import content_path
from pipeline.store.digests import digests
from pipeline.store.engine import FILE_NAME, reading, writing
from pipeline.store.verification import verify_backup
from tests.pipeline.store.conftest import BASES, convert_into
from tests.postgresql import Server
from tests.review_matrices import matrix

ROW = "Archivo? | Custodiar | % de actas? | 90%"
MATRICES = [matrix(ROW, "Obras | Construir | Vías? | 3 km", name=f"{number}.pdf") for number in range(20)]


@pytest.fixture
def filled(store: Store) -> Store:
    documents = convert_into(store, *MATRICES[:4])
    store.decide(documents[0], Edit(record="m0", field="target", text="95 % «ñ» 𝄞"), "ana", "porque sí")
    store.decide_alike(documents[1], Accept(record="m0", field="unit"), "luis")
    store.undo("luis")
    store.accounts.add("Eva", "administrator", "hash")
    store.accounts.enter("Eva", "", 60.0)
    store.add_entry("Dirección de Cometas", "ana")
    store.add_batch([("roto.pdf", b"%PDF-")], "ana")
    return store


def digests_of(store: Store) -> dict[str, str]:
    with reading(store._engine) as connection:
        return dict(digests(connection))


@pytest.fixture(params=BASES)
def elsewhere(request: pytest.FixtureRequest) -> str | None:
    """Return the URL of another base, which is empty."""
    if request.param == "sqlite":
        return None
    server: Server = request.getfixturevalue("server")
    return server.new_database()


def test_a_backup_comes_back_equal_on_either_base(filled: Store, tmp_path: Path, elsewhere: str | None) -> None:
    filled.back_up(tmp_path / "respaldo")
    assert list(verify_backup(tmp_path / "respaldo")) == []
    restore(tmp_path / "respaldo", elsewhere, tmp_path / "otra")
    again = open_store(elsewhere, tmp_path / "otra")
    assert digests_of(again) == digests_of(filled) == dict(read_manifest(tmp_path / "respaldo").tables)
    for number in range(1, 6):
        assert again.content_path(number).read_bytes() == filled.content_path(number).read_bytes()
    assert list(again.verify()) == list(filled.verify()) == []
    assert again.history(1) == filled.history(1)
    entry = again.decide(2, Accept(record="m0", field="unit"), "eva")
    assert entry.sequence > max(one.sequence for one in filled.history(2)), "it goes on counting"
    again.accounts.add("Otra", "reader", "hash")
    again.add_batch([("nuevo.pdf", b"nuevo")], "eva")
    again.close()


def test_a_base_that_people_write_to_is_copied_as_it_was_at_one_moment(filled: Store, tmp_path: Path) -> None:
    stop = Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            entry = filled.decide(3, Edit(record="m1", field="target", text=f"{len(written)} km"), "eva")
            written.append(entry.sequence)

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            before = len(written)
            filled.back_up(tmp_path / f"respaldo{number}")
            after = len(written)
            restore(tmp_path / f"respaldo{number}", None, tmp_path / f"otra{number}")
            again = open_store(None, tmp_path / f"otra{number}")
            kept = [entry.sequence for entry in again.history(3) if entry.by == "eva"]
            assert written[:before] == kept[:before], "what was decided before is in it"
            assert before <= len(kept) <= after + 1
            assert list(again.verify()) == []
            again.close()
    finally:
        stop.set()
        writer.join()
    assert len(written) > 5


def test_nothing_is_written_over(filled: Store, tmp_path: Path, elsewhere: str | None) -> None:
    filled.back_up(tmp_path / "respaldo")
    with pytest.raises(BackupError, match="ya existe"):
        filled.back_up(tmp_path / "respaldo")
    restore(tmp_path / "respaldo", elsewhere, tmp_path / "otra")
    with pytest.raises(BackupError, match="ya tiene datos"):
        restore(tmp_path / "respaldo", elsewhere, tmp_path / "otra")


def test_sessions_do_not_come_back(filled: Store, tmp_path: Path) -> None:
    token = filled.accounts.enter("Eva", "", 60.0)
    filled.back_up(tmp_path / "respaldo")
    restore(tmp_path / "respaldo", None, tmp_path / "otra")
    again = open_store(None, tmp_path / "otra")
    assert again.accounts.of_session(token, "browser") is None
    assert again.accounts.find("Eva") is not None
    again.close()


def test_a_content_that_is_damaged_already_is_told_and_the_rest_kept(filled: Store, tmp_path: Path) -> None:
    filled.content_path(2).write_bytes(b"otra cosa")
    manifest = filled.back_up(tmp_path / "respaldo")
    assert manifest.damaged == [filled.document(2).sha256]
    assert len(manifest.contents) == 4
    assert list(verify_backup(tmp_path / "respaldo")) == []


def flip(position: int) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[position] ^= 1
        path.write_bytes(content)

    return change


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


FILES: list[Callable[[Path], object]] = [
    *(flip(0), flip(-1), flip(100)),
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(path.read_bytes()[:-1]),
    lambda path: path.write_bytes(path.read_bytes() + b"\n"),
    lambda path: path.write_bytes(path.read_bytes()[::-1]),
    lambda path: path.unlink(),
    lambda path: path.rename(path.with_name("0" * 64)),
    lambda path: shutil.rmtree(path.parent),
    replace_by_folder,
    lambda path: path.write_bytes(bytes(path.stat().st_size)),
]
"""What is done to the contents of documents 1, 2, 3 …"""
STATEMENTS = [
    "UPDATE machine_outputs SET matrix = :blob WHERE document_id = 13",
    "DELETE FROM machine_outputs WHERE document_id = 14",
    "UPDATE records SET row = REPLACE(row, 'Custodiar', 'Guardar') WHERE document_id = 15 AND record = 'm0'",
    "DELETE FROM records WHERE document_id = 16 AND record = 'm1'",
    "UPDATE fields SET text = 'otro' WHERE document_id = 17 AND record = 'm0' AND field = 'target'",
    "UPDATE documents SET version = 77 WHERE id = 18",
    "UPDATE fields SET confidence = 0.5 WHERE document_id = 19 AND record = 'm1' AND field = 'mission'",
    "UPDATE records SET row = '{' WHERE document_id = 20 AND record = 'm0'",
]
"""What is done to documents 13 to 20 in the base, behind the program's back."""


def without_guards(connection: Connection) -> None:
    """Do as somebody with a tool of the base does."""
    if connection.dialect.name == "sqlite":
        for name in ("machine_outputs_no_update", "machine_outputs_no_delete"):
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        connection.execute(text("SET session_replication_role = replica"))


def test_of_twenty_damages_all_are_named_and_nothing_else(store: Store) -> None:
    documents = convert_into(store, *MATRICES)
    assert list(store.verify()) == []
    paths = [store.content_path(document) for document in documents[: len(FILES)]]
    for damage, path in zip(FILES, paths, strict=True):
        damage(path)
    with writing(store._engine) as connection:
        without_guards(connection)
        for statement in STATEMENTS:
            connection.execute(text(statement), {"blob": b"x"} if ":blob" in statement else {})
    found = [damage.where for damage in store.verify()]
    assert len(FILES) + len(STATEMENTS) == 20
    assert sorted(found[: len(FILES)]) == sorted(map(str, paths))
    assert found[len(FILES) :] == [f"documento {number} ({number - 1}.pdf)" for number in range(13, 21)]


def test_a_question_that_is_counted_wrongly_is_named(filled: Store) -> None:
    with writing(filled._engine) as connection:
        connection.execute(
            text("UPDATE doubts SET priority = priority - 1 WHERE digest = (SELECT min(digest) FROM doubts)")
        )
    assert ["doubts" in damage.where for damage in filled.verify()] == [True]


def set_byte(path: Path, position: int, value: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] = value
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        (lambda place: set_byte(place / FILE_NAME, 30, 255), FILE_NAME),
        (lambda place: (place / FILE_NAME).write_bytes((place / FILE_NAME).read_bytes()[:5000]), FILE_NAME),
        (lambda place: (place / FILE_NAME).unlink(), FILE_NAME),
        (lambda place: (place / FILE_NAME).write_bytes(b"no es una base"), FILE_NAME),
        (lambda place: (place / "virus.exe").write_bytes(b"x"), "virus.exe"),
        (lambda place: content_path(next(iter(read_manifest(place).contents)), place).write_bytes(b"x"), "documentos"),
    ],
)
def test_a_damaged_backup_is_named(
    new_sqlite: Callable[[Path], None], tmp_path: Path, damage: Callable[[Path], object], where: str
) -> None:
    new_sqlite(tmp_path)
    store = open_store(folder=tmp_path)
    convert_into(store, MATRICES[0])
    place = tmp_path / "respaldo"
    store.back_up(place)
    store.close()
    damage(place)
    found = list(verify_backup(place))
    assert len(found) >= 1
    assert {where in one.where for one in found} == {True}


def test_rows_that_were_changed_in_a_backup_are_noticed(new_sqlite: Callable[[Path], None], tmp_path: Path) -> None:
    import sqlite3

    new_sqlite(tmp_path)
    store = open_store(folder=tmp_path)
    convert_into(store, MATRICES[0])
    store.back_up(tmp_path / "respaldo")
    store.close()
    with sqlite3.connect(tmp_path / "respaldo" / FILE_NAME) as connection:
        connection.execute("UPDATE documents SET name = 'otro.pdf'")
    connection.close()
    [damage] = verify_backup(tmp_path / "respaldo")
    assert "la tabla «documents» no es la que se respaldó" in damage.says
    (tmp_path / "respaldo" / MANIFEST).write_text("{")
    with pytest.raises(BackupError, match="no es un respaldo entero"):
        list(verify_backup(tmp_path / "respaldo"))
