"""What of a document is left out in a further attempt, so that the rest of it is kept."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pytest

from pipeline.batch.executors import Crash, Limits, tell_place
from pipeline.batch.executors.contract import Ended
from pipeline.batch.executors.frames import ForbiddenAnswerError, pack_place, unpack_place
from pipeline.batch.executors.partial import leave_out
from pipeline.batch.executors.progress import Place
from pipeline.batch.executors.worker_process import WorkerProcess

HEAD = 9
"""Bytes before the content of a frame."""


def crash(cause: Ended, place: Place | None, took_most: bool = False) -> Crash[str]:
    return Crash("a.pdf", cause, place=place, took_most=took_most)


@pytest.mark.parametrize(
    ("ended", "left_out"),
    [
        (crash("WORKER_CRASHED", Place(3, 3, 5)), [3]),
        (crash("OUT_OF_MEMORY", Place(2, 4, 5)), [2, 3, 4]),
        (crash("TIMEOUT", Place(3, 3, 5), took_most=True), [3]),
        (crash("TIMEOUT", Place(4, 4, 6)), [3, 4, 5, 6]),
        (crash("TIMEOUT", Place(6, 5, 5)), [3, 4, 5]),
        (crash("TIMEOUT", Place(1, 1, 5)), []),
        (crash("WORKER_CRASHED", Place(1, 1, 1)), []),
        (crash("TIMEOUT", None), []),
    ],
    ids=[
        "its page",
        "pages read at once",
        "the page that took the time",
        "half of what was read",
        "half of all",
        "all",
        "one",
        "where?",
    ],
)
def test_what_is_left_out(ended: Crash[str], left_out: list[int]) -> None:
    assert sorted(leave_out({}, ended, is_last=False)) == left_out


def test_the_last_attempt_keeps_what_was_read_for_sure() -> None:
    assert leave_out({2: "TIMEOUT"}, crash("WORKER_CRASHED", Place(4, 4, 5)), is_last=True) == {
        2: "TIMEOUT",
        4: "WORKER_CRASHED",
        5: "WORKER_CRASHED",
    }


@pytest.mark.parametrize("place", [(0, 1, 3), (3, 1, 3), (1, 4, 3), (1, 1, 10**9)])
def test_a_place_that_no_document_has_is_refused(place: tuple[int, int, int]) -> None:
    with pytest.raises(ForbiddenAnswerError):
        unpack_place(pack_place(Place(*place))[HEAD:])


@dataclass(frozen=True)
class Pages:
    """A document whose pages say what becomes of whoever reads them."""

    pages: tuple[str, ...]
    unread: Mapping[int, Ended] = field(default_factory=dict)


class Reader:
    """Reads the pages one after the other, and returns those that it has read."""

    def __call__(self, document: Pages) -> str:
        read, total = "", len(document.pages)
        for number, page in enumerate(document.pages, 1):
            if number not in document.unread:
                tell_place(number, number, total)
                TRAPS.get(page, lambda: None)()
                read += page
        tell_place(total + 1, total, total)
        return read

    def without(self, document: Pages, unread: Mapping[int, Ended]) -> Pages:
        return replace(document, unread=unread)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang() -> None:
    time.sleep(1000)


def _eat() -> None:
    raise MemoryError


def _take_a_while() -> None:
    time.sleep(0.4)


TRAPS: dict[str, Callable[[], None]] = {"†": _die, "∞": _hang, "M": _eat, "…": _take_a_while}


@pytest.fixture(params=[True, False], ids=["each alone", "one after the other"])
def limits(request: pytest.FixtureRequest) -> Limits:
    return Limits.fixed(1.5, 2_000) if request.param else replace(Limits.fixed(1.5, 2_000), alone=False)


@pytest.mark.parametrize(
    ("pages", "read"),
    [
        ("abc", "abc"),
        ("ab†d", "abd"),
        ("ab∞d", "abd"),
        ("abMd", "abd"),
        ("a†bMc", "ab"),
        ("a†b†c†d", "ab"),
        ("………………", "…"),
    ],
    ids=[
        "sound",
        "kills",
        "hangs",
        "eats",
        "the second one is the last",
        "more than are left out one by one",
        "takes long everywhere",
    ],
)
def test_the_other_pages_are_kept(pages: str, read: str, limits: Limits) -> None:
    worker: WorkerProcess[Pages, str] = WorkerProcess(Reader(), limits)
    try:
        outcome = worker.run(Pages(tuple(pages)))
    finally:
        worker.close()
    assert isinstance(outcome, str)
    assert outcome.startswith(read) if "…" in pages else outcome == read


@pytest.mark.parametrize(("pages", "cause"), [("†", "WORKER_CRASHED"), ("M", "OUT_OF_MEMORY"), ("∞", "TIMEOUT")])
def test_where_nothing_would_be_left_the_document_has_failed_as_before(pages: str, cause: str) -> None:
    worker: WorkerProcess[Pages, str] = WorkerProcess(Reader(), Limits.fixed(1.0, 2_000))
    try:
        outcome = worker.run(Pages(tuple(pages)))
    finally:
        worker.close()
    assert isinstance(outcome, Crash)
    assert (outcome.cause, outcome.item) == (cause, Pages(tuple(pages)))
