"""Several processes: whatever one of them does, the other items are done."""

from __future__ import annotations

import os
import threading

from pipeline.workers import Crash, run_parallel


def double_or_die(number: int) -> int:
    """Stand for a library that aborts the process on some document."""
    if number < 0:
        os._exit(1)
    return 2 * number


def fail(number: int) -> int:
    raise ValueError(f"no {number}")


def answer_with_a_lock(number: int) -> object:
    return threading.Lock()


def test_every_item_has_its_outcome() -> None:
    assert sorted(run_parallel(double_or_die, range(20), processes=2)) == [2 * number for number in range(20)]


def test_a_dying_process_takes_only_its_own_item_along() -> None:
    outcomes = list(run_parallel(double_or_die, [1, -1, 2, 3, -2, 4], processes=2))
    crashes = [outcome.item for outcome in outcomes if isinstance(outcome, Crash)]
    assert sorted(crashes) == [-2, -1]
    assert sorted(outcome for outcome in outcomes if isinstance(outcome, int)) == [2, 4, 6, 8]


def test_an_error_is_an_outcome_too() -> None:
    [crash] = run_parallel(fail, [7], processes=2)
    assert isinstance(crash, Crash)
    assert (crash.item, str(crash.error)) == (7, "no 7")


def test_an_outcome_that_cannot_come_back_is_an_error_of_its_item() -> None:
    [crash] = run_parallel(answer_with_a_lock, [1], processes=1)
    assert isinstance(crash, Crash)
    assert isinstance(crash.error, TypeError)


def test_who_stops_listening_stops_the_work() -> None:
    outcomes = run_parallel(double_or_die, range(1000), processes=2)
    assert next(outcomes) in range(20)
    outcomes.close()  # returns at once: what is waiting is dropped
