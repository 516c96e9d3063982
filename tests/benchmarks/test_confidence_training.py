"""Training: weights that only lower, traits that were seen often enough, institutions in one fold each."""

from pathlib import Path

from benchmarks.confidence_data import FOLDS, Labelled, LabelledField, fold_of_institutions
from benchmarks.confidence_training import LEAST_SEEN, judge_left_out, learn, to_json
from pipeline.confidence import read_model
from pipeline.evaluation.reliability import measure


def fields(count: int, is_right: bool, **features: float) -> list[LabelledField]:
    return [LabelledField(f"{at}.pdf", "pdf", "a", "unit", "table", features, is_right) for at in range(count)]


SOME = [*fields(90, True), *fields(5, False), *fields(5, True, unfinished=1.0), *fields(20, False, unfinished=1.0)]


def test_what_goes_with_errors_lowers_and_what_does_not_weighs_nothing() -> None:
    model = learn([*SOME, *fields(40, True, long=1.0)])["table", "unit"]
    assert set(model.weights) == {"unfinished"}
    whole, cut = model.confidence({}), model.confidence({"unfinished": 1.0})
    assert whole is not None
    assert cut is not None
    assert whole > 0.9 > 0.4 > cut


def test_a_rare_trait_stays_unknown() -> None:
    model = learn([*SOME, *fields(LEAST_SEEN - 1, True, **{"trait:cut": 1.0})])["table", "unit"]
    assert model.confidence({"trait:cut": 1.0}) is None
    model = learn([*SOME, *fields(LEAST_SEEN, True, **{"trait:cut": 1.0})])["table", "unit"]
    assert model.confidence({"trait:cut": 1.0}) is not None


def test_a_model_and_its_figures_come_back_from_json() -> None:
    model = learn(SOME)
    assert read_model(to_json(model, {})) == model


def test_all_documents_of_an_institution_are_left_out_together() -> None:
    items = [Labelled(Path(f"{name}{number}.pdf"), name, ()) for name in "abcdefg" for number in range(3)]
    folds = fold_of_institutions(items)
    assert set(folds.values()) == set(range(FOLDS))
    ours = [LabelledField("x", "pdf", name, "unit", "table", {f"trait:{name}": 1.0}, True) for name in "abcdefg"]
    judged = judge_left_out(ours * LEAST_SEEN, folds)["pdf"]
    assert measure(judged).evaluated == 0
