"""What is done with one document in a worker process; it imports little, for each such process begins with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..batch.executors.contract import Ended
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
    unread: Mapping[int, Ended] = field(default_factory=dict)
    """Pages that are left out because an earlier attempt did not get through them."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """How documents are converted; crosses to another process once, with the catalogue."""

    catalogue: Catalogue

    def __call__(self, task: Task) -> Matrix:
        """Convert one document; runs in the worker process, which alone imports what that needs."""
        from extractores import ReadLimits
        from extractores.readers import read_content

        from ..batch.telling import told_while_reading
        from ..convert import convert_content

        content = read_content(task.path, ReadLimits())
        with told_while_reading():
            return convert_content(content, task.name, self.catalogue, task.decisions, unread=task.unread)

    def without(self, task: Task, unread: Mapping[int, Ended]) -> Task:
        """Return the task to be done without some pages."""
        return replace(task, unread=unread)

    def prepare(self) -> None:
        """Load what every document needs."""
        read_own_matrix(self.catalogue)
