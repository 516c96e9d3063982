"""The tables of the base. ``migrations`` makes them; a test holds that both say the same.

What happened is in ``log`` and ``machine_outputs``, to which is only added. ``records``, ``fields``, ``doubts`` and
the state of ``steps`` follow from these, kept in the same transaction so that nobody has to replay to see them.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names of their own, so that a later migration can find them on either base."""
SHA256_LENGTH = 64

metadata = MetaData(naming_convention=NAMES)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(SHA256_LENGTH), nullable=False, unique=True),
    Column("name", Text, nullable=False, doc="of the file that brought it first"),
    Column("size", Integer, nullable=False, doc="bytes"),
    Column("added", Text, nullable=False, doc="ISO 8601"),
    Column("state", String(16), nullable=False, doc="queued, running, done, failed, cancelled"),
    Column("worker", Text, doc="converter that has it"),
    Column("lease", Float, doc="seconds since the epoch until which it may have it without a sign of life"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("status", String(16), doc="of the matrix as reviewed: ok, needs_review, not_a_matrix, failed"),
    Column("institution", Text),
    Column("period", String(7)),
    Column("search", Text, nullable=False, doc="folded: name, institution, period"),
    Column("pages", Integer, nullable=False, default=0),
    Column("records", Integer, nullable=False, default=0),
    Column("to_review", Integer, nullable=False, default=0, index=True, doc="fields that wait for a person"),
    Column("seconds", Float, doc="what the conversion took"),
    Column("error_code", Text),
    Column("error", Text, doc="Spanish sentence"),
    Column("version", Integer, nullable=False, default=0, doc="sequence of the last log entry about it"),
    Index(None, "state", "id"),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reviewer", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("cancelled", Boolean, nullable=False, default=False),
)

batch_documents = Table(
    "batch_documents",
    metadata,
    Column("batch_id", ForeignKey("batches.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
)

machine_outputs = Table(
    "machine_outputs",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("matrix", LargeBinary, nullable=False, doc="JSON, deflated"),
)

records = Table(
    "records",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("record", String(64), primary_key=True),
    Column("row", Text, nullable=False, doc="JSON of worksheet.Row"),
    Column("sequence", Integer, nullable=False, doc="of the log entry that made it so; 0 is the machine"),
)

fields = Table(
    "fields",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("record", String(64), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("digest", String(SHA256_LENGTH), nullable=False, doc="of the key of a decision on it"),
    Column("text", Text, nullable=False),
    Column("confidence", Float, nullable=False, doc="0 where it was not evaluated"),
    Column("needs_review", Boolean, nullable=False),
    Column("decision", Text, doc="JSON of model.Decision, where a person took one in this document"),
    Column("sequence", Integer, nullable=False, doc="of the log entry that made it so"),
    Index(None, "digest", "needs_review", "document_id", "record", "field"),
)

doubts = Table(
    "doubts",
    metadata,
    Column("digest", String(SHA256_LENGTH), primary_key=True),
    Column("priority", Integer, nullable=False, doc="fields that wait for the same answer, negative: most come first"),
    Column("confidence", Float, nullable=False, doc="the least of theirs"),
    Index(None, "priority", "confidence", "digest"),
)

offers = Table(
    "offers",
    metadata,
    Column("reviewer", Text, primary_key=True),
    Column("digest", String(SHA256_LENGTH), nullable=False, index=True, doc="the question before the reviewer's eyes"),
    Column("until", Float, nullable=False, doc="seconds since the epoch"),
)

steps = Table(
    "steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reviewer", Text, nullable=False),
    Column("kind", String(16), nullable=False, doc="action, undo, redo"),
    Column("state", String(16), nullable=False, doc="done, undone, dropped; of undo and redo: done"),
    Column("undone_by", Integer, doc="the step that undid it last"),
    Index(None, "reviewer", "kind", "state", "id"),
    sqlite_autoincrement=True,
)

log = Table(
    "log",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("step", ForeignKey("steps.id"), nullable=False, index=True),
    Column("document_id", ForeignKey("documents.id"), doc="null for the catalogue"),
    Column("kind", String(32), nullable=False, doc="of the action, or undo, redo, catalogue_…"),
    Column("reviewer", Text, nullable=False),
    Column("time", Text, nullable=False, doc="ISO 8601 with the offset of the place"),
    Column("reason", Text, nullable=False),
    Column("action", Text, doc="JSON; null for undo and redo"),
    Column("changes", Text, nullable=False, doc="JSON of worksheet.RowChange"),
    Column("of_step", Integer, doc="what an undo or a redo is of"),
    Index(None, "document_id", "sequence"),
    sqlite_autoincrement=True,
)

accounts = Table(
    "accounts",
    metadata,
    Column("key", String(80), primary_key=True, doc="the name, folded: how it is typed does not matter"),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False, doc="reader, reviewer, administrator"),
    Column("password", Text, nullable=False, doc="Argon2 hash"),
    Column("active", Boolean, nullable=False, default=True, doc="names are never used again: they stand in the log"),
    Column("added", Text, nullable=False, doc="ISO 8601"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(SHA256_LENGTH), primary_key=True, doc="SHA-256 of what the browser or program keeps"),
    Column("account", ForeignKey("accounts.key"), nullable=False, index=True),
    Column("kind", String(16), nullable=False, doc="browser, program"),
    Column("until", Float, nullable=False, doc="seconds since the epoch"),
)

access_log = Table(
    "access_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seconds", Float, nullable=False, index=True, doc="since the epoch"),
    Column("time", Text, nullable=False, doc="ISO 8601 with the offset of the place"),
    Column("kind", String(16), nullable=False, doc="of views.AccessKind"),
    Column("account", String(80), nullable=False, doc="key of the account that was named; it may not exist"),
    Column("address", Text, nullable=False, doc="of the browser; empty for commands"),
    Column("by", Text, nullable=False, doc="who did it, where that is another person"),
    sqlite_autoincrement=True,
)
