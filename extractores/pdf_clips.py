"""Text that does not show in full: the boxes that producers confine it to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from . import pdfium_calls as calls
from .display import Display
from .geometry import BBox
from .transform import Matrix


class TextClips:
    """What confines the text objects of one page."""

    def __init__(self, texts: Sequence[int], forms: Mapping[int, Matrix], display: Display) -> None:
        """Take all text objects, and the matrices of those that stand inside forms."""
        self.texts = texts
        self._forms = forms
        self._display = display

    def boxes(self, texts: Sequence[int]) -> dict[int, BBox]:
        """Return the displayed box that each text object is confined to, where it is."""
        segments = {
            text: found
            for text, count in zip(texts, calls.clip_path_counts(texts), strict=True)
            if count > 0 and (found := calls.clip_segments(text, count))
        }
        return dict(zip(segments, self._boxes_around(segments), strict=True)) if segments else {}

    def _boxes_around(self, segments: Mapping[int, Sequence[int]]) -> Iterator[BBox]:
        """Yield the displayed box around the points of each text object's clip."""
        points = calls.points([segment for group in segments.values() for segment in group])
        first = np.cumsum([0, *(len(group) for group in segments.values())])[:-1]
        lowest, highest = np.minimum.reduceat(points, first), np.maximum.reduceat(points, first)
        for text, (left, bottom), (right, top) in zip(segments, lowest.tolist(), highest.tolist(), strict=True):
            matrix = self._forms.get(text)
            if matrix:
                moved = matrix.sides(*(np.array([side]) for side in (left, bottom, right, top)))
                left, bottom, right, top = (float(side[0]) for side in moved)
            yield self._display.box(left, bottom, right, top)
