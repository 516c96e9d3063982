"""Learn which mission is which unit's: ``python -m benchmarks.pairing_training FOLDER... [--output PATH]``.

Each FOLDER holds labelled dumps, as for ``benchmarks.reassembly_training``. Cells are made from the true roles, so
that the pairs are learnt apart from the roles.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from pipeline.reassembly.cells import find_cells
from pipeline.reassembly.groups import Meaning
from pipeline.reassembly.pairing import unit_facts
from pipeline.reassembly.passes import merge_passes
from pipeline.reassembly.settings import DEFAULT_SETTINGS

from .reassembly_labels import LabelledText, squeeze_all
from .reassembly_training import load_texts

HIDDEN = 24
SIZES = ((16, 16), (32, 8), (64, 4))
"""Units or missions of a document at most, and documents of this size that are trained at once."""
EPOCHS = 10
RATE = 1e-2
WARM_UP = 30
DECAY = 1e-4
NEVER = -1e9
SHIPPED = Path("pipeline/data/unit_pairs.npz")


class Lesson(NamedTuple):
    """The units and missions of one document; a pair is right where the truth has a record with both texts."""

    facts: np.ndarray
    right: np.ndarray
    unit_alone: np.ndarray
    mission_alone: np.ndarray


def main() -> None:
    """Train on all dumps of some folders and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, default=SHIPPED)
    options = parser.parse_args()
    lessons = [lesson for folder in options.folders for lesson in load_lessons(folder)]
    weights = fit(lessons)
    np.savez_compressed(options.output, **{name: value.astype(np.float16) for name, value in weights.items()})  # type: ignore[arg-type]
    print(f"{len(lessons)} texts, {options.output.stat().st_size:,} bytes")


def load_lessons(folder: Path) -> Iterator[Lesson]:
    """Yield what the labelled dumps of ``folder`` teach."""
    for text in load_texts(folder):
        records = json.loads((folder / f"{text.name}.truth.json").read_text(encoding="utf-8"))["records"]
        lesson = lesson_of(text, records)
        if lesson:
            yield lesson


def lesson_of(text: LabelledText, records: Sequence[dict[str, str | None]]) -> Lesson | None:
    """Return what one dump teaches, if it is not too large."""
    cells = find_cells(text.sequence, text.labels, [1.0] * len(text.labels))
    cells = merge_passes(cells, Meaning(cells), DEFAULT_SETTINGS)
    units, missions = ([cell for cell in cells if cell.role == role] for role in "UM")
    if not units or not missions or max(len(units), len(missions)) > SIZES[-1][0]:
        return None
    pairs = {(squeeze_all(record["unit"] or ""), squeeze_all(record["mission"] or "")) for record in records}
    names, tasks = ([squeeze_all(cell.text) for cell in some] for some in (units, missions))
    return Lesson(
        unit_facts(units, missions, cells, text.sequence),
        np.array([[(name, task) in pairs for task in tasks] for name in names]),
        np.array([(name, "") in pairs for name in names]),
        np.array([("", task) in pairs for task in tasks]),
    )


def fit(lessons: Sequence[Lesson]) -> dict[str, np.ndarray]:
    """Return the weights under which the right pairs are likeliest."""
    rng = np.random.default_rng(0)
    first, second = jax.random.split(jax.random.PRNGKey(0))
    facts = lessons[0].facts.shape[-1]
    weights: dict[str, Any] = {
        "hidden_w": jax.random.normal(first, (facts, HIDDEN)) * facts**-0.5, "hidden_b": jnp.zeros(HIDDEN),
        "out_w": jax.random.normal(second, (HIDDEN,)) * HIDDEN**-0.5, "alone": jnp.zeros((2, 2)),
    }  # fmt: skip
    means = (jax.tree.map(jnp.zeros_like, weights), jax.tree.map(jnp.zeros_like, weights))
    total, step = EPOCHS * len(list(_batches(lessons, rng))), 0
    for _ in range(EPOCHS):
        for batch in _batches(lessons, rng):
            step += 1
            rate = RATE * min(1.0, step / WARM_UP) * 0.5 * (1 + np.cos(np.pi * min(step / total, 1.0)))
            weights, means = _learn(weights, means, batch, float(step), float(rate))
    return {name: np.asarray(value) for name, value in weights.items()}


