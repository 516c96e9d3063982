"""The words of a picture by Tesseract, through tesserocr; its Spanish data must be installed beside it."""

from __future__ import annotations

import os
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .ocr_words import Kind, Recognised

if TYPE_CHECKING:
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
"""Where systems keep the data of Tesseract; the variable TESSDATA_PREFIX comes first."""
SUREST = 0.99
"""The most that is said of a word on one recogniser's word alone."""

_own = threading.local()


@cache
def data_folder() -> str | None:
    """Return the folder with the Spanish data; None where it is not installed."""
    folders = (os.environ.get("TESSDATA_PREFIX", ""), *DATA_FOLDERS)
    return next((folder for folder in folders if folder and (Path(folder) / f"{LANGUAGE}.traineddata").is_file()), None)


def recognise(grey: Dots, resolution: float, kind: Kind) -> list[Recognised]:
    """Return the words of a picture: a :data:`~extractores.ocr.Recogniser`."""
    import tesserocr

    engine = _engine()
    engine.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK if kind == "block" else tesserocr.PSM.SPARSE_TEXT)
    rows, columns = grey.shape
    engine.SetImageBytes(grey.tobytes(), columns, rows, 1, columns)
    engine.SetSourceResolution(round(resolution))
    try:
        found = engine.GetIterator() if engine.Recognize() else None
        words = (_word(item, tesserocr.RIL) for item in tesserocr.iterate_level(found, tesserocr.RIL.WORD) if found)
        return [word for word in words if word is not None] if found else []
    finally:
        engine.Clear()


def _engine() -> Any:
    """Return the thread's own engine; one takes some 50 MB and a tenth of a second to start."""
    if not hasattr(_own, "engine"):
        import tesserocr

        _own.engine = tesserocr.PyTessBaseAPI(path=data_folder(), lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY)
        _own.engine.SetVariable("tessedit_do_invert", "0")  # grounds were made white before
    return _own.engine


def _word(item: Any, level: Any) -> Recognised | None:
    if item.Empty(level.WORD):
        return None
    text, box, base = item.GetUTF8Text(level.WORD).strip(), item.BoundingBox(level.WORD), item.Baseline(level.TEXTLINE)
    if not (text and box and base):
        return None
    (left, at_left), (right, at_right) = base
    slope = (at_right - at_left) / (right - left) if right > left else 0.0
    y = at_left + slope * ((box[0] + box[2]) / 2 - left)
    sure = min(item.Confidence(level.WORD) / 100, SUREST)
    x0, top, x1, bottom = box
    return Recognised(text, x0, top, x1, bottom, y, item.RowAttributes()["row_height"], sure)
