"""Which way of reading a dump is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from extractores.errors import TooLargeError
from extractores.geometry import Document
from extractores.settings import ReadLimits
from extractores.text import read_text
from pipeline.aligned.read import read_aligned
from pipeline.convert import convert
from pipeline.dumps import read_dump
from pipeline.reassemble import reassemble
from tests.reading_words import words_lost

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


def test_a_line_without_end_is_refused_before_anything_is_made_of_it(tmp_path: Path):
    path = tmp_path / "una_linea.txt"
    path.write_text("meta " * (ReadLimits().line_characters // 5 + 1), encoding="utf-8")
    with pytest.raises(TooLargeError):
        convert(path)


SAMPLE = (Path(__file__).parents[2] / "samples" / "matriz_gad_provincial.txt").read_text(encoding="utf-8").splitlines()
PASSAGE = 12
"""Lines that stay together: of lines one by one no records come."""
PASSAGES = st.one_of(
    *(
        st.integers(0, len(text) - 1).map(lambda at, text=text: text[at : at + PASSAGE])
        for text in (SAMPLE, DUMP.splitlines())
    )
)


@given(st.lists(PASSAGES, min_size=2, max_size=8), st.sampled_from(["\n", "\n\n", "\n\f"]))
@settings(deadline=None, max_examples=60, derandomize=True)
def test_no_word_is_lost_in_whatever_order_lines_come(passages: list[list[str]], end: str):
    text = end.join("\n".join(passage) for passage in passages)
    if text.strip():
        dump = document(text)
        assert words_lost(dump, read_dump(dump)) == []
