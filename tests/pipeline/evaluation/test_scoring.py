"""Records against the truth: pairs, right fields, right records; the same figures as the shared scorer's."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.reliability import measure
from pipeline.evaluation.scoring import Judgement, judge

ROOT = Path(__file__).parents[3]
BENCH = ROOT.parent / "shared" / "bench"
SOME = ("d007_pdftotext", "d021_layout", "d023", "d047_pdftotext", "d064_pdfminer")


def record(unit: str, target: str | None, confidence: float | None = None) -> dict[str, Any]:
    texts = {"unit": unit, "mission": "Velar", "indicator": "Actas", "target": target}
    if confidence is None:
        return texts
    return {name: text and {"text": text, "confidence": confidence} for name, text in texts.items()}


def test_texts_are_compared_without_case_spaces_and_outer_punctuation_but_with_accents_and_signs() -> None:
    truth = [record("Secretaría General", "90%")]
    assert judge(truth, [record("«SECRETARÍA  GENERAL».", "90%")]).right_records == 1
    assert judge(truth, [record("Secretaria General", "90%")]).right_records == 0
    assert judge(truth, [record("Secretaría General", "90")]).right_records == 0


def test_records_are_paired_by_what_they_say_and_not_by_their_place() -> None:
    truth = [record("Alcaldía", "1"), record("Archivo", "2"), record("Bodega", "3")]
    judgement = judge(truth, [truth[2], truth[0]])
    assert judgement.right_records == 2
    assert judgement.record_f1 == pytest.approx(4 / 5)


def test_equal_records_are_paired_in_their_order() -> None:
    truth = [record("Alcaldía", "1"), record("Alcaldía", "1")]
    fields = judge(truth, [record("Alcaldía", "1", 0.9), record("Alcaldía", "1", 0.9)]).fields
    assert all(field.is_right for field in fields)


def test_nothing_for_nothing_is_right_but_counts_for_no_field() -> None:
    judgement = judge([record("Alcaldía", None)], [record("Alcaldía", None)])
    assert judgement.right_records == 1
    assert judgement.true_fields["target"] == 0
    assert judgement.field_f1("target") == 0.0


def test_records_where_there_are_none_are_all_wrong() -> None:
    judgement = judge([], [record("Alcaldía", "1", 0.9)])
    assert (judgement.predicted_records, judgement.right_records) == (1, 0)
    assert not any(field.is_right for field in judgement.fields)


def test_judgements_add_up() -> None:
    one = judge([record("Alcaldía", "1")], [record("Alcaldía", "1")])
    other = judge([record("Archivo", "2")], [])
    both = sum([one, other], Judgement())
    assert (both.documents, both.true_records, both.right_records) == (2, 2, 1)
    assert both.macro_record_f1 == 0.5


@pytest.mark.skipif(not BENCH.is_dir(), reason="needs the labelled documents")
def test_the_figures_are_those_of_the_shared_scorer(tmp_path: Path) -> None:
    from pipeline.convert import convert
    from pipeline.exports import to_json

    truths, predictions = tmp_path / "truth", tmp_path / "predicted"
    truths.mkdir()
    predictions.mkdir()
    total = Judgement()
    for name in SOME:
        truth = (BENCH / "dev" / f"{name}.truth.json").read_text(encoding="utf-8")
        document = next(BENCH.glob(f"dev/{name}.[pt][dx][ft]"))
        text = to_json(convert(document))
        (truths / f"{name}.truth.json").write_text(truth, encoding="utf-8")
        (predictions / f"{name}.json").write_text(text, encoding="utf-8")
        total += judge(json.loads(truth)["records"], json.loads(text)["records"])
    command = [sys.executable, str(BENCH / "score.py"), str(truths), str(predictions), "--json"]
    scored = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["all"]
    figures = measure(total.fields)
    assert total.record_f1 == pytest.approx(scored["record_f1"])
    assert total.macro_record_f1 == pytest.approx(scored["macro_record_f1"])
    for name, field in scored["fields"].items():
        assert total.field_f1(name) == pytest.approx(field["f1"])
    confidence = scored["confidence"]
    assert figures.evaluated == confidence["fields"]
    assert figures.ece == pytest.approx(confidence["ece"], abs=1e-3)
    assert figures.brier == pytest.approx(confidence["brier"])
    assert figures.coverage == pytest.approx(confidence["coverage_at_99"])
