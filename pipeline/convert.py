"""The pipeline on one screen: a document in, a matrix of records out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractores import ReadLimits, find_layout
from extractores.geometry import Document
from extractores.readers import read_bytes, read_content

from .batch.outputs import printable
from .catalogue.entries import Catalogue, load_catalogue
from .catalogue.known_institutions import recognise
from .checks import check_records, status_of
from .confidence import rate_records
from .context.surroundings import Context, read_context
from .decisions.memory import Memory, replay
from .dumps import read_dump
from .matching.match import match_records
from .model import Finding, Institution, Matrix, Record, Source, Status, Words
from .portal.beside import NOTHING, Beside, look_beside
from .portal.conversion import convert_published
from .portal.intake import find_published
from .reading import Reading, hidden_places, place
from .reading_findings import find_reading_troubles, other_literal, worst_first
from .reassemble import reassemble
from .reassembly.network import RoleModel
from .records import read_records
from .targets import parse_targets

LITERAL = "a4"
LIMITS = ReadLimits(checks_damage=True)


def convert(
    path: str | Path,
    *,
    catalogue: Catalogue | None = None,
    decisions: Memory | None = None,
    beside: Beside | None = None,
    password: str = "",
) -> Matrix:
    """Return the records of a published matrix: a PDF, a text dumped from one, or a table of the national portal.

    ``decisions`` are those of reviewers on earlier documents (:func:`pipeline.decisions.in_force`); ``beside`` is what
    the metadata and the dictionary of a published table say, which are looked for in its folder where it is not given;
    ``password`` opens a PDF that needs one.
    Raises a :class:`extractores.DocumentError` where the file cannot be read at all.
    """
    path = Path(path)
    content = read_content(path, LIMITS)
    around = look_beside(path) if beside is None else beside
    known = catalogue or load_catalogue()
    return convert_content(content, printable(path.name), known, decisions or {}, around, password)


def convert_content(
    content: bytes,
    name: str,
    catalogue: Catalogue,
    decisions: Memory,
    beside: Beside = NOTHING,
    password: str = "",
) -> Matrix:
    """Return the records in the bytes of a file called ``name``."""
    published = find_published(content, name)
    if published is not None:
        return convert_published(published, content, name, beside, catalogue, decisions)
    return convert_document(read_bytes(content, name, replace(LIMITS, password=password)), catalogue, decisions)


def convert_document(document: Document, catalogue: Catalogue, decisions: Memory | None = None) -> Matrix:
    """Return the records of a document that was read."""
    reading = replace(read_matrix(document), hidden=hidden_places(document))
    context = read_context(reading.context_lines, reading.footer_rows, document.name)
    troubles = find_reading_troubles(document)
    if context.literal not in (None, LITERAL):
        findings = (other_literal(context.literal), *troubles)
        return _matrix(document, Reading((), 0.0), context, (), findings, "not_a_matrix")
    if not reading.records:
        return _matrix(document, reading, context, (), worst_first(troubles), "failed")
    known = recognise(context.institution, catalogue)
    records = rate_records(match_reading(reading, context.institution, known, catalogue), reading)
    records = parse_targets(replay(records, decisions or {}, catalogue, institution=context.institution))
    pages = {page.number: page for page in document.pages}
    leftovers = [place(span, pages[span.page]) for span in reading.leftovers]
    checks = check_records(records, context, words=_count_words(document, reading), leftovers=leftovers)
    findings = (*troubles, *reading.findings, *checks)
    matrix = _matrix(document, reading, context, records, findings, status_of(records, findings))
    return matrix.model_copy(update={"known_institution": known})


def read_matrix(document: Document, roles: RoleModel | None = None) -> Reading:
    """Return the records of a document: from its tables, or where its columns are gone reassembled from its text.

    ``roles`` is another model of the roles of words than the shipped one: its training and judging need that.
    """
    if any(page.kind == "text" for page in document.pages):
        return read_dump(document, roles)
    tables = read_records(find_layout(document.pages), document)
    if tables.records or tables.is_of_other_content or not any(page.words for page in document.pages):
        return tables
    assembled = reassemble(document, model=roles)
    return assembled if assembled.records else tables


def match_reading(
    reading: Reading, institution: str | None, known: Institution | None, catalogue: Catalogue
) -> tuple[Record, ...]:
    """Return the records that were read with what the catalogue says of them."""
    return match_records(reading.records, catalogue, institution=institution, kind=known.type if known else None)


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
