"""Outcomes are judged by what the contract allows; what is neither allowed nor meant is told."""

from __future__ import annotations

import pytest

from benchmarks.hostile_contract import Expected, Outcome, judge, worst_of

OK, DAMAGED = Outcome(None, (), records=3), Outcome("DAMAGED", ())
REPAIRED, NOTED = Outcome(None, ("REPAIRED",)), Outcome(None, (), ("REVISIONS",))


@pytest.mark.parametrize(
    ("allowed", "outcome", "verdict"),
    [
        ("ok", OK, "match"),
        ("ok", NOTED, "match"),
        ("ok", REPAIRED, "differs"),
        ("ok", DAMAGED, "differs"),
        ("ok|warn:REPAIRED", REPAIRED, "match"),
        ("warn:REVISIONS", NOTED, "match"),
        ("warn:DAMAGED", DAMAGED, "differs"),
        ("err:TIMEOUT|err:DAMAGED", DAMAGED, "match"),
        ("err:DAMAGED", OK, "differs"),
        ("err:DAMAGED", None, "differs"),
        ("skip", None, "match"),
        ("n/a", OK, "not asked"),
        ("err:UNEXPECTED", Outcome("UNEXPECTED", ()), "untyped"),
    ],
)
def test_an_outcome_is_judged_by_what_is_allowed(allowed: str, outcome: Outcome | None, verdict: str) -> None:
    assert judge(Expected("a.pdf", allowed), outcome).partition(":")[0] == verdict


def test_what_is_meant_to_differ_has_a_reason_for_that_outcome_only() -> None:
    expected = Expected("root_is_integer.pdf", "err:DAMAGED")
    assert judge(expected, REPAIRED).startswith("meant: ")
    assert judge(expected, OK).startswith("differs")


def test_documents_of_a_folder_are_judged_together() -> None:
    assert worst_of([]) is None
    assert worst_of([OK, REPAIRED, OK]) == Outcome(None, ("REPAIRED",), records=6)
    assert worst_of([OK, DAMAGED]) == Outcome("DAMAGED", (), records=3)
