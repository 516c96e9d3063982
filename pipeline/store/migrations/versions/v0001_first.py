"""The first tables."""

import sqlalchemy as sa
from alembic import op

from pipeline.store.migrations.append_only import guard

revision = "0001"
down_revision = None

APPEND_ONLY = ("log", "machine_outputs")
"""What happened stays: the base itself refuses to change or remove it."""
REFUSAL = """
CREATE FUNCTION lotaip_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def upgrade() -> None:
    """Make the tables, and the triggers that guard what is only added to."""
    make_tables()
    if op.get_context().dialect.name != "sqlite":
        op.execute(REFUSAL)
    for table in APPEND_ONLY:
        guard(table)


def make_tables() -> None:
    """Make the tables of this step."""
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("lease", sa.Float(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("institution", sa.Text(), nullable=True),
        sa.Column("period", sa.String(length=7), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("to_review", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
    )
    op.create_index(op.f("ix_documents_to_review"), "documents", ["to_review"], unique=False)
    op.create_index(op.f("ix_documents_state_id"), "documents", ["state", "id"], unique=False)
    op.create_table(
        "doubts",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_doubts")),
    )
    op.create_index(
        op.f("ix_doubts_priority_confidence_digest"), "doubts", ["priority", "confidence", "digest"], unique=False
    )
    op.create_table(
        "offers",
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("reviewer", name=op.f("pk_offers")),
    )
    op.create_index(op.f("ix_offers_digest"), "offers", ["digest"], unique=False)
    op.create_table(
        "steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_steps_reviewer_kind_state_id"), "steps", ["reviewer", "kind", "state", "id"], unique=False)
    op.create_table(
        "batch_documents",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_documents_batch_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_batch_documents_document_id")),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_batch_documents")),
    )
    op.create_index(op.f("ix_batch_documents_document_id"), "batch_documents", ["document_id"], unique=False)
    op.create_table(
        "fields",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_fields_document_id")),
        sa.PrimaryKeyConstraint("document_id", "record", "field", name=op.f("pk_fields")),
    )
    op.create_index(
        op.f("ix_fields_digest_needs_review_document_id_record_field"),
        "fields",
        ["digest", "needs_review", "document_id", "record", "field"],
        unique=False,
    )
    op.create_table(
        "log",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("of_step", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_log_document_id")),
        sa.ForeignKeyConstraint(["step"], ["steps.id"], name=op.f("fk_log_step")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_log_document_id_sequence"), "log", ["document_id", "sequence"], unique=False)
    op.create_index(op.f("ix_log_step"), "log", ["step"], unique=False)
    op.create_table(
        "machine_outputs",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("matrix", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_machine_outputs_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_machine_outputs")),
    )
    op.create_table(
        "records",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_records_document_id")),
        sa.PrimaryKeyConstraint("document_id", "record", name=op.f("pk_records")),
    )
