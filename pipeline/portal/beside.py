"""What stands beside a published data set: its metadata, its dictionary and the portal's folder say whose it is.

The data set itself says neither institution nor month. Its neighbours are looked for by their names in the same folder
(or the same folder of a ZIP); where a folder holds several months, only those whose names differ in nothing else count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
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
FOLDER = re.compile(r"(?P<ruc>[^/\\]+)[/\\]Numeral 1\.[34][/\\](?P<year>\d{4})[/\\](?P<month>\d{1,2})$")
"""The portal's folder of one month."""
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
        names = [entry.name for entry in path.absolute().parent.iterdir()]
        return _read(path.absolute(), names, lambda name: _content(path.with_name(name)))
    return NOTHING


def look_beside_in_archive(archive: Path, member: str) -> Beside:
    """Return the same for a member of a ZIP."""
    place = PurePath(member)
    if not is_table(place):
        return NOTHING
    with suppress(*UNREADABLE), ZipFile(archive) as zipped:
        folder = [PurePath(name) for name in zipped.namelist()]
        names = [path.name for path in folder if path.parent == place.parent]
        return _read(place, names, lambda name: _member(zipped, str(place.with_name(name))))
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


def _read(path: PurePath, names: Iterable[str], content: Callable[[str], bytes]) -> Beside:
    said = said_in(_neighbours(path.name, sorted(names), content))
    return together(said, _from_folder(str(path.parent)))


def _neighbours(
    name: str, names: Iterable[str], content: Callable[[str], bytes]
) -> Iterator[tuple[str, PublishedTable]]:
    found = [other for other in names if is_neighbour(other)]
    for word in NEIGHBOURS:
        of_kind = [other for other in found if word in fold(other)]
        own = [other for other in of_kind if _rest(other) == _rest(name)]
        for other in own[:1] or (of_kind if len(of_kind) == 1 else []):
            with suppress(DocumentError, OSError, KeyError):
                yield other, parse_published(content(other), other)


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
