"""Text of a document inside Markdown: it stays text in every engine, and one cell stays one cell."""

from __future__ import annotations

import re

from plantillas.marks import show_marks

ACTIVE = re.compile(r"[\\`*_\[\]<>#|~&$!@{}^=]")
"""Signs that begin emphasis, code, links, tags, entities, headings, columns, formulas or templates anywhere."""
ADDRESS = re.compile(r"(?<=\w)[.:](?=[^\W\d_]|/)")
"""Stops and colons inside addresses, which many engines turn into links of themselves."""


def escape_markdown(text: str) -> str:
    """Return ``text`` on one line, so that a Markdown engine prints it as it stands.

    It never begins a line of ours: signs that count only there (``-``, ``+``, ``1.``) need no escape.
    """
    one_line = " ".join(show_marks(text).split())
    return ADDRESS.sub(r"\\\g<0>", ACTIVE.sub(r"\\\g<0>", one_line))
