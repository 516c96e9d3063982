"""What the store answers with: small values that no transaction hangs on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..decisions.actions import FieldAction, RowAction
from ..decisions.catalogue_changes import CatalogueChange
from ..decisions.worksheet import RecordId, RowChange, Worksheet
from ..model import FieldName, Matrix, Place, Status

DocumentState = Literal["queued", "running", "done", "failed", "cancelled"]
STATES: tuple[DocumentState, ...] = ("queued", "running", "done", "failed", "cancelled")
BatchState = Literal["running", "done", "cancelled"]
Role = Literal["reader", "reviewer", "administrator"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "administrator")
"""Each may do all that those before it may."""
SessionKind = Literal["browser", "program"]
AccessKind = Literal["attempt", "entered", "limited", "left", "added", "password", "role", "removed", "key"]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as lists show it."""

    id: int
    name: str
    """Of the file, in the batch that is asked about; else of the first that brought it."""
    sha256: str
    size: int
    """Bytes."""
    state: DocumentState
    status: Status | None
    """Of the matrix as reviewed; None until it is converted."""
    institution: str | None
    period: str | None
    pages: int
    records: int
    to_review: int
    """Fields that wait for a person."""
    seconds: float | None
    error_code: str | None
    error: str | None
    """Why it failed, a Spanish sentence."""
    version: int
    """Sequence of the last log entry about it; 0 as long as nobody touched it."""


@dataclass(frozen=True, slots=True)
class BatchView:
    """What was dropped at once, and how far it is."""

    id: int
    by: str
    at: str
    state: BatchState
    counts: dict[DocumentState, int]
    """How many documents are in each state; all five are there."""
    documents: tuple[DocumentRow, ...]
    """In the order in which they were given; empty in lists of batches."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def finished(self) -> int:
        """Documents that nothing more will happen to."""
        return self.total - self.counts["queued"] - self.counts["running"]


@dataclass(frozen=True, slots=True)
class QueuedDocument:
    """A document that a converter has to convert."""

    id: int
    name: str
    sha256: str
    attempt: int
    """1 at first; more where a converter died of it, or with it."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with what the machine read and what people made of it."""

    row: DocumentRow
    matrix: Matrix | None
    """As the machine read it; None where it is not converted."""
    worksheet: Worksheet

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def sha256(self) -> str:
        return self.row.sha256

    @property
    def state(self) -> DocumentState:
        return self.row.state

    @property
    def status(self) -> Status | None:
        return self.row.status

    @property
    def institution(self) -> str | None:
        return self.row.institution

    @property
    def period(self) -> str | None:
        return self.row.period

    @property
    def to_review(self) -> int:
        return self.row.to_review

    @property
    def version(self) -> int:
        return self.row.version


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    sequence: int
    step: int
    """Entries of one step were done together, and are undone together."""
    document: int | None
    """None for the catalogue."""
    kind: str
    """Of the action, or ``undo``, ``redo``, ``catalogue_…``."""
    by: str
    at: str
    """ISO 8601 with the offset of the place."""
    reason: str
    action: FieldAction | RowAction | CatalogueChange | None
    """None for undo and redo."""
    changes: tuple[RowChange, ...]
    of_step: int | None
    """What an undo or a redo is of."""


class FieldKey(NamedTuple):
    """Names one field of one document."""

    document: int
    record: RecordId
    field: FieldName


@dataclass(frozen=True, slots=True)
class Alike:
    """Fields that wait for the same answer as one field: the same text of the same institution in the same place."""

    fields: int
    """Others than the field itself."""
    documents: int
    """Documents that these are in."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the catalogue that may be meant."""

    entry: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A field that waits for a person."""

    key: FieldKey
    view: DocumentView
    """The document; :meth:`Store.decide` takes its version back to see whether somebody was faster."""
    text: str
    confidence: float | None
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    """The likeliest first."""
    spans: tuple[Place, ...]
    alike: Alike
    context: dict[FieldName, str] = field(default_factory=dict)
    """The texts of the record's other fields."""

    @property
    def version(self) -> int:
        return self.view.version

    @property
    def document(self) -> int:
        return self.key.document

    @property
    def record(self) -> RecordId:
        return self.key.record

    @property
    def field(self) -> FieldName:
        return self.key.field


@dataclass(frozen=True, slots=True)
class CatalogueHit:
    """An entry that a search found."""

    entry: str
    name: str
    aliases: tuple[str, ...]
    table: Literal["unit", "indicator"]
    types: tuple[str, ...]
    score: float
    """How like the text it is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may use the app."""

    name: str
    role: Role
    active: bool
    added: str
    """ISO 8601."""
    password: str = field(repr=False)
    """Argon2 hash."""


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the audit of accounts."""

    at: str
    """ISO 8601 with the offset of the place."""
    kind: AccessKind
    account: str
    """Key of the account that was named, which may not exist."""
    address: str
    by: str
