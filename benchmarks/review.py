"""How fast the store of review is when it holds an office's archive: ``python -m benchmarks.review``.

A base of 10,000 documents with 150,000 records is made (twelve months of each institution's matrix, so that questions
repeat), and each thing that reviewers wait for is timed. ``--base URL`` measures a PostgreSQL instead of a file.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.decisions.actions import Accept, Edit
from pipeline.decisions.reviewed import prepare
from pipeline.model import FIELD_NAMES, Evidence, Field, FieldName, Match, Matrix, Place, Record, Source
from pipeline.store import Store, open_store

DOCUMENTS, RECORDS = 10_000, 15
MONTHS = 12
"""Matrices of one institution that say the same."""
DOUBTFUL = 0.15
"""Share of the fields that wait for a person."""
BATCH = 500
ROUNDS = 200
PERCENTILE = 95
WORDS = (
    *("gestión", "obras", "archivo", "control", "agua", "riego", "planes", "talento"),
    *("redes", "actas", "aguas", "apoyo", "turismo", "salud", "ambiente"),
)


def matrices(documents: int, chance: random.Random) -> Iterator[Matrix]:
    """Yield matrices, twelve of each institution."""
    for institution in range(-(-documents // MONTHS)):
        rows = [_record(row, chance) for row in range(RECORDS)]
        for month in range(1, min(MONTHS, documents - institution * MONTHS) + 1):
            yield _matrix(institution, month, rows)


def _matrix(institution: int, month: int, rows: list[Record]) -> Matrix:
    name = f"GAD número {institution}"
    source = Source(name=f"{institution}-{month}.pdf", sha256="0", media_type="application/pdf", pages=3, reader="x")
    return Matrix(
        source=source,
        status="needs_review",
        literal="a4",
        institution=name,
        period=f"2021-{month:02}",
        records=tuple(rows),
    )


def _record(row: int, chance: random.Random) -> Record:
    lengths: dict[FieldName, int] = {"unit": 3, "mission": 25, "indicator": 8, "target": 4}
    fields = {name: _field(name, " ".join(chance.choices(WORDS, k=lengths[name])), row, chance) for name in FIELD_NAMES}
    return Record(number=str(row + 1), process_level="gobernante", **fields)


def _field(name: FieldName, text: str, row: int, chance: random.Random) -> Field:
    doubtful = chance.random() < DOUBTFUL
    match = Match(entry="archivo", name="Archivo", score=0.8, evidence=("motivo",), verdict="review")
    return Field(
        text=text,
        normalised=text,
        confidence=round(chance.random() * 0.9, 4) if doubtful else 0.999,
        reasons=("leído de una tabla", "es más largo que los demás del documento"),
        spans=(Place(page=1 + row // 5, bbox=(76.0, 20.0 * row, 199.7, 20.0 * row + 18)),),
        evidence=Evidence(way="table", layout=0.98, traits=("columns_rules", "rows_rules")),
        match=match if doubtful and name == "unit" else None,
    )


def fill(store: Store, documents: int) -> float:
    """Put documents into the store as if a converter had read them; return what keeping one takes, in seconds."""
    made = matrices(documents, random.Random(7))
    saving = 0.0
    for start in range(0, documents, BATCH):
        count = min(BATCH, documents - start)
        store.add_batch([(f"{start + i}.pdf", str(start + i).encode()) for i in range(count)], "medición")
        for _ in range(count):
            claimed = store.claim("medición")
            assert claimed
            matrix = next(made)
            began = time.perf_counter()
            store.save_result(claimed.id, matrix, 1.0)
            saving += time.perf_counter() - began
    return saving / documents


def measure(store: Store, documents: int) -> Iterator[tuple[str, list[float]]]:
    """Yield each thing that reviewers wait for, with the seconds it took each time."""
    chance = random.Random(11)
    prepare()

    def any_document() -> int:
        return chance.randint(1, documents)

    def settle() -> None:
        item = store.next_doubtful("ana")
        assert item
        store.decide(item.document, Accept(record=item.record, field=item.field), "ana", version=item.version)

    def settle_alike() -> None:
        item = store.next_doubtful("luis")
        assert item
        store.decide_alike(item.document, Accept(record=item.record, field=item.field), "luis", version=item.version)

    def edit() -> None:
        text = " ".join(chance.choices(WORDS, k=4))
        store.decide(any_document(), Edit(record=f"m{chance.randrange(RECORDS)}", field="target", text=text), "eva")

    yield "queue_size", timed(store.queue_size)
    yield "next_doubtful", timed(lambda: store.next_doubtful("ana"))
    yield "document", timed(lambda: store.document(any_document()))
    yield "edit a field", timed(edit)
    yield "undo", timed(lambda: store.undo("eva"))
    yield "next + accept", timed(settle)
    yield "next + accept all alike", timed(settle_alike)
    yield "reviewed", timed(lambda: store.reviewed(any_document()))
    yield "documents, a page", timed(store.documents)
    yield "documents, a search", timed(lambda: store.documents(f"numero {any_document()}"))


def timed(call: Callable[[], object]) -> list[float]:
    """Return how long each call took, in seconds; the first one, which loads what all need, does not count."""
    call()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return taken


def main() -> None:
    """Make the base, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", help="URL of an empty PostgreSQL; a file by default")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lotaip-") as folder:
        store = open_store(arguments.base, Path(folder))
        each = fill(store, arguments.documents)
        print(
            f"{arguments.documents} documents, {arguments.documents * RECORDS} records, {store.queue_size()} doubtful"
        )
        print(f"keeping one result: {each * 1000:.1f} ms")
        print(f"{'':28}{'median':>10}{'p95':>10}  (ms)")
        for name, taken in measure(store, arguments.documents):
            p95 = statistics.quantiles(taken, n=100)[PERCENTILE - 1]
            print(f"{name:28}{statistics.median(taken) * 1000:10.2f}{p95 * 1000:10.2f}")
        store.close()


if __name__ == "__main__":
    main()
