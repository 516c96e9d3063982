"""PDFs opened by qpdf: nothing is written to the log, and what pikepdf raises comes through."""

from __future__ import annotations

import io
import logging
import warnings

import pikepdf
import pytest

from extractores.qpdf import opened
from tests.pdf_builder import PdfBuilder
from tests.raw_pdf import raw_page


def test_a_sound_pdf_is_open() -> None:
    builder = PdfBuilder()
    builder.text(40, 30, "GOBIERNO MUNICIPAL")
    with opened(builder.to_bytes()) as document:
        assert len(document.pages) == 1


def test_what_is_no_pdf_is_an_error_without_a_word_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(pikepdf.PdfError), opened(b"%PDF-1.4 nada"):
        pass
    assert caplog.records == []


def test_what_is_odd_about_a_form_is_no_warning_in_english() -> None:
    """A copy was saved of a damaged file, and officers read of widgets that were not reachable."""
    widget = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[0 0 9 9]>>"
    page = raw_page(b"", page=b"/Annots[6 0 R]", catalogue=b"/AcroForm<</Fields[]>>", more={6: widget})
    with warnings.catch_warnings(record=True, action="always") as said, opened(page) as document:
        document.save(io.BytesIO())
    assert said == []
