"""A table that says of each document which institution and which month it is (``--manifiesto``).

A CSV with a heading line, comma or semicolon, UTF-8: ``archivo``, ``institucion`` and ``periodo`` (AAAA-MM), the last
two optional and in any order. Files are taken from the manifest's own folder.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plantillas import message

from ..normalise import fold
from .inputs import Input, identity
from .remote import is_address

TOPIC = "ordenes"
COLUMNS = {"archivo": "file", "institucion": "institution", "periodo": "period"}
PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class ManifestError(Exception):
    """A manifest that cannot be used; the text is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document beforehand."""

    institution: str | None = None
    period: str | None = None


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One document of a manifest."""

    argument: str
    """How to name it among the inputs."""
    facts: Facts


def read_manifest(path: Path) -> dict[str, ManifestLine]:
    """Return the lines of a manifest by the places of their files; raise ``ManifestError``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(message(TOPIC, "manifest_unreadable", path=path)) from error
    lines = text.splitlines()
    rows = csv.DictReader(lines, delimiter=";" if lines and ";" in lines[0] else ",")
    names = {COLUMNS.get(fold(name)): name for name in rows.fieldnames or ()}
    if "file" not in names:
        raise ManifestError(message(TOPIC, "manifest_columns", path=path))
    listed: dict[str, ManifestLine] = {}
    for number, row in enumerate(rows, 2):
        values = {key: (row.get(name) or "").strip() for key, name in names.items() if key}
        if values["file"]:
            argument = _argument(values["file"], path.parent)
            listed[identity(_input(argument))] = ManifestLine(argument, _facts(values, path, number))
    return listed


def facts_of(document: Input, manifest: Mapping[str, ManifestLine]) -> Facts:
    """Return what ``manifest`` says of ``document``; nothing where it does not name it."""
    line = manifest.get(identity(document))
    return line.facts if line else NO_FACTS


def _argument(file: str, folder: Path) -> str:
    return file if is_address(file) else str(folder / file)


def _input(argument: str) -> Input:
    return Input(Path(argument), address=argument if is_address(argument) else None)


def _facts(values: Mapping[str, str], path: Path, line: int) -> Facts:
    period = values.get("period") or None
    if period and not PERIOD.fullmatch(period):
        raise ManifestError(message(TOPIC, "manifest_period", path=path, line=line, period=period))
    return Facts(values.get("institution") or None, period)
