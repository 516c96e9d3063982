"""What a person should look at before a package is uploaded, in Spanish."""

from __future__ import annotations

from collections.abc import Iterator

from plantillas import message

from ..model import Matrix
from .package import PortalPackage
from .template import template

TOPIC = "portal"


def notes_on(matrix: Matrix, package: PortalPackage) -> Iterator[str]:
    """Yield what is doubtful, missing, or not said by the document."""
    doubtful = sum(field.needs_review for record in matrix.records for field in record.printed_fields.values())
    if doubtful:
        yield message(TOPIC, "note_review", count=doubtful)
    if package.missing:
        names = (f"{message('informe', f'field_{name}')} ({count})" for name, count in package.missing.items())
        yield message(TOPIC, "note_missing", fields=", ".join(names))
    if package.bare:
        yield message(TOPIC, "note_bare", rows=", ".join(map(str, package.bare)))
    labels = [line.label.rstrip(":") for line in template().metadata_lines if line.key in package.open_metadata]
    if labels:
        yield message(TOPIC, "note_metadata", labels="; ".join(labels))
