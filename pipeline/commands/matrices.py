"""Matrices that a command is given: documents, which are converted, or the JSON that this program wrote of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from plantillas import message

from .batch_arguments import find_documents

if TYPE_CHECKING:
    from ..batch.conversion import Task
    from ..batch.inputs import Input
    from ..batch.isolation import Isolated
    from ..batch.spool import Spool
    from ..model import Matrix

JSON = ".json"
OUTPUTS = frozenset({"lote"})
"""Stems of JSON files that are about batches and no matrix."""


def find_matrices(arguments: Sequence[str]) -> Iterator[Input]:
    """Yield our own JSON files as they are named, then the documents that the other arguments mean."""
    from ..batch.inputs import Input

    results = [text for text in arguments if _is_result(Path(text))]
    documents = [text for text in arguments if not _is_result(Path(text))]
    yield from (Input(Path(text)) for text in results)
    if documents or not results:
        yield from find_documents(documents).documents


def matrices_in(folder: Path) -> list[Input]:
    """Return the JSON files of a folder, or where it has none its documents."""
    results = [path for path in sorted(folder.glob(f"*{JSON}")) if path.stem not in OUTPUTS]
    return list(find_matrices([str(path) for path in results] or [str(folder)]))


def read_matrices(documents: Iterable[Input], password: str = "") -> Iterator[Matrix | None]:
    """Yield the matrix in each document or JSON of ours; say on the error stream why where there is none."""
    from ..batch.conversion import Conversion
    from ..batch.isolation import Isolated
    from ..batch.spool import Spool

    with (
        TemporaryDirectory(prefix="lotaip-") as folder,
        Spool(Path(folder, "copias")) as spool,
        Isolated(Conversion()) as conversion,
    ):
        for document in documents:
            yield _read_matrix(document, password, spool, conversion)


def _read_matrix(document: Input, password: str, spool: Spool, conversion: Isolated[Task, Matrix]) -> Matrix | None:
    from extractores.errors import DocumentError

    from ..batch.failures import EndedError, describe
    from ..exports import from_json

    try:
        if _is_result(document.path):
            return from_json(document.path.read_text(encoding="utf-8"))
        return _convert(document, password, spool, conversion)
    except ValueError:
        print(message("ordenes", "json_unreadable", name=document.path.name), file=sys.stderr)
    except (DocumentError, EndedError, OSError) as error:
        print(describe(error, document.path.name), file=sys.stderr)
    return None


def _convert(document: Input, password: str, spool: Spool, conversion: Isolated[Task, Matrix]) -> Matrix:
    """Return what is in a document, be it a file, a member of a ZIP or at an address."""
    from ..batch.conversion import Task
    from ..batch.outputs import printable
    from ..batch.task import beside_of

    file = spool.bring(document)
    task = Task(file, printable(file.name), beside=beside_of(document), password=password)
    try:
        return conversion.run(task, document.path.name)
    finally:
        spool.drop(file)


def _is_result(path: Path) -> bool:
    return path.suffix.lower() == JSON
