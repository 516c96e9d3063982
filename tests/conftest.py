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
def repository() -> Path:
    """Return the root of the source tree."""
    return REPOSITORY
