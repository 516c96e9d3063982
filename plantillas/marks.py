"""Signs that nobody sees, or that turn the text around them, shown as marks: ``⟨U+202E⟩``.

A mark is plain text, so that it stands in a cell, an attribute or a title alike, and it leads back to its sign:
:func:`read_marks` undoes :func:`show_marks` (of a document that prints such marks itself it would undo these, too).
"""

from __future__ import annotations

import re

CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
SPACING = "\x0b-\x0d\x1c-\x1f\x85\u2028\u2029"
"""Line ends and separators other than the usual one; HTML and XML would make one of a carriage return, too."""
TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
WITHOUT_WIDTH = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
FORMATS = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
"""Half characters and those that Unicode never assigns: no file may hold the first, no XML the others."""
SOFT_HYPHEN = "\u00ad"
HIDDEN = f"{CONTROLS}{TURNING}{WITHOUT_WIDTH}{FORMATS}{NO_CHARACTERS}"
"""Signs that a person should know of, as the inside of a class of a regular expression."""
STAND_IN = "\ufffd"

_HIDDEN = re.compile(f"[{HIDDEN}]")
_SHOWN = re.compile(f"[{HIDDEN}{SPACING}{SOFT_HYPHEN}]")
_SHOWN_ON_ONE_LINE = re.compile(f"[{HIDDEN}{SPACING}{SOFT_HYPHEN}\n]")
_MARK = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")


def show_marks(text: str) -> str:
    """Return ``text`` with a mark for each sign that nobody sees; tabs and line ends stay."""
    return _SHOWN.sub(_mark, text)


def on_one_line(text: str) -> str:
    """Return what :func:`show_marks` does, with marks for line ends, too: what a sentence may repeat."""
    return _SHOWN_ON_ONE_LINE.sub(_mark, text)


def read_marks(text: str) -> str:
    """Return what :func:`show_marks` was given."""
    return _MARK.sub(lambda mark: chr(int(mark[1], 16)), text)


def stand_in(text: str) -> str:
    """Return ``text`` with one visible sign for each that nobody sees: places in the text stay the same."""
    return _SHOWN.sub(STAND_IN, text)


def without_hidden(text: str) -> str:
    """Return what of ``text`` takes a place on paper."""
    return _HIDDEN.sub("", text)


def _mark(hidden: re.Match[str]) -> str:
    return f"⟨U+{ord(hidden[0]):04X}⟩"
