"""Files that commands write: whole or not at all, and what is said where they cannot be written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plantillas import message

from .usage import UsageProblemError


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by name, into a folder that is made where it is missing; raise ``UsageProblemError``."""
    from ..batch.failures import short_cause
    from ..batch.outputs import write_aside

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            write_aside(folder / name, content)
    except OSError as error:
        raise UsageProblemError(message("ordenes", "usage_output", folder=folder, cause=short_cause(error))) from error
