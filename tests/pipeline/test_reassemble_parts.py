"""The steps of the reassembly: lines, cells, passes, kinds."""

from __future__ import annotations

import pytest

from extractores.text import read_text
from pipeline.reassembly.assembly import assign_numbers
from pipeline.reassembly.cells import Cell, CellRole, find_cells
from pipeline.reassembly.groups import Meaning, Row, UnitGroup
from pipeline.reassembly.kinds import kind_of_indicator, kind_of_target, kinds_agree
from pipeline.reassembly.lines import WordSequence, read_sequence
from pipeline.reassembly.passes import merge_passes
from pipeline.reassembly.settings import DEFAULT_SETTINGS
from pipeline.reassembly.targets import assign_targets


def sequence_of(text: str) -> WordSequence:
    return read_sequence(read_text(text.encode(), "a.txt")[0])


def lines_of(text: str) -> list[str]:
    return [" ".join(word.text for word in line.words) for line in sequence_of(text).lines]


def test_lines_of_one_word_that_go_on_are_one_line() -> None:
    assert lines_of("Comandar \nlos \nrecursos \nhumanos\n7 minutos\n") == [
        "Comandar los recursos humanos",
        "7 minutos",
    ]


def test_words_of_double_strokes_are_read_once() -> None:
    doubled = "1 Despacho\nDespacho Ejercer la rectoría\nPolíticas\nPolíticas tres acuerdos\n"
    assert lines_of(doubled) == ["1 Despacho", "Ejercer la rectoría", "Políticas", "tres acuerdos"]


def test_empty_lines_after_every_line_part_nothing() -> None:
    spaced = sequence_of("\n\n".join("abcdefghijkl") + "\n")
    assert not any(line.blank_before for line in spaced.lines[1:])


def test_a_mission_is_put_together_around_its_units_name() -> None:
    sequence = sequence_of("legal y\n11 Secretaría\nformal.\n")
    cells = find_cells(sequence, ["BM", "IM", "N", "BU", "RM"], [1.0] * 5)
    assert {cell.role: cell.text for cell in cells} == {"M": "legal y formal.", "N": "11", "U": "Secretaría"}


def cell(role: CellRole, text: str, lines: int, at: int) -> Cell:
    return Cell(role, [at], text=text, lines=lines)


def opening(role: CellRole, text: str, at: int) -> Cell:
    return Cell(role, [at], text=text, opens_block=True)


def test_a_number_that_is_no_units_is_left_over() -> None:
    """It was lost without a word: a number of a block far from the names of its units."""
    numbers, unit = [cell("N", "1", 1, 0), cell("N", "2", 1, 1)], cell("U", "Alcaldía", 1, 2)
    groups = [UnitGroup(unit, None)]
    assert assign_numbers(numbers, groups, [*numbers, unit]) == numbers[:1]
    assert groups[0].number is numbers[1]


def test_cells_written_in_two_passes_return_to_their_rows() -> None:
    first = [
        ("N", "1"),
        ("U", "A"),
        ("T", "t1"),
        ("N", "2"),
        ("I", "i2"),
        ("T", "t2"),
        ("N", "3"),
        ("U", "C"),
        ("I", "i3"),
    ]
    second = [("M", "m1"), ("I", "i1"), ("U", "B"), ("M", "m2"), ("M", "m3"), ("T", "t3")]
    cells = [cell(role, text, 1, at) for at, (role, text) in enumerate(first)]  # type: ignore[arg-type]
    cells += [cell(role, text, 2, 20 + at) for at, (role, text) in enumerate(second)]  # type: ignore[arg-type]
    merged = merge_passes(cells, Meaning(cells), DEFAULT_SETTINGS)
    assert [c.text for c in merged] == [
        "1",
        "A",
        "m1",
        "i1",
        "t1",
        "2",
        "B",
        "m2",
        "i2",
        "t2",
        "3",
        "C",
        "m3",
        "i3",
        "t3",
    ]


def test_cells_written_in_one_pass_keep_their_order() -> None:
    row = [("N", 1), ("U", 1), ("M", 3), ("I", 1), ("T", 1)] * 4
    cells = [cell(role, str(at), lines, at) for at, (role, lines) in enumerate(row)]  # type: ignore[arg-type]
    assert merge_passes(cells, Meaning(cells), DEFAULT_SETTINGS) == cells


@pytest.mark.parametrize(
    ("indicator", "target", "expected"),
    [
        ("Porcentaje de trámites atendidos", "90%", 1.0),
        ("Número de informes", "12 informes", 1.0),
        ("Número de informes", "90%", -1.0),
        ("% de ejecución", "0,95", 0.5),
        ("Agua no contabilizada", "42%", 0.0),
    ],
)
def test_kinds_of_figures(indicator: str, target: str, expected: float) -> None:
    assert kinds_agree(kind_of_indicator(indicator), kind_of_target(target)) == expected


def test_targets_of_a_block_stand_as_the_indicators_of_the_block_before() -> None:
    cells = [
        cell("I", "Estudios terminados", 1, 0),
        cell("I", "Actas suscritas", 1, 1),
        opening("T", "seis", 2),
        cell("I", "Personas capacitadas", 1, 3),
        opening("T", "muchas", 4),
    ]
    rows = [Row(cell) for cell in cells if cell.role == "I"]
    targets = [cell for cell in cells if cell.role == "T"]

    assign_targets(rows, targets, [0, 0, 0], [], Meaning(cells), cells, DEFAULT_SETTINGS)

    assert [row.target.text if row.target else None for row in rows] == ["seis", None, "muchas"]


def test_without_empty_lines_a_target_is_that_of_the_indicator_just_before() -> None:
    cells = [cell("I", "Estudios terminados", 1, 0), cell("I", "Actas suscritas", 1, 1), cell("T", "seis", 1, 2)]
    rows = [Row(cell) for cell in cells[:2]]

    assign_targets(rows, cells[2:], [0, 0], [], Meaning(cells), cells, DEFAULT_SETTINGS)

    assert [row.target.text if row.target else None for row in rows] == [None, "seis"]
