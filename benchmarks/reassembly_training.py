"""Learn the roles of words from labelled dumps: ``python -m benchmarks.reassembly_training FOLDER [OUTPUT]``.

FOLDER holds ``NAME.txt`` with ``NAME.truth.json``. Trained with python-crfsuite; only the weights are shipped.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.reassembly_labels import LabelledText, label_text
from pipeline.reassembly.evidence import ROLES, gather_evidence
from pipeline.reassembly.lines import WordSequence

LEAST_FOUND = 0.93
"""A dump in which less of its truth can be found teaches the wrong things."""
LARGEST_FILE = 60_000
"""Bytes; a volume would outweigh all the others."""
PARAMETERS = {
    "c1": 0.3,
    "c2": 0.05,
    "max_iterations": 80,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
SHIPPED = Path("pipeline/data/fragment_roles.npz")


def main() -> None:
    """Train on all dumps of a folder and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path, nargs="?", default=SHIPPED)
    arguments = parser.parse_args()
    texts = load_texts(arguments.folder)
    train(texts, arguments.output)
    print(f"{len(texts)} texts, {arguments.output.stat().st_size:,} bytes")


def load_texts(folder: Path) -> list[LabelledText]:
    """Return the labelled dumps of ``folder`` that are fit to learn from."""
    paths = sorted(path for path in folder.glob("*.txt") if path.stat().st_size < LARGEST_FILE)
    return [text for text in map(label_text, paths) if text.found >= LEAST_FOUND]


def evidence_strings(sequence: WordSequence) -> list[list[str]]:
    """Return the evidence of every word as strings ``slot:item``."""
    return [[f"{slot}:{item}" for slot, items in slots for item in items] for slots in gather_evidence(sequence)]


def train(texts: Iterable[LabelledText], output: Path) -> None:
    """Fit a linear chain to ``texts`` and write its weights to ``output``."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for text in texts:
        trainer.append(evidence_strings(text.sequence), text.labels)
    trainer.set_params(PARAMETERS)
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "roles.crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    write_weights(info.state_features, info.transitions, output)


def write_weights(
    states: dict[tuple[str, str], float], transitions: dict[tuple[str, str], float], output: Path
) -> None:
    """Write the weights as arrays over :data:`ROLES`."""
    names = sorted({name for name, _ in states})
    row = {name: at for at, name in enumerate(names)}
    weights = np.zeros((len(names), len(ROLES)), dtype=np.float16)
    for (name, role), weight in states.items():
        weights[row[name], ROLES.index(role)] = weight
    transition = _matrix(transitions, ROLES)
    output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(output, evidence=np.array(names), weights=weights, transition=transition)


def _matrix(transitions: dict[tuple[str, str], float], roles: Sequence[str]) -> np.ndarray:
    matrix = np.zeros((len(roles), len(roles)), dtype=np.float32)
    for (source, target), weight in transitions.items():
        matrix[roles.index(source), roles.index(target)] = weight
    return matrix


if __name__ == "__main__":
    main()
