"""``lotaip tablas`` and ``lotaip inspeccionar``: the tables of any PDF, for people who work with other documents.

Nothing here knows of matrices. Exit codes are those of :mod:`pipeline.cli`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from plantillas import message
from plantillas.marks import show_marks

from .passwords import Password, read_password
from .usage import DONE, SOME_FAILED, UsageProblemError

if TYPE_CHECKING:
    from .table_work import Asked

Answer = TypeVar("Answer")
TOPIC = "tablas"
JSON, CSV = "json", "csv"
FORMATS = (JSON, CSV)
_PAGES = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def _option(*names: str, key: str, **more: Any) -> Any:
    """Return an option with the words that ``tablas.toml`` has for it."""
    metavar, words = message(TOPIC, f"metavar_{key}"), message(TOPIC, f"option_{key}")
    return typer.Option(*names, metavar=metavar, help=words, show_default=False, **more)


_FILE = typer.Argument(metavar=message(TOPIC, "metavar_file"), help=message(TOPIC, "argument_file"))


def tablas(
    file: Annotated[Path, _FILE],
    pages: Annotated[str, _option("--paginas", key="pages")] = "",
    formats: Annotated[str, _option("--formato", "-f", key="formats")] = "",
    output: Annotated[Path | None, _option("--salida", "-s", key="output")] = None,
    password: Password = "",
) -> int:
    """Print every table of a document, or write the tables into a folder."""
    ranges = _read_ranges(pages)
    chosen = _read_formats(formats, FORMATS if output else (JSON,))
    if output is None and len(chosen) > 1:
        raise UsageProblemError(message(TOPIC, "usage_two_formats"))
    from .table_work import Asked, FindTables

    try:
        asked = Asked(file, read_password(password), tuple(ranges), chosen)
        found = _done_aside(FindTables(), asked)
        print(*found.warnings, sep="\n", end="\n" if found.warnings else "", file=sys.stderr)
        return _print(found.files) if output is None else _write(found.files, output, file)
    except UsageProblemError:
        raise
    except Exception as error:
        return _fail(error, file)


def inspeccionar(
    file: Annotated[Path, _FILE],
    page: Annotated[int, _option("--pagina", "-p", key="page", min=1)] = 1,
    output: Annotated[Path | None, _option("--salida", "-s", key="picture")] = None,
    password: Password = "",
) -> int:
    """Draw what was found on a page."""
    from ..batch.outputs import write_aside
    from .table_work import Asked, DrawPage

    key = read_password(password)
    try:
        drawn = _done_aside(DrawPage(), Asked(file, key, ((page, page),)))
        target = _picture_path(file, page, output)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_aside(target, drawn.picture)
        print(*drawn.captions, sep="\n")
    except UsageProblemError:
        raise
    except Exception as error:
        return _fail(error, file)
    print(message(TOPIC, "picture_written", path=target))
    return DONE


def _done_aside(work: Callable[[Asked], Answer], asked: Asked) -> Answer:
    """Return what comes of the work, which is done in a process of its own; raise what it raises."""
    from ..batch.isolation import Isolated
    from .table_work import RefusedError

    try:
        with Isolated(work) as isolated:
            return isolated.run(asked, asked.file.name)
    except RefusedError as error:
        raise UsageProblemError(str(error)) from error


def _read_ranges(text: str) -> list[tuple[int, int]]:
    """Return the pages that ``1-3,5`` lists, as first and last ones; none stand for all."""
    ranges = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = _PAGES.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last:
            raise UsageProblemError(message(TOPIC, "usage_pages", pages=part))
        ranges.append((first, last))
    return ranges


def _read_formats(text: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(name.strip().casefold() for name in text.split(",") if name.strip()))
    for name in formats:
        if name not in FORMATS:
            raise UsageProblemError(message("ordenes", "usage_format", format=name, formats=", ".join(FORMATS)))
    return formats or usual


def _print(files: Iterable[tuple[str, str]]) -> int:
    text = "\n".join(text for _, text in files)
    print(show_marks(text) if sys.stdout.isatty() else text, end="")  # a document must not drive a terminal
    return DONE


def _write(files: Iterable[tuple[str, str]], folder: Path, source: Path) -> int:
    from ..batch.failures import short_cause
    from ..batch.outputs import name_outputs, write_aside

    stem = name_outputs([source])[0]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cause = short_cause(error)
        raise UsageProblemError(message("ordenes", "usage_output", folder=folder, cause=cause)) from error
    for end, text in files:
        target = folder / f"{stem}.{end}"
        _refuse_source(target, source)
        if not _is_written(target, text.encode("utf-8", "replace"), write_aside):
            return SOME_FAILED
        print(target)
    return DONE


def _is_written(target: Path, content: bytes, write: Any) -> bool:
    try:
        write(target, content)
    except OSError as error:
        print(message(TOPIC, "not_written", path=target, cause=error.strerror), file=sys.stderr)
        return False
    return True


def _refuse_source(target: Path, source: Path) -> None:
    if target.resolve() == source.resolve():
        raise UsageProblemError(message("ordenes", "usage_output_is_input", path=source))


def _picture_path(file: Path, page: int, output: Path | None) -> Path:
    from ..batch.outputs import name_outputs

    name = f"{name_outputs([file])[0]}-{message(TOPIC, 'picture_name', page=page)}.png"
    target = Path(name) if output is None else output / name if output.is_dir() else output
    _refuse_source(target, file)
    return target


def _fail(error: Exception, file: Path) -> int:
    from ..batch.failures import describe

    print(describe(error, file.name), file=sys.stderr)
    return SOME_FAILED
