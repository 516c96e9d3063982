"""What the arguments of the commands over many documents mean; what makes no sense is refused before any work."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from os.path import realpath  # which, unlike Path.resolve, bears a loop of links
from pathlib import Path
from typing import TYPE_CHECKING

from plantillas import message

from .usage import UsageProblemError

if TYPE_CHECKING:
    from ..batch.inputs import Inputs
    from ..batch.manifest import ManifestLine
    from ..catalogue.entries import Catalogue
    from ..decisions.memory import Memory

TOPIC = "ordenes"


def find_documents(arguments: Sequence[str]) -> Inputs:
    """Return the documents that are meant, and say where there are none or nobody may look."""
    from ..batch.failures import failure_sentence
    from ..batch.inputs import find_inputs

    if not arguments:
        raise UsageProblemError(message(TOPIC, "usage_no_inputs"))
    found = find_inputs(arguments)
    for folder in found.unreadable_folders:
        print(failure_sentence("UNREADABLE", folder), file=sys.stderr)
    if not found.documents:
        places = ", ".join(f"«{place}»" for place in found.without_documents)
        raise UsageProblemError(message(TOPIC, "usage_nothing_found", places=places))
    for place in found.without_documents:
        print(message(TOPIC, "warning_nothing_found", place=place), file=sys.stderr)
    return found


def read_listed(path: Path | None) -> Mapping[str, ManifestLine]:
    """Return what the manifest says of each document, if there is one."""
    if path is None:
        return {}
    from ..batch.manifest import ManifestError, read_manifest

    try:
        return read_manifest(path)
    except ManifestError as error:
        raise UsageProblemError(str(error)) from error


def read_formats(text: str) -> tuple[str, ...]:
    """Return the formats that ``text`` lists, each once; all of them where it lists none."""
    from ..batch.task import FORMATS

    formats = tuple(dict.fromkeys(name.strip().casefold() for name in text.split(",") if name.strip()))
    for name in formats:
        if name not in FORMATS:
            raise UsageProblemError(message(TOPIC, "usage_format", format=name, formats=", ".join(FORMATS)))
    return formats or FORMATS


def read_catalogue(path: Path | None) -> Catalogue | None:
    """Return the officer's own catalogue, if there is one."""
    if path is None:
        return None
    from ..catalogue.entries import load_catalogue
    from ..catalogue.files import CatalogueError

    try:
        return load_catalogue(path)
    except CatalogueError as error:
        raise UsageProblemError(str(error)) from error


def read_memory(path: Path | None) -> Memory | None:
    """Return the decisions in force, if there is a memory of them."""
    if path is None:
        return None
    from ..decisions.memory import DecisionError, in_force, read_decisions

    try:
        return in_force(read_decisions(path))
    except DecisionError as error:
        raise UsageProblemError(str(error)) from error


def prepare_folder(folder: Path, paths: Sequence[Path] = ()) -> None:
    """Make the folder; refuse one where the index or a list would write over a document."""
    from ..batch.failures import short_cause
    from ..batch.outputs import batch_files

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageProblemError(message(TOPIC, "usage_output", folder=folder, cause=short_cause(error))) from error
    own = {realpath(path) for path in batch_files(folder)}
    for path in paths:
        if realpath(path) in own:
            raise UsageProblemError(message(TOPIC, "usage_output_is_input", path=path))


def check_quarantine(folder: Path | None, paths: Sequence[Path]) -> None:
    """Refuse a folder whose copies are inputs: they would be converted again and copied again."""
    if folder is None:
        return
    own = os.path.join(realpath(folder), "")
    for path in paths:
        if realpath(path).startswith(own):
            raise UsageProblemError(message(TOPIC, "usage_quarantine", folder=folder, path=path))
