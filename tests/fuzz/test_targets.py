"""The seeds, and every input that ever broke a target, go through it without a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from .targets import TARGETS

FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_break_nothing(name: str) -> None:
    target = TARGETS[name]
    seeds = target.seeds()
    assert seeds
    for seed in seeds:
        assert len(seed) <= target.most_bytes
        target.run(seed)
