"""One document to its matrix in a worker process; it imports little, for each such process begins with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..catalogue.entries import Catalogue
from ..decisions.memory import Memory
from ..model import Matrix
from ..portal.beside import NOTHING, Beside
from ..warming import read_own_matrix
from .documents import files_for, told_while_reading
from .executors import Files
from .executors.contract import Ended


@dataclass(frozen=True, slots=True)
class Task:
    """One document to convert; crosses to another process."""

    path: Path
    name: str
    decisions: Memory = field(default_factory=dict)
    beside: Beside = NOTHING
    """What the files around a published table say of it."""
    password: str = field(default="", repr=False)
    unread: Mapping[int, Ended] = field(default_factory=dict)
    """Pages that are left out because an earlier attempt did not get through them."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """How documents are converted; crosses to another process once, with the catalogue."""

    catalogue: Catalogue | None = None
    """None for the built-in one."""

    def __call__(self, task: Task) -> Matrix:
        """Convert one document; runs in the worker process, which alone imports what that needs."""
        from extractores import ReadLimits
        from extractores.readers import read_content

        from ..catalogue.entries import load_catalogue
        from ..convert import convert_content

        content = read_content(task.path, ReadLimits())
        known = self.catalogue or load_catalogue()
        with told_while_reading():
            return convert_content(
                content, task.name, known, task.decisions, task.beside, task.password, unread=task.unread
            )

    def files(self, task: Task) -> Files:
        """Return what the process of a task needs to read."""
        return files_for(task.path)

    def without(self, task: Task, unread: Mapping[int, Ended]) -> Task:
        """Return the task to be done without some pages."""
        return replace(task, unread=unread)

    def prepare(self) -> None:
        """Load what every document needs."""
        read_own_matrix(self.catalogue)
