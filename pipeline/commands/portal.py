"""``lotaip exportar`` and ``lotaip verificar``: from a matrix to the portal's files, and what the portal would refuse.

Exit codes are those of :mod:`pipeline.cli`; ``verificar`` ends with 1 where the portal would refuse something.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plantillas import message

from .files import write_files
from .matrices import find_matrices, read_matrices
from .passwords import Password, read_password
from .usage import DONE, SOME_FAILED, UsageProblemError

if TYPE_CHECKING:
    from ..model import Matrix
    from ..portal.package import PortalPackage
    from ..portal.rules import Problem

TOPIC = "portal"
PORTAL, PACKAGE = "pnt", "paquete"
FORMATS = {PORTAL: Path("portal"), PACKAGE: Path("paquete")}
"""What may be written, and the folder for it."""


def _option(*names: str, key: str, value: str | None = None, **more: Any) -> Any:
    metavar = message(TOPIC, f"metavar_{value}") if value else None
    return typer.Option(*names, metavar=metavar, help=message(TOPIC, f"option_{key}"), show_default=False, **more)


def _argument(key: str) -> Any:
    return typer.Argument(metavar=message(TOPIC, f"metavar_{key}"), help=message(TOPIC, f"argument_{key}"))


def exportar(
    inputs: Annotated[list[str] | None, _argument("inputs")] = None,
    output: Annotated[Path | None, _option("--salida", "-s", key="output", value="output")] = None,
    format_name: Annotated[str, _option("--formato", "-f", key="format", value="format")] = PORTAL,
    ruc: Annotated[str | None, _option("--ruc", key="ruc", value="ruc")] = None,
    period: Annotated[str | None, _option("--periodo", key="period", value="period")] = None,
    updated: Annotated[str | None, _option("--fecha", key="updated", value="updated")] = None,
    link: Annotated[str | None, _option("--enlace", key="link", value="link")] = None,
    contacts: Annotated[bool | None, _option("--con-contactos/--sin-contactos", key="contacts")] = None,
    password: Password = "",
) -> int:
    """Write the portal's files for each matrix, or open data of all of them."""
    if format_name not in FORMATS:
        raise UsageProblemError(message(TOPIC, "usage_format", format=format_name, formats=", ".join(FORMATS)))
    folder = output or FORMATS[format_name]
    if format_name == PACKAGE:
        from .open_data import export_package

        return export_package(inputs or [], folder, with_contacts=bool(contacts), password=read_password(password))
    facts = {"ruc": ruc, "period": period, "updated": updated, "link": link}
    without_contacts, key = contacts is False, read_password(password)
    documents = list(find_matrices(inputs or []))
    outcomes = [
        _export(document.path, matrix, folder, facts, without_contacts)
        for document, matrix in zip(documents, read_matrices(documents, key), strict=True)
    ]
    written = sum(outcomes)
    print(message(TOPIC, "summary", written=written, failed=len(outcomes) - written, folder=folder))
    return DONE if all(outcomes) else SOME_FAILED


def verificar(
    place: Annotated[Path, _argument("place")],
    repair: Annotated[bool, _option("--reparar", key="repair")] = False,
    output: Annotated[Path, _option("--salida", "-s", key="repaired", value="output")] = Path("reparado"),
    without_contacts: Annotated[bool, _option("--sin-contactos", key="repaired_contacts")] = False,
) -> int:
    """Say what the portal would refuse."""
    contents = _contents(place)
    errors = _tell(place, _problems(place, contents), len(contents))
    if not repair:
        return SOME_FAILED if errors else DONE
    from ..portal.repair import repair_files

    if output.resolve() == (place if place.is_dir() else place.parent).resolve():
        raise UsageProblemError(message(TOPIC, "usage_over_source", folder=output))
    mended = repair_files(contents, without_contacts=without_contacts)
    write_files(output, mended)
    left = _problems(place, mended)
    print(message(TOPIC, "repaired", folder=output, **_counts(left)))
    for problem in left:
        print(_line(problem))
    return SOME_FAILED if _counts(left)["errors"] else DONE


def _export(
    path: Path, matrix: Matrix | None, folder: Path, given: Mapping[str, str | None], without_contacts: bool
) -> bool:
    """Write one package and say so; say why where that cannot be, and return whether it was written."""
    from ..contacts import without_contacts as remove_contacts
    from ..portal.notes import notes_on
    from ..portal.package import MissingFactError, build_package, find_facts

    if matrix is None:
        return False
    if not matrix.records:
        return _refuse("not_a_matrix", path)
    try:
        facts = find_facts(matrix, **given)
    except MissingFactError as error:
        return _refuse(error.code, path, value=error.value)
    package = build_package(remove_contacts(matrix) if without_contacts else matrix, facts)
    if not _keep(package, folder):
        return _refuse("already_there", path, folder=folder / facts.folder)
    print(message(TOPIC, "written", name=path.name, folder=folder / facts.folder, records=len(matrix.records)))
    for note in notes_on(matrix, package):
        print(f"  {note}")
    return True


def _keep(package: PortalPackage, folder: Path) -> bool:
    """Write the files, the ZIP and the draft of Numeral 1.1; another content that stands there already stays."""
    from ..portal.template import template

    facts = package.facts
    place = folder / facts.folder
    files = {place / name: content for name, content in package.files.items()}
    year, month = facts.period.split("-")
    files[folder / f"{facts.ruc} {year}-{month}.zip"] = package.as_zip()
    files[folder / facts.ruc / f"{year}-{month} {template().structure_file}"] = package.draft
    if any(path.exists() and path.read_bytes() != content for path, content in files.items()):
        return False
    for path, content in files.items():
        write_files(path.parent, {path.name: content})
    return True


def _refuse(code: str, path: Path, **detail: object) -> bool:
    print(message(TOPIC, code, name=path.name, **detail), file=sys.stderr)
    return False


def _contents(place: Path) -> dict[str, bytes]:
    """Return the tables of a folder, or the one file, by their names."""
    from ..portal.names import is_table

    if not place.exists():
        raise UsageProblemError(message(TOPIC, "usage_missing", place=place))
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    contents = {file.name: file.read_bytes() for file in files if file.is_file() and is_table(file)}
    if not contents:
        raise UsageProblemError(message(TOPIC, "usage_nothing", place=place))
    return contents


def _problems(place: Path, contents: Mapping[str, bytes]) -> list[Problem]:
    from ..portal.rules import check_file, check_folder

    if place.is_dir():
        return check_folder(str(place.resolve()), dict(contents))
    return [problem for name, content in contents.items() for problem in check_file(content, name)]


def _tell(place: Path, problems: Sequence[Problem], files: int) -> int:
    """Print the problems and return how many are errors."""
    for problem in problems:
        print(_line(problem))
    counts = _counts(problems)
    print(message(TOPIC, "found" if problems else "clean", place=place, files=files, **counts))
    return counts["errors"]


def _line(problem: Problem) -> str:
    place = message(TOPIC, "at_line", file=problem.file, line=problem.line) if problem.line else problem.file
    return f"{place} [{message(TOPIC, problem.weight)}]: {problem.sentence}"


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    errors = sum(problem.weight == "error" for problem in problems)
    return {"errors": errors, "warnings": len(problems) - errors}
