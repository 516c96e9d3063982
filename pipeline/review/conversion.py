"""What is done with one document in a worker process; it imports little, for each such process begins with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..catalogue.entries import Catalogue
from ..decisions.memory import Memory
from ..model import Matrix


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
        from extractores import read_document

        from ..convert import convert_document

        document = replace(read_document(task.path), name=task.name)
        return convert_document(document, self.catalogue, task.decisions)
