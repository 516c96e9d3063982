"""``lotaip exportar --formato paquete``: open data of all matrices that are given."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plantillas import message

from .files import write_files
from .matrices import find_matrices, read_matrices
from .usage import DONE, SOME_FAILED

if TYPE_CHECKING:
    from ..model import Matrix

TOPIC = "portal"


def export_package(inputs: Sequence[str], folder: Path, *, with_contacts: bool, password: str = "") -> int:
    """Write the package of the matrices that ``inputs`` mean, say what is in it, and return the exit code."""
    from ..exports.open_data.package import build_open_data

    documents = list(find_matrices(inputs))
    paths = [document.path for document in documents]
    found = list(zip(paths, read_matrices(documents, password), strict=True))
    matrices = list(_with_records(found))
    if not matrices:
        print(message(TOPIC, "package_empty"), file=sys.stderr)
        return SOME_FAILED
    package = build_open_data(matrices, with_contacts=with_contacts)
    write_files(folder, package.files)
    counts = {"records": package.records, "publications": package.publications, "failed": len(found) - len(matrices)}
    print(message(TOPIC, "package_written", folder=folder, **counts))
    print("  " + ", ".join(package.files))
    if not with_contacts:
        print(message(TOPIC, "package_contacts"))
    if package.lacks_workbook:
        print(message(TOPIC, "package_too_long"))
    if package.lacks_parquet:
        print(message(TOPIC, "package_parquet"))
    return SOME_FAILED if any(matrix is None for _, matrix in found) else DONE


def _with_records(found: Sequence[tuple[Path, Matrix | None]]) -> Iterator[Matrix]:
    """Yield the matrices with records, and say which documents are none; what cannot be read was said before."""
    for path, matrix in found:
        if matrix and matrix.records:
            yield matrix
        elif matrix:
            print(message(TOPIC, "not_a_matrix", name=path.name), file=sys.stderr)
