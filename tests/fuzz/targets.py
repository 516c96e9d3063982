"""What is fuzzed: each target takes any bytes and may refuse them with its own errors; anything else is a fault.

A target also checks what must hold of every result: no word is lost on the way, and figures are figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unittest.mock import patch

from extractores import Document, Page, errors, find_layout
from extractores.readers import read_bytes
from pipeline.catalogue.entries import load_catalogue
from pipeline.convert import LIMITS, convert_content, convert_document, read_matrix
from pipeline.exports.records_csv import to_csv
from pipeline.exports.records_json import from_json, to_json
from pipeline.model import Matrix
from pipeline.portal.intake import parse_published
from pipeline.portal.records import read_rows
from pipeline.target_words import figure
from pipeline.targets import parse_target
from tests.layout_words import words_of_layout, words_of_pages
from tests.reading_words import cells_lost, words_lost

from . import seeds
from .drawing import draw_pages

OF_PATHS = (errors.MissingFileError, errors.NotRegularFileError, errors.UnreadableFileError)
OF_CONTENT = tuple(error for error in errors.DocumentError.__subclasses__() if error not in OF_PATHS)
"""Why a reader may refuse what stands in a file: one class for each situation that a user can act on."""
NONE: tuple[type[Exception], ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Code that must take any input."""

    check: Callable[[bytes], None]
    allowed: tuple[type[Exception], ...]
    """The errors with which it may refuse an input."""
    seeds: Callable[[], Sequence[bytes]]
    """Small sound inputs to start from."""
    most_bytes: int
    tokens: tuple[str, ...] = ()
    """Words of the format, which chance alone would not find."""

    def run(self, content: bytes) -> None:
        """Raise whatever is a fault."""
        try:
            self.check(content)
        except self.allowed:
            return


def check_pdf(content: bytes) -> None:
    """A PDF's words are all in its tables or outside of them, and its records can be written."""
    if not content.startswith(b"%PDF-"):
        content = b"%PDF-1.4\n" + content
    # Recognising scans takes seconds a page, in engines that are not ours.
    with patch("extractores.scan.can_recognise", return_value=False):
        document = read_bytes(content, "documento.pdf", LIMITS)
    _check_layout(document.pages)
    _check_document(document)


def check_dump(content: bytes) -> None:
    """A text gives records that can be written, and all of its words are told of."""
    _check_document(read_bytes(content, "volcado.txt", LIMITS))


def check_published(content: bytes) -> None:
    """A file of the portal, CSV or workbook, gives records that can be written, and all of its cells are told of."""
    table = parse_published(content, "datos.csv")
    lost = cells_lost(table, read_rows(table))
    assert not lost, lost
    _check_matrix(convert_content(content, "datos.csv", load_catalogue(), {}))


def check_figures(content: bytes) -> None:
    """A printed target gives figures that are numbers; the indicator stands on the first line."""
    indicator, _, text = content.decode("utf-8", "replace").partition("\n")
    target = parse_target(text, indicator=indicator)
    values = [target.value, target.value_max, *(stage.value for stage in target.stages)]
    for value in filter(None, values):
        assert math.isfinite(value), target
        assert figure(value), target


def check_layout(content: bytes) -> None:
    """Whatever stands on a page, each word is in one cell or outside of all tables."""
    _check_layout(draw_pages(content))


def _check_layout(pages: Sequence[Page]) -> None:
    printed, found = words_of_pages(pages), words_of_layout(find_layout(pages))
    assert found == printed, {"lost": printed - found, "doubled": found - printed}


def _check_document(document: Document) -> None:
    lost = words_lost(document, read_matrix(document))
    assert not lost, lost
    _check_matrix(convert_document(document, load_catalogue()))


def _check_matrix(matrix: Matrix) -> None:
    words = matrix.source.words
    assert min(words.total, words.in_records, words.in_context, words.leftover) >= 0, words
    assert words.total == words.in_records + words.in_context + words.leftover or not matrix.records, words
    assert from_json(to_json(matrix)) == matrix
    assert to_csv(matrix)


TARGETS = {
    "pdf": Target(check_pdf, OF_CONTENT, seeds.pdfs, 20_000, seeds.PDF_TOKENS),
    "volcado": Target(check_dump, OF_CONTENT, seeds.dumps, 3_000, seeds.DUMP_TOKENS),
    "portal": Target(
        check_published,
        (errors.TooLargeError, errors.EncodingError, errors.DamagedError, errors.EncryptedError),
        seeds.published,
        12_000,
        seeds.PORTAL_TOKENS,
    ),
    "metas": Target(check_figures, NONE, seeds.figures, 300, seeds.FIGURE_TOKENS),
    "pagina": Target(check_layout, NONE, seeds.drawings, 1_500),
}
