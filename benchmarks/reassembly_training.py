"""Learn the roles of words: ``python -m benchmarks.reassembly_training FOLDER... --invented FOLDER...``.

Each FOLDER holds ``NAME.txt`` with ``NAME.truth.json`` (``benchmarks.flattening`` makes them from PDFs). Every dump is
learnt as it is; those whose words are not invented already are learnt in other words as well. JAX does the fitting;
only the weights are shipped. ``--held-out`` leaves out every third institution and links its dumps into a folder, for
``benchmarks.reassembly_scoring``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from extractores.errors import DocumentError
from pipeline.reassembly.evidence import form_of, gather_evidence, lexical_of

from .held_out import hold_out, link
from .reassembly_labels import LabelledText, label_text
from .rewording import reworded
from .role_network import Lesson, fit

LEAST_FOUND = 0.93
"""A dump in which less of its truth can be found teaches the wrong things."""
LARGEST_FILE = 60_000
"""Bytes; a volume would outweigh all the others, also among those that are left out."""
REWORDINGS = 5
"""Other wordings in which each dump is learnt besides its own."""
LEAST_SEEN = 3
"""Distinct words with a piece of evidence, over all dumps, for it to count."""
EPOCHS = 6
SHIPPED = Path("pipeline/data/fragment_roles.npz")


def main() -> None:
    """Train on all dumps of some folders and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--invented", type=Path, nargs="*", default=[], help="dumps whose words are invented")
    parser.add_argument("--held-out", type=Path, metavar="DIR", help="where the dumps that are left out go")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--output", type=Path, default=SHIPPED)
    options = parser.parse_args()
    left_out = hold_out(options.folders) if options.held_out else frozenset()
    for path in sorted(left_out):
        if path.stat().st_size < LARGEST_FILE:
            link(path, options.held_out)
    known = (text for folder in options.folders for text in load_texts(folder, left_out))
    lessons = [lesson for text in known for lesson in lessons_of(text, REWORDINGS)]
    lessons += [lesson for folder in options.invented for text in load_texts(folder) for lesson in lessons_of(text, 0)]
    train(lessons, options.epochs, options.output)
    print(f"{len(lessons)} lessons, {options.output.stat().st_size:,} bytes")


def load_texts(folder: Path, left_out: frozenset[Path] = frozenset()) -> Iterator[LabelledText]:
    """Yield the labelled dumps of ``folder`` that are fit to learn from."""
    for path in sorted(folder.glob("*.txt")):
        if path in left_out or path.stat().st_size >= LARGEST_FILE:
            continue
        text = _labelled(path)
        if text and text.found >= LEAST_FOUND:
            yield text


def _labelled(path: Path) -> LabelledText | None:
    try:
        return label_text(path)
    except DocumentError:
        return None


def train(lessons: Sequence[Lesson], epochs: int, output: Path) -> None:
    """Fit the network to ``lessons`` and write its weights to ``output``."""
    forms, lists = _counted(lessons)
    rows = tuple({name: at for at, name in enumerate(names, start=1)} for names in (forms, lists))
    weights = fit(lessons, rows, epochs, lambda line: print(line, flush=True))  # type: ignore[arg-type]
    write_weights(weights, forms, lists, output)


def lessons_of(text: LabelledText, rewordings: int) -> list[Lesson]:
    """Return ``text`` as it is and in so many other wordings."""
    evidence = gather_evidence(text.sequence)
    others = [reworded(text, evidence, seed) for seed in range(rewordings)]
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
