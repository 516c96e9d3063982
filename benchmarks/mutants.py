"""How often damage to a file changes its records without a word: ``python -m benchmarks.mutants FOLDER [--mutants N]``.

FOLDER holds sound PDFs; five of them are damaged in seeded ways, as disks, mail and interrupted downloads do it. A copy
is ``silent`` when its records are not those of the sound file and nothing says so: no failure and no new finding.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from extractores import DocumentError
from pipeline.convert import convert
from pipeline.model import FIELD_NAMES, Matrix

MUTANTS, SOUND, SEED = 2_000, 5, 11
Outcome: TypeAlias = Literal["same", "same, told", "changed, told", "refused", "silent"]


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


def mutants(documents: Sequence[Path], number: int) -> Iterator[tuple[Path, str, bytes]]:
    """Yield sound documents in turn with the name of a damage and the damaged content; the same ones each time."""
    chance = random.Random(SEED)
    for at in range(number):
        path, damage = documents[at % len(documents)], DAMAGES[at // len(documents) % len(DAMAGES)]
        data = bytearray(path.read_bytes())
        damage(data, chance)
        yield path, damage.__name__, bytes(data)


def measure(documents: Sequence[Path], number: int) -> dict[str, Counter[str]]:
    """Print and return how many copies of each damage had each outcome."""
    sound = {path: convert(path) for path in documents}
    counts: dict[str, Counter[str]] = {damage.__name__: Counter() for damage in DAMAGES}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copia.pdf")
        for path, damage, data in mutants(documents, number):
            copy.write_bytes(data)
            counts[damage][_outcome(copy, sound[path])] += 1
    for damage, outcomes in counts.items():
        print(f"{damage:12}", ", ".join(f"{name}: {count}" for name, count in outcomes.most_common()))
    total = sum(counts.values(), Counter())
    print(f"silent: {total['silent']} of {total.total()} ({total['silent'] / total.total():.1%})")
    return counts


def _outcome(copy: Path, sound: Matrix) -> Outcome:
    try:
        matrix = convert(copy)
    except DocumentError:
        return "refused"
    known = {finding.code for finding in sound.findings}
    is_told = matrix.status == "failed" or any(finding.code not in known for finding in matrix.findings)
    if _texts(matrix) == _texts(sound):
        return "same, told" if is_told else "same"
    return "changed, told" if is_told else "silent"


def _texts(matrix: Matrix) -> list[tuple[str | None, ...]]:
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
    options = parser.parse_args()
    measure(sound_documents(options.folder), options.mutants)


if __name__ == "__main__":
    main()
