"""Pages drawn by bytes: six of them draw one thing, so that a byte more, less or other is another page.

=====  ================================================================================================
byte   what it says
=====  ================================================================================================
kind   a word (most), a level or upright rule, a fill, a page
x, y   where, in steps of ``STEP`` points
w      how long it is, in the same steps; of a word, how large, how it is turned and whether it is faint
extra  which word, and whether it is clipped
fine   hundredths of a point to the right and down
=====  ================================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from extractores.geometry import BBox, Fill, Page, Rule, Word

BYTES = 6
STEP = 4.0
SIZES = (*[8.0] * 10, 0.0, 0.5, 5.0, 12.0, 30.0, 100.0)
WIDTH = HEIGHT = 256 * STEP
WORDS = (
    *("No.", "Unidad", "Descripción de la unidad", "Objetivo", "Indicador", "Meta cuantificable"),
    *("PROCESOS", "GOBERNANTES", "Dirección", "de", "Planificación", "Porcentaje", "de", "avance", "95%", "12"),
    *("informes", "1.", "a)", "-", "TOTAL", "FECHA", "ACTUALIZACIÓN", "Adminis-", "trar", "los", "recursos,"),
)
FAINT = 5
ANGLES = {1: 90, 2: 180, 3: 270, 4: 30}
LEVEL, UPRIGHT, FILL, NEXT_PAGE = 5, 6, 7, 0xFF
KINDS = 8


def draw_pages(content: bytes) -> tuple[Page, ...]:
    """Return the pages that bytes draw, at least one."""
    groups = [content[at : at + BYTES] for at in range(0, len(content) - BYTES + 1, BYTES)]
    parts = [list(part) for is_end, part in groupby(groups, lambda group: group[0] == NEXT_PAGE) if not is_end]
    return tuple(_page(number, part) for number, part in enumerate(parts or [[]], 1))


def _page(number: int, groups: list[bytes]) -> Page:
    kinds = [(group[0] % KINDS, group) for group in groups]
    return Page(
        number,
        WIDTH,
        HEIGHT,
        tuple(word for kind, group in kinds if kind < LEVEL for word in _words(group)),
        tuple(_rule(kind, group) for kind, group in kinds if kind in (LEVEL, UPRIGHT)),
        tuple(_fill(group) for kind, group in kinds if kind == FILL),
    )


def _words(group: bytes) -> Iterator[Word]:
    """Yield the words of one text, each behind the other."""
    _, x, y, w, extra, fine = group
    left, top = x * STEP + fine % 16 / 100, y * STEP + fine // 16 / 100
    size, angle = SIZES[w // 16], ANGLES.get(w % 16, 0)
    clip = BBox(left, top, left + w * STEP, top + size) if extra >= 0x80 else None
    for text in WORDS[extra % len(WORDS)].split():
        width = size / 2 * len(text)
        yield Word(text, left, top, left + width, top + size, size, angle, clip=clip, is_faint=w == FAINT)
        left += width + 3


def _rule(kind: int, group: bytes) -> Rule:
    _, x, y, w, _, fine = group
    across, down = (x, y) if kind == LEVEL else (y, x)
    position = down * STEP + fine / 100
    return Rule("h" if kind == LEVEL else "v", position, across * STEP, (across + w) * STEP)


def _fill(group: bytes) -> Fill:
    _, x, y, w, extra, fine = group
    left, top = x * STEP, y * STEP + fine / 100
    return Fill(left, top, left + w * STEP, top + extra % 32 * STEP, (220, 220, 220))


def word(x: int, y: int, text: int) -> bytes:
    """Return the bytes of a word: its place in steps, and its number in ``WORDS``."""
    return bytes((0, x, y, 0, text % len(WORDS), 0))


def rule(axis: str, x: int, y: int, length: int) -> bytes:
    """Return the bytes of a level or upright rule that begins at ``x, y``."""
    return bytes((LEVEL if axis == "h" else UPRIGHT, x, y, length, 0, 0))


def next_page() -> bytes:
    """Return the bytes that end a page."""
    return bytes((NEXT_PAGE, 0, 0, 0, 0, 0))
