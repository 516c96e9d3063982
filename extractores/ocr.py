"""Recognisers of text behind two functions: the words of a picture, and a second opinion on one line.

They are an extra, ``lotaip[ocr]``. Tesseract reads first where its Spanish data is installed, RapidOCR gives the second
opinion; where Tesseract cannot be had, RapidOCR reads alone.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .ocr_words import Kind, Recognised

if TYPE_CHECKING:
    from .scan_image import Dots

Recogniser: TypeAlias = "Callable[[Dots, float, Kind], list[Recognised]]"
"""Gives the words of a picture in grey; told its dots per inch and what it shows."""
LineReader: TypeAlias = "Callable[[Dots], tuple[str, float]]"
"""Gives the text of a picture of one line, and how sure it is, 0 to 1."""


class Recognisers(NamedTuple):
    """Who reads a page."""

    first: Recogniser
    second: LineReader | None


def can_recognise() -> bool:
    """Tell whether what reads scans is installed."""
    return _is_installed("cv2") and (_has_tesseract() or _is_installed("rapidocr"))


def choose_recognisers() -> Recognisers:
    """Return the recognisers that are installed; at least one must be (:func:`can_recognise`)."""
    second = None
    if _is_installed("rapidocr"):
        from . import ocr_rapid

        second = ocr_rapid.read_line
        if not _has_tesseract():
            return Recognisers(ocr_rapid.recognise, None)
    from . import ocr_tesseract

    return Recognisers(ocr_tesseract.recognise, second)


def recogniser_data() -> str | None:
    """Return the folder of what a recogniser reads outside of its package; None where none needs one."""
    if not _is_installed("tesserocr"):
        return None
    from .ocr_tesseract import data_folder

    return data_folder()


def _has_tesseract() -> bool:
    return recogniser_data() is not None


def _is_installed(package: str) -> bool:
    return find_spec(package) is not None
