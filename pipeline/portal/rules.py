"""What the portal would refuse, or spoil without a word, in the files of Numeral 1.3; each with its place and remedy.

The portal splits every line at ``;``, whatever is quoted, takes away ``;`` at both ends and runs of three and more,
drops blank lines, and compares the number of cells with its template. Source: the portal's code, February 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from plantillas import message

from ..absence import read_absence
from ..catalogue.ruc import read_ruc
from ..context.dates import parse_date
from ..exports.records_csv import FORMULA, HARMLESS
from ..normalise import fold
from .beside import FOLDER
from .cells import absence_in, is_bare_number
from .intake import Kind, PublishedTable, heading_row, kind_of, labelled_values, parse_published
from .package import ADDRESS
from .template import LINE_END, SEPARATOR, template

TOPIC = "portal"
Weight = Literal["error", "warning"]
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EMAIL = re.compile(r"[^\s@;,]++@[^\s@;,]+\.[A-Za-z]{2,}")
_EMPTY_CELLS = re.compile(r";{3,}")
_PHONE = re.compile(r"(?=(?:\D*\d){6})[\d\s()+./-]+(?:(?:ext(?:ensi[oó]n)?|opci[oó]n)\.?[\d\s/-]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the portal would refuse (error) or spoil, or that the rules ask for (warning)."""

    code: str
    weight: Weight
    file: str
    line: int | None = None
    detail: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """In Spanish: what is wrong and how to mend it."""
        return message(TOPIC, f"problem_{self.code}", **self.detail)


def check_file(content: bytes, name: str) -> list[Problem]:
    """Return the problems of one of the three files."""
    table = parse_published(content, name)
    checks = {"dataset": _check_dataset, "metadata": _check_metadata, "dictionary": _check_dictionary}
    return [*_check_writing(content, table, name), *checks[kind_of(name, table)](table, name)]


def check_folder(folder: str, contents: dict[str, bytes]) -> list[Problem]:
    """Return the problems of a month's folder: those of its files, and what they say of each other."""
    problems = [problem for name, content in contents.items() for problem in check_file(content, name)]
    tables = {kind_of(name, table): table for name, table in _tables(contents)}
    return [*problems, *_check_set(tables, folder), *_check_place(tables, folder)]


def _tables(contents: dict[str, bytes]) -> Iterator[tuple[str, PublishedTable]]:
    yield from ((name, parse_published(content, name)) for name, content in contents.items())


def _check_writing(content: bytes, table: PublishedTable, name: str) -> Iterator[Problem]:
    """Yield what is wrong with how the file was written."""
    if table.is_from_workbook:
        yield Problem("workbook", "error", name)
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        yield Problem("encoding", "error", name, detail={"encoding": table.encoding})
    if table.is_garbled:
        yield Problem("garbled", "error", name)
    if not table.has_mark:
        yield Problem("no_mark", "warning", name)
    if table.separator != SEPARATOR:
        yield Problem("separator", "error", name, detail={"separator": table.separator})
    if table.has_other_line_ends:
        yield Problem("line_ends", "warning", name)
    if table.quoted:
        yield Problem("quotes", "error", name, table.quoted[0], {"count": len(table.quoted)})
    for line in table.broken:
        yield Problem("broken_cell", "error", name, line)


def _check_dataset(table: PublishedTable, name: str) -> Iterator[Problem]:
    found = heading_row(table)
    if found is None:
        yield Problem("headings", "warning", name, 1)
    first = found[0] + 1 if found else 0
    if len(table.rows) <= first:
        yield Problem("no_rows", "error", name)
    for row, line in zip(table.rows[first:], table.lines[first:], strict=True):
        yield from _check_row(row, line, name)


def _check_row(row: Sequence[str], line: int, name: str) -> Iterator[Problem]:
    columns = template().columns
    if len(row) > len(columns):
        yield Problem("columns", "error", name, line, {"count": len(row), "expected": len(columns)})
        return
    for column, text in zip(columns, (*row, *[""] * (len(columns) - len(row))), strict=True):
        yield from _check_cell(text, column, line, name)
    if len(row) >= len(columns) - 1 and is_bare_number(row[len(columns) - 2]):
        yield Problem("bare_number", "warning", name, line, {"text": row[len(columns) - 2]})
    link = row[-1] if len(row) == len(columns) else ""
    if link and not absence_in(link) and not ADDRESS.fullmatch(link):
        yield Problem("link", "warning", name, line, {"text": link})


