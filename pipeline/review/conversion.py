"""What is done with one document in a worker process; it imports little, for each such process begins with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..batch.executors import ask_for_time
from ..catalogue.entries import Catalogue
from ..decisions.memory import Memory
from ..model import Matrix
from ..warming import read_own_matrix


@dataclass(frozen=True, slots=True)
class Task:
    """One document to convert; crosses to another process."""

    path: Path
    name: str
    decisions: Memory


@dataclass(frozen=True, slots=True)
class Conversion:
    """How documents are converted; crosses to another process once, with the catalogue."""

    catalogue: Catalogue

    def __call__(self, task: Task) -> Matrix:
        """Convert one document; runs in the worker process, which alone imports what that needs."""
        from extractores import ReadLimits
        from extractores.progress import time_asked_of
        from extractores.readers import read_content

        from ..convert import convert_content

        content = read_content(task.path, ReadLimits())
        with time_asked_of(ask_for_time):
            return convert_content(content, task.name, self.catalogue, task.decisions)

    def prepare(self) -> None:
        """Load what every document needs."""
        read_own_matrix(self.catalogue)
