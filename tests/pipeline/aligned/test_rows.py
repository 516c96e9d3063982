"""Rows from signs and alignment alone."""

from __future__ import annotations

from pipeline.aligned.row_scores import Stretch, Strip
from pipeline.aligned.rows import UnitRows, cut_rows

NEW, SAME = 3.0, -3.0


def stretch(lines: int, unit: dict[int, float], indicator: dict[int, float], target: dict[int, float]) -> Stretch:
    of_row = [Strip(indicator, 3.0), Strip(target, 1.0, is_target=True)]
    return Stretch(range(lines), [1] * lines, [Strip(unit, 2.0)], of_row)


def test_cells_aligned_at_their_tops():
    found = cut_rows([stretch(4, {0: 0.0, 2: NEW}, {0: 0.0, 1: SAME, 2: NEW, 3: SAME}, {0: 0.0, 2: NEW})])
    assert found == ("top", [[UnitRows(0, 2, ((0, 2),)), UnitRows(2, 4, ((2, 4),))]])


def test_cells_aligned_at_their_middles():
    indicators = {at: SAME if at % 3 else NEW for at in range(9)}
    alignment, (units,) = cut_rows([stretch(9, {1: 0.0, 4: NEW, 7: NEW}, indicators, {1: 0.0, 4: NEW, 7: NEW})])
    assert alignment == "middle"
    assert [(unit.start, unit.stop) for unit in units] == [(0, 3), (3, 6), (6, 9)]


def test_a_unit_with_several_rows():
    _, (units,) = cut_rows([stretch(3, {0: 0.0}, {0: 0.0, 1: NEW, 2: NEW}, {0: 0.0, 1: NEW, 2: NEW})])
    assert units == [UnitRows(0, 3, ((0, 1), (1, 2), (2, 3)))]


def test_one_target_for_all_rows_of_each_unit():
    indicators = dict.fromkeys(range(12), NEW)
    targets = dict.fromkeys((1, 4, 7, 10), NEW)
    _, (units,) = cut_rows([stretch(12, dict(targets), indicators, targets)])
    assert all(unit.has_merged_target and len(unit.rows) == 3 for unit in units)


def test_several_indicators_and_targets_packed_into_one_cell_each():
    indicators = {at: SAME if at % 2 else NEW for at in range(12)}
    targets = {at: NEW for start in (0, 4, 8) for at in (start, start + 1)}
    _, (units,) = cut_rows([stretch(12, dict.fromkeys((0, 4, 8), NEW), indicators, targets)])
    assert units == [UnitRows(start, start + 4, ((start, start + 4),)) for start in (0, 4, 8)]
