"""The work on one item, in the process that does it: its answer as a frame, and what it tells while it goes on."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from .frames import load_plain, pack, pack_place, pack_progress, pack_time
from .progress import Progress, channel, place_channel, time_channel

Work: TypeAlias = "Callable[[Any], object]"


def answer(work: Work, item: object) -> bytes:
    """Return a frame with ``(outcome, error)``, one of which is None."""
    try:
        return pack((work(item), None))
    except Exception as error:  # the work's, or an outcome's that cannot be pickled
        return pack((None, _portable(error)))


@contextmanager
def told_to(send: Callable[[bytes], object]) -> Iterator[None]:
    """Send as frames what the work tells of itself."""

    def tell(progress: Progress) -> None:
        send(pack_progress(*progress))

    before = channel.set(tell), time_channel.set(lambda seconds: send(pack_time(seconds)))
    place_before = place_channel.set(lambda place: send(pack_place(place)))
    try:
        yield
    finally:
        channel.reset(before[0])
        time_channel.reset(before[1])
        place_channel.reset(place_before)


def _portable(error: Exception) -> Exception:
    """Return ``error``, or its words where it does not survive the way to the parent."""
    try:
        load_plain(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
