"""The store: documents, what the machine read, what people decided. Each method is one transaction.

A store may be used by several threads, and several processes may have the same base open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, select

from ..catalogue.entries import Catalogue, load_catalogue as load_built_in
from ..decisions.actions import FieldAction, RowAction, tidy
from ..decisions.catalogue_changes import AddAlias, AddEntry, CatalogueTable, MergeEntries
from ..decisions.doubt_sheet import Question
from ..decisions.memory import Memory, in_force
from ..decisions.reviewed import prepare, reviewed_matrix
from ..decisions.worksheet import RecordId, Worksheet, with_changes, worksheet_of
from ..matching.match import rank_names
from ..model import Decision, FieldName, Matrix
from . import batches, catalogue as catalogues, conversions, decisions, documents, queue, undo
from .accounts import Accounts
from .backup import Manifest, back_up
from .contents import content_path, keep_content
from .decisions import Author
from .engine import BUSY_SECONDS, make_engine, reading, writing
from .errors import UnknownError
from .figures import Figures, figures
from .journal import concerns, entries_of_document, last_sequence
from .migration import migrate, revision_of
from .questions import find_open_field, to_question, to_queue_item
from .remembered import Remembered
from .tables import fields
from .verification import Damage, verify_base
from .views import (
    Alike,
    BatchView,
    CatalogueHit,
    DocumentRow,
    DocumentState,
    DocumentView,
    Entry,
    FieldKey,
    QueuedDocument,
    QueueItem,
)

REMEMBERED = 128
"""Matrices and worksheets kept in memory: what the machine read never changes, nor what a version of a document is."""
APPLICATION = "lotaip"


def open_store(
    url: str | None = None,
    folder: Path | None = None,
    catalogue: Catalogue | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> Store:
    """Return the store at ``url`` (by default SQLite in ``folder``), its tables brought up to this program.

    ``folder`` also keeps the contents of documents; by default it is where programs of this user keep their data.
    ``catalogue`` is what the changes of reviewers are applied to, by default the built-in one. Whoever waits longer
    than ``busy_seconds`` for others to finish writing gets a :class:`BusyError`.
    Raises :class:`BaseError` where the base cannot be opened.
    """
    folder = folder or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    engine = make_engine(url, folder, busy_seconds)
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, folder, catalogue or load_built_in())


def default_folder() -> Path:
    """Return where this user's programs keep their data."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


