"""Any sequence of what two reviewers do leaves a truthful log, on both bases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.pipeline.store.conftest import NewBase
from tests.pipeline.store.machine import ReviewMachine

THOROUGH = settings(max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
QUICK = settings(THOROUGH, max_examples=4, stateful_step_count=12)
"""The logic is the same on both bases; what may differ is how they are asked."""


@pytest.mark.parametrize(
    ("base", "effort"), [("sqlite", THOROUGH), ("postgresql", QUICK)], ids=["sqlite", "postgresql"]
)
def test_any_sequence_of_steps_leaves_a_truthful_log(
    base: str, effort: settings, request: pytest.FixtureRequest
) -> None:
    made: NewBase = request.getfixturevalue(f"new_{base}")

    class Machine(ReviewMachine):
        new_base: Callable[[Path], str | None] = staticmethod(made)

    run_state_machine_as_test(Machine, settings=effort)
