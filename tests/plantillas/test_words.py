"""Every code of the model has its word in Spanish."""

from typing import get_args

import pytest

from pipeline.model import FIELD_NAMES, Footer, ProcessLevel, Severity, Status, TargetFlag, TargetKind, Verdict
from pipeline.target_words import COMPARATORS
from plantillas.messages import message_keys

CODES = {
    "status": (*get_args(Status), "pending"),
    "sign": (*get_args(Status), "pending"),
    "means": get_args(Status),
    "severity": get_args(Severity),
    "verdict": get_args(Verdict),
    "level": get_args(ProcessLevel),
    "field": FIELD_NAMES,
    "footer": tuple(Footer.model_fields),
    "month": tuple(f"{month:02}" for month in range(1, 13)),
}


CODES_OF_TARGETS = {"kind": get_args(TargetKind), "flag": get_args(TargetFlag), "comparator": COMPARATORS.values()}


@pytest.mark.parametrize("topic", CODES_OF_TARGETS)
def test_every_code_of_a_target_has_a_word(topic: str) -> None:
    assert {f"{topic}_{code}" for code in CODES_OF_TARGETS[topic]} <= message_keys("metas")


@pytest.mark.parametrize("topic", CODES)
def test_every_code_has_a_word(topic: str) -> None:
    assert {f"{topic}_{code}" for code in CODES[topic]} <= message_keys("informe")


def test_every_outcome_of_a_batch_has_the_name_of_a_state() -> None:
    assert {*get_args(Status), "pending"} <= message_keys("estados")


def test_every_code_of_a_failure_has_the_name_of_a_state() -> None:
    codes = {key for key in message_keys("errores") if key.isupper()}
    assert codes - {"FAILED"} <= message_keys("estados")