def _batches(lessons: Sequence[Lesson], rng: np.random.Generator) -> Iterator[dict[str, np.ndarray]]:
    smaller = 0
    batches = []
    for size, many in SIZES:
        fitting = [at for at, lesson in enumerate(lessons) if smaller < max(lesson.right.shape) <= size]
        some = rng.permutation(fitting).astype(int)
        batches += [(size, some[low : low + many]) for low in range(0, len(some) - many + 1, many)]
        smaller = size
    for at in rng.permutation(len(batches)):
        size, places = batches[at]
        yield _packed([lessons[place] for place in places], size)


def _packed(lessons: Sequence[Lesson], size: int) -> dict[str, np.ndarray]:
    def fill(values: np.ndarray, axes: int) -> np.ndarray:
        return np.pad(
            values, [(0, size - values.shape[axis]) if axis < axes else (0, 0) for axis in range(values.ndim)]
        )

    return {
        "facts": np.stack([fill(lesson.facts, 2) for lesson in lessons]),
        "right": np.stack([fill(lesson.right, 2) for lesson in lessons]),
        "unit_alone": np.stack([fill(lesson.unit_alone, 1) for lesson in lessons]),
        "mission_alone": np.stack([fill(lesson.mission_alone, 1) for lesson in lessons]),
        "is_unit": np.stack([fill(np.ones(lesson.right.shape[0]), 1) for lesson in lessons]),
        "is_mission": np.stack([fill(np.ones(lesson.right.shape[1]), 1) for lesson in lessons]),
    }


@jax.jit
def _learn(weights: Any, means: Any, batch: Any, step: float, rate: float) -> Any:
    """Take one step of Adam (Kingma and Ba 2015)."""
    slope = jax.grad(_loss)(weights, batch)
    first = jax.tree.map(lambda mean, part: 0.9 * mean + 0.1 * part, means[0], slope)
    second = jax.tree.map(lambda mean, part: 0.999 * mean + 0.001 * part * part, means[1], slope)

    def moved(weight: Any, mean: Any, square: Any) -> Any:
        return weight - rate * (mean / (1 - 0.9**step)) / (jnp.sqrt(square / (1 - 0.999**step)) + 1e-8)

    return jax.tree.map(moved, weights, first, second), (first, second)


def _loss(weights: Any, batch: Any) -> Any:
    worth = jax.nn.relu(batch["facts"] @ weights["hidden_w"] + weights["hidden_b"]) @ weights["out_w"]
    more_units = jnp.log(batch["is_unit"].sum(1) / batch["is_mission"].sum(1))
    alone = weights["alone"]
    of_units = _surprise(
        worth, batch["right"], batch["unit_alone"], batch["is_mission"], alone[0, 0] + alone[0, 1] * more_units
    )
    of_missions = _surprise(
        worth.swapaxes(1, 2), batch["right"].swapaxes(1, 2), batch["mission_alone"], batch["is_unit"],
        alone[1, 0] - alone[1, 1] * more_units,
    )  # fmt: skip
    size = jnp.sum(weights["hidden_w"] ** 2) + jnp.sum(weights["out_w"] ** 2)
    return (of_units[0] + of_missions[0]) / (of_units[1] + of_missions[1]) + DECAY * size


def _surprise(worth: Any, right: Any, is_alone: Any, exists: Any, alone: Any) -> Any:
    """Return how surprising the right partners are, and for how many there is one (or certainly none)."""
    worth = jnp.where(exists[:, None, :] > 0, worth, NEVER)
    alone = jnp.broadcast_to(alone[:, None], worth.shape[:2])
    total = jnp.logaddexp(jax.nn.logsumexp(worth, -1), alone)
    partner = jax.nn.logsumexp(jnp.where(right, worth, NEVER), -1)
    is_known = right.any(-1) | is_alone
    return ((total - jnp.where(right.any(-1), partner, alone)) * is_known).sum(), is_known.sum()


if __name__ == "__main__":
    main()
