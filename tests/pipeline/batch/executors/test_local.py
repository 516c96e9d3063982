"""Several processes: whatever one of them does, the other items are done."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from extractores.settings import available_cores
from pipeline.batch.executors import Crash, Limits, Progress, Ready, run_local, tell


def double_or_die(number: int) -> int:
    """Stand for a library that aborts the process on some document."""
    if number < 0:
        os._exit(1)
    return 2 * number


def fail(number: int) -> int:
    raise ValueError(f"no {number}")


def answer_with_a_lock(number: int) -> object:
    return threading.Lock()


def sleep_or_double(number: int) -> int:
    if number == 13:
        time.sleep(1000)
    return 2 * number


def eat_memory_or_double(number: int) -> int:
    if number == 13:
        hoard = [bytearray(10_000_000) for _ in range(1000)]
        return len(hoard)
    return 2 * number


def abort(number: int) -> int:
    """Stand for PDFium, which does so when it gets no memory."""
    os.abort()


def die_once(path: str) -> str:
    """Stand for a process that the system ends for reasons of its own."""
    if not os.path.exists(path):
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "hecho"


def print_noise(number: int) -> int:
    print("una biblioteca que escribe donde no debe")
    os.write(1, b"\x00\x01")
    return number


def count_to(number: int) -> int:
    for done in range(1, number + 1):
        tell(done, number)
    return number


def count_cores(number: int) -> int:
    return available_cores()


def name_process(number: int) -> int:
    return os.getppid()


def run(
    work: Callable[[Any], Any],
    items: Any,
    processes: int = 2,
    limits: Limits | None = None,
    stop: Event | None = None,
) -> Iterator[Any]:
    return run_local(work, iter(items), stop or Event(), processes, limits or Limits())


def split(outcomes: Iterator[Any]) -> tuple[list[Any], list[tuple[Any, str]]]:
    """Return outcomes, and the items without one with their causes."""
    found = list(outcomes)
    crashes = [(outcome.item, outcome.cause) for outcome in found if isinstance(outcome, Crash)]
    return sorted(outcome for outcome in found if not isinstance(outcome, Crash)), sorted(crashes)


@pytest.fixture(params=[True, False], ids=["each alone", "one after the other"])
def limits(request: pytest.FixtureRequest) -> Limits:
    """Return limits for items with a process each, and for those that share one, as all do where nothing can fork."""
    return Limits(alone=request.param)


def test_every_item_has_its_outcome(limits: Limits) -> None:
    assert sorted(run(double_or_die, range(20), limits=limits)) == [2 * number for number in range(20)]


def test_what_is_known_already_takes_its_place_among_the_others() -> None:
    assert sorted(run(double_or_die, [1, Ready(100), 2, Ready(200)])) == [2, 4, 100, 200]


def test_a_dying_process_takes_only_its_own_item_along(limits: Limits) -> None:
    assert split(run(double_or_die, [1, -1, 2, 3, -2, 4], limits=limits)) == (
        [2, 4, 6, 8],
        [(-2, "WORKER_CRASHED"), (-1, "WORKER_CRASHED")],
    )


def test_a_process_that_dies_once_is_no_fault_of_the_item(limits: Limits, tmp_path: Path) -> None:
    assert list(run(die_once, [str(tmp_path / "murió")], limits=limits)) == ["hecho"]


def test_an_item_that_never_ends_is_ended(limits: Limits) -> None:
    limits = replace(limits, seconds=0.5)
    assert split(run(sleep_or_double, [12, 13, 14], limits=limits)) == ([24, 28], [(13, "TIMEOUT")])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_an_item_that_eats_memory_is_stopped(limits: Limits) -> None:
    limits = replace(limits, megabytes=600)
    assert split(run(eat_memory_or_double, [12, 13, 14], limits=limits)) == ([24, 28], [(13, "OUT_OF_MEMORY")])


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_library_that_aborts_got_no_memory(limits: Limits) -> None:
    assert split(run(abort, [1], limits=limits)) == ([], [(1, "OUT_OF_MEMORY")])


def test_an_error_is_an_outcome_too(limits: Limits) -> None:
    [crash] = run(fail, [7], limits=limits)
    assert (crash.item, crash.cause, str(crash.error)) == (7, "UNEXPECTED", "no 7")


def test_an_outcome_that_cannot_come_back_is_an_error_of_its_item(limits: Limits) -> None:
    [crash] = run(answer_with_a_lock, [1], processes=1, limits=limits)
    assert isinstance(crash.error, TypeError)


def test_an_item_that_cannot_be_sent_is_an_error_of_its_own() -> None:
    first, second = run(double_or_die, [threading.Lock(), 2], processes=1)
    assert isinstance(first.error, TypeError)
    assert second == 4


def test_how_far_an_item_is_is_heard_until_it_is_done() -> None:
    heard: list[tuple[int, Progress | None]] = []
    outcomes = run_local(
        count_to, iter([3, 0]), Event(), 1, Limits(), lambda item, progress: heard.append((item, progress))
    )
    assert list(outcomes) == [3, 0]
    assert heard == [(3, Progress(1, 3)), (3, Progress(2, 3)), (3, Progress(3, 3)), (3, None), (0, None)]


def test_a_process_is_told_how_many_cores_it_may_use() -> None:
    assert list(run_local(count_cores, iter([0]), Event(), 1, Limits(cores=3))) == [3]


def test_what_a_library_prints_does_no_harm(limits: Limits, capfd: pytest.CaptureFixture[str]) -> None:
    assert sorted(run(print_noise, [1, 2, 3], limits=limits)) == [1, 2, 3]


def test_who_stops_listening_stops_the_work() -> None:
    started = time.monotonic()
    outcomes = run(sleep_or_double, [1, 13, 13, 13])
    assert next(outcomes) == 2
    outcomes.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 60


def test_once_stopped_nothing_more_is_begun() -> None:
    stop = Event()
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    outcomes = run(double_or_die, items(), stop=stop)
    next(outcomes)
    stop.set()
    rest = list(outcomes)
    assert len(taken) < 20
    assert len(rest) < len(taken)


def test_a_process_is_replaced_after_some_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.executors.worker_process.ITEMS_PER_PROCESS", 2)
    assert len(set(run(name_process, range(6), processes=1))) == 3


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at the system's list of processes")
def test_no_process_is_left() -> None:
    processes = set(run(name_process, range(10)))
    assert [process for process in processes if Path(f"/proc/{process}").exists()] == []
