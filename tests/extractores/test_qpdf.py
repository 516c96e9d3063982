"""PDFs opened by qpdf: nothing is written to the log, and what pikepdf raises comes through."""

from __future__ import annotations

import logging

import pikepdf
import pytest

from extractores.qpdf import opened
from tests.pdf_builder import PdfBuilder


def test_a_sound_pdf_is_open() -> None:
    builder = PdfBuilder()
    builder.text(40, 30, "GOBIERNO MUNICIPAL")
    with opened(builder.to_bytes()) as document:
        assert len(document.pages) == 1


def test_what_is_no_pdf_is_an_error_without_a_word_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(pikepdf.PdfError), opened(b"%PDF-1.4 nada"):
        pass
    assert caplog.records == []
