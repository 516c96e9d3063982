"""What several test modules share."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture
def samples() -> Path:
    """Return the folder of the documents to try the program on."""
    return REPOSITORY / "samples"


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Convert in this process: what is tested is no matter of processes, and each takes seconds to start."""
    from contextlib import nullcontext

    from tests.batch_fakes import SERIAL

    monkeypatch.setattr("pipeline.batch.execution.choose_execution", lambda *settings: nullcontext(SERIAL))


@pytest.fixture
def repository() -> Path:
    """Return the root of the source tree."""
    return REPOSITORY
