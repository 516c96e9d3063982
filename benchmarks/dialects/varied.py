"""Many invented documents to learn from: ``python -m benchmarks.dialects.varied --salida DIR [--cuantos N]``.

Each takes one dialect's layout, changes its type, alignment and surroundings at random, and prints a programme of
random wording.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path

from .__main__ import write_programmes
from .content import Taste
from .layout import OFFICIAL, Layout
from .layouts import LAYOUTS
from .wording import invent_wording

MANY = 280
OFFICIAL_SHARE = 0.4
"""Share of documents with the columns of the official template."""
PAGES = ((842.0, 595.0), (1191.0, 842.0), (595.0, 842.0), (1008.0, 612.0))


def main() -> None:
    """Write the documents and their truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--salida", type=Path, required=True, metavar="DIR")
    parser.add_argument("--cuantos", type=int, default=MANY, metavar="N")
    options = parser.parse_args()
    options.salida.mkdir(parents=True, exist_ok=True)
    for number in range(options.cuantos):
        layout = vary(number)
        programmes = [invent_wording(f"{layout.name} {part}", layout.taste) for part in range(layout.programmes)]
        write_programmes(layout, programmes, options.salida.resolve())


def vary(number: int) -> Layout:
    """Return the layout of the document with this number."""
    drawn = [layout for layout in LAYOUTS if layout.engine == "reportlab"]
    rng = random.Random(f"varied {number}")
    base = drawn[number] if number < len(drawn) else rng.choice(drawn)
    if rng.random() < OFFICIAL_SHARE:
        base = replace(drawn[0], columns=OFFICIAL)
    if base.unit == "merged" and rng.random() < 0.3:
        held = rng.choice(["repeated", "first"])
        base = replace(base, unit=held, mission=held, number=held)
    return replace(
        base,
        name=f"varied_{number:04d}",
        taste=_taste(base.taste, rng),
        valign=rng.choice(["top", "top", "middle", "middle", base.valign]),
        align=rng.choice([base.align, base.align, "left", "center", "justify"]),
        padding=rng.choice([base.padding, 1.5, 3.0, 4.0]),
        size=rng.choice([base.size, 6.0, 7.0, 8.0, 9.0]),
        page=rng.choice([base.page, base.page, *PAGES]),
        footer=rng.random() < 0.5,
        repeat_header=rng.random() < 0.4,
        furniture=base.furniture or rng.random() < 0.15,
    )


def _taste(taste: Taste, rng: random.Random) -> Taste:
    return replace(
        taste,
        units=rng.randint(4, 16),
        goals=rng.choice([(1, 2), (1, 3), (1, 4), (2, 5)]) if taste.goals == Taste().goals else taste.goals,
        long_missions=taste.long_missions or rng.random() < 0.1,
        missing_missions=taste.missing_missions or rng.random() < 0.1,
        capitals=taste.capitals or rng.random() < 0.04,
    )


if __name__ == "__main__":
    main()
