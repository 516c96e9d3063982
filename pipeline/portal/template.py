"""What the portal prescribes: the names, columns and lines of its files, as ``data/portal.toml`` holds them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..absence import Absence

SEPARATOR = ";"
LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class MetadataLine:
    """One line of the metadata: our name of its value, and the portal's label."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Template:
    """The portal's files for Numeral 1.3, and the draft of Numeral 1.1."""

    folder: str
    """With places for ``ruc``, ``year`` and ``month``."""
    dataset_file: str
    columns: tuple[str, ...]
    metadata_file: str
    metadata_lines: tuple[MetadataLine, ...]
    licence: str
    periodicity: str
    dictionary_file: str
    dictionary_lines: tuple[tuple[str, str], ...]
    """The first one's value is the institution's name."""
    notes: dict[Absence, tuple[str, str]]
    """The line of the dictionary that explains each kind of absence."""
    absences: dict[Absence, str]
    structure_file: str
    structure_columns: tuple[str, ...]
    levels: dict[str, str]
    """What Numeral 1.1 calls each process level."""

    @property
    def names(self) -> tuple[str, str, str]:
        """The names of the three files."""
        return self.dataset_file, self.metadata_file, self.dictionary_file


@cache
def template() -> Template:
    """Return what the portal prescribes."""
    data = tomllib.loads(files("pipeline").joinpath("data", "portal.toml").read_text(encoding="utf-8"))
    dataset, metadata, dictionary, structure = (
        data[part] for part in ("dataset", "metadata", "dictionary", "structure")
    )
    return Template(
        folder=data["folder"],
        dataset_file=dataset["file"],
        columns=tuple(dataset["columns"]),
        metadata_file=metadata["file"],
        metadata_lines=tuple(MetadataLine(**line) for line in metadata["lines"]),
        licence=metadata["licence"],
        periodicity=metadata["periodicity"],
        dictionary_file=dictionary["file"],
        dictionary_lines=tuple(map(_pair, dictionary["lines"])),
        notes={kind: _pair(note) for kind, note in dictionary["notes"].items()},
        absences=data["absence"],
        structure_file=structure["file"],
        structure_columns=tuple(structure["columns"]),
        levels=structure["levels"],
    )


def _pair(values: list[Any]) -> tuple[str, str]:
    key, value = values
    return key, value
