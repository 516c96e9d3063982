"""What the process does that draws pages; it imports little before it is asked for a page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..batch.executors import Files

if TYPE_CHECKING:
    from extractores import Page


NICENESS = 10
"""Of the process that draws, where systems know it: those who wait for an answer come before those who wait for a
picture."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page to draw; crosses to another process."""

    path: Path
    number: int
    width: int
    most_pixels: int


@dataclass(frozen=True, slots=True)
class Sheets:
    """A document whose pages are asked for."""

    path: Path


@dataclass(frozen=True, slots=True)
class Nothing:
    """What is asked for so that the process has loaded everything before somebody waits."""


Asked = Drawing | Sheets | Nothing


class Drawer:
    """What the process does with each request."""

    def __call__(self, item: Asked) -> bytes | tuple[Page, ...] | None:
        """Draw a page, or measure all."""
        if isinstance(item, Drawing):
            _give_way()
        return draw(item)

    def files(self, item: Asked) -> Files:
        """Return what the process of a request needs to read."""
        return Files() if isinstance(item, Nothing) else Files((item.path,))

    def prepare(self) -> None:
        """Load what every request needs."""
        from extractores.page_image import load_all

        load_all()
        import_module("pipeline.portal.paper")


def draw(item: Asked) -> bytes | tuple[Page, ...] | None:
    """Do what is asked for; runs in the process for it, which alone imports what reads PDFs."""
    from extractores.page_image import draw_page, page_sizes
    from extractores.readers import MARK_REGION, PDF_MARK

    from ..portal.paper import text_pages

    if isinstance(item, Nothing):
        return None
    data = item.path.read_bytes()
    is_pdf = PDF_MARK in data[:MARK_REGION]
    if isinstance(item, Sheets):
        return tuple(page_sizes(data)) if is_pdf else text_pages(data, item.path.name)
    return draw_page(data, item.number, item.width, item.most_pixels) if is_pdf else None


@cache  # niceness adds up
def _give_way() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
