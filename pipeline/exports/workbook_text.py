"""What a cell of a workbook can hold: no signs that XML forbids, and no more than Excel takes.

Signs that nobody sees are written as marks (:mod:`plantillas.marks`), and a text that is too long says where the rest
is: nothing is cut or lost without a word.
"""

from __future__ import annotations

import re

from plantillas.marks import read_marks, show_marks

LONGEST_TEXT = 32_767
"""Characters of a cell, as Excel counts them: UTF-16 units."""
UNIT = "utf-16-le"
BYTES_OF_UNIT = 2

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")


def workbook_text(text: str, rest: str) -> str:
    """Return ``text`` as a cell can hold it; one that is too long ends with ``rest``."""
    shown = show_marks(text)
    units = shown.encode(UNIT)
    if len(units) <= LONGEST_TEXT * BYTES_OF_UNIT:
        return shown
    kept = units[: (LONGEST_TEXT - len(rest)) * BYTES_OF_UNIT]
    return kept.decode(UNIT, errors="ignore") + rest


def read_workbook_text(text: str) -> str:
    """Return what was given to :func:`workbook_text` and :func:`escape_codes`, but for what was too long."""
    return read_marks(_ESCAPED.sub("_", text))


def escape_codes(text: str) -> str:
    """Return ``text`` so that a spreadsheet does not take ``_x000D_`` in it for a sign's code."""
    return _ESCAPE.sub("_x005F_", text)
