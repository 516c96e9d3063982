"""Words at random for properties: anywhere, of any size, turned or not."""

from __future__ import annotations

from hypothesis import strategies as st

from extractores.geometry import Word

PLACES = st.floats(-50, 900, allow_nan=False).map(lambda place: round(place, 2))
SIZES = st.floats(0.5, 80, allow_nan=False).map(lambda size: round(size, 2))


def _word(text: str, x0: float, top: float, width: float, size: float, angle: int) -> Word:
    return Word(text, x0, top, x0 + width, top + size, size, angle)


TEXTS = st.text("abcñ12.%", min_size=1, max_size=4)
ANGLES = st.sampled_from([0, 0, 0, 90, 180, 270, 33])
words = st.builds(_word, TEXTS, PLACES, PLACES, SIZES, SIZES, ANGLES)
