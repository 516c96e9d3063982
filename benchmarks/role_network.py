"""Fit the network of :mod:`pipeline.reassembly.network` with JAX: the same formulas, differentiable.

Stretches of like size are trained together. In each the words' lists and endings are hidden at random, word by word,
so that the network learns to do without what an unseen institution will not give it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from pipeline.reassembly.evidence import LINE_FACTS, PLACE_FACTS, ROLES, Evidence, rows_of
from pipeline.reassembly.network import stretches

WORD_SIZE, LINE_SIZE, STATE_SIZE = 48, 64, 40
MOST_FORMS, MOST_LISTS = 6, 7
"""Pieces of evidence of a word that are counted."""
SIZES = ((384, 128, 20), (768, 240, 10), (1152, 384, 7))
"""Words and lines of a stretch, and stretches of this size that are trained at once."""
KIND_CLASSES = 384
"""Distinct words told apart when lists are hidden."""
HIDDEN_SHARES = (0.0, 0.15, 0.3, 0.6)
"""Shares of the words whose lists are hidden; each stretch takes one of these."""
DROPPED = 0.15
"""Share of the hidden values dropped in training (Srivastava et al. 2014)."""
WARM_UP = 100
"""Steps until the rate of learning is at its height."""
RATE = 3e-3
DECAY = 1e-4
CLIPPED = 1.0
"""Longest step of the gradient."""

Weights = dict[str, Any]
Stretch = dict[str, np.ndarray]


class Lesson(NamedTuple):
    """One document to learn from."""

    evidence: Evidence
    labels: Sequence[str]


def fit(
    lessons: Sequence[Lesson],
    rows: tuple[Mapping[str, int], Mapping[str, int]],
    epochs: int,
    tell: Callable[[str], None],
) -> dict[str, np.ndarray]:
    """Return the weights that tell the labels of ``lessons``; ``rows`` number the evidence, from 1."""
    rng = np.random.default_rng(0)
    taught = [stretch for lesson in lessons for stretch in _prepare(lesson, *rows)]
    weights = _start(len(rows[0]) + 1, len(rows[1]) + 1)
    means = (jax.tree.map(jnp.zeros_like, weights), jax.tree.map(jnp.zeros_like, weights))
    total, step = epochs * len(list(_batches(taught, rng))), 0
    for epoch in range(epochs):
        losses = []
        for batch in _batches(taught, rng):
            step += 1
            height = RATE * min(1.0, step / WARM_UP) * 0.5 * (1 + np.cos(np.pi * min(step / total, 1.0)))
            weights, means, loss = _learn(weights, means, batch, jax.random.PRNGKey(step), float(step), float(height))
            losses.append(float(loss))
        tell(f"epoch {epoch + 1} of {epochs}: {np.mean(losses):.4f}")
    return {name: np.asarray(value) for name, value in weights.items()}


def _prepare(lesson: Lesson, form_rows: Mapping[str, int], lexical_rows: Mapping[str, int]) -> Iterator[Stretch]:
    evidence = lesson.evidence
    forms = _padded(rows_of(evidence.kinds, form_rows, lexical=False), MOST_FORMS)
    lists = _padded(rows_of(evidence.kinds, lexical_rows, lexical=True), MOST_LISTS)
    labels = np.asarray([ROLES.index(label) for label in lesson.labels], dtype=np.int32)
    starts = np.flatnonzero(np.diff(evidence.line_of, prepend=-1))
    ends = np.append(starts[1:], len(labels))
    for first, last in stretches(evidence, starts, ends):
        low, high = starts[first], min(ends[last - 1], starts[first] + SIZES[-1][0])
        words, lines = next((w, n) for w, n, _ in SIZES if high - low <= w and last - first <= n)
        kind = evidence.word[low:high]
        yield {
            "form": _fill(forms[kind], words), "lists": _fill(lists[kind], words),
            "kind": _fill(kind % KIND_CLASSES, words), "place": _fill(evidence.place[low:high], words),
            "line_of": _fill(evidence.line_of[low:high] - evidence.line_of[low], words),
            "label": _fill(labels[low:high], words), "is_word": _fill(np.ones(high - low, np.float32), words),
            "first": _fill(np.minimum(starts[first:last] - low, words - 1), lines),
            "last": _fill(np.minimum(ends[first:last] - low, words) - 1, lines),
            "facts": _fill(evidence.line[first:last], lines),
            "is_line": _fill(np.ones(last - first, np.float32), lines),
        }  # fmt: skip


def _padded(rows: Sequence[Sequence[int]], most: int) -> np.ndarray:
    table = np.zeros((len(rows), most), dtype=np.int32)
    for at, some in enumerate(rows):
        table[at, : len(some[:most])] = some[:most]
    return table


def _fill(values: np.ndarray, size: int) -> np.ndarray:
    values = values.astype(np.int32) if values.dtype.kind == "i" else values
    return np.pad(values, [(0, size - len(values))] + [(0, 0)] * (values.ndim - 1))


def _batches(taught: Sequence[Stretch], rng: np.random.Generator) -> Iterator[Stretch]:
    batches = []
    for words, _, many in SIZES:
        some = rng.permutation([at for at, stretch in enumerate(taught) if len(stretch["label"]) == words]).astype(int)
        batches += [some[low : low + many] for low in range(0, len(some) - many + 1, many)]
    for at in rng.permutation(len(batches)):
        yield {name: np.stack([taught[i][name] for i in batches[at]]) for name in taught[0]}


def _start(forms: int, lists: int) -> Weights:
    keys = iter(jax.random.split(jax.random.PRNGKey(0), 64))

    def drawn(rows: int, columns: int, scale: float | None = None) -> Any:
        return jax.random.normal(next(keys), (rows, columns)) * (scale or rows**-0.5)

    weights = {
        "form": drawn(forms, WORD_SIZE, 0.3), "lexical": drawn(lists, WORD_SIZE, 0.3),
        "place": drawn(PLACE_FACTS, WORD_SIZE), "in_b": jnp.zeros(WORD_SIZE),
        "line_w": drawn(3 * WORD_SIZE, LINE_SIZE), "line_b": jnp.zeros(LINE_SIZE),
        "fact_w": drawn(LINE_FACTS, LINE_SIZE),
        "word_w": drawn(WORD_SIZE, LINE_SIZE), "word_b": jnp.zeros(LINE_SIZE),
        "context_w": drawn(4 * STATE_SIZE, LINE_SIZE),
        "out_w": drawn(LINE_SIZE, len(ROLES)), "out_b": jnp.zeros(len(ROLES)),
    }  # fmt: skip
    for layer, size in (("1", WORD_SIZE), ("2", WORD_SIZE), ("3", LINE_SIZE), ("4", LINE_SIZE)):
        weights |= {f"conv{layer}_w": drawn(3 * size, size), f"conv{layer}_b": jnp.zeros(size)}
    for layer, size in (("1", LINE_SIZE), ("2", 2 * STATE_SIZE)):
        for way in "fb":
            weights[f"gru{layer}{way}_x"] = drawn(size, 3 * STATE_SIZE)
            weights[f"gru{layer}{way}_h"] = drawn(STATE_SIZE, 3 * STATE_SIZE)
            weights[f"gru{layer}{way}_b"] = jnp.zeros(3 * STATE_SIZE)
    return weights


@jax.jit
def _learn(
    weights: Weights, means: Any, batch: Stretch, key: Any, step: float, rate: float
) -> tuple[Weights, Any, Any]:
    """Take one step of Adam (Kingma and Ba 2015)."""
    loss, slope = jax.value_and_grad(_loss)(weights, batch, key)
    length = jnp.sqrt(sum(jnp.sum(part * part) for part in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda part: part * jnp.minimum(1.0, CLIPPED / length), slope)
    first = jax.tree.map(lambda mean, part: 0.9 * mean + 0.1 * part, means[0], slope)
    second = jax.tree.map(lambda mean, part: 0.999 * mean + 0.001 * part * part, means[1], slope)

    def moved(weight: Any, mean: Any, square: Any) -> Any:
        step_of = (mean / (1 - 0.9**step)) / (jnp.sqrt(square / (1 - 0.999**step)) + 1e-8)
        return weight - rate * (step_of + DECAY * weight)

    return jax.tree.map(moved, weights, first, second), (first, second), loss


def _loss(weights: Weights, batch: Stretch, key: Any) -> Any:
    likely = jax.nn.log_softmax(_scores(weights, batch, key))
    right = jnp.take_along_axis(likely, batch["label"][..., None], 2)[..., 0]
    return -(right * batch["is_word"]).sum() / batch["is_word"].sum()


def _scores(weights: Weights, batch: Stretch, key: Any) -> Any:
    keys = jax.random.split(key, 8)
    form = weights["form"].at[0].set(0)[batch["form"]].sum(2)
    lists = weights["lexical"].at[0].set(0)[batch["lists"]].sum(2) * _shown(batch["kind"], keys[0], keys[1])
    words = jax.nn.relu(form + lists + batch["place"] @ weights["place"] + weights["in_b"])
    words = _convolve(_convolve(_dropped(words, keys[2]), batch, weights, "1"), batch, weights, "2")
    context = _dropped(_read_lines(words, batch, weights, keys[3:5]), keys[5])
    given = _at(context @ weights["context_w"], batch["line_of"])
    words = jax.nn.relu(words @ weights["word_w"] + given + weights["word_b"])
    words = _convolve(_convolve(words, batch, weights, "3"), batch, weights, "4")
    return _dropped(words, keys[6]) @ weights["out_w"] + weights["out_b"]


def _shown(kind: Any, share_key: Any, word_key: Any) -> Any:
    shares = jnp.asarray(HIDDEN_SHARES)[jax.random.randint(share_key, (len(kind),), 0, len(HIDDEN_SHARES))]
    shown = jax.random.uniform(word_key, (len(kind), KIND_CLASSES)) > shares[:, None]
    return jnp.take_along_axis(shown, kind, 1)[..., None]


def _dropped(values: Any, key: Any) -> Any:
    return values * jax.random.bernoulli(key, 1 - DROPPED, values.shape) / (1 - DROPPED)


def _at(values: Any, places: Any) -> Any:
    return jnp.take_along_axis(values, places[..., None], 1)


def _convolve(words: Any, batch: Stretch, weights: Weights, layer: str) -> Any:
    words = words * batch["is_word"][..., None]
    left = jnp.pad(words[:, :-1], ((0, 0), (1, 0), (0, 0)))
    right = jnp.pad(words[:, 1:], ((0, 0), (0, 1), (0, 0)))
    near = jnp.concatenate([left, words, right], -1)
    return words + jax.nn.relu(near @ weights[f"conv{layer}_w"] + weights[f"conv{layer}_b"])


def _read_lines(words: Any, batch: Stretch, weights: Weights, keys: Any) -> Any:
    first, last = _at(words, batch["first"]), _at(words, batch["last"])
    total = _summed(words * batch["is_word"][..., None], batch["line_of"], batch["is_line"].shape[1])
    mean = total / (batch["last"] - batch["first"] + 1)[..., None]
    lines = jnp.concatenate([first, last, mean], -1) @ weights["line_w"] + batch["facts"] @ weights["fact_w"]
    lines = _dropped(jax.nn.relu(lines + weights["line_b"]), keys[0])
    once = _dropped(_both_ways(lines, batch["is_line"], weights, "1"), keys[1])
    return jnp.concatenate([once, _both_ways(once, batch["is_line"], weights, "2")], -1)


def _summed(words: Any, line_of: Any, lines: int) -> Any:
    """Return the sums of the words of each line."""
    return jax.vmap(lambda some, places: jax.ops.segment_sum(some, places, num_segments=lines))(words, line_of)


def _both_ways(lines: Any, is_line: Any, weights: Weights, layer: str) -> Any:
    ways = [_recur(lines, is_line, weights, f"{layer}{way}", backward=way == "b") for way in "fb"]
    return jnp.concatenate(ways, -1)


def _recur(lines: Any, is_line: Any, weights: Weights, name: str, *, backward: bool) -> Any:
    given = lines @ weights[f"gru{name}_x"] + weights[f"gru{name}_b"]
    size = STATE_SIZE

    def step(state: Any, now: Any) -> Any:
        given_now, is_now = now
        own = state @ weights[f"gru{name}_h"]
        update = jax.nn.sigmoid(given_now[:, :size] + own[:, :size])
        reset = jax.nn.sigmoid(given_now[:, size : 2 * size] + own[:, size : 2 * size])
        fresh = jnp.tanh(given_now[:, 2 * size :] + reset * own[:, 2 * size :])
        state = state + is_now[:, None] * (1 - update) * (fresh - state)
        return state, state

    nothing = jnp.zeros((len(lines), size))
    _, states = jax.lax.scan(step, nothing, (given.swapaxes(0, 1), is_line.T), reverse=backward)
    return states.swapaxes(0, 1)
