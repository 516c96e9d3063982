"""Matrices of PDF, many at a time: each field holds one number for each of the things that are moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Matrix(NamedTuple):
    """The six numbers of ISO 32000-1, 8.3.3: x' = a x + c y + e, y' = b x + d y + f."""

    a: Floats
    b: Floats
    c: Floats
    d: Floats
    e: Floats
    f: Floats

    @classmethod
    def of(cls, rows: NDArray[np.floating]) -> Matrix:
        """Return the matrices whose numbers are the rows of an array of shape (things, 6)."""
        return cls(*rows.astype(float).T)

    def at(self, index: int | Sequence[int]) -> Matrix:
        """Return one of the matrices, or some."""
        return Matrix(*(numbers[index] for numbers in self))

    def point(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return where points go."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def sides(self, left: Floats, bottom: Floats, right: Floats, top: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return left, bottom, right and top of boxes that are moved; turned ones get the box around them."""
        xs, ys = zip(*(self.point(x, y) for x in (left, right) for y in (bottom, top)), strict=True)
        return np.minimum.reduce(xs), np.minimum.reduce(ys), np.maximum.reduce(xs), np.maximum.reduce(ys)

    def then(self, outer: Matrix) -> Matrix:
        """Return the matrices that apply these first and ``outer`` second."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )
