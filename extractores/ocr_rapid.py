"""Lines of text by RapidOCR, whose models come in its package: another kind of recogniser than Tesseract.

It is the surer one of numbers, signs and accents, and takes twice as long.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .ocr_words import Kind, Recognised

if TYPE_CHECKING:
    from .scan_image import Dots

SETTINGS = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "critical",
}
"""One thread: pages and documents are what runs in parallel."""
AS_IT_IS = {"Global.use_preprocess_img": False}
"""A line is not made to fit the size of a page: long low ones would have no height left."""
LEAST_HEIGHT, LONGEST = 6, 80
"""Dots, and widths for each height: what is lower or longer is a stroke, no line of text."""
SUREST = 0.99
"""The most that is said of a word on one recogniser's word alone."""
BELOW_BASE = 0.22
"""Share of a line's height below the line on which its letters stand."""


def read_line(grey: Dots) -> tuple[str, float]:
    """Return the text of one line: a :data:`~extractores.ocr.LineReader`."""
    rows, columns = grey.shape
    if rows < LEAST_HEIGHT or not 0 < columns <= LONGEST * rows:
        return "", 0.0
    found = _engine("line")(_in_colours(grey), use_det=False, use_cls=False, use_rec=True)
    return (str(found.txts[0]).strip(), float(found.scores[0])) if found.txts else ("", 0.0)


def recognise(grey: Dots, _resolution: float, _kind: Kind) -> list[Recognised]:
    """Return the words of a picture: a :data:`~extractores.ocr.Recogniser`."""
    found = _engine("page")(_in_colours(grey), use_det=True, use_cls=False, use_rec=True)
    if found.boxes is None:
        return []
    lines = zip(found.boxes, found.txts, found.scores, strict=True)
    return [word for box, text, score in lines for word in _words(box, str(text), float(score))]


def _words(box: Any, text: str, score: float) -> list[Recognised]:
    """Return the words of a line, each as wide as its share of the letters."""
    (x0, top), (x1, bottom) = np.min(box, axis=0).tolist(), np.max(box, axis=0).tolist()
    base, step = bottom - BELOW_BASE * (bottom - top), (x1 - x0) / max(len(text), 1)
    words, at = [], 0
    for piece in text.split():
        at = text.index(piece, at)
        left, right = x0 + at * step, x0 + (at + len(piece)) * step
        words.append(Recognised(piece, left, top, right, bottom, base, bottom - top, min(score, SUREST)))
        at += len(piece)
    return words


@cache
def _engine(kind: Literal["line", "page"]) -> Any:
    """Return the engine of all threads, which keep nothing in it between calls; models are loaded when needed."""
    from rapidocr import RapidOCR

    return RapidOCR(params=SETTINGS | (AS_IT_IS if kind == "line" else {}))


def _in_colours(grey: Dots) -> Dots:
    return np.repeat(grey[:, :, None], 3, axis=2)
