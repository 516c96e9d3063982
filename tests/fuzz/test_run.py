"""`make fuzz` tells what it tried, and fails where an input broke a target or nothing was tried."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from . import __main__ as fuzzing
from .targets import TARGETS

SOUND = """\
INFO: seed corpus: files: 5
#6\tINITED cov: 739 ft: 1200 corp: 5/2b exec/s: 0 rss: 160Mb
#512\tNEW    cov: 780 ft: 1300 corp: 9/4b exec/s: 512 rss: 160Mb
#900\tDONE   cov: 786 ft: 1300 corp: 9/4b exec/s: 500 rss: 160Mb
stat::number_of_executed_units: 900
"""
BROKEN = """\
#6\tINITED cov: 739 ft: 1200 corp: 5/2b exec/s: 0 rss: 160Mb
 === Uncaught Python exception: ===
IndexError: list index out of range
==1== ERROR: libFuzzer: fuzz target exited
stat::number_of_executed_units: 57
"""
SIGNAL = -11


def test_a_run_is_told_by_its_figures() -> None:
    outcome = fuzzing.read_log(SOUND, "metas", 60.0, (), 0)
    assert outcome.is_sound
    assert " ".join(fuzzing.report(outcome).split()) == (
        "metas 900 executions in 60 s, coverage 739 -> 786, nothing broke"
    )


def test_what_broke_is_told_with_how_to_see_it_again() -> None:
    outcome = fuzzing.read_log(BROKEN, "metas", 2.0, (Path("fallos/crash-1"),), 77)
    told = fuzzing.report(outcome)
    assert "57 executions" in told
    assert "IndexError" in told
    assert "python -m tests.fuzz --replay metas fallos/crash-1" in told


@pytest.mark.parametrize(
    ("log", "faults", "returncode"),
    [(BROKEN, (Path("crash-1"),), 77), (SOUND, (Path("crash-1"),), 0), (SOUND, (), SIGNAL), ("", (), 0)],
    ids=["exception", "kept input", "killed by a signal", "nothing tried"],
)
def test_the_command_fails(
    log: str, faults: tuple[Path, ...], returncode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = fuzzing.read_log(log, "metas", 1.0, faults, returncode)
    monkeypatch.setattr(fuzzing, "fuzz", lambda name, seconds: outcome)
    assert fuzzing.main(["metas"]) == 1


def test_the_command_passes_where_nothing_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def fuzz(name: str, seconds: int) -> fuzzing.Outcome:
        tried.append((name, seconds))
        return fuzzing.read_log(SOUND, name, 1.0, (), 0)

    monkeypatch.setattr(fuzzing, "fuzz", fuzz)
    assert fuzzing.main(["--seconds", "5"]) == 0
    assert tried == [(name, 5) for name in TARGETS]


def test_a_fuzzer_that_hangs_is_ended_and_has_failed() -> None:
    printing = "print('#6 INITED cov: 7', flush=True); import time; time.sleep(60)"
    log, returncode = fuzzing._run([sys.executable, "-c", printing], 2)
    assert not fuzzing.read_log(log, "metas", 2.0, (), returncode).is_sound
    assert "INITED" in log


def test_an_input_can_be_tried_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "crash-1").write_bytes(b"Actas\n12 actas")
    assert fuzzing.main(["--replay", "metas", str(tmp_path / "crash-1")]) == 0
    assert "nothing broke" in capsys.readouterr().out


def test_a_target_that_is_none_is_refused() -> None:
    with pytest.raises(SystemExit):
        fuzzing.main(["ninguno"])


@pytest.mark.slow
def test_the_fuzzer_finds_a_planted_fault(tmp_path: Path) -> None:
    """The whole way: the input is kept, and the run has failed."""
    pytest.importorskip("atheris", reason="the fuzzer has no wheel for this system")
    outcome = fuzzing.fuzz("metas", 1, tmp_path, worker="tests.fuzz.planted")
    assert not outcome.is_sound
    [kept] = outcome.faults
    assert b"al menos" in kept.read_bytes()