def _check_cell(text: str, column: str, line: int, name: str) -> Iterator[Problem]:
    where: dict[str, object] = {"column": column, "text": text}
    if not text:
        yield Problem("empty_cell", "error", name, line, where)
        return
    if SEPARATOR in text:
        yield Problem("separator_in_cell", "error", name, line, where)
    if FORMULA.match(text) and not HARMLESS.fullmatch(text) and not text.startswith("'"):
        yield Problem("formula", "error", name, line, where)
    absence = absence_in(text)
    if absence and text != template().absences[absence] and read_absence(text) and len(text.split()) < 4:
        yield Problem("absence_wording", "error", name, line, where | {"expected": template().absences[absence]})


def _check_metadata(table: PublishedTable, name: str) -> Iterator[Problem]:
    values = labelled_values(table)
    known: dict[str, str] = {}
    for line in template().metadata_lines:
        value = values.get(fold(line.label).rstrip(": "))
        if value is None:
            yield Problem("no_line", "error", name, detail={"label": line.label})
        elif not value:
            yield Problem("empty_value", "error", name, detail={"label": line.label})
        else:
            known[line.key] = value
    yield from _check_values(known, name)


def _check_values(known: dict[str, str], name: str) -> Iterator[Problem]:
    """Yield what is wrong with the values of the metadata that are there."""
    shape = template()
    if (day := known.get("updated")) and not _ISO_DATE.fullmatch(day):
        yield Problem("date_form" if parse_date(day) else "date", "warning", name, detail={"text": day})
    for key, pattern, code in (("email", _EMAIL, "email"), ("phone", _PHONE, "phone")):
        if (text := known.get(key)) and not absence_in(text) and not pattern.fullmatch(text):
            yield Problem(code, "warning", name, detail={"text": text})
    if (licence := known.get("licence")) and licence != shape.licence:
        yield Problem("licence", "warning", name, detail={"text": licence, "expected": shape.licence})
    if (times := known.get("periodicity")) and fold(times) != fold(shape.periodicity):
        yield Problem("periodicity", "warning", name, detail={"text": times, "expected": shape.periodicity})


def _check_dictionary(table: PublishedTable, name: str) -> Iterator[Problem]:
    values = labelled_values(table)
    for label, _ in template().dictionary_lines:
        value = values.get(fold(label).rstrip(": "))
        if value is None:
            yield Problem("no_line", "error", name, detail={"label": label})
        elif not value:
            yield Problem("empty_value", "error", name, detail={"label": label})


def _check_set(tables: dict[Kind, PublishedTable], folder: str) -> Iterator[Problem]:
    """Yield what lacks among the three files, and absences that the dictionary does not explain."""
    shape = template()
    for kind, file in zip(("dataset", "metadata", "dictionary"), shape.names, strict=True):
        if kind not in tables:
            yield Problem("no_file", "error", folder, detail={"file": file})
    if "dataset" in tables and "dictionary" in tables:
        held = {text for row in tables["dataset"].rows for text in row}
        explained = labelled_values(tables["dictionary"])
        for words in shape.absences.values():
            if words in held and fold(words) not in explained:
                yield Problem("no_note", "warning", shape.dictionary_file, detail={"text": words})


def _check_place(tables: dict[Kind, PublishedTable], folder: str) -> Iterator[Problem]:
    """Yield what is wrong with the folder's name, where it is one of the portal's, and with its month."""
    found = FOLDER.search(folder)
    if not found:
        return
    if read_ruc(found["ruc"]).value != found["ruc"]:
        yield Problem("ruc", "error", folder, detail={"text": found["ruc"]})
    if found["month"].startswith("0"):
        yield Problem("month_zero", "warning", folder, detail={"text": found["month"]})
    day = parse_date(_updated(tables))
    if day and (day.year, day.month) != (int(found["year"]), int(found["month"])):
        period = f"{found['year']}-{int(found['month']):02}"
        yield Problem("other_month", "warning", folder, detail={"text": day.isoformat(), "period": period})


def _updated(tables: dict[Kind, PublishedTable]) -> str:
    label = fold(template().metadata_lines[0].label).rstrip(": ")
    return labelled_values(tables["metadata"]).get(label, "") if "metadata" in tables else ""


def portal_rows(content: bytes) -> list[list[str]]:
    """Return the rows as the portal's own reader makes them: the oracle of these rules."""
    text = content.decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = (_EMPTY_CELLS.sub("", line.strip().strip(SEPARATOR)) for line in text.split(LINE_END))
    return [line.split(SEPARATOR) for line in lines if line.strip()]