class Store:
    """See :func:`open_store`."""

    def __init__(self, engine: Engine, folder: Path, catalogue: Catalogue) -> None:
        self._engine, self._folder, self._base = engine, folder, catalogue
        self.accounts = Accounts(engine)
        """Who may use the app."""
        self._matrices: Remembered[int, Matrix] = Remembered(REMEMBERED)
        self._worksheets: Remembered[tuple[int, int], Worksheet] = Remembered(REMEMBERED)
        self._catalogue: tuple[int, Catalogue] = (0, catalogue)
        self._memory: tuple[int, Memory] = (0, {})
        """With the last line of the log that it was read with: only what people do changes it."""

    def close(self) -> None:
        """Close the connections to the base."""
        self._engine.dispose()

    # The base as a whole

    def back_up(self, target: Path) -> Manifest:
        """Copy the base and its documents to the new folder ``target`` while others go on working."""
        return back_up(self._engine, self._folder, target)

    def verify(self) -> Iterator[Damage]:
        """Yield everything that is damaged in the base and the contents of its documents."""
        return verify_base(self._engine, self._folder)

    def warm_up(self) -> None:
        """Load what the first decision and the first question need: seconds that nobody shall wait for."""
        prepare()
        catalogue = self.catalogue()
        for entries in (catalogue.units, catalogue.indicators):
            rank_names("x", entries)

    def figures(self) -> Figures:
        """Return how much there is in the base."""
        with reading(self._engine) as connection:
            return figures(connection)

    def revision(self) -> str:
        """Return the version of the tables."""
        with reading(self._engine) as connection:
            return revision_of(connection)

    # Batches

    def add_batch(self, files: Iterable[tuple[str, bytes | Path]], by: str) -> int:
        """Add files as a batch; content that is known already is linked and not converted again."""
        kept = [(name, *keep_content(content, self._folder)) for name, content in files]
        new = [batches.NewDocument(tidy(name), digest, size) for name, digest, size in kept]
        with writing(self._engine) as connection:
            return batches.add_batch(connection, new, tidy(by), _now())

    def batch(self, batch: int) -> BatchView:
        """Return a batch with its documents; raise :class:`UnknownError`."""
        with reading(self._engine) as connection:
            return batches.batch(connection, batch)

    def batches(self, limit: int = 20) -> tuple[BatchView, ...]:
        """Return the newest batches, without their documents."""
        with reading(self._engine) as connection:
            return batches.newest_batches(connection, limit)

    def cancel_batch(self, batch: int) -> None:
        """Take what is not begun out of the queue; what runs is finished."""
        with writing(self._engine) as connection:
            batches.cancel_batch(connection, batch)

    # Conversions

    def claim(self, worker: str) -> QueuedDocument | None:
        """Give the next document to a converter, None where there is none; see :func:`conversions.claim`."""
        with writing(self._engine, is_brief=True) as connection:
            return conversions.claim(connection, worker)

    def heartbeat(self, worker: str) -> None:
        """Tell that a converter lives: at least every ``LEASE_SECONDS`` while it converts."""
        with writing(self._engine, is_brief=True) as connection:
            conversions.heartbeat(connection, worker)

    def release(self, worker: str) -> None:
        """Give back what a converter was converting: it ends, and it was not the document's fault."""
        with writing(self._engine) as connection:
            conversions.release(connection, worker)

    def save_result(self, document: int, matrix: Matrix, seconds: float) -> None:
        """Keep what the machine read of a document."""
        with writing(self._engine) as connection:
            conversions.save_result(connection, document, matrix, seconds)

    def save_failure(self, document: int, code: str, sentence: str) -> None:
        """Keep why a document could not be converted: a code for machines and a Spanish sentence."""
        with writing(self._engine) as connection:
            conversions.save_failure(connection, document, code, sentence)

    def content_path(self, document: int) -> Path:
        """Return where the content of a document is; its name there is its hash."""
        with reading(self._engine) as connection:
            return self.path_of(documents.find_document(connection, document).sha256)

    def path_of(self, sha256: str) -> Path:
        """Return where the content of that hash is, for who knows it already."""
        return content_path(sha256, self._folder)

    # Documents

    def documents(
        self, search: str = "", state: DocumentState | None = None, offset: int = 0, limit: int = 50
    ) -> tuple[tuple[DocumentRow, ...], int]:
        """Return a page of the documents with all words of ``search``, the newest first, and how many there are."""
        with reading(self._engine) as connection:
            return documents.search_documents(connection, search, state, offset, limit)

    def document(self, document: int) -> DocumentView:
        """Return a document with what the machine read and the records as they are now; raise :class:`UnknownError`."""
        with reading(self._engine) as connection:
            return self._view(connection, document)

    def reviewed(self, document: int) -> Matrix:
        """Return the matrix of a document with everything that people decided; raise :class:`UnknownError`."""
        view = self.document(document)
        if view.matrix is None:
            raise UnknownError("not_converted", id=document)
        return reviewed_matrix(view.matrix, view.worksheet)

    # Decisions

    def decide(
        self,
        document: int,
        action: FieldAction | RowAction,
        by: str,
        reason: str = "",
        version: int | None = None,
        at: str | None = None,
    ) -> Entry:
        """Apply an action to a document and log it.

        ``version`` is what the reviewer saw: where a record that the action touches was changed since then,
        :class:`ConflictError` has both values and nothing is changed. ``at`` is the time in ISO 8601.
        Raises ``ActionError`` where the action cannot be done.
        """
        author = _author(by, at, reason)
        prepare()
        self._read_ahead([document])
        with writing(self._engine) as connection:
            return decisions.decide(connection, document, action, author, version, self._matrix)

    def alike(self, document: int, record: RecordId, field: FieldName) -> Alike:
        """Return how many other fields wait for the same answer as this one."""
        with reading(self._engine) as connection:
            return decisions.count_alike(connection, FieldKey(document, record, field))

    def decide_alike(
        self,
        document: int,
        action: FieldAction,
        by: str,
        reason: str = "",
        version: int | None = None,
        at: str | None = None,
    ) -> tuple[Entry, ...]:
        """Apply an action to a field and to all that wait for the same answer: one step, undone as a whole."""
        author = _author(by, at, reason)
        prepare()
        with reading(self._engine) as connection:
            others = decisions.waiting_alike(connection, FieldKey(document, action.record, action.field))
        self._read_ahead({document, *(other.document for other in others)})
        with writing(self._engine) as connection:
            return decisions.decide_alike(connection, document, action, author, version, self._matrix)

    def undo(self, by: str, document: int | None = None, at: str | None = None) -> tuple[Entry, ...]:
        """Undo the last step of ``by``, of those about ``document`` where that is given; raise :class:`StepError`."""
        prepare()
        with writing(self._engine) as connection:
            return undo.undo(connection, _author(by, at, ""), document, self._matrix, self._check_catalogue)

    def redo(self, by: str, document: int | None = None, at: str | None = None) -> tuple[Entry, ...]:
        """Redo the step that ``by`` undid last; raise :class:`StepError`."""
        prepare()
        with writing(self._engine) as connection:
            return undo.redo(connection, _author(by, at, ""), document, self._matrix, self._check_catalogue)

    def history(
        self, document: int, record: RecordId | None = None, field: FieldName | None = None
    ) -> tuple[Entry, ...]:
        """Return what was done to a document, a record or a field of it, in order."""
        with reading(self._engine) as connection:
            documents.find_document(connection, document)
            entries = entries_of_document(connection, document)
            return tuple(entry for entry in entries if concerns(entry, record, field))

    def replay(self, document: int) -> Worksheet:
        """Return the records of a document made anew from what the machine read and the log alone."""
        with reading(self._engine) as connection:
            documents.find_document(connection, document)
            sheet = worksheet_of(self._matrix(connection, document))
            for entry in entries_of_document(connection, document):
                sheet = with_changes(sheet, entry.changes)
            return sheet

    # Queue

    def queue_size(self) -> int:
        """Return how many fields wait for a person."""
        with reading(self._engine) as connection:
            return queue.queue_size(connection)

    def next_doubtful(
        self, by: str, after: FieldKey | None = None, skip: Collection[FieldKey] = (), *, skip_alike: bool = False
    ) -> QueueItem | None:
        """Return the next field that waits, None where there is none; see :func:`queue.next_key`."""
        with suppress(UnknownError):  # somebody took the field away before it was looked at
            return self._next_doubtful(by, after, skip, skip_alike)
        return self._next_doubtful(by, after, skip, skip_alike)

    def _next_doubtful(
        self, by: str, after: FieldKey | None, skip: Collection[FieldKey], skip_alike: bool
    ) -> QueueItem | None:
        with writing(self._engine, is_brief=True) as connection:
            key = queue.next_key(connection, by, after, skip, skip_alike=skip_alike)
        if key is None:
            return None
        with reading(self._engine) as connection:  # candidates are looked for while others may write
            return self._item(connection, key)

    def queue_item(self, document: int, record: RecordId, field: FieldName) -> QueueItem:
        """Return one field as the queue shows it, whether it waits or not; raise :class:`UnknownError`."""
        with reading(self._engine) as connection:
            return self._item(connection, FieldKey(document, record, field))

    def questions(self, documents: Collection[int] | None = None) -> Iterator[Question]:
        """Yield every question that waits for an answer, in the order of the queue; ``documents`` leaves out others."""
        with reading(self._engine) as connection:
            waiting = connection.execute(queue.all_waiting(documents)).all()
        for _, alike in groupby(waiting, key=lambda row: row.digest):
            found = list(alike)
            with reading(self._engine) as connection:
                key = FieldKey(*found[0][1:])
                yield to_question(find_open_field(self._view(connection, key.document), key), len(found) - 1)

    # Catalogue and memory

    def catalogue(self) -> Catalogue:
        """Return the catalogue as it is now."""
        with reading(self._engine) as connection:
            return self._catalogue_now(connection)

    def search_catalogue(self, text: str, limit: int = 20) -> tuple[CatalogueHit, ...]:
        """Return the entries whose names are like ``text``, the likest first."""
        return catalogues.search(self.catalogue(), text, limit)

    def add_entry(
        self, name: str, by: str, table: CatalogueTable = "unit", types: Iterable[str] = (), reason: str = ""
    ) -> Entry:
        """Add a unit or an indicator to the catalogue; the entry of the log has its new identifier."""
        change = AddEntry(table=table, entry=f"r-{uuid4().hex[:12]}", name=tidy(name), types=tuple(sorted(types)))
        return self._change_catalogue(change, by, reason)

    def add_alias(self, entry: str, alias: str, by: str, reason: str = "") -> Entry:
        """Add another way to write an entry."""
        return self._change_catalogue(AddAlias(entry=entry, alias=tidy(alias)), by, reason)

    def merge_entries(self, kept: str, gone: str, by: str, reason: str = "") -> Entry:
        """Make two entries one, which has the names of both."""
        return self._change_catalogue(MergeEntries(kept=kept, gone=gone), by, reason)

    def memory(self) -> Memory:
        """Return the decisions in force over all documents, for those that are converted next."""
        found = select(fields.c.decision).where(fields.c.decision.is_not(None)).order_by(fields.c.sequence)
        with reading(self._engine) as connection:
            newest = last_sequence(connection)
            known, memory = self._memory
            if newest == known:
                return memory
            texts = connection.execute(found).scalars().all()
        memory = in_force(Decision.model_validate_json(text) for text in texts)
        self._memory = (newest, memory)
        return memory

    # What the methods share

    def _view(self, connection: Connection, document: int) -> DocumentView:
        row = documents.find_document(connection, document)
        if row.state != "done":
            return DocumentView(row, None, Worksheet())
        version = (document, row.version)
        sheet = self._worksheets.find(version, lambda: documents.load_worksheet(connection, document))
        return DocumentView(row, self._matrix(connection, document), sheet)

    def _read_ahead(self, documents: Iterable[int]) -> None:
        """Have the matrices of documents at hand before others are kept from writing."""
        unknown = [document for document in documents if not self._matrices.has(document)]
        if not unknown:
            return
        with suppress(UnknownError), reading(self._engine) as connection:
            for document in unknown:
                self._matrix(connection, document)

    def _matrix(self, connection: Connection, document: int) -> Matrix:
        return self._matrices.find(document, lambda: _load_matrix(connection, document))

    def _item(self, connection: Connection, key: FieldKey) -> QueueItem:
        asked = find_open_field(self._view(connection, key.document), key)
        alike = decisions.count_alike(connection, key)
        return to_queue_item(asked, alike, self._catalogue_now(connection))

    def _catalogue_now(self, connection: Connection) -> Catalogue:
        version = catalogues.catalogue_version(connection)
        known, catalogue = self._catalogue
        if version != known:
            catalogue = catalogues.load_catalogue(connection, self._base)
            self._catalogue = (version, catalogue)
        return catalogue

    def _check_catalogue(self, connection: Connection) -> None:
        catalogues.load_catalogue(connection, self._base)

    def _change_catalogue(self, change: AddEntry | AddAlias | MergeEntries, by: str, reason: str) -> Entry:
        with writing(self._engine) as connection:
            return catalogues.change_catalogue(connection, self._base, change, _author(by, None, reason))


def _load_matrix(connection: Connection, document: int) -> Matrix:
    matrix = documents.load_matrix(connection, document)
    if matrix is None:
        raise UnknownError("not_converted", id=document)
    return matrix


def _author(by: str, at: str | None, reason: str) -> Author:
    return Author(tidy(by), at or _now(), tidy(reason))


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="milliseconds")
