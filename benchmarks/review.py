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
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select, text

from pipeline.decisions.actions import Accept, Edit
from pipeline.decisions.reviewed import prepare
from pipeline.decisions.worksheet import worksheet_of
from pipeline.model import FIELD_NAMES, Evidence, Field, FieldName, Match, Matrix, Place, Record, Source
from pipeline.store import Store, open_store
from pipeline.store.documents import pack_matrix, pack_row
from pipeline.store.engine import writing
from pipeline.store.projection import project_row, search_text
from pipeline.store.tables import documents, doubts, fields, machine_outputs, records

DOCUMENTS, RECORDS = 10_000, 15
MONTHS = 12
"""Matrices of one institution that say the same."""
DOUBTFUL = 0.15
"""Share of the fields that wait for a person."""
ROUNDS = 200
PERCENTILE = 95
WORDS = (
    *("gestión", "obras", "archivo", "control", "agua", "riego", "planes", "talento"),
    *("redes", "actas", "aguas", "apoyo", "turismo", "salud", "ambiente"),
)


def institution(number: int, chance: random.Random) -> Matrix:
    """Return the matrix that an institution publishes month after month."""
    return Matrix(
        source=Source(name=f"{number}.pdf", sha256="0", media_type="application/pdf", pages=3, reader="x"),
        status="needs_review",
        literal="a4",
        institution=f"GAD número {number}",
        period="2021-06",
        records=tuple(_record(row, chance) for row in range(RECORDS)),
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


def fill(engine: Engine, count: int) -> None:
    """Put documents into an empty base as if they had been read, in bulk."""
    chance = random.Random(7)
    with writing(engine) as connection:
        for start in range(0, count, MONTHS):
            matrix = institution(start // MONTHS, chance)
            insert_copies(connection, matrix, range(start + 1, min(start + MONTHS, count) + 1))
        waiting = select(fields.c.digest, -func.count(), func.min(fields.c.confidence)).where(fields.c.needs_review)
        columns = ["digest", "priority", "confidence"]
        connection.execute(insert(doubts).from_select(columns, waiting.group_by(fields.c.digest)))
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        if engine.dialect.name == "postgresql":  # which does not count identifiers that it was given
            connection.execute(text("SELECT setval('documents_id_seq', (SELECT max(id) FROM documents))"))
        connection.commit()


def insert_copies(connection: Connection, matrix: Matrix, identifiers: Sequence[int]) -> None:
    """Insert one matrix as so many documents."""
    rows = worksheet_of(matrix).rows
    packed, kept = pack_matrix(matrix), [{"record": row.id, "row": pack_row(row), "sequence": 0} for row in rows]
    projected = [field for row in rows for field in project_row(0, matrix, row, 0)]
    facts = {
        "size": 1,
        "added": "",
        "state": "done",
        "status": "needs_review",
        "pages": 3,
        "records": len(rows),
        "institution": matrix.institution,
        "period": matrix.period,
        "version": 0,
        "attempts": 1,
        "to_review": sum(field["needs_review"] for field in projected),
    }
    names = [f"{identifier}.pdf" for identifier in identifiers]
    about = [{"id": i, "sha256": f"{i:064}", "name": n} for i, n in zip(identifiers, names, strict=True)]
    found_by = [{"search": search_text(name, matrix)} for name in names]
    connection.execute(insert(documents), [{**a, **f, **facts} for a, f in zip(about, found_by, strict=True)])
    connection.execute(insert(machine_outputs), [{"document_id": i, "matrix": packed} for i in identifiers])
    for table, lines in ((records, kept), (fields, projected)):
        connection.execute(insert(table), [{**line, "document_id": i} for i in identifiers for line in lines])


def measure(store: Store, count: int) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Yield each thing that reviewers wait for, with the seconds it took each time."""
    chance = random.Random(11)
    prepare()

    def any_document() -> int:
        return chance.randint(1, count)

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

    def keep_result() -> None:
        store.add_batch([("nuevo.pdf", str(chance.random()).encode())], "ana")
        claimed = store.claim("medición")
        assert claimed
        store.save_result(claimed.id, institution(count, chance), 1.0)

    yield "queue_size", timed(store.queue_size)
    yield "next_doubtful", timed(lambda: store.next_doubtful("ana"))
    yield "document", timed(lambda: store.document(any_document()))
    yield "edit a field", timed(edit)
    yield "undo", timed(lambda: store.undo("eva"))
    yield "next + accept", timed(settle)
    yield "next + accept all alike", timed(settle_alike)
    yield "reviewed", timed(lambda: store.reviewed(any_document()))
    yield "keep a new result", timed(keep_result)
    yield "documents, a page", timed(store.documents)
    yield "documents, a search", timed(lambda: store.documents(f"numero {any_document()}"))


def timed(call: Callable[[], object]) -> list[tuple[float, float]]:
    """Return how long each call took by the clock, and of that this process's own work, in seconds.

    The first call, which loads what all need, does not count.
    """
    call()
    taken = []
    for _ in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        call()
        taken.append((time.perf_counter() - began, time.process_time() - worked))
    return taken


def main() -> None:
    """Make the base, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", help="URL of an empty PostgreSQL; a file by default")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lotaip-") as folder:
        store = open_store(arguments.base, Path(folder))
        fill(store._engine, arguments.documents)
        print(
            f"{arguments.documents} documents, {arguments.documents * RECORDS} records, {store.queue_size()} doubtful"
        )
        print(f"{'milliseconds':28}{'median':>10}{'p95':>10}{'own work':>10}")
        for name, taken in measure(store, arguments.documents):
            clock, work = zip(*taken, strict=True)
            p95 = statistics.quantiles(clock, n=100)[PERCENTILE - 1]
            figures = (statistics.median(clock), p95, statistics.median(work))
            print(f"{name:28}", *(f"{seconds * 1000:9.2f}" for seconds in figures), flush=True)
        store.close()


if __name__ == "__main__":
    main()
