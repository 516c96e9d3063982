"""What happens to drawn pages once they are set: turned, scaled, cropped, shifted, drawn as one form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.pdfgen.canvas import Canvas

from .layout import Layout


def open_canvas(layout: Layout, path: str) -> Canvas:
    """Return a canvas with pages as large as the layout's paper."""
    return Canvas(path, pagesize=_size(layout), invariant=1)


def _size(layout: Layout) -> tuple[float, float]:
    paper = layout.paper
    width, height = (side * paper.scale + 2 * paper.crop for side in layout.page)
    return (height, width) if paper.turned % 180 else (width, height)


def begin_page(canvas: Canvas, layout: Layout, page: int) -> None:
    """Move the origin of a new page to where the layout's page begins on the paper."""
    paper = layout.paper
    width, height = _size(layout)
    canvas.setPageRotation(paper.turned)
    if paper.crop:
        canvas.setCropBox((paper.crop, paper.crop, width - paper.crop, height - paper.crop))
    if paper.turned == 90:
        canvas.transform(0, 1, -1, 0, width, 0)
    elif paper.turned == 180:
        canvas.transform(-1, 0, 0, -1, width, height)
    elif paper.turned == 270:
        canvas.transform(0, -1, 1, 0, 0, height)
    canvas.translate(paper.crop + (paper.mirrored if page % 2 == 0 else 0), paper.crop)
    canvas.scale(paper.scale, paper.scale)


@contextmanager
def drawn_as_form(canvas: Canvas, layout: Layout, name: str) -> Iterator[None]:
    """Draw what follows as a form of its own, where the layout's paper asks for it."""
    if not layout.paper.forms:
        yield
        return
    canvas.beginForm(name, 0, 0, *layout.page)
    yield
    canvas.endForm()
    canvas.doForm(name)
