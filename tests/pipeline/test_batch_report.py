"""What ``lote.json`` says of a batch."""

import json

from pipeline.batch_report import Batch, BatchEntry


def test_there_is_one_entry_for_each_input_in_the_order_given() -> None:
    batch = Batch(
        entries=(
            BatchEntry(
                name="enero.pdf",
                path="2021/enero.pdf",
                sha256="a" * 64,
                outcome="ok",
                seconds=0.25,
                pages=3,
                records=24,
                institution="Prefectura de Sumapaz",
                period="2021-01",
                outputs={"html": "enero.html"},
            ),
            BatchEntry(
                name="roto.pdf", path="roto.pdf", outcome="failed", code="DAMAGED", message="roto.pdf está dañado."
            ),
        )
    )
    first, second = json.loads(batch.to_json())["entries"]
    assert first == {
        "name": "enero.pdf",
        "path": "2021/enero.pdf",
        "sha256": "a" * 64,
        "outcome": "ok",
        "code": None,
        "message": None,
        "seconds": 0.25,
        "pages": 3,
        "records": 24,
        "to_review": 0,
        "institution": "Prefectura de Sumapaz",
        "period": "2021-01",
        "outputs": {"html": "enero.html"},
    }
    assert (second["outcome"], second["code"], second["sha256"]) == ("failed", "DAMAGED", None)
    assert Batch.model_validate_json(batch.to_json()) == batch
