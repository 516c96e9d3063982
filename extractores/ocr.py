"""The recogniser behind one function: the words in a picture, by Tesseract.

It is an extra: without it, or without its Spanish data, scanned pages are not read.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from .scan_image import Dots

LANGUAGE = "spa"
DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
)
"""Where systems keep the data of Tesseract; TESSDATA_PREFIX comes first."""
NEEDED = ("cv2", "tesserocr")
"""What the extra installs."""

Kind = Literal["block", "sparse"]
"""One block of text of one column, or words anywhere on a page."""


class Recognised(NamedTuple):
    """A word with its place in dots of the picture."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    """Dots from the upper side to the line on which it stands."""
    size: float
    """Height of the type in dots, with the parts above and below the letters."""
    confidence: float
    """What the recogniser says of it, 0 to 1."""


Recogniser = Callable[[Dots, float, Kind], list[Recognised]]
"""Words of a picture in grey, given its dots per inch and what it shows."""


def missing_parts() -> tuple[str, ...]:
    """Return what must be installed before a scan can be read: Python packages, or ``tesseract-spa``."""
    packages = tuple(name for name in NEEDED if find_spec(name) is None)
    return packages or (() if data_folder() else (f"tesseract-{LANGUAGE}",))


@cache
def data_folder() -> str | None:
    """Return the folder with the Spanish data."""
    folders = (os.environ.get("TESSDATA_PREFIX", ""), *DATA_FOLDERS)
    return next((folder for folder in folders if folder and (Path(folder) / f"{LANGUAGE}.traineddata").is_file()), None)


_engines = threading.local()


def recognise(grey: Dots, resolution: float, kind: Kind) -> list[Recognised]:
    """Return the words of a picture; a :data:`Recogniser`."""
    import tesserocr

    engine = _engine()
    engine.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK if kind == "block" else tesserocr.PSM.SPARSE_TEXT)
    rows, columns = grey.shape
    engine.SetImageBytes(grey.tobytes(), columns, rows, 1, columns)
    engine.SetSourceResolution(round(resolution))
    try:
        if not engine.Recognize():
            return []
        found = engine.GetIterator()
        words = tesserocr.iterate_level(found, tesserocr.RIL.WORD) if found else ()
        return [word for item in words if (word := _word(item, tesserocr.RIL)) is not None]
    finally:
        engine.Clear()


def _engine():
    """Return the thread's own engine; one takes some 50 MB and a tenth of a second to start."""
    if not hasattr(_engines, "spanish"):
        import tesserocr

        _engines.spanish = tesserocr.PyTessBaseAPI(path=data_folder(), lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY)
        _engines.spanish.SetVariable("tessedit_do_invert", "0")
    return _engines.spanish


def _word(item, level) -> Recognised | None:
    if item.Empty(level.WORD):
        return None
    text = item.GetUTF8Text(level.WORD).strip()
    box, base = item.BoundingBox(level.WORD), item.Baseline(level.TEXTLINE)
    if not text or not box or not base:
        return None
    x0, top, x1, bottom = box
    (left, at_left), (right, at_right) = base
    slope = (at_right - at_left) / (right - left) if right > left else 0.0
    y = at_left + slope * ((x0 + x1) / 2 - left)
    size = item.RowAttributes()["row_height"]
    return Recognised(text, x0, top, x1, bottom, y, size, item.Confidence(level.WORD) / 100)
