"""The pipeline on one screen: a document in, a matrix of records out."""

from __future__ import annotations

from pathlib import Path

from extractores import find_layout, read_document
from extractores.geometry import Document

from .catalogue import Catalogue, load_catalogue
from .checks import check_records
from .context import Context, read_context
from .dumps import read_dump
from .known_institutions import recognise
from .matching import match_records
from .model import Finding, Matrix, Record, Source, Status, Words
from .reading import Reading, place
from .reading_findings import find_reading_troubles, no_records, other_literal
from .reassemble import reassemble
from .records import read_records
from .targets import parse_targets

LITERAL = "a4"


def convert(path: str | Path, *, catalogue: Catalogue | None = None) -> Matrix:
    """Return the records of a published matrix, a PDF or a text dumped from one.

    Raises a :class:`extractores.DocumentError` where the file cannot be read at all.
    """
    document = read_document(path)
    return convert_document(document, catalogue or load_catalogue())


def convert_document(document: Document, catalogue: Catalogue) -> Matrix:
    """Return the records of a document that was read."""
    reading = read_matrix(document)
    context = read_context(reading.context_lines, reading.footer_rows, document.name)
    troubles = find_reading_troubles(document)
    if context.literal not in (None, LITERAL):
        findings = (other_literal(context.literal), *troubles)
        return _matrix(document, Reading((), 0.0), context, (), findings, "not_a_matrix")
    if not reading.records:
        return _matrix(document, reading, context, (), troubles or (no_records(),), "failed")
    known = recognise(context.institution, catalogue)
    matched = match_records(
        reading.records, catalogue, institution=context.institution, kind=known.type if known else None
    )
    records = parse_targets(matched)
    pages = {page.number: page for page in document.pages}
    leftovers = [place(span, pages[span.page]) for span in reading.leftovers]
    checks = check_records(records, context, words=_count_words(document, reading), leftovers=leftovers)
    findings = (*troubles, *reading.findings, *checks)
    matrix = _matrix(document, reading, context, records, findings, _status(records, findings))
    return matrix.model_copy(update={"known_institution": known})


def read_matrix(document: Document) -> Reading:
    """Return the records of a document: from its tables, or where its columns are gone reassembled from its text."""
    if any(page.kind == "text" for page in document.pages):
        return read_dump(document)
    tables = read_records(find_layout(document.pages), document)
    if tables.records or tables.is_of_other_content or not any(page.words for page in document.pages):
        return tables
    assembled = reassemble(document)
    return assembled if assembled.records else tables


def _status(records: tuple[Record, ...], findings: tuple[Finding, ...]) -> Status:
    doubtful = any(record.needs_review for record in records)
    return "needs_review" if doubtful or any(f.severity != "info" for f in findings) else "ok"


def _count_words(document: Document, reading: Reading) -> Words:
    total = sum(len(page.words) for page in document.pages)
    in_records, left_over = reading.words_in_records, reading.words_left_over
    return Words(total=total, in_records=in_records, in_context=total - in_records - left_over, leftover=left_over)


def _matrix(
    document: Document,
    reading: Reading,
    context: Context,
    records: tuple[Record, ...],
    findings: tuple[Finding, ...],
    status: Status,
) -> Matrix:
    return Matrix(
        source=Source(
            name=document.name,
            sha256=document.sha256,
            media_type=document.media_type,
            pages=len(document.pages),
            reader=document.reader,
            words=_count_words(document, reading)
            if records
            else Words(total=sum(len(p.words) for p in document.pages)),
        ),
        status=status,
        literal=context.literal or (LITERAL if records else None),
        institution=context.institution,
        period=context.period,
        records=records,
        footer=context.footer,
        findings=findings,
    )
