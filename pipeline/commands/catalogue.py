"""``lotaip catalogo buscar|exportar|importar|verificar``: the catalogue in an expert's hands.

Exit codes are those of :mod:`pipeline.cli`; a catalogue with problems is 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from ..percent import percent
from .groups import Group
from .usage import DONE, SOME_FAILED, UsageProblemError

if TYPE_CHECKING:
    from ..catalogue.entries import Catalogue
    from ..model import Institution, Match

TOPIC = "ordenes_catalogo"
UNITS, INDICATORS, INSTITUTIONS = SEARCHED = ("unidades", "indicadores", "instituciones")


_group = Group("catalogo", TOPIC)
app, _words, _option, _argument = _group.app, _group.words, _group.option, _group.argument


def _command(work: Callable[..., int]) -> Callable[..., int]:
    """Register a command; what is wrong with a catalogue is told on the standard error."""

    @wraps(work)
    def run(*arguments: Any, **options: Any) -> int:
        from ..catalogue.files import CatalogueError

        try:
            return work(*arguments, **options)
        except CatalogueError as error:
            print(error, file=sys.stderr)
        except OSError as error:
            print(_words("not_written", path=error.filename, cause=error.strerror), file=sys.stderr)
        return SOME_FAILED

    return _group.command(run)


_Own = Annotated[Path | None, _option("--catalogo", "-c", key="catalogue")]


@_command
def buscar(
    names: Annotated[list[str], _argument("names")],
    kind: Annotated[
        str,
        _option("--tipo", "-t", key="type"),
    ] = "",
    table: Annotated[str, _option("--en", "-e", key="table")] = UNITS,
    own: _Own = None,
) -> int:
    """Tell what the catalogue says of names."""
    from ..catalogue.entries import load_catalogue

    _check_type(kind)
    if table not in SEARCHED:
        raise UsageProblemError(_words("usage_table", value=table, known=", ".join(SEARCHED)))
    catalogue = load_catalogue(own)
    lines = _institution_lines(names, catalogue) if table == INSTITUTIONS else _lines(names, catalogue, table, kind)
    print("\n".join(lines))
    return DONE


@_command
def exportar(
    target: Annotated[Path, _option("--salida", "-s", key="export")],
    kind: Annotated[
        str,
        _option("--tipo", "-t", key="type"),
    ] = "",
    own: _Own = None,
) -> int:
    """Write the catalogue as files to edit."""
    from ..catalogue.entries import load_catalogue
    from ..catalogue.export import catalogue_rows, write_tables

    _check_type(kind)
    _report(write_tables(catalogue_rows(load_catalogue(own).of_type(kind or None)), target))
    return DONE


@_command
def importar(
    source: Annotated[Path, _argument("source")],
    target: Annotated[Path, _option("--salida", "-s", key="import")],
) -> int:
    """Take a table from elsewhere into a catalogue."""
    from ..catalogue.entries import load_catalogue
    from ..catalogue.export import write_tables
    from ..catalogue.imports import import_table

    if source.resolve() == target.resolve():
        raise UsageProblemError(_words("usage_target_is_source", path=source))
    table = import_table(source)
    for note in table.notes:
        print(note, file=sys.stderr)
    _report(write_tables({table.name: table.rows}, target))
    print(_words("imported", table=table.name, count=len(table.rows), notes=len(table.notes)))
    load_catalogue(target)
    return DONE


@_command
def verificar(own: Annotated[Path, _argument("catalogue")]) -> int:
    """Check a catalogue and tell everything that is wrong with it."""
    from dataclasses import asdict

    from ..catalogue.checks import find_ambiguous
    from ..catalogue.entries import load_catalogue

    catalogue = load_catalogue(own)
    numbers = {name: len(getattr(catalogue, name)) for name in ("units", "indicators", "institutions")}
    print(_words("counts", **numbers))
    for pair in find_ambiguous(catalogue.units):
        print(_words("ambiguous", **asdict(pair)))
    print(_words("fine"))
    return DONE


def _lines(names: list[str], catalogue: Catalogue, table: str, kind: str) -> Iterator[str]:
    from ..matching.match import match_names

    entries = catalogue.units if table == UNITS else catalogue.indicators
    for name, match in match_names(names, entries, kind=kind or None).items():
        yield _words("found", printed=name, verdict=_words(f"verdict_{match.verdict}"))
        yield from _match_lines(match)


def _match_lines(match: Match) -> Iterator[str]:
    if match.entry:
        yield _words("found_entry", name=match.name, score=percent(match.score), entry=match.entry)
    if match.evidence:
        yield _words("found_reasons", reasons="; ".join(match.evidence))
    if match.runner_up:
        yield _words("found_runner_up", name=match.runner_up, score=percent(match.runner_up_score or 0.0))


def _institution_lines(names: list[str], catalogue: Catalogue) -> Iterator[str]:
    from ..catalogue.known_institutions import recognise

    for name in names:
        known = recognise(name, catalogue)
        yield _words("found", printed=name, verdict=_words("verdict_known" if known else "verdict_unknown"))
        if known:
            yield _words("found_institution", name=known.name, more="".join(_details(known)))


def _details(institution: Institution) -> Iterator[str]:
    for key in ("ruc", "type", "province", "canton"):
        if value := getattr(institution, key):
            yield f", {_words(f'institution_{key}', value=value)}"


def _check_type(kind: str) -> None:
    from ..context.institutions import institution_types

    if kind and kind not in institution_types():
        raise UsageProblemError(_words("usage_type", value=kind, known=", ".join(institution_types())))


def _report(written: list[Path]) -> None:
    for path in written:
        print(_words("written", path=path))
