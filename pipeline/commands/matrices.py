"""Matrices that a command is given: documents, which are converted, or the JSON that this program wrote of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from plantillas import message

from .batch_arguments import find_documents

if TYPE_CHECKING:
    from ..batch.inputs import Input
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


def read_matrix(document: Input, password: str = "") -> Matrix | None:
    """Return the matrix in a document or in our JSON; say on the error stream why where there is none."""
    from extractores.errors import DocumentError

    from ..batch.failures import describe
    from ..exports import from_json

    try:
        if _is_result(document.path):
            return from_json(document.path.read_text(encoding="utf-8"))
        return _convert(document, password)
    except ValueError:
        print(message("ordenes", "json_unreadable", name=document.path.name), file=sys.stderr)
    except (DocumentError, OSError) as error:
        print(describe(error, document.path.name), file=sys.stderr)
    return None


def _convert(document: Input, password: str) -> Matrix:
    """Return what is in a document, be it a file, a member of a ZIP or at an address."""
    from ..batch.spool import Spool
    from ..batch.task import beside_of, convert_file

    with TemporaryDirectory(prefix="lotaip-") as folder, Spool(Path(folder, "copias")) as spool:
        return convert_file(spool.bring(document), beside=beside_of(document), password=password)


def _is_result(path: Path) -> bool:
    return path.suffix.lower() == JSON
