"""Single spaces between two columns: which one parts them."""

from __future__ import annotations

from extractores.text import read_text
from pipeline.aligned.cuts import settle_cuts
from pipeline.aligned.grid_lines import grid_lines

ABOVE = """\
Cuidar los faros de   Faros en pie          24 faros
la isla entera y      Lámparas cambiadas    9 lámparas
"""
USUAL = (22, 44)


def pieces(last: str, cuts: tuple[int, int]) -> list[str]:
    """Return the texts of the last line's columns, after its ``cuts`` were settled."""
    lines = grid_lines(read_text((ABOVE + last).encode(), "volcado.txt")[0])
    settled = settle_cuts(lines, [USUAL, USUAL, cuts], [True] * 3)[-1]
    line = lines[-1]
    columns = [sum(start >= cut for cut in settled) for start in line.starts]
    return [
        " ".join(word.text for word, column in zip(line.words, columns, strict=True) if column == place)
        for place in range(3)
    ]


def test_a_figure_opens_the_text_of_a_column_of_figures() -> None:
    assert pieces("sus lámparas.         Barcos guiados 7 barcos\n", (22, 39))[1:] == ["Barcos guiados", "7 barcos"]


def test_a_lone_preposition_stays_with_the_text_before_it() -> None:
    assert pieces("sus lámparas y las de la\n", (22, 44))[:2] == ["sus lámparas y las de la", ""]


def test_the_spaces_of_a_justified_line_part_no_columns() -> None:
    assert pieces("sus   lámparas   y   las Barcos guiados     7 barcos\n", (21, 44))[:2] == [
        "sus lámparas y las",
        "Barcos guiados",
    ]
