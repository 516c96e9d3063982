"""The log is only ever added to: the base itself refuses anything else."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from pipeline.decisions.actions import Accept, Edit
from pipeline.store import Store
from pipeline.store.engine import writing
from pipeline.store.tables import log, machine_outputs
from tests.pipeline.store.conftest import convert_into
from tests.review_matrices import matrix


@pytest.mark.parametrize(
    "statement",
    [
        update(log).values(reviewer="otro"),
        delete(log),
        update(machine_outputs).values(matrix=b""),
        delete(machine_outputs),
    ],
    ids=str,
)
def test_the_base_refuses_to_change_or_remove_what_happened(store: Store, statement: object) -> None:
    (document,) = convert_into(store, matrix("Archivo? | Custodiar | % de actas | 90%"))
    store.decide(document, Accept(record="m0", field="unit"), "ana")
    before = store.history(document), store.document(document)
    with pytest.raises(DBAPIError, match="append-only"), writing(store._engine) as connection:
        connection.execute(statement)  # type: ignore[call-overload]
    assert (store.history(document), store.document(document)) == before


def test_what_happened_stays_in_its_order_whatever_the_clock_says(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (document,) = convert_into(store, matrix("Archivo? | Custodiar | % de actas | 90%"))
    times = iter(["2021-07-01T10:00:00-05:00", "2020-01-01T00:00:00+00:00"])
    monkeypatch.setattr("pipeline.store.store._now", lambda: next(times))
    for text in ("Archivo General", "Archivo Central"):
        store.decide(document, Edit(record="m0", field="unit", text=text), "ana")
    assert [entry.at[:4] for entry in store.history(document)] == ["2021", "2020"]
    assert store.replay(document).rows[0].values["unit"].text == "Archivo Central"
