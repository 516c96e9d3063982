"""What stands beside a published data set: its metadata, its dictionary and the portal's folder say whose it is.

The data set itself says neither institution nor month. Its neighbours are looked for by their names in the same folder
(or the same folder of a ZIP); where a folder holds several months, only those count whose names differ in nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePath
from zipfile import BadZipFile, ZipFile

from extractores.errors import DocumentError

from ..absence import read_absence
from ..catalogue.ruc import read_ruc
from ..context.footer import read_footer
from ..model import Footer
from ..normalise import fold
from .intake import Kind, PublishedTable, kind_of, labelled_values, parse_published
from .names import NEIGHBOURS, is_neighbour, is_table
from .template import template

MOST_BYTES = 5_000_000
"""Of metadata or a dictionary, which have some ten lines."""
FOLDER = re.compile(r"(?<![^/\\])(?P<ruc>[^/\\]++)[/\\]Numeral 1\.[34][/\\](?P<year>\d{4})[/\\](?P<month>\d{1,2})$")
"""The portal's folder of one month."""
PLAIN = ""
"""What the portal's own names have in common: nothing."""
UNREADABLE = (OSError, BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError)
"""What the reader of ZIPs raises for a damaged or encrypted one."""
_KIND_WORDS = re.compile(r"conjunto|de|datos?|metadatos?|diccionario|[^a-z0-9]|^[\d\s.-]+(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a published data set from outside of it."""

    institution: str | None = None
    ruc: str | None = None
    period: str | None = None
    """AAAA-MM"""
    footer: Footer = field(default_factory=Footer)


NOTHING = Beside()


def look_beside(path: Path) -> Beside:
    """Return what the files beside ``path`` and its folder say; nothing for other documents than published tables."""
    if not is_table(path):
        return NOTHING
    with suppress(OSError):
        folder = path.absolute().parent
        neighbours = _in_folder(folder, folder.stat().st_mtime_ns)
        return _read(path.name, str(folder), neighbours, lambda name: _content(folder / name))
    return NOTHING


def look_beside_in_archive(archive: Path, member: str) -> Beside:
    """Return the same for a member of a ZIP."""
    if not is_table(member):
        return NOTHING
    with suppress(*UNREADABLE):
        folder, _, name = member.rpartition("/")
        neighbours = _in_archive(archive, archive.stat().st_mtime_ns).get(folder, Neighbours(()))
        with ZipFile(archive) as zipped:
            return _read(name, folder, neighbours, lambda other: _member(zipped, f"{folder}/{other}".lstrip("/")))
    return NOTHING


def said_in(tables: Iterable[tuple[str, PublishedTable]]) -> Beside:
    """Return what metadata and dictionary say, which may also be sheets of the workbook that holds the data set."""
    by_kind: dict[Kind, PublishedTable] = {}
    for name, table in tables:
        by_kind.setdefault(kind_of(name, table), table)
    footer = read_footer(by_kind["metadata"].rows, ()) if "metadata" in by_kind else Footer()
    label = fold(template().dictionary_lines[0][0])
    institution = labelled_values(by_kind["dictionary"]).get(label) if "dictionary" in by_kind else None
    is_named = institution and not read_absence(institution)
    return Beside(institution=institution if is_named else None, footer=footer)


def together(first: Beside, second: Beside) -> Beside:
    """Return what both say; ``first`` is believed."""
    values = {**_values(second.footer), **_values(first.footer)}
    return Beside(
        institution=first.institution or second.institution,
        ruc=first.ruc or second.ruc,
        period=first.period or second.period,
        footer=Footer(**values),
    )


def _values(footer: Footer) -> Mapping[str, str]:
    return footer.model_dump(exclude_none=True)


class Neighbours:
    """The metadata and dictionaries of one folder, by what their names have in common with those of data sets."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_kind: dict[str, dict[str, str]] = {word: {} for word in NEIGHBOURS}
        for name in sorted(filter(is_neighbour, names)):
            word = next(word for word in NEIGHBOURS if word in fold(name))
            self._by_kind[word].setdefault(_rest(name), name)

    def of(self, name: str) -> Iterator[str]:
        """Yield those of the data set ``name``; plain ones ("2. Metadatos.csv") are everybody's."""
        for by_rest in self._by_kind.values():
            if own := by_rest.get(_rest(name)) or by_rest.get(PLAIN):
                yield own


@lru_cache(maxsize=64)
def _in_folder(folder: Path, _modified: int) -> Neighbours:
    """Return the neighbours in a folder, which may hold thousands of months."""
    return Neighbours(entry.name for entry in folder.iterdir())


@lru_cache(maxsize=64)
def _in_archive(archive: Path, _modified: int) -> dict[str, Neighbours]:
    """Return the neighbours in each folder of a ZIP."""
    names: dict[str, list[str]] = {}
    with ZipFile(archive) as zipped:
        for member in zipped.namelist():
            folder, _, name = member.rpartition("/")
            names.setdefault(folder, []).append(name)
    return {folder: Neighbours(some) for folder, some in names.items()}


def _read(name: str, folder: str, neighbours: Neighbours, content: Callable[[str], bytes]) -> Beside:
    return together(said_in(_tables(neighbours.of(name), content)), _from_folder(folder))


def _tables(names: Iterable[str], content: Callable[[str], bytes]) -> Iterator[tuple[str, PublishedTable]]:
    """Yield what can be read; a damaged neighbour says nothing, and that is all the harm it does."""
    for name in names:
        with suppress(DocumentError, OSError, KeyError):
            yield name, parse_published(content(name), name)


def _rest(name: str) -> str:
    """Return what the names of the three files of one month have in common."""
    return _KIND_WORDS.sub("", fold(PurePath(name).stem))


def _from_folder(folder: str) -> Beside:
    found = FOLDER.search(folder)
    if not found:
        return NOTHING
    month = int(found["month"])
    period = f"{found['year']}-{month:02}" if 1 <= month <= 12 else None
    return Beside(ruc=read_ruc(found["ruc"]).value, period=period)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES)


def _member(zipped: ZipFile, name: str) -> bytes:
    with zipped.open(name) as file:
        return file.read(MOST_BYTES)
