"""Seeded edits: every changed target is found, and hardly any is made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.comparing import measure


@pytest.mark.parametrize("seed", range(3))
def test_changed_targets_are_found(samples: Path, seed: int) -> None:
    found = measure(samples, edits=200, seed=seed)
    assert found["edits"] >= 200
    assert found["found_share"] == 1.0
    assert found["false_share"] <= 0.01
