"""Text of a page that perhaps nobody sees: without ink, as its ground, see-through, or under what is drawn later.

Nearly all text is plainly seen, and to know that must cost next to nothing: one question for the colour of each text
object, and places only where colours or the order of drawing give a reason. So what is found here is doubtful and no
more: white letters on a dark ground are among it. :class:`~extractores.pdf_proof.Proof` shows which of it is not seen.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from math import inf

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from . import pdfium_calls as calls
from .display import Display
from .geometry import BBox
from .pdf_proof import LEAST_DIFFERENCE, Piece, Proof
from .pdf_rules import PageGraphics, Panel
from .transform import Floats, Matrix

LEAST_OVERLAP = 1.0
"""Points that a shape must reach into the box of a text to be under or over it: neighbours touch."""
MOST_PAIRS = 200_000
"""Texts, or their colours, by shapes that are compared: some 0.2 s. Where there are more, all texts are doubtful, and
the proof is one for all."""
MOST_NOTES = 1_000
"""Annotations of a page that are looked at."""
FULL = 255

WITHOUT_INK = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
STROKED = frozenset({pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP})
UNDRAWN_NOTES = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})
"""Kinds of annotation that nothing is drawn for."""

PLACES = np.array([1 << 24, 1 << 16, 1 << 8, 1], dtype=np.uint32)
"""Red, green, blue and opacity in one number."""

Colour = tuple[int, int, int, int]
"""Red, green, blue and opacity, 0 to 255."""


class Sight:
    """Tells which text of a page nobody sees."""

    def __init__(
        self, page: pdfium.FPDF_PAGE, display: Display, graphics: PageGraphics, *, has_pictures: bool = False
    ) -> None:
        """Take a page; one that ``has_pictures`` may have text that a recogniser read in them, which counts as seen."""
        self._page = page
        self._display = display
        self._graphics = graphics
        self._has_pictures = has_pictures

    def doubtful(self, texts: Sequence[int]) -> frozenset[int]:
        """Return those of the text objects that perhaps nobody sees; nearly always none."""
        modes = calls.render_modes(texts)
        inks = _inks(texts, modes)
        kinds = {ink: _colour(ink) for ink in set(inks)}
        pale = {ink for ink, colour in kinds.items() if is_like(_on_paper(colour), (FULL, FULL, FULL))}
        found = {text for text, ink in zip(texts, inks, strict=True) if ink in pale} if pale else set()
        found |= _without_ink(texts, modes) | self._graphics.see_through.intersection(texts)
        found.update(compress(texts, calls.see_through(texts)))
        if self._graphics.is_cut:
            found.update(set(texts).difference(self._graphics.drawn))
        if self._may_be_behind_or_alike(kinds.values()):
            found |= self._behind_or_alike(texts, [kinds[ink] for ink in inks])
        return frozenset(found)

    @property
    def knows_all(self) -> bool:
        """Whether all text objects of the page were found by going through what it draws."""
        return not self._graphics.is_cut

    def unseen(self, pieces: Sequence[Piece]) -> list[bool]:
        """Tell of each piece of doubtful text whether nobody sees it; where that cannot be proved it counts as seen."""
        texts = [piece.item for piece in pieces]
        known = set() if self._has_pictures else _without_ink(texts, calls.render_modes(texts))
        asked = [piece for piece in pieces if piece.item not in known]
        proof = Proof(self._page, self._display, self._graphics)
        answers = iter(proof.unseen(asked, may_be_recognised=self._has_pictures))
        return [piece.item in known or next(answers) for piece in pieces]

    def _may_be_behind_or_alike(self, inks: Collection[Colour]) -> bool:
        graphics, grounds = self._graphics, {panel.colour for panel in self._graphics.panels}
        if graphics.may_cover or pdfium.FPDFPage_GetAnnotCount(self._page) > 0:
            return True
        return len(grounds) * len(inks) > MOST_PAIRS or any(_is_like_any(ground, inks) for ground in grounds)

    def _behind_or_alike(self, texts: Sequence[int], colours: Sequence[Colour]) -> set[int]:
        """Return texts that are under something that is drawn later, or over something of their colour."""
        order = dict(zip(self._graphics.drawn, count(), strict=False))
        places, kinds = [order.get(text, 0) for text in texts], set(colours)
        notes = (Panel(0, self._display.box(*box), None) for box in _boxes_of_notes(self._page))
        panels = [(panel, order.get(panel.item, inf)) for panel in (*self._graphics.panels, *notes)]
        if len(panels) * len(kinds) > MOST_PAIRS:
            return set(texts)
        first = min(places, default=0)
        panels = [(one, when) for one, when in panels if when > first or _is_like_any(one.colour, kinds)]
        if len(panels) * len(texts) > MOST_PAIRS:
            return set(texts)
        boxes = text_boxes(texts, self._graphics.text_matrices, self._display) if panels else np.zeros((0, 4))
        return {
            texts[at]
            for panel, when in panels
            for at in np.flatnonzero(_overlap(boxes, panel.box)).tolist()
            if places[at] < when or _is_like_any(panel.colour, (colours[at],))
        }


def all_without_ink(texts: Sequence[int]) -> bool:
    """Tell whether there is no text in ink: none at all, or what a recogniser laid over a picture."""
    return WITHOUT_INK.issuperset(calls.render_modes(texts))


def _without_ink(texts: Sequence[int], modes: Sequence[int]) -> set[int]:
    """Return the text objects that are written without ink, given how each is drawn."""
    if WITHOUT_INK.isdisjoint(modes):
        return set()
    return {text for text, mode in zip(texts, modes, strict=True) if mode in WITHOUT_INK}


def text_boxes(texts: Sequence[int], forms: Mapping[int, Matrix], display: Display) -> NDArray[np.float64]:
    """Return x0, top, x1 and bottom of text objects on the displayed page; shape (texts, 4)."""
    sides = list(calls.bounds(texts).T)
    inside: defaultdict[int, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        if text in forms:
            inside[id(forms[text])].append(at)
    for places in inside.values():
        moved = forms[texts[places[0]]].sides(*(side[places] for side in sides))
        for side, there in zip(sides, moved, strict=True):
            side[places] = there
    return np.stack(display.sides(*sides), axis=1)


def is_like(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether a colour, red, green and blue, is hardly told from another."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < LEAST_DIFFERENCE


def _inks(texts: Sequence[int], modes: Sequence[int]) -> list[int]:
    """Return the colour that each text object is written in, as one number."""
    colours = calls.fill_colours(texts)
    if not STROKED.isdisjoint(modes):
        is_stroked = [mode in STROKED for mode in modes]
        colours[is_stroked] = calls.stroke_colours(list(compress(texts, is_stroked)))
    inks: list[int] = (colours @ PLACES).tolist()
    return inks


def _colour(ink: int) -> Colour:
    red, green, blue, opacity = ink.to_bytes(4, "big")
    return red, green, blue, opacity


def _on_paper(colour: Colour) -> tuple[int, ...]:
    """Return what an ink that may be see-through looks like on white paper."""
    *ink, opacity = colour
    return tuple(FULL - (FULL - part) * opacity // FULL for part in ink)


def _is_like_any(ground: Sequence[int] | None, inks: Iterable[Colour]) -> bool:
    return ground is not None and any(is_like(ground, ink[:3]) for ink in inks)


def _overlap(boxes: Floats, panel: BBox) -> NDArray[np.bool_]:
    x0, top, x1, bottom = boxes.T
    across = np.minimum(x1, panel.x1) - np.maximum(x0, panel.x0)
    down = np.minimum(bottom, panel.bottom) - np.maximum(top, panel.top)
    least = np.minimum(LEAST_OVERLAP, np.minimum(x1 - x0, bottom - top) / 2)
    overlap: NDArray[np.bool_] = (across > least) & (down > least)
    return overlap


def _boxes_of_notes(page: pdfium.FPDF_PAGE) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, bottom, right and top of the annotations that something may be drawn for: it lies over all else."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note, box = pdfium.FPDFPage_GetAnnot(page, index), pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetSubtype(note) not in UNDRAWN_NOTES and pdfium.FPDFAnnot_GetRect(note, ctypes.byref(box)):
            yield min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)
        pdfium.FPDFPage_CloseAnnot(note)
