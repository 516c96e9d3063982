"""Documents: what lists show of them, what the machine read, and the worksheet as it is now."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from ..decisions.actions import tidy
from ..decisions.worksheet import Row, Worksheet, sorted_sheet
from ..model import Matrix
from ..normalise import fold
from .errors import UnknownError
from .tables import documents, machine_outputs, records
from .views import DocumentRow, DocumentState

ROW_COLUMNS = tuple(
    documents.c[name]
    for name in (
        *("id", "name", "sha256", "size", "state", "status", "institution", "period", "pages", "records", "to_review"),
        *("seconds", "error_code", "error", "version"),
    )
)
"""What a :class:`DocumentRow` is made of."""


def document_row(row: Any, name: str | None = None) -> DocumentRow:
    """Return a row of ``ROW_COLUMNS`` as a value, under another ``name`` where that is given."""
    values = {column.name: getattr(row, column.name) for column in ROW_COLUMNS}
    return DocumentRow(**values | ({"name": name} if name else {}))


def find_document(connection: Connection, identifier: int, *, lock: bool = False) -> DocumentRow:
    """Return a document, locked until the end of the transaction on request; raise :class:`UnknownError`."""
    found = select(*ROW_COLUMNS).where(documents.c.id == identifier)
    row = connection.execute(found.with_for_update() if lock else found).one_or_none()
    if row is None:
        raise UnknownError("no_document", id=identifier)
    return document_row(row)


def lock_documents(connection: Connection, identifiers: Iterable[int]) -> dict[int, DocumentRow]:
    """Return documents, locked in the order of their identifiers so that no two transactions wait for each other."""
    found = select(*ROW_COLUMNS).where(documents.c.id.in_(set(identifiers))).order_by(documents.c.id)
    return {row.id: document_row(row) for row in connection.execute(found.with_for_update())}


def search_documents(
    connection: Connection, search: str, state: DocumentState | None, offset: int, limit: int
) -> tuple[tuple[DocumentRow, ...], int]:
    """Return the newest documents in which all words of ``search`` occur, and how many there are in all."""
    conditions = [documents.c.search.contains(word, autoescape=True) for word in fold(tidy(search)).split()]
    conditions += [documents.c.state == state] if state else []
    total = connection.execute(select(func.count()).select_from(documents).where(*conditions)).scalar_one()
    page = select(*ROW_COLUMNS).where(*conditions).order_by(documents.c.id.desc()).offset(offset).limit(limit)
    return tuple(document_row(row) for row in connection.execute(page)), total


def pack_matrix(matrix: Matrix) -> bytes:
    """Return a matrix as it is kept: a tenth of its JSON."""
    return zlib.compress(matrix.model_dump_json().encode("utf-8", "surrogatepass"))


def load_matrix(connection: Connection, identifier: int) -> Matrix | None:
    """Return what the machine read of a document, None where it is not converted."""
    found = select(machine_outputs.c.matrix).where(machine_outputs.c.document_id == identifier)
    packed = connection.execute(found).scalar_one_or_none()
    return Matrix.model_validate_json(zlib.decompress(packed)) if packed is not None else None


def load_worksheet(connection: Connection, identifier: int) -> Worksheet:
    """Return the records of a document as they are now."""
    return load_worksheets(connection, [identifier])[identifier]


def load_worksheets(connection: Connection, identifiers: Sequence[int]) -> dict[int, Worksheet]:
    """Return the records of documents as they are now."""
    rows: dict[int, list[Row]] = {identifier: [] for identifier in identifiers}
    found = select(records.c.document_id, records.c.row).where(records.c.document_id.in_(rows))
    for document, text in connection.execute(found):
        rows[document].append(Row.model_validate_json(text))
    return {document: sorted_sheet(some) for document, some in rows.items()}


def pack_row(row: Row) -> str:
    """Return a row as it is kept."""
    return row.model_dump_json(exclude_defaults=True)
