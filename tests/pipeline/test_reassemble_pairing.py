"""Units with missions, by how a dump writes them: cells by role and number, "U1" for the first unit."""

from __future__ import annotations

import pytest

from extractores.text import read_text
from pipeline.reassembly.assembly import join_sentences, pair_units
from pipeline.reassembly.cells import find_cells
from pipeline.reassembly.lines import read_sequence
from pipeline.reassembly.pairing import number_agreement, repetition_agreement
from pipeline.reassembly.settings import DEFAULT_SETTINGS


def pairs_of(order: str) -> set[tuple[str | None, str | None]]:
    """Return the pairs that are made of a page whose cells stand in this order, one on each line."""
    names = order.split()
    sequence = read_sequence(read_text("\n".join(names).encode(), "a.txt")[0])
    cells = find_cells(sequence, [name[0] if name[0] == "N" else f"B{name[0]}" for name in names], [1.0] * len(names))
    units, missions = ([cell for cell in cells if cell.role == role] for role in "UM")
    groups = pair_units(units, missions, cells, sequence, DEFAULT_SETTINGS)
    return {(group.unit and group.unit.text, group.mission and group.mission.text) for group in groups}


@pytest.mark.parametrize(
    "order",
    [
        "U1 M1 I1 T1 U2 M2 I2 T2 U3 M3 I3 T3",
        "U1 U2 U3 M1 M2 M3 I1 T1 I2 T2 I3 T3",
        "U1 I1 T1 U2 I2 T2 U3 I3 T3 M1 M2 M3",
    ],
    ids=["row by row", "column by column", "missions last"],
)
def test_each_unit_gets_its_mission_whatever_the_order(order: str) -> None:
    assert pairs_of(order) == {("U1", "M1"), ("U2", "M2"), ("U3", "M3")}


def test_units_that_stand_alone_do_not_shift_the_missions() -> None:
    assert pairs_of("U1 M1 I1 T1 U2 I2 T2 U3 M3 I3 T3") == {("U1", "M1"), ("U2", None), ("U3", "M3")}


def test_a_number_says_which_mission_is_the_units() -> None:
    sequence = read_sequence(read_text(b"2 Bodega\n1 Rentas\nCobrar\nGuardar\n", "a.txt")[0])
    cells = find_cells(sequence, ["N", "BU", "N", "BU", "BM", "BM"], [1.0] * 6)
    units, missions = ([cell for cell in cells if cell.role == role] for role in "UM")
    assert number_agreement(units, missions, cells).tolist() == [[0.0, 1.0], [1.0, 0.0]]


def test_units_and_missions_that_every_row_repeats_belong_together_by_their_repetitions() -> None:
    units, missions = (
        ["Rentas", "Rentas", "Bodega", "Bodega", "Aseo"],
        ["Cobrar", "Cobrar", "Guardar", "Guardar", "Barrer"],
    )
    agreement = repetition_agreement(units, missions)
    assert agreement[0].tolist() == [1, -1, 1, -1, -1]
    assert agreement[4].tolist() == [-1, -1, -1, -1, 0]
    assert not repetition_agreement(units[1:4:2], missions).any(), "nothing is repeated on one side"


@pytest.mark.parametrize(
    ("text", "missions"),
    [
        ("Bodega\nGuardar.\nContar.\nVales\n", ["Guardar. Contar."]),
        ("Bodega\nGuardar\nContar.\nVales\n", ["Guardar", "Contar."]),
    ],
    ids=["a sentence is over", "a sentence is not over"],
)
def test_a_mission_that_no_unit_has_is_the_next_sentence_of_the_one_before(text: str, missions: list[str]) -> None:
    sequence = read_sequence(read_text(text.encode(), "a.txt")[0])
    cells = find_cells(sequence, ["BU", "BM", "BM", "BI"], [1.0] * 4)
    groups = pair_units(cells[:1], cells[1:3], cells, sequence, DEFAULT_SETTINGS)
    assert [group.mission.text for group in join_sentences(groups, cells) if group.mission] == missions
