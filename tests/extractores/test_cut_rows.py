"""What a page break cuts, from the two rows on either side of it."""

from __future__ import annotations

from collections.abc import Sequence

from extractores.column_habits import ColumnHabits, usual_place
from extractores.cut_rows import Break, columns_that_run_on
from extractores.geometry import BBox, Span, Word
from extractores.lines import Line
from extractores.table import Cell

LETTER, SIZE, PITCH, INSET, WIDTH = 5.0, 8.0, 10.0, 3.0, 120.0

Habits = dict[tuple[int, int], ColumnHabits]


def cell(
    column: int, *lines: str, row: int = 0, width: float = 120.0, clip: BBox | None = None, shift: float = 0.0
) -> Cell:
    """Return a ruled cell with the lines, the first ``shift`` points below its top."""
    x = column * width
    box = BBox(x, 0.0, x + width, 60.0)
    printed = []
    for number, text in enumerate(lines):
        start, top = x + INSET, INSET + shift + number * PITCH
        words = []
        for word in text.split():
            words.append(Word(word, start, top, start + LETTER * len(word), top + SIZE, SIZE, clip=clip))
            start += LETTER * (len(word) + 1)
        printed.append(Line(1, tuple(words)))
    return Cell(row, column, 1, 1, (Span(1, box),), tuple(printed))


def habits_of(column: int, *texts: Sequence[str]) -> Habits:
    """Return what is learnt from a page with cells of these lines; the first and the last may be cut ones."""
    cells = [cell(column, *lines, row=row) for row, lines in enumerate(texts)]
    return {(column, 1): ColumnHabits([cells], INSET, "top")}


def running(
    above: Sequence[Cell], below: Sequence[Cell], *habits: Habits, rules: frozenset[int] | None = None
) -> set[int]:
    known = {kind: learnt for column in habits for kind, learnt in column.items()}
    known = {(c, 1): known.get((c, 1), ColumnHabits([], INSET, "top")) for c in range(len(above))}
    return set(columns_that_run_on(Break(above, below, rules), known))


def test_a_small_letter_goes_on() -> None:
    above, below = [cell(0, "2"), cell(1, "Dirigir la gestión del")], [cell(0), cell(1, "cantón y representarlo")]
    assert running(above, below) == {0, 1}


def test_a_new_number_and_a_new_sentence_start() -> None:
    above = [cell(0, "2"), cell(1, "Dirigir la gestión del", "cantón.")]
    below = [cell(0, "3"), cell(1, "Ejecutar el presupuesto")]
    assert running(above, below) == set()


def test_an_open_phrase_goes_on_whatever_follows() -> None:
    above, below = [cell(0, "2"), cell(1, "Remitir los informes a la")], [cell(0), cell(1, "Contraloría General")]
    assert running(above, below) == {0, 1}


def test_a_word_that_would_have_fitted_starts_a_cell() -> None:
    """ "Actas" has room behind "Becas": the line did not end because it was full."""
    above, below = [cell(0, "2"), cell(1, "BECAS")], [cell(0), cell(1, "ACTAS")]
    assert running(above, below, habits_of(0, ["1"], ["2"], ["3"])) == {0}


def test_a_word_that_opens_other_cells_starts_one() -> None:
    """In capitals, and with a full line above: but three other cells begin with PORCENTAJE."""
    full = "NÚMERO DE INFORMES ANUA"
    others = [["AGUA"], *[["PORCENTAJE DE OBRAS QUE", f"SE ENTREGAN {n}"] for n in range(3)], ["RIEGO"]]
    above, below = [cell(0, "2"), cell(1, full)], [cell(0), cell(1, "PORCENTAJE DE VÍAS")]
    assert 1 not in running(above, below, habits_of(1, *others))


def test_in_a_column_that_is_never_empty_an_empty_cell_is_a_part_of_one() -> None:
    """All of the target stands above the break, the indicator is cut between two words in capitals."""
    never_empty = habits_of(1, *[[f"{n} INFORMES"] for n in range(12)])
    above, below = [cell(0, "PORCENTAJE DE OBRAS QUE"), cell(1, "9%")], [cell(0, "SE ENTREGAN"), cell(1)]
    assert running(above, below, never_empty) == {0, 1}


def test_in_a_column_that_is_often_empty_an_empty_cell_says_nothing() -> None:
    often_empty = habits_of(1, *[[f"{n} informes"] if n % 2 else [] for n in range(12)])
    above = [cell(0, "Actas aprobadas."), cell(1, "9%")]
    below = [cell(0, "Sesiones del concejo"), cell(1)]
    assert running(above, below, often_empty) == set()


def test_a_missing_rule_decides_against_all_words() -> None:
    above = [cell(0, "Archivo"), cell(1, "Actas aprobadas.")]
    below = [cell(0), cell(1, "Sesiones del concejo")]
    assert running(above, below, rules=frozenset({0})) == {0}
    assert running(above, below, rules=frozenset({0, 1})) == {0, 1}


def test_a_line_that_is_printed_on_both_pages_was_cut() -> None:
    clip = BBox(0.0, 0.0, 600.0, 6.0)
    above, below = [cell(0, "95%", clip=clip)], [cell(0, "95%", clip=clip)]
    assert running(above, below) == {0}


def test_a_target_may_be_merged_over_rows_of_its_own() -> None:
    """The unit runs on, an indicator starts, and the target above holds for it too."""
    never_empty = habits_of(2, *[[f"{n} informes"] for n in range(12)])
    above = [cell(0, "Archivo"), cell(1, "Actas aprobadas."), cell(2, "12 al mes")]
    below = [cell(0), cell(1, "Sesiones del concejo"), cell(2)]
    assert running(above, below, habits_of(0, *[[f"Unidad {n}"] for n in range(12)]), never_empty) == {0, 2}


def test_where_text_stands_in_its_cells() -> None:
    assert usual_place([cell(0, "uno"), cell(1, "dos")]) == "top"
    assert usual_place([cell(0, "uno", shift=23.0), cell(1, "dos", shift=23.0)]) == "middle"
    assert usual_place([]) == "unknown"
