"""Matrices that a command is given: documents, which are converted, or the JSON that this program wrote of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plantillas import message

from .batch_arguments import find_documents

if TYPE_CHECKING:
    from ..model import Matrix

JSON = ".json"
OUTPUTS = frozenset({"lote"})
"""Stems of JSON files that are about batches and no matrix."""


def find_matrices(arguments: Sequence[str]) -> Iterator[Path]:
    """Yield our own JSON files as they are named, then the documents that the other arguments mean."""
    results = [Path(text) for text in arguments if _is_result(Path(text))]
    documents = [text for text in arguments if not _is_result(Path(text))]
    yield from results
    if documents or not results:
        yield from (document.path for document in find_documents(documents).documents)


def matrices_in(folder: Path) -> list[Path]:
    """Return the JSON files of a folder, or where it has none its documents."""
    results = [path for path in sorted(folder.glob(f"*{JSON}")) if path.stem not in OUTPUTS]
    return results or list(find_matrices([str(folder)]))


def read_matrix(path: Path) -> Matrix | None:
    """Return the matrix in a document or in our JSON; say on the error stream why where there is none."""
    from extractores.errors import DocumentError

    from ..batch.failures import describe
    from ..batch.task import convert_file
    from ..exports import from_json

    try:
        return from_json(path.read_text(encoding="utf-8")) if _is_result(path) else convert_file(path)
    except ValueError:
        print(message("ordenes", "json_unreadable", name=path.name), file=sys.stderr)
    except (DocumentError, OSError) as error:
        print(describe(error, path.name), file=sys.stderr)
    return None


def _is_result(path: Path) -> bool:
    return path.suffix.lower() == JSON
