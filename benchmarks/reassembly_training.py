"""Learn the roles of words from labelled dumps: ``python -m benchmarks.reassembly_training FOLDER... [--output PATH]``.

Each FOLDER holds ``NAME.txt`` with ``NAME.truth.json`` (``benchmarks.flattening`` makes them from PDFs). Every dump is
learnt as it is and reworded. JAX does the fitting; only the weights are shipped.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from extractores.errors import DocumentError
from pipeline.reassembly.evidence import form_of, gather_evidence, lexical_of

from .reassembly_labels import LabelledText, label_text
from .rewording import reworded
from .role_network import Lesson, fit

LEAST_FOUND = 0.93
"""A dump in which less of its truth can be found teaches the wrong things."""
LARGEST_FILE = 60_000
"""Bytes; a volume would outweigh all the others."""
REWORDINGS = 2
"""Other wordings in which each dump is learnt besides its own."""
LEAST_SEEN = 3
"""Distinct words with a piece of evidence, over all dumps, for it to count."""
EPOCHS = 6
SHIPPED = Path("pipeline/data/fragment_roles.npz")


def main() -> None:
    """Train on all dumps of some folders and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, default=SHIPPED)
    options = parser.parse_args()
    texts = [text for folder in options.folders for text in load_texts(folder)]
    train(texts, options.output)
    print(f"{len(texts)} texts, {options.output.stat().st_size:,} bytes")


def load_texts(folder: Path) -> list[LabelledText]:
    """Return the labelled dumps of ``folder`` that are fit to learn from."""
    paths = sorted(path for path in folder.glob("*.txt") if path.stat().st_size < LARGEST_FILE)
    return [text for path in paths if (text := _labelled(path)) and text.found >= LEAST_FOUND]


def _labelled(path: Path) -> LabelledText | None:
    try:
        return label_text(path)
    except DocumentError:
        return None


def train(texts: Iterable[LabelledText], output: Path) -> None:
    """Fit the network to ``texts`` and their rewordings and write its weights to ``output``."""
    lessons = [lesson for text in texts for lesson in lessons_of(text)]
    forms, lists = _counted(lessons)
    rows = tuple({name: at for at, name in enumerate(names, start=1)} for names in (forms, lists))
    weights = fit(lessons, rows, EPOCHS, lambda line: print(line, flush=True))  # type: ignore[arg-type]
    write_weights(weights, forms, lists, output)


def lessons_of(text: LabelledText) -> list[Lesson]:
    """Return ``text`` as it is and in other words."""
    evidence = gather_evidence(text.sequence)
    others = [reworded(text, evidence, seed) for seed in range(REWORDINGS)]
    return [Lesson(some, text.labels) for some in (evidence, *others)]


def _counted(lessons: Iterable[Lesson]) -> tuple[list[str], list[str]]:
    forms: Counter[str] = Counter()
    lists: Counter[str] = Counter()
    for lesson in lessons:
        for kind in lesson.evidence.kinds:
            forms.update(form_of(kind))
            lists.update(lexical_of(kind))
    return tuple(sorted(name for name, count in some.items() if count >= LEAST_SEEN) for some in (forms, lists))  # type: ignore[return-value]


def write_weights(weights: dict[str, np.ndarray], forms: Sequence[str], lists: Sequence[str], output: Path) -> None:
    """Write the weights with half precision; row 0 is that of evidence nobody knows."""
    arrays = {name: value.astype(np.float16) for name, value in weights.items()}
    for name in ("form", "lexical"):
        arrays[name][0] = 0
    output.parent.mkdir(parents=True, exist_ok=True)
    names = {"form_names": np.array(["", *forms]), "lexical_names": np.array(["", *lists])}
    np.savez_compressed(output, **names, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
