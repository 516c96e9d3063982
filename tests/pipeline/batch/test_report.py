"""What ``lote.json`` says of a batch."""

import json

from pipeline.batch.report import Batch, BatchEntry


def test_there_is_one_entry_for_each_input_in_the_order_given() -> None:
    batch = Batch(
        entries=(
            BatchEntry(
                name="enero.pdf",
                path="2021/enero.pdf",
                sha256="a" * 64,
                outcome="ok",
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
        "pages": 3,
        "records": 24,
        "to_review": 0,
        "institution": "Prefectura de Sumapaz",
        "period": "2021-01",
        "rows": None,
        "same_as": None,
        "republishes": None,
        "notes": [],
        "outputs": {"html": "enero.html"},
    }
    assert (second["outcome"], second["code"], second["sha256"]) == ("failed", "DAMAGED", None)
    assert Batch.model_validate_json(batch.to_json()) == batch


def test_a_state_is_named_by_its_code_else_by_its_outcome() -> None:
    def state(outcome: str, code: str | None = None) -> str:
        return BatchEntry(name="a", path="a", outcome=outcome, code=code).state

    assert state("failed", "ENCRYPTED") == "Cifrado"
    assert state("failed", "SOMETHING_NEW") == "No se pudo leer"
    assert state("needs_review", "NEEDS_REVIEW") == "Por revisar"
    assert state("ok") == "Convertido"
