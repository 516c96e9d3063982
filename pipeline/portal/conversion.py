"""A published table as a matrix, so that months before and after the portal join: same fields, same catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from plantillas import message

from ..catalogue.entries import Catalogue
from ..catalogue.known_institutions import recognise
from ..checks import check_records, status_of
from ..context.dates import parse_date
from ..context.surroundings import Context, read_context
from ..decisions.memory import Memory, replay
from ..matching.match import match_records
from ..model import Finding, Institution, Matrix, Source, Words
from ..reading import Reading
from ..reading_findings import encoding_findings, other_literal
from ..targets import parse_targets
from .beside import Beside, said_in, together
from .intake import PublishedTable, heading_row
from .records import read_rows
from .workbooks import XLS_MARK

LITERAL = "a4"
CSV, XLSX, XLS = (
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
)


def convert_published(
    table: PublishedTable, content: bytes, name: str, beside: Beside, catalogue: Catalogue, decisions: Memory
) -> Matrix:
    """Return the matrix of a published table; ``beside`` is what the files around it say."""
    reading = read_rows(table)
    around = together(said_in(table.others), beside)
    context = _context(reading, around, name)
    source = _source(table, content, name, reading)
    if not reading.records:
        # What holds no columns of goals is another table: every literal is published as a CSV now.
        found = () if context.literal in (None, LITERAL) else (other_literal(context.literal),)
        literal = context.literal if found else None
        return Matrix(source=source, status="not_a_matrix", literal=literal, findings=found)
    known = _known(context.institution, around.ruc, catalogue)
    matched = match_records(
        reading.records, catalogue, institution=context.institution, kind=known.type if known else None
    )
    records = parse_targets(replay(matched, decisions, catalogue, institution=context.institution))
    findings = (
        *reading.findings,
        *encoding_findings(table.encoding.split("+")),
        *_of_headings(table),
        *check_records(records, context),
    )
    return Matrix(
        source=source,
        status=status_of(records, findings),
        literal=LITERAL,
        institution=context.institution,
        known_institution=known,
        period=context.period,
        records=records,
        footer=context.footer,
        findings=findings,
    )


def _context(reading: Reading, around: Beside, name: str) -> Context:
    """Return what the table's own lines say; its neighbours tell what these do not."""
    own = read_context(reading.context_lines, reading.footer_rows, name)
    said = together(Beside(own.institution, footer=own.footer), around)
    updated = parse_date(said.footer.updated) if said.footer.updated else None
    # The portal's folder is the month of the publication; the date of update is only a hint of it.
    period = around.period or own.period or (f"{updated:%Y-%m}" if updated else None)
    return Context(
        own.literal, own.literal_evidence, said.institution, own.institution_type, period, said.footer, updated
    )


def _known(institution: str | None, ruc: str | None, catalogue: Catalogue) -> Institution | None:
    """Return what is known of the institution; a folder's RUC holds where the catalogue knows none."""
    known = recognise(institution, catalogue)
    if known is None and ruc:
        known = Institution(ruc=ruc, name=institution or ruc)
    return known if known is None or known.ruc or not ruc else known.model_copy(update={"ruc": ruc})


def _source(table: PublishedTable, content: bytes, name: str, reading: Reading) -> Source:
    total = sum(len(cell.split()) for row in table.rows for cell in row)
    in_records = reading.words_in_records
    return Source(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=_media_type(table, content),
        pages=1,
        reader=table.encoding or ("xlrd" if content.startswith(XLS_MARK) else "openpyxl"),
        words=Words(total=total, in_records=in_records, in_context=total - in_records),
    )


def _media_type(table: PublishedTable, content: bytes) -> str:
    if not table.is_from_workbook:
        return CSV
    return XLS if content.startswith(XLS_MARK) else XLSX


def _of_headings(table: PublishedTable) -> Iterator[Finding]:
    if heading_row(table) is None:
        text = message("hallazgos", "NO_PUBLISHED_HEADINGS")
        yield Finding(code="NO_PUBLISHED_HEADINGS", severity="warning", message=text)
