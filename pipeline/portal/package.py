"""A matrix as the portal's three files, in the folder where the portal keeps them, and all as one ZIP."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..catalogue.ruc import read_ruc
from ..context.dates import parse_date
from ..exports.records_json import BYTE_ORDER_MARK
from ..model import Footer, Matrix, Record
from .cells import cell
from .dataset import absences_in, bare_targets, data_rows, link_of, missing_cells, structure_rows
from .template import LINE_END, SEPARATOR, template

PERIOD = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
PRINTED_METADATA = ("holder_unit", "responsible", "email", "phone")
"""Lines of the metadata that only the document can tell."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every member of the ZIP, so that the same content gives the same bytes."""


class MissingFactError(Exception):
    """The matrix does not say what the portal asks for, or what was given cannot be it; ``code`` says which."""

    def __init__(self, code: str, value: str = "") -> None:
        self.code, self.value = code, value
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """What the portal wants to know beyond the records."""

    ruc: str
    """13 digits."""
    period: str
    """AAAA-MM"""
    updated: str
    """AAAA-MM-DD"""
    link: str | None
    """To the planning system, or ``NO APLICA``; None where each row has one of its own."""

    @property
    def folder(self) -> str:
        """The portal's folder for the month; months have no zero in front."""
        year, month = self.period.split("-")
        return template().folder.format(ruc=self.ruc, year=year, month=int(month))


@dataclass(frozen=True, slots=True)
class PortalPackage:
    """The three files of one month."""

    facts: PortalFacts
    files: Mapping[str, bytes]
    """By name."""
    draft: bytes
    """Of Numeral 1.1: what the printed process levels say; a person completes it."""
    missing: Mapping[str, int]
    """By field, records that have nothing printed there."""
    bare: tuple[int, ...]
    """Rows whose target is a number without a unit."""
    open_metadata: tuple[str, ...]
    """Keys of the metadata that the document does not print."""

    def as_zip(self) -> bytes:
        """Return the files in their folder as a ZIP; the same package gives the same bytes."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.files.items():
                archive.writestr(zipfile.ZipInfo(f"{self.facts.folder}/{name}", LONG_AGO), data, zipfile.ZIP_DEFLATED)
        return content.getvalue()


def find_facts(
    matrix: Matrix,
    *,
    ruc: str | None = None,
    period: str | None = None,
    updated: str | None = None,
    link: str | None = None,
) -> PortalFacts:
    """Return what the portal asks for, from the matrix where it says so and else from what is given.

    What is given wins. Raises :class:`MissingFactError` for what neither says: nothing is invented.
    """
    return PortalFacts(
        ruc=_ruc(ruc or (matrix.known_institution.ruc if matrix.known_institution else None)),
        period=_period(period or matrix.period),
        updated=_date(updated or matrix.footer.updated),
        link=_link(link, matrix.records),
    )


def build_package(matrix: Matrix, facts: PortalFacts) -> PortalPackage:
    """Return the portal's files for a matrix."""
    rows = data_rows(matrix.records, facts.link)
    shape = template()
    files = {
        shape.dataset_file: table((shape.columns, *(row.cells for row in rows))),
        shape.metadata_file: vertical(metadata_values(matrix.footer, facts.updated)),
        shape.dictionary_file: vertical(dictionary_values(matrix.institution, absences_in(rows))),
    }
    return PortalPackage(
        facts,
        files,
        draft=table((shape.structure_columns, *structure_rows(matrix))),
        missing=missing_cells(matrix.records),
        bare=tuple(bare_targets(rows)),
        open_metadata=tuple(key for key in PRINTED_METADATA if not getattr(matrix.footer, key)),
    )


def table(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows of cells as the portal's CSV: UTF-8 with byte order mark, semicolons, CRLF, no quotes."""
    lines = (SEPARATOR.join(row) + LINE_END for row in rows)
    return (BYTE_ORDER_MARK + "".join(lines)).encode()


def vertical(values: Iterable[tuple[str, str]]) -> bytes:
    """Return pairs of label and value as one of the portal's vertical files."""
    return table(values)


def metadata_values(footer: Footer, updated: str) -> list[tuple[str, str]]:
    """Return the seven lines of the metadata; what the document does not print is said to be not available."""
    shape = template()
    known = {**footer.model_dump(), "updated": updated, "licence": shape.licence}
    known["periodicity"] = known["periodicity"] or shape.periodicity
    return [(line.label, cell(known[line.key] or "")) for line in shape.metadata_lines]


def dictionary_values(institution: str | None, absences: Iterable[str]) -> list[tuple[str, str]]:
    """Return the eight lines of the dictionary, and a note for each kind of absence in the data set."""
    (label, _), *fixed = template().dictionary_lines
    wanted = set(absences)
    notes = [note for kind, note in template().notes.items() if kind in wanted]
    return [(label, cell(institution or "")), *fixed, *notes]


def _ruc(text: str | None) -> str:
    reading = read_ruc(text or "")
    if reading.value is None:
        raise MissingFactError("wrong_ruc" if text else "no_ruc", text or "")
    return reading.value


def _period(text: str | None) -> str:
    if not text or not PERIOD.fullmatch(text):
        raise MissingFactError("wrong_period" if text else "no_period", text or "")
    return text


def _date(text: str | None) -> str:
    day = parse_date(text) if text else None
    if day is None:
        raise MissingFactError("wrong_date" if text else "no_date", text or "")
    return day.isoformat()


def _link(text: str | None, records: Sequence[Record]) -> str | None:
    if not text:
        if records and all(map(link_of, records)):
            return None
        raise MissingFactError("no_link")
    if cell(text) != template().absences["not_applicable"] and not ADDRESS.fullmatch(text):
        raise MissingFactError("wrong_link", text)
    return text
