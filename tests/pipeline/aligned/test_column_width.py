"""The width of a column, from lines that wrap."""

from __future__ import annotations

from pipeline.aligned.column_width import column_width
from pipeline.aligned.type_width import text_width

FULL = [["mantener", "los", "faros"], ["y", "las", "boyas", "del"], ["puerto", "de", "la", "isla"]] * 4


def test_full_lines_tell_the_width():
    width = column_width(FULL)
    assert width is not None
    assert max(text_width(tuple(line)) for line in FULL) <= width


def test_a_line_that_swallowed_its_neighbour_is_outvoted():
    polluted = [*FULL, ["y", "las", "boyas", "del", "Porcentaje", "de", "lámparas", "cambiadas"], ["puerto"]]
    assert column_width(polluted) == column_width(FULL)


def test_texts_of_one_line_tell_nothing():
    assert column_width([["100%"], ["24", "Faros"]] * 9) is None
