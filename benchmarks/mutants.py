"""How often damage to a file changes its records without a word: ``python -m benchmarks.mutants FOLDER [--mutants N]``.

FOLDER holds sound PDFs; five of them are damaged in seeded ways, as disks, mail and interrupted downloads do it. A copy
is ``silent`` when its records are not those of the sound file and nothing says so: no failure and no new finding. It is
``untyped`` when its reading ends in an error that the program has no name for. ``--keep`` stores the copies of both.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from extractores import DocumentError
from pipeline.convert import convert
from pipeline.model import FIELD_NAMES, Matrix

MUTANTS, SOUND, SEED = 2_000, 5, 11
Outcome: TypeAlias = Literal["same", "same, told", "changed, told", "refused", "silent", "untyped"]
Texts: TypeAlias = list[tuple[str | None, ...]]


@dataclass(frozen=True)
class Sound:
    """What the undamaged document gives: the texts of its records, field by field, and the codes of its findings."""

    texts: Texts
    codes: frozenset[str]


@dataclass(frozen=True)
class Mutant:
    """A damaged copy: which document it was made of, the name of the damage, and what the file holds now."""

    path: Path
    damage: str
    data: bytes


def flip_bits(data: bytearray, chance: random.Random) -> None:
    """Turn over one to twenty bits."""
    for _ in range(chance.choice((1, 2, 5, 20))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    """Leave the end out."""
    del data[chance.randrange(len(data) // 20, len(data)) :]


def lose_bytes(data: bytearray, chance: random.Random) -> None:
    """Leave a stretch out of the middle."""
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 16, 512, 4096))]


def blank(data: bytearray, chance: random.Random) -> None:
    """Fill a stretch with zeros, as a hole in a file has."""
    start, length = chance.randrange(len(data)), chance.choice((16, 512, 4096))
    data[start : start + length] = bytes(len(data[start : start + length]))


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (flip_bits, cut, lose_bytes, blank)


def mutants(documents: Sequence[Path], number: int) -> Iterator[Mutant]:
    """Yield damaged copies of the documents in turn, each damage as often as the others; the same ones each time."""
    chance = random.Random(SEED)
    for at in range(number):
        path, damage = documents[at % len(documents)], DAMAGES[at // len(documents) % len(DAMAGES)]
        data = bytearray(path.read_bytes())
        damage(data, chance)
        yield Mutant(path, damage.__name__, bytes(data))


def measure(documents: Sequence[Path], number: int, keep: Path | None = None) -> dict[str, Counter[Outcome]]:
    """Print and return how many copies of each damage had each outcome; a process for each core reads them."""
    sound = {path: _sound(path) for path in documents}
    counts: dict[str, Counter[Outcome]] = {damage.__name__: Counter() for damage in DAMAGES}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        outcomes = pool.map(partial(_outcome, sound), mutants(documents, number))
        for at, (mutant, outcome) in enumerate(zip(mutants(documents, number), outcomes, strict=True)):
            counts[mutant.damage][outcome] += 1
            if keep and outcome in {"silent", "untyped"}:
                (keep / f"{at:05}-{mutant.damage}-{outcome}-{mutant.path.name}").write_bytes(mutant.data)
    _show(counts)
    return counts


def _show(counts: dict[str, Counter[Outcome]]) -> None:
    for damage, outcomes in counts.items():
        print(f"{damage:12}", ", ".join(f"{name}: {count}" for name, count in outcomes.most_common()))
    total = sum(counts.values(), Counter[Outcome]())
    print(f"silent: {total['silent']} of {total.total()} ({total['silent'] / total.total():.1%})")


def _outcome(sound: dict[Path, Sound], mutant: Mutant) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copia.pdf")
        copy.write_bytes(mutant.data)
        try:
            matrix = convert(copy)
        except DocumentError:
            return "refused"
        except Exception:  # what is counted here is that an end without a name was met
            return "untyped"
    whole = sound[mutant.path]
    is_told = matrix.status == "failed" or any(finding.code not in whole.codes for finding in matrix.findings)
    if _texts(matrix) == whole.texts:
        return "same, told" if is_told else "same"
    return "changed, told" if is_told else "silent"


def _sound(path: Path) -> Sound:
    matrix = convert(path)
    return Sound(_texts(matrix), frozenset(finding.code for finding in matrix.findings))


def _texts(matrix: Matrix) -> Texts:
    fields = ([getattr(record, name) for name in FIELD_NAMES] for record in matrix.records)
    return [tuple(field and field.text for field in record) for record in fields]


def sound_documents(folder: Path) -> list[Path]:
    """Return five documents of the folder, evenly, that give records and no warning of the file."""
    paths = sorted(folder.glob("*.pdf"))
    chosen = paths[:: max(len(paths) // SOUND, 1)]
    return [path for path in chosen if convert(path).records][:SOUND]


def main() -> None:
    """Measure the documents of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mutants", type=int, default=MUTANTS)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to store copies that end badly")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    measure(sound_documents(options.folder), options.mutants, options.keep)


if __name__ == "__main__":
    main()
