"""Seconds per page: our tables beside other readers', on the same pages, in the same run, in turn.

``PDFium text`` is the floor: nothing but the text and the boxes of its characters, from the fastest engine there is.
Text is read, not recognised: the other readers leave pictures alone, and recognition has a benchmark of its own.
"""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from pypdfium2 import PdfDocument

Reader = Callable[[Path], object]
OURS, PDFPLUMBER, FLOOR = "lotaip", "pdfplumber", "PDFium text"


@dataclass(frozen=True)
class Cost:
    """What one reading of one document took, for each page."""

    wall: float
    cpu: float


def measure(documents: Sequence[Path], rounds: int) -> dict[str, object]:
    """Read every document with every reader, print a table and return the medians per page over documents."""
    readers = available_readers()
    pages = {path: _count_pages(path) for path in documents}
    costs: dict[str, list[Cost]] = {name: [] for name in readers}
    with patch("extractores.scan.can_recognise", return_value=False):
        for read in readers.values():
            read(documents[0])  # imports and first-use costs are not the reader's
        for path in documents:
            for name, cost in _read_in_turn(path, readers, pages[path], rounds).items():
                costs[name].append(cost)
    figures = {name: _summary(of_reader) for name, of_reader in costs.items()}
    _print(figures, len(documents), sum(pages.values()))
    return {"documents": len(documents), "pages": sum(pages.values()), "rounds": rounds, "readers": figures}


def available_readers() -> dict[str, Reader]:
    """Return the readers to compare; camelot and tabula only where they are installed."""
    readers: dict[str, Reader] = {OURS: _read_ours, PDFPLUMBER: _read_pdfplumber, FLOOR: _read_text_boxes}
    optional = {"camelot lattice": ("camelot", _read_camelot), "tabula": ("tabula", _read_tabula)}
    return readers | {name: read for name, (module, read) in optional.items() if importlib.util.find_spec(module)}


def _read_in_turn(path: Path, readers: dict[str, Reader], pages: int, rounds: int) -> dict[str, Cost]:
    """Return the median cost of each reader; they take turns, so that a busy machine is unfair to none."""
    costs: dict[str, list[Cost]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            costs[name].append(_time(read, path, pages))
    return {
        name: Cost(statistics.median(cost.wall for cost in turns), statistics.median(cost.cpu for cost in turns))
        for name, turns in costs.items()
    }


def _time(read: Reader, path: Path, pages: int) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    read(path)
    return Cost((time.perf_counter() - wall) / pages, (time.process_time() - cpu) / pages)


def _summary(costs: Sequence[Cost]) -> dict[str, float]:
    return {
        "wall": statistics.median(cost.wall for cost in costs),
        "cpu": statistics.median(cost.cpu for cost in costs),
        "slowest_wall": max(cost.wall for cost in costs),
    }


def _print(figures: dict[str, dict[str, float]], documents: int, pages: int) -> None:
    ours = figures[OURS]["wall"]
    print(f"\nMilliseconds per page, median over {documents} documents ({pages} pages)")
    print(f"{'':18}{'wall':>9}{'CPU':>9}{'slowest':>9}{'  times lotaip':>14}")
    for name, figure in figures.items():
        wall, cpu, slowest = (1000 * figure[key] for key in ("wall", "cpu", "slowest_wall"))
        print(f"{name:18}{wall:9.1f}{cpu:9.1f}{slowest:9.1f}{figure['wall'] / ours:14.2f}")


def _count_pages(path: Path) -> int:
    with PdfDocument(path) as document:
        return len(document)


def _read_ours(path: Path) -> object:
    from extractores import find_tables

    return find_tables(path)


def _read_pdfplumber(path: Path) -> object:
    import pdfplumber

    tables = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            tables.append(page.extract_tables())
            page.close()
    return tables


def _read_text_boxes(path: Path) -> object:
    read = []
    with PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(index) for index in range(text.count_chars())]
            read.append((text.get_text_range(), boxes))
    return read


def _read_camelot(path: Path) -> object:
    import camelot

    return camelot.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)


def _read_tabula(path: Path) -> object:
    import tabula

    # One Java machine serves all documents, so its start is not counted.
    return tabula.read_pdf(str(path), pages="all", silent=True)
