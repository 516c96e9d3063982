"""Which way of reading a dump is taken."""

from __future__ import annotations

from extractores.geometry import Document
from extractores.text import read_text
from pipeline.aligned.read import read_aligned
from pipeline.dumps import read_dump
from pipeline.reassemble import reassemble

from .aligned.test_read import DUMP


def document(text: str) -> Document:
    pages, encoding = read_text(text.encode(), "volcado.txt")
    return Document("volcado.txt", "0" * 64, "text/plain", pages, encoding)


def test_columns_are_believed_where_they_stand():
    dump = document(DUMP)
    assert read_dump(dump) == read_aligned(dump)
    assert len(read_dump(dump).records) == 4


def test_a_dump_that_kept_no_spaces_is_reassembled():
    squeezed = document("\n".join(" ".join(line.split()) for line in DUMP.splitlines()))
    assert read_dump(squeezed) == reassemble(squeezed)
